"""The rows that a table begins with: those of its definition, some of them once for each module.

A component begins with its maker, content, checker and due date (domain.md, F5 c1: pre-filled as
the catalogue times the modules).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import Row
from mcdesk.procedure.identity import natural_id, places_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import Field
    from mcdesk.procedure.situation import Situation

PER, QUANTITY = "per", "qty"
"""What a row of an estimate is counted by, and the column that counts (domain.md, F2 p40)."""


def usual_rows(entry: Field, situation: Situation) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Yield the key and the cells of each row that a table begins with."""
    ends = planned_ends(situation) if entry.table == "component" else {}
    modules = known_modules(situation.content)
    for key, row, module in _each(entry, modules):
        cells = {**row, **_duties(entry, row, situation, ends)}
        if row.get(PER) == "module" and modules:
            cells[QUANTITY] = str(len(modules))
        yield key, cells if module is None else {**cells, **_of_module(cells, module)}


def quantities(form: str, entry: Field, modules: int) -> dict[str, str]:
    """Return the quantities of a form's usual rows that there are once for each module, by ids."""
    if not modules:
        return {}
    rows = defined_keys(entry)
    return {natural_id("row", form, entry.id, key): str(modules)
            for key, row in rows.items() if row.get(PER) == "module"}  # fmt: skip


def _each(
    entry: Field, modules: Iterable[Row]
) -> Iterator[tuple[str, Mapping[str, Json], Row | None]]:
    """Yield key, row and module of each row that a table begins with."""
    modules = tuple(modules)
    for key, row in defined_keys(entry).items():
        if row.get("each") == "module" and modules:
            for module in modules:
                yield f"{key}.{module.text('no')}", row, module
        else:
            yield key, row, None


def defined_keys(entry: Field) -> dict[str, Mapping[str, Json]]:
    """Return the rows of a table's definition, by the keys that their ids are made of."""
    return {str(row.get("key", number)): row for number, row in enumerate(entry.rows, start=1)}


def usual_ids(form: str, entry: Field, modules: Iterable[Row]) -> frozenset[str]:
    """Return the ids that the usual rows of a form's table have, with these modules known."""
    keys = (key for key, _row, _module in _each(entry, modules))
    return frozenset(natural_id("row", form, entry.id, key) for key in keys)


def among(usual: Iterable[Row], standing: Iterable[Row]) -> Iterator[Row]:
    """Yield usual rows as they are put among those that stand, in which something is written.

    Each comes behind the usual row before it. Where none of them stands, they come last; in an
    empty table they have the places that they begin with, so that two people make the same.
    """
    order = [(row.id, row.rank) for row in standing]
    missing: list[Row] = []
    place = -1

    def put(at: int) -> Iterator[Row]:
        given = places_in([rank for _id, rank in order], at, len(missing))
        made = [Row(row.id, rank, row.cells) for row, rank in zip(missing, given, strict=True)]
        order[at:at] = [(row.id, row.rank) for row in made]
        missing.clear()
        yield from made

    for row in usual:
        at = next((n for n, (id_, _rank) in enumerate(order) if id_ == row.id), None)
        if at is None:
            missing.append(row)
            continue
        yield from put(at if place < 0 else place)
        place = 1 + next(n for n, (id_, _rank) in enumerate(order) if id_ == row.id)
    yield from put(len(order) if place < 0 else place)


def known_modules(other: Callable[[str], Content]) -> tuple[Row, ...]:
    """Return the modules of a card: of its proposal or essentials, else of its design document.

    `other` gives the content of the card's present form of a kind.
    """
    return other("F2").table("p35") or other("F7").table("d6")


def has_modules(entry: Field) -> bool:
    """Tell whether a table begins with rows for each module."""
    return any(row.get("each") == "module" for row in entry.rows)


def _of_module(cells: Mapping[str, Json], module: Row) -> dict[str, Json]:
    """Return number and title of a module as they stand in its component."""
    number, title = module.text("no"), module.text("title")
    named = f"{cells['component']}, {number}" + (f" {title}" if title else "")
    return {"module": number, "component": named}


def _duties(
    entry: Field, row: Mapping[str, Json], situation: Situation, ends: Mapping[str, str]
) -> dict[str, Json]:
    """Return who makes a component, gives its content and checks it, and when it is due."""
    code = str(row.get("code", ""))
    makers, content = entry.params.get("makers", {}), entry.params.get("content", {})
    maker = str(makers.get(code, ""))
    checker = "id" if maker == "sme" else "sme"
    roles = {"maker": maker, "content_from": str(content.get(code, "")), "checker": checker}
    if code not in makers:
        return {}
    people = {name: situation.facts.get(f"team.{role}") for name, role in roles.items()}
    due = ends.get(str(row.get("due_stage", "")))
    return {key: value for key, value in {**people, "due": due}.items() if value}


def planned_ends(situation: Situation) -> dict[str, str]:
    """Return the planned end of each stage by the card's timeline (F3 t3)."""
    return ends_of(situation.content("F3").table("t3"))


def ends_of(activities: Iterable[Row]) -> dict[str, str]:
    """Return the last planned end of each stage among the activities of a timeline."""
    ends: dict[str, str] = {}
    for row in activities:
        stage, end = row.text("stage"), row.text("planned_end")
        if end:
            ends[stage] = max(end, ends.get(stage, ""))
    return ends
