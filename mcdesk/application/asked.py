"""What needs a look, in words: the places that an event wrote, with the row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mcdesk.application.effect_words import Shown, field_and_label, row_cells
from mcdesk.application.journal import Effect
from mcdesk.application.row_back import place_of
from mcdesk.application.row_names import row_name
from mcdesk.application.views import Change
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import (
    RECORDS,
    TYPED_ROWS,
    Absence,
    Card,
    Comment,
    FormRow,
    as_data,
)
from mcdesk.procedure.rows import row_of
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.journal import Event
    from mcdesk.application.views import Collided
    from mcdesk.procedure.definition import Column, Field, FormDefinition

ROWS = frozenset({"form_row", *TYPED_ROWS})
LONGEST, MOST_SAID, WHOLE = 32, 80, 240
WRITTEN = (FieldType.LINE, FieldType.TEXT)
FILLED = frozenset({"ValueSet", "CellSet", "FormFilled", "RowAdded", "RowRemoved", "RowMoved"})
"""The kinds of events that are told apart by the place that they wrote."""
ROW, ROW_OF = N_("row {n}"), N_("row “{text}”")
ROW_GONE = N_("row {n} as it was, taken out")
STOOD = N_("The row that was taken out stood in place {n}: {text}")
TAKEN_OUT = N_("(the row was taken out)")
"""What a place says now whose row is there no more."""
NOTE_OF = N_("the note of the absence of {name}")
FEW = 2
"""So many cells tell a row apart that has no text."""
DIRECTORY = frozenset({"person", "faculty", "programme"})
SUBJECT = ("subject_table", "subject_id")


class Asked(Shown):
    """Finds the words for what needs a look: a row by its number, once it is out by its cells."""

    @override
    def mark(self, effect: Effect, entry: Field | None) -> Label | None:
        if effect.table not in ROWS:
            return None
        row: Any = self.reader.find(RECORDS[effect.table], effect.id)
        is_there = row is not None and not row.deleted
        if is_there and not effect.new.get("deleted"):
            return said_in_both(ROW, n=self._place(row))
        if row is None and not effect.new:
            return None
        cells = row_cells(effect.table, as_data(row) if row is not None else effect.new)
        name = self._name(entry, cells)
        if name is not None:
            return said_in_both(ROW_OF, text=name)
        return said_in_both(ROW if is_there else ROW_GONE, n=self._place(row)) if row else None

    def _name(self, entry: Field | None, cells: Mapping[str, Any]) -> Label | None:
        """Return what a row is called that stands no more, or does not stand yet: by its words."""
        if entry is None:
            return None
        name = row_name(entry, cells, cells, self.say, WRITTEN)
        told = _joined([cell for _column, cell in self._said(cells, entry.columns)][:FEW], LONGEST)
        return name if name is not None else told if told.en else None

    def row_out(self, effect: Effect) -> Label | None:
        """Return what stood in a row that was taken out, and where; None for any other."""
        row: Any = self.reader.find(RECORDS[effect.table], effect.id) if effect.table in ROWS else 0
        definition = self.definition(effect) if row and row.deleted else None
        entry = definition.fields.get(row.field) if definition is not None else None
        if entry is None:
            return None
        cells = row_of(row).cells
        text = _joined([cell for _column, cell in self._said(cells, entry.columns)], WHOLE)
        return said_in_both(STOOD, n=self._place(row), text=text) if text.en else None

    def _place(self, row: Any) -> int:
        """Return the number of a row; of one that is out the one that it had."""
        its = {"form_id": row.form_id, "field": row.field}
        return place_of(self.reader, row, self.reader.select(type(row), **its))

    def _said(
        self, cells: Mapping[str, Any], columns: Sequence[Column]
    ) -> list[tuple[Column, Label]]:  # fmt: skip
        """Return the cells of a row that say something, in both languages."""
        found = []
        for column in columns:
            value = cells.get(column.id)
            label = next((each.label for each in column.choices if each.id == value), None)
            said = self.say(column, value)
            if said:
                found.append((column, label or Label(said, said)))
        return found


def removed_from(shown: Asked, effect: Effect) -> Label | None:
    """Return what a removal for ever is about: a place in a form, a file, a person."""
    path, of_table, of_id = (str(effect.new[name]) for name in ("path", *SUBJECT))
    kept: Any = shown.reader.find(RECORDS[of_table], of_id)
    path = path or str(getattr(kept, "path", ""))  # a comment stands at one
    if isinstance(kept, Absence):
        return said_in_both(NOTE_OF, name=shown.person(kept.person_id))
    if not path:
        name = str(getattr(kept, "name", ""))
        return Label(name, name) if name else None
    definition = shown.definition(effect)
    return _place_at(shown, definition, path, (of_table, of_id))


def remarked_at(shown: Asked, event: Event) -> Label | None:
    """Return the place that a remark was written at; None for another event, or the whole form."""
    for effect in event.effects:
        if effect.table == Comment.table and effect.old is None and effect.new["path"]:
            return _place_at(shown, shown.definition(effect), str(effect.new["path"]))
    return None


def _place_at(
    shown: Asked, definition: FormDefinition | None, path: str, its: tuple[str, str] = ("", "")
) -> Label:
    """Return a place of a form in words, with the row that it is in."""
    if definition is None:
        return Label(path, path)
    field, _mark, cell = path.partition("/")
    entry, label = field_and_label(definition, field)
    in_row = (entry.table or FormRow.table, cell.partition("/")[0]) if entry and cell else its
    row = shown.mark(Effect(*in_row, None, {}), entry)
    column = cell.partition("/")[2]
    is_known = entry is not None and any(each.id == column for each in entry.columns)
    of_column = entry.column(column).label if entry and is_known else Label(column, column)
    parts = (label, *((row, of_column) if row is not None else ()))
    return Label(", ".join(each.en for each in parts), ", ".join(each.id for each in parts))


def is_row_out(shown: Shown, effects: Sequence[Effect]) -> bool:
    """Tell whether an event wrote into a row that is not there any more."""
    rows = [effect for effect in effects if effect.table in ROWS and not effect.new["deleted"]]
    found: list[Any] = [shown.reader.find(RECORDS[each.table], each.id) for each in rows]
    return any(row is not None and row.deleted for row in found)


def of_whom(event: Event, what: Label) -> Label:
    """Return what an event was, with whom or what of the directory, or which new card it is about.

    Nothing else in the list names them.
    """
    for effect in event.effects:
        is_new_card = effect.table == Card.table and effect.old is None
        if effect.table in DIRECTORY or is_new_card:
            data = effect.new
            en = data.get("name") or data.get("name_en") or data.get("title_en")
            in_ = data.get("name") or data.get("name_id") or data.get("title_id")
            if en or in_:
                return Label(f"{what.en}: {en or in_}", f"{what.id}: {in_ or en}")
    return what


def titled(
    kind: str, what: Label, places: Sequence[Collided | Change], *, said: bool = False
) -> Label:
    """Return what an event was, with the place that it wrote, and how many more.

    `said` adds what it wrote in the first one.
    """
    if kind not in FILLED or not places:
        return what
    first, more = places[0], len(places) - 1
    label = first.label
    if said and isinstance(first, Change) and first.new:
        new = _short(first.new, MOST_SAID)
        label = Label(f"{label.en}: {new}", f"{label.id}: {new}")
    if not more:
        return Label(f"{what.en}: {label.en}", f"{what.id}: {label.id}")
    return said_in_both(N_("{what}: {place} and {n} more"), what=what, place=label, n=more)


def _joined(cells: Sequence[Label], most: int) -> Label:
    """Return cells on one line, in both languages."""
    en, in_ = " · ".join(each.en for each in cells), " · ".join(each.id for each in cells)
    return Label(_short(en, most), _short(in_, most))


def _short(text: str, most: int) -> str:
    """Return a text on one line, cut where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def said_in_both(sentence: str, **params: object) -> Label:
    """Return a sentence with its places filled, in both languages."""
    said = Finding("asked", sentence, params)
    return Label(said.sentence("en"), said.sentence("id"))
