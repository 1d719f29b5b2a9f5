"""Tables that the program works out: summaries, lists taken from other forms, the matrix of F7.

A `COMPUTED_ROWS` function gives the cells of each row; like all that is computed they are never
stored live, only in revisions (design.md, section 5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.compute import codes_named, low_items
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Params
from mcdesk.procedure.matrix import NO_CODE
from mcdesk.procedure.rows import names_of
from mcdesk.procedure.rules_tables import folded_code

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Field

Cells = Mapping[str, Json]
ComputedRows = Callable[[Content, Surroundings, Params], Iterable[Cells]]
COMPUTED_ROWS: dict[str, ComputedRows] = {}
ACCEPTED, SPARED = "accepted", "not_applicable"
STANDS = ("signed", "external", "before", "missing")
"""States of a form that counts at a gate."""
COMPUTED = "made"
"""How the id of a row begins that was worked out; the place follows."""
ALIGNED = {
    "field": ("code", "statement", "outcomes"), "steps": ("outcomes", "kind", "component", "title")
}  # fmt: skip
"""What `alignment` reads: the columns of the tables that these parameters name."""
NAMED = 4
"""So many missing components are named; the others are counted."""


def computed_rows(function: ComputedRows) -> ComputedRows:
    """Register a computed table under its function name."""
    COMPUTED_ROWS[function.__name__] = function
    return function


def worked_out(entry: Field, content: Content, surroundings: Surroundings) -> tuple[Row, ...]:
    """Return the rows of a computed table; each is named by its place."""
    found = COMPUTED_ROWS[entry.compute](content, surroundings, entry.params)
    columns = {column.id for column in entry.columns}
    return tuple(
        Row(f"{COMPUTED}{number}", f"{number:06}", {k: v for k, v in cells.items() if k in columns})
        for number, cells in enumerate(found, start=1)
    )


def _source(content: Content, surroundings: Surroundings, params: Params) -> tuple[Row, ...]:
    """Return the rows of the table `field`, here or in the form `form`."""
    place = surroundings.other(str(params["form"])) if "form" in params else content
    return place.table(str(params["field"]))


@computed_rows
def rows_copied(content: Content, surroundings: Surroundings, params: Params) -> Iterator[Cells]:
    """Give the rows of a table of another form (domain.md, F9 e2 and R11: components used).

    With `column`, only those whose cell is among `values`, or not among `except`.
    """
    wanted, spared = params.get("values"), params.get("except", ())
    for row in _source(content, surroundings, params):
        cell = row.text(str(params.get("column", "")))
        if (wanted is None or cell in wanted) and cell not in spared:
            yield row.cells


@computed_rows
def components_seen(
    content: Content, surroundings: Surroundings, params: Params
) -> Iterator[Cells]:
    """Give the rows that `rows_copied` gives, with the last day on which each was looked at.

    `sessions` is the table of this form with a `date` and the codes of `components`; a session
    without any is about all of them (domain.md, F9 e2).
    """
    sessions = [
        (row.text("date"), {folded_code(code) for code in row.many("components")})
        for row in content.table(str(params["sessions"]))
    ]
    for cells in rows_copied(content, surroundings, params):
        code = folded_code(str(cells.get("code") or ""))
        days = [day for day, codes in sessions if day and (not codes or code in codes)]
        yield {**cells, "seen": max(days, default=None)}


@computed_rows
def components_judged(
    content: Content, surroundings: Surroundings, params: Params
) -> Iterator[Cells]:
    """Give the verdict on each component: not aligned while something must be fixed in it.

    Source: domain.md, R10; `findings` is the table of this form, `closed` its column of checks.
    """
    found = content.table(str(params["findings"]))
    closed = str(params["closed"])
    for row in _source(content, surroundings, params):
        if row.text("status") == SPARED:
            continue
        own = [each for each in found if each.text("component").strip().casefold() in names_of(row)]
        must = [e for e in own if e.text("must_fix") == "yes" and is_empty(e.cells.get(closed))]
        yield {
            "code": row.text("code"), "component": row.text("component"),
            "module": row.text("module"), "findings": str(len(own)) if own else None,
            "open": str(len(must)) if must else None,
            "verdict": "not_aligned" if must else "aligned",
        }  # fmt: skip


@computed_rows
def components_by_group(
    content: Content, surroundings: Surroundings, params: Params
) -> Iterator[Cells]:
    """Count the components of each group by their states (domain.md, F8 k2).

    `groups` are the first letters of the codes; what is missing is named.
    """
    rows = _source(content, surroundings, params)
    for group in params["groups"]:
        own = [row for row in rows if row.text("code").startswith(str(group))]
        if not own:
            continue
        states = [row.text("status") for row in own]
        missing = [row for row in own if row.text("status") not in (ACCEPTED, SPARED)]
        named = [row.text("component") or row.text("code") for row in missing[:NAMED]]
        if len(missing) > NAMED:
            named.append(f"+{len(missing) - NAMED}")
        yield {
            "group": str(group), "planned": str(len(own)),
            "accepted": str(states.count(ACCEPTED)), "not_applicable": str(states.count(SPARED)),
            "missing": str(len(missing)), "note": "; ".join(named) or None,
        }  # fmt: skip


@computed_rows
def checked(content: Content, surroundings: Surroundings, params: Params) -> Iterator[Cells]:
    """Answer each of `checks`: yes or no, and how many are still open (domain.md, R13 and R14).

    A check names a form: it counts, one of its values is among `values`, or every row of its
    `field` has the column `closed` filled, or its `column` among `values`. `debts` asks for what
    exceptions left owed. Where assessors have sheets of their own, every one of them is asked, and
    their critical items with them. What is not met and was passed by an exception says when.
    """
    for check in params["checks"]:
        met, open_ = _answer(surroundings, check)
        on = None if met or "form" not in check else surroundings.look(f"excepted:{check['form']}")
        cells = {"check": str(check["id"]), "met": "yes" if met else "no",
                 "open": str(open_) if open_ else None}  # fmt: skip
        yield {**cells, "excepted": on} if on else cells


def _answer(surroundings: Surroundings, check: Params) -> tuple[bool, int]:
    if "form" not in check:
        open_ = int(str(surroundings.look("debts.open") or 0))
        return not open_, open_
    kind = str(check["form"])
    if surroundings.look(f"past:{kind}"):
        return True, 0
    sheets = surroundings.sheets(kind) or (surroundings.other(kind),)
    if "path" in check:
        values, path = check.get("values", ()), str(check["path"])
        low = sum(len(low_items(each, surroundings, kind)) for each in sheets)
        return not low and all(each.text(path) in values for each in sheets), low
    if "field" not in check:
        return surroundings.look(f"status:{kind}") in STANDS, 0
    return _rows_answer(surroundings, check, sheets)


def _rows_answer(
    surroundings: Surroundings, check: Params, sheets: tuple[Content, ...]
) -> tuple[bool, int]:
    """Return whether every row of every sheet is done, and how many are not.

    Critical items below 3 that `listed`, a column of these rows, does not name are open as well.
    """
    field, closed = str(check["field"]), check.get("closed")
    rows = [row for each in sheets for row in each.table(field)]
    if closed is None:
        values = check.get("values", ())
        open_ = sum(row.text(str(check["column"])) not in values for row in rows)
        return not open_ and bool(rows), open_
    open_ = sum(is_empty(row.cells.get(str(closed))) for row in rows)
    if "listed" in check:
        for each in sheets:
            named = codes_named(row.text(str(check["listed"])) for row in each.table(field))
            low = low_items(each, surroundings, str(check["form"]))
            open_ += sum(item.upper() not in named for item in low)
    return not open_, open_


@computed_rows
def versions(content: Content, surroundings: Surroundings, params: Params) -> Iterator[Cells]:
    """Give what was frozen so far of the form `form` (domain.md, F7 d1)."""
    known = surroundings.look(f"versions:{params['form']}")
    for entry in known if isinstance(known, list) else ():
        if isinstance(entry, dict):
            yield entry


@computed_rows
def alignment(content: Content, surroundings: Surroundings, params: Params) -> Iterator[Cells]:
    """Give the matrix of F7 d9: for each module outcome what teaches, practises and assesses it.

    `field` lists the outcomes, `steps` the learning sequence; `material`, `practice` and
    `assessment` are the kinds of its steps. A step without a known outcome is an orphan and
    stands in a row of its own.
    """
    steps = content.table(str(params["steps"]))
    kinds = {name: set(params[name]) for name in ("material", "practice", "assessment")}
    known: set[str] = set()
    named = [(step, {folded_code(code) for code in step.many("outcomes")}) for step in steps]
    for row in _source(content, surroundings, params):
        code = row.text("code").strip()
        known.add(folded_code(code))
        own = [step for step, codes in named if folded_code(code) in codes]
        yield {
            "code": code, "statement": row.text("statement"), "outcomes": row.cells.get("outcomes"),
            **{name: _titles(own, kind) for name, kind in kinds.items()},
        }  # fmt: skip
    orphans = [step for step, codes in named if not known & codes]
    if orphans:
        yield {
            "code": NO_CODE, "statement": params.get("orphans"),
            **{name: _titles(orphans, kind) for name, kind in kinds.items()},
        }  # fmt: skip


def _titles(steps: Iterable[Row], kinds: set[str]) -> str | None:
    """Return the titles of the steps of these kinds, one a line."""
    told = [
        " ".join(filter(None, (step.text("component"), step.text("title"))))
        for step in steps
        if step.text("kind") in kinds
    ]
    return "\n".join(dict.fromkeys(filter(None, told))) or None
