"""The content as the screen shows it: what is stored, with what was sent and typed laid over it.

Pure: `applied` does to a content what a command will do to the workspace, so that the screen
need not wait for it; what the workspace then says replaces the guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.procedure.canonical import Json, clean_text, is_empty
from mcdesk.procedure.commands import AddRow, Command, MoveRow, RemoveRow, SetCell, SetValue
from mcdesk.procedure.content import Content, Row


@dataclass(frozen=True, slots=True)
class Edit:
    """One focus session: the place, what stood there when it began, and what stands there now."""

    path: str
    base: Json
    value: Json


def stored(value: Json) -> Json:
    """Return a typed value as it is stored: clean text, nothing at all where it is empty."""
    if isinstance(value, str):
        value = clean_text(value)
    if isinstance(value, list):
        value = [clean_text(each) if isinstance(each, str) else each for each in value]
    return None if is_empty(value) else value


def with_value(content: Content, path: str, value: Json) -> Content:
    """Return the content with one value or cell; a cell of an unknown row changes nothing."""
    if "/" in path:
        field_id, row_id, column = path.split("/", 2)
        rows = tuple(
            _with_cell(row, column, value) if row.id == row_id else row
            for row in content.rows.get(field_id, ())
        )
        return Content(content.values, {**content.rows, field_id: rows})
    return Content({**content.values, path: value}, content.rows)


def _with_cell(row: Row, column: str, value: Json) -> Row:
    return Row(row.id, row.rank, {**row.cells, column: value})


def applied(content: Content, command: Command) -> Content:
    """Return the content after a command, as far as it is about values and rows."""
    match command:
        case SetValue():
            return with_value(content, command.path, command.new)
        case SetCell():
            return with_value(
                content, f"{command.field}/{command.row}/{command.column}", command.new
            )
        case AddRow():
            row = Row(command.id, "", command.cells)
            return _placed(content, command.field, row, command.after)
        case MoveRow():
            row = next(r for r in content.rows[command.field] if r.id == command.row)
            return _placed(
                _without(content, command.field, row.id), command.field, row, command.after
            )
        case RemoveRow():
            return _without(content, command.field, command.row)
    return content


def _without(content: Content, field_id: str, row_id: str) -> Content:
    rows = tuple(row for row in content.rows.get(field_id, ()) if row.id != row_id)
    return Content(content.values, {**content.rows, field_id: rows})


def _placed(content: Content, field_id: str, row: Row, after: str) -> Content:
    """Return the content with `row` behind the row `after`; '^' is the top, '' the end."""
    rows = list(_without(content, field_id, row.id).rows[field_id])
    at = len(rows)
    if after == "^":
        at = 0
    elif after:
        at = next((n for n, other in enumerate(rows, start=1) if other.id == after), at)
    rows.insert(at, row)
    return Content(content.values, {**content.rows, field_id: tuple(rows)})


def has_row(content: Content, field_id: str, row_id: str) -> bool:
    """Tell whether a table holds a row."""
    return any(row.id == row_id for row in content.rows.get(field_id, ()))


def command_of(form: str, edit: Edit, content: Content) -> Command:
    """Return the command that an edit becomes; a cell of a row not there yet adds the row."""
    if "/" not in edit.path:
        return SetValue(form=form, path=edit.path, new=edit.value, base=edit.base)
    field_id, row_id, column = edit.path.split("/", 2)
    if not has_row(content, field_id, row_id):
        return AddRow(form=form, field=field_id, cells={column: edit.value}, id=row_id)
    return SetCell(
        form=form, field=field_id, row=row_id, column=column, new=edit.value, base=edit.base
    )
