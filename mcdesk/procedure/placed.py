"""What of a content a form's definition has a place for: the rest nobody would see in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.definition import Field, FormDefinition

OF_SEVERAL = (FieldType.TABLE, FieldType.GROUP, FieldType.CHECKLIST)
"""Types of fields that hold no value themselves, but rows, parts or items."""


def has_place(definition: FormDefinition, path: str) -> bool:
    """Tell whether a definition has a value at `path`: of a field, a part, an item or its note."""
    entry = definition.fields.get(path)
    if entry is not None:
        return entry.type not in OF_SEVERAL
    head, _dot, rest = path.partition(".")
    top = definition.fields.get(head)
    if top is None:
        return False
    if top.type is FieldType.YESNO:
        return rest == "note"
    named = rest.removesuffix(".note")
    return top.type is FieldType.CHECKLIST and any(item.id == named for item in top.items)


def placed(definition: FormDefinition, content: Content) -> Content:
    """Return the part of a content that a definition has a place for.

    What the form works out itself has none: the value that stood there would lie below it, unseen.
    """
    values = {
        path: value
        for path, value in content.values.items()
        if has_place(definition, path) and not definition.field_of(path).compute
    }
    tables = {name: definition.fields.get(name) for name in content.rows}
    rows = {
        name: tuple(_placed(entry, row) for row in content.rows[name])
        for name, entry in tables.items()
        if entry is not None and entry.type is FieldType.TABLE and not entry.compute
    }
    return Content(values, rows)


def left_out(stood: Content, kept: Content) -> Content:
    """Return what of a content holds something and is not in another: values, and cells of rows."""
    values = {
        path: value
        for path, value in stood.values.items()
        if not is_empty(value) and path not in kept.values
    }
    rows = {
        name: tuple(_left(row, kept.rows.get(name, ())) for row in found)
        for name, found in stood.rows.items()
    }
    return Content(values, rows)


def _left(row: Row, kept: Iterable[Row]) -> Row:
    there = next((each.cells for each in kept if each.id == row.id), {})
    cells = {key: cell for key, cell in row.cells.items() if key not in there}
    return Row(row.id, row.rank, {key: cell for key, cell in cells.items() if not is_empty(cell)})


def _placed(entry: Field, row: Row) -> Row:
    columns = {column.id for column in entry.columns if not column.compute}
    return Row(row.id, row.rank, {key: cell for key, cell in row.cells.items() if key in columns})
