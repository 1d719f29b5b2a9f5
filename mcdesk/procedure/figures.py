"""The figures that a revision shows, worked out again from the text that it froze.

The digest of a revision binds what people wrote; what was computed of it stands beside (design.md,
section 5), and whoever freezes past the program could print what he likes there. So whoever is to
sign is told where a figure is not what the text gives (docs/decisions/0015).

Only what needs nothing but the frozen text, its definition and the settings that bound then can be
worked out again for ever. A name in `OWN` never changes its meaning: a function that is to reckon
otherwise gets another name, or what was honestly frozen would be called forged.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mcdesk.procedure import compute
from mcdesk.procedure import compute_tables as tables
from mcdesk.procedure.canonical import Json, is_empty, json_text
from mcdesk.procedure.compute_tables import ALIGNED
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.living import is_living
from mcdesk.procedure.records import MARK
from mcdesk.procedure.sound import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from mcdesk.procedure.definition import FormDefinition

OWN = frozenset(
    {"alignment", "column_total", "product", "rows_counted", "rows_open", "score", "setting",
     "share_of_rows", "sks"}
)  # fmt: skip
"""The functions that read nothing but the form and its settings, where they name no other form."""
PASSED = frozenset({"versions"})
"""The functions whose tables tell of the versions themselves, also of the one that holds them."""
OF_SHEETS = frozenset({"score_average", "score_band"})
"""The functions that read what other assessors found: each decides about the own sheet alone."""


def differing(
    definition: FormDefinition,
    content: Content,
    settings: Mapping[str, Any],
    removed: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the paths of the figures that are not what a frozen text gives; a table's once.

    Args:
        definition: What the text was frozen under.
        content: What the revision holds, with its figures.
        settings: Those that bound when it was frozen.
        removed: The places of the form from which something was removed for ever. What is made of
            them says what they said before, so it alone is passed over.
    """
    surroundings = Surroundings(today=date.min, setting=settings.get)
    bare = entered(definition, content)
    reckoned = sound(definition, bare)
    rows = dict(reckoned.rows)
    found = []
    for entry in definition.fields.values():
        if entry.type is not FieldType.TABLE or entry.living:
            continue
        if entry.compute:
            rows[entry.id] = shown = content.rows.get(entry.id, ())
            if _is_own(entry):
                rows[entry.id] = tables.worked_out(entry, bare, surroundings)
            if removed:
                shown = tuple(_but_for_repeats(rows[entry.id], shown))
            is_wrong = not _rows_say(_same, entry.columns, rows[entry.id], shown)
            wrong = is_wrong and not _is_of(entry, removed)
        else:
            rows[entry.id] = tuple(_with_cells(entry, reckoned, surroundings, content, removed))
            own = [column for column in entry.columns if _is_own(column) and not column.living]
            wrong = not _rows_say(_same, own, rows[entry.id], content.rows.get(entry.id, ()))
        found += [entry.id] if wrong else []
    filled = Content(reckoned.values, rows)
    for path, entry in definition.fields.items():
        if _is_figure(definition, path) and not _is_of(entry, removed):
            made = compute.COMPUTED[entry.compute](filled, surroundings, entry.params)
            found += [] if _same(made, content.values.get(path)) else [path]
    return tuple(found)


def places(definition: FormDefinition) -> Iterator[str]:
    """Yield where the figures stand that `differing` works out: paths, and columns of tables."""
    for path, entry in definition.fields.items():
        if entry.type is not FieldType.TABLE:
            if _is_figure(definition, path):
                yield path
        elif entry.compute and _is_own(entry) and not entry.living:
            yield path
        elif not entry.compute and not entry.living:
            own = (column for column in entry.columns if _is_own(column) and not column.living)
            yield from (f"{path}/{column.id}" for column in own)


def made_otherwise(definition: FormDefinition, was: Content, now: Content) -> tuple[str, ...]:
    """Return the paths of what came into two versions of one text from elsewhere, and differs.

    That is what `differing` cannot work out: from the calendar, other forms, the directory. Of a
    table it is told once. The list of versions tells of both; what was removed for ever says
    nothing of what stood there.
    """
    found = []
    for path, entry in definition.fields.items():
        if is_living(definition, path):
            continue
        if entry.type is FieldType.TABLE:
            made = [each for each in entry.columns if _is_foreign(entry) or _is_foreign(each)]
            columns = [each for each in made if not each.living]
            is_same = not columns or _rows_say(_alike, columns, was.table(path), now.table(path))
        else:
            is_same = not _is_foreign(entry) or _alike(was.values.get(path), now.values.get(path))
        found += [] if is_same else [path]
    return tuple(found)


def _is_foreign(entry: Field | Column) -> bool:
    return bool(entry.compute) and entry.compute not in PASSED and not _is_own(entry)


def _alike(one: Json, other: Json) -> bool:
    return _same(one, other) or MARK in f"{one}{other}"


def _is_figure(definition: FormDefinition, path: str) -> bool:
    """Tell whether a place holds a single figure that stays as it was frozen."""
    entry = definition.fields[path]
    is_one = entry.type is not FieldType.TABLE and _is_own(entry)
    return is_one and not is_living(definition, path)


def _is_own(entry: Field | Column) -> bool:
    return entry.compute in OWN and "form" not in entry.params


def _is_of(entry: Field, removed: Collection[str]) -> bool:
    """Tell whether a figure is made of a place from which something was removed."""
    if entry.compute == "score":
        start = f"{entry.params['field']}.{entry.params.get('prefix', '')}"
        return any(path.startswith(start) and not path.endswith(".note") for path in removed)
    if entry.compute == "alignment":
        read = {(str(entry.params[name]), each) for name, own in ALIGNED.items() for each in own}
    else:
        named = (str(entry.params.get(name, "")) for name in ("column", "closed"))
        read = {(str(entry.params.get("field", "")), each) for each in named}
    return any((path.partition("/")[0], path.rpartition("/")[2]) in read for path in removed)


def _but_for_repeats(made: tuple[Row, ...], shown: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows of a table that was worked out, without what repeated a removed text.

    Wherever one stood in them, the words of its removal stand in its place (docs/decisions/0016).
    """
    known = {row.id: row for row in made}
    for row in shown:
        own = known.get(row.id, row).cells
        cells = {k: own.get(k) if MARK in str(cell) else cell for k, cell in row.cells.items()}
        yield Row(row.id, row.rank, cells)


def entered(definition: FormDefinition, content: Content) -> Content:
    """Return a frozen text without all that was computed, as it was when that was worked out."""
    made = {path for path, entry in definition.fields.items() if entry.compute}
    rows: dict[str, tuple[Row, ...]] = {}
    for field_id, kept in content.rows.items():
        entry = definition.fields.get(field_id)
        if entry is not None and entry.compute:
            continue
        columns = {each.id for each in entry.columns if each.compute} if entry is not None else ()
        rows[field_id] = tuple(_without(row, columns) for row in kept) if columns else kept
    values = {path: value for path, value in content.values.items() if path not in made}
    return Content(values, rows)


def _without(row: Row, columns: Collection[str]) -> Row:
    return Row(row.id, row.rank, {k: cell for k, cell in row.cells.items() if k not in columns})


def _with_cells(
    entry: Field,
    reckoned: Content,
    surroundings: Surroundings,
    content: Content,
    removed: Collection[str],
) -> Iterator[Row]:
    """Yield the rows of a table with their own cells worked out, and the others as they stand."""
    computed = [column for column in entry.columns if column.compute]
    shown = content.rows.get(entry.id, ())
    for row, stands in zip(reckoned.rows.get(entry.id, ()), shown, strict=True):
        cells = {column.id: stands.cells.get(column.id) for column in computed}
        for column in filter(_is_own, computed):
            sources = (f"{entry.id}/{row.id}/{each}" for each in column.params.get("columns", ()))
            if any(place in removed for place in sources):
                continue
            work_out = compute.COMPUTED_CELLS[column.compute]
            cells[column.id] = work_out(row, reckoned, surroundings, column.params)
        yield Row(row.id, row.rank, {**row.cells, **cells})


def _rows_say(
    alike: Callable[[Json, Json], bool],
    columns: Iterable[Column],
    rows: tuple[Row, ...],
    others: tuple[Row, ...],
) -> bool:
    """Tell whether rows say in these columns what others do, cell by cell."""
    return len(rows) == len(others) and all(
        alike(one.cells.get(column.id), other.cells.get(column.id))
        for column in columns
        for one, other in zip(rows, others, strict=True)
    )


def _same(one: Json, other: Json) -> bool:
    """Tell whether two values say the same once they are stored."""
    return (is_empty(one) and is_empty(other)) or json_text(one) == json_text(other)
