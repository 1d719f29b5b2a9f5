"""What an event wrote into one place: what stands there now, and what is put there in its stead."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mcdesk.application import shelf
from mcdesk.application.merge import settle_text
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import RECORDS, Form, FormValue, from_data
from mcdesk.procedure.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import Settling
    from mcdesk.procedure.canonical import Json

Write = do.SetValue | do.SetCell
"""The commands that write one place."""


def type_of(knowledge: Knowledge, command: Write) -> FieldType | None:
    """Return of which type the place is that a command wrote; None where it is not known."""
    form = knowledge.reader.find(Form, command.form)
    if form is None:
        return None
    definition = shelf.form_definition(knowledge.reader, form.definition_id)
    try:
        if isinstance(command, do.SetValue):
            return definition.field_of(command.path).type
        return definition.field_of(command.field).column(command.column).type
    except KeyError:
        return None


def typed(knowledge: Knowledge, command: Write, text: str) -> str:
    """Return another text as its place takes it: one of a line has no breaks."""
    is_line = type_of(knowledge, command) is FieldType.LINE
    return " ".join(text.split()) if is_line else text


def stored(knowledge: Knowledge, command: Write) -> Json:
    """Return what stands now at the place that a command wrote."""
    reader = knowledge.reader
    if isinstance(command, do.SetValue):
        kept = reader.find(FormValue, value_id(command.form, command.path))
        return read_json(kept.value) if kept is not None and not kept.deleted else None
    for name, kind in RECORDS.items():
        row: Any = reader.find(kind, command.row) if "field" in _names(name) else None
        if row is not None:  # one that was taken out says what it said then
            return row_of(row).cells.get(command.column)
    return None


def _names(table: str) -> frozenset[str]:
    return frozenset(entry.name for entry in fields(RECORDS[table]))


def settled(event: Event, command: Write, now: Json, how: Settling) -> Json:
    """Return what stands in the place then; of a text what either wrote in other sentences, too."""
    base, mine = _written(event, command)
    if isinstance(mine, str) and isinstance(now, str) and how in ("mine", "both"):
        return settle_text(base if isinstance(base, str) else "", mine, now, how)
    return mine


def _written(event: Event, command: Write) -> tuple[Json, Json]:
    """Return what an event found in its place, and what it wrote there."""
    for effect in event.effects:
        if isinstance(command, do.SetValue) and effect.new.get("path") == command.path:
            old, new = (read_json(side["value"]) if side and not side["deleted"] else None
                        for side in (effect.old, effect.new))  # fmt: skip
            return old, new
        if isinstance(command, do.SetCell) and effect.id == command.row:
            old, new = (_cell(effect.table, side, command.column)
                        for side in (effect.old, effect.new))  # fmt: skip
            return old, new
    return None, command.new


def _cell(table: str, data: Mapping[str, Any] | None, column: str) -> Json:
    if data is None:
        return None
    row: Any = from_data(table, dict(data))
    return row_of(row).cells.get(column)
