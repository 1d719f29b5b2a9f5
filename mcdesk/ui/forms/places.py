"""Where two contents of a form differ: what an undo or redo brings into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import same
from mcdesk.procedure.content import top_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import Field, FormDefinition


def differences(definition: FormDefinition, before: Content, after: Content) -> tuple[str, ...]:
    """Return the first place that differs of each field that does, in the order of the form.

    In a table that is a cell, or a row where the whole of it came, went or stands elsewhere.
    """
    found: dict[str, str] = {}
    for path in (*after.values, *before.values):
        if not same(before.value(path), after.value(path)):
            found.setdefault(top_of(path), path)
    for field in {*before.rows, *after.rows}:
        old, new = before.rows.get(field, ()), after.rows.get(field, ())
        if old != new and field in definition.fields:
            found.setdefault(field, _place(definition.fields[field], old, new))
    return tuple(found[field] for field in definition.fields if field in found)


def _place(entry: Field, old: Sequence[Row], new: Sequence[Row]) -> str:
    """Return the first row, or cell of one, in which two states of a table differ."""
    for number, row in enumerate(new):
        before = old[number] if number < len(old) else None
        if before is None or before.id != row.id:
            return f"{entry.id}/{row.id}"
        cells = (column.id for column in entry.columns)
        other = next((c for c in cells if not same(before.cells.get(c), row.cells.get(c))), "")
        if other:
            return f"{entry.id}/{row.id}/{other}"
    return f"{entry.id}/{new[-1].id}" if new else entry.id
