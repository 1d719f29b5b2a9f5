"""Content as one may reckon with it: a number that is told as wrong counts nowhere.

What does not fit its field (“1e5”, less than nothing, a half where whole numbers are asked) is
shown as it was typed and told (design.md, section 5); no total takes it in meanwhile. It stands
there as a text that is no number but looks the same, so that the field still counts as filled.
So it is for the form itself and for every other one that takes its numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.rules_types import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.situation import Situation

NO_NUMBER = "\u2060"
"""A sign that nobody sees, and that no number has."""


def sound(definition: FormDefinition, content: Content) -> Content:
    """Return the content in which every number that does not fit is no number."""
    values: dict[str, Json] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    for path, entry in definition.fields.items():
        if entry.type is FieldType.NUMBER and _is_wrong(entry, content.values.get(path)):
            values[path] = _as_text(content.values[path])
        elif entry.type is FieldType.TABLE and not entry.compute:
            columns = [each for each in entry.columns if each.type is FieldType.NUMBER]
            found = content.rows.get(path, ()) if columns else ()
            made = tuple(_sound_row(row, columns) for row in found)
            if any(row is not before for row, before in zip(made, found, strict=True)):
                rows[path] = made
    if not values and not rows:
        return content
    return Content({**content.values, **values}, {**content.rows, **rows})


class Reckoned:
    """The forms of a card as another of its forms may reckon with them, each worked out once."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._others: dict[str, Content] = {}

    def other(self, kind: str) -> Content:
        """Return the content of the form of a kind that counts, empty where there is none."""
        if kind not in self._others:
            content, state = self._situation.content(kind), self._situation.standing(kind)
            known = self._situation.definitions.get(kind)
            definition = known if state is None else state.definition
            self._others[kind] = sound(definition, content) if definition is not None else content
        return self._others[kind]

    def sheets(self, kind: str) -> tuple[Content, ...]:
        """Return the contents of all sheets of a form that has one for each assessor."""
        states = self._situation.sheets.get(kind, ())
        return tuple(sound(state.definition, state.content) for state in states)


def _sound_row(row: Row, columns: Sequence[Column]) -> Row:
    cells = {
        column.id: _as_text(row.cells[column.id])
        for column in columns
        if _is_wrong(column, row.cells.get(column.id))
    }
    return Row(row.id, row.rank, {**row.cells, **cells}) if cells else row


def _is_wrong(entry: Field | Column, value: Json) -> bool:
    return not is_empty(value) and problem_of(entry, value) is not None


def _as_text(value: Json) -> str:
    return f"{value}{NO_NUMBER}"
