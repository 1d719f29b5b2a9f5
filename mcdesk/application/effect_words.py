"""What an event changed in words: each place old and new, labelled as fields and columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import namesakes, shelf
from mcdesk.application.essentials import told_changes
from mcdesk.application.row_names import row_name
from mcdesk.application.shown import show_number
from mcdesk.application.stored_words import YES, answer, setting_label, setting_value
from mcdesk.application.typed import RUPIAH, is_money
from mcdesk.application.views import Change
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.canonical import is_empty, read_json, read_object
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.records import TYPED_ROWS, Card, Form, Programme, Setting, StoredFile
from mcdesk.procedure.rows import typed_columns
from mcdesk.procedure.shown_as import number_of
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.records import Person

_SHOWN_COLUMNS: Mapping[str, Mapping[str, Label]] = {
    "card": {
        "title_en": Label("Title (English)", "Judul (Inggris)"),
        "title_id": Label("Title (Indonesian)", "Judul (Indonesia)"),
        "short_title": Label("Short title", "Judul singkat"),
        "stage": Label("Stage", "Tahap"),
        "status": Label("Status", "Status"),
        "status_reason": Label("Reason", "Alasan"),
        "round": Label("Round", "Putaran"),
        "loop": Label("Loop", "Siklus"),
        "opening_on": Label("Wanted opening", "Target pembukaan"),
        "programme_id": Label("Programme", "Program studi"),
        "archived_on": Label("Archived on", "Diarsipkan pada"),
    },
    "closed_period": {
        "number": Label("Number", "Nomor"),
        "version": Label("Version", "Versi"),
        "reopened_on": Label("Reopened on", "Dibuka kembali pada"),
    },
    "team": {
        "person_id": Label("Team", "Tim"),
        "lead": Label("Lead", "Penanggung jawab"),
        "since": Label("Since", "Sejak"),
        "until": Label("Last day", "Hari terakhir"),
    },
    "debt": {
        "owed": Label("Owed", "Tanggungan"),
        "until": Label("Until", "Sampai"),
        "paid_on": Label("Paid on", "Lunas pada"),
    },
    "revision": {"version": Label("Version", "Versi"), "number": Label("Number", "Nomor")},
    "external": {
        "number": Label("Number", "Nomor"),
        "dated": Label("Date", "Tanggal"),
        "signed_by": Label("Signed by", "Ditandatangani oleh"),
    },
    "file": {"name": Label("File", "Berkas")},
    "comment": {"text": Label("Remark", "Catatan"), "done": Label("Done", "Selesai")},
    "setting": {"value": Label("Value", "Nilai")},
    "person": {"name": Label("Name", "Nama"), "position": Label("Position", "Jabatan")},
    "office": {"role": Label("Role", "Peran"), "until": Label("Last day", "Hari terakhir")},
    "absence": {
        "person_id": Label("Person", "Orang"),
        "since": Label("Since", "Sejak"),
        "until": Label("Last day", "Hari terakhir"),
        "note": Label("Note", "Catatan"),
    },
    "correction": {
        "what": Label("What", "Apa"),
        "why": Label("Why", "Mengapa"),
        "component": Label("Component", "Komponen"),
        "backup": Label("New backup", "Cadangan baru"),
        "agreed_by": Label("Agreed by", "Disetujui oleh"),
        "made_on": Label("Date", "Tanggal"),
    },
    "idea": {"title": Label("Title", "Judul"), "state": Label("State", "Keadaan")},
}
_STATES: Mapping[tuple[str, str], Mapping[str, Label]] = {
    ("card", "status"): STATUSES,
    ("idea", "state"): {
        "open": Label("open", "terbuka"),
        "adopted": Label("adopted", "diambil"),
        "away": Label("put away", "disimpan"),
    },
}
"""The states of records in words."""


def column_label(table: str, column: str) -> Label | None:
    """Return what a column of a record is called in histories; None where it is not shown."""
    return _SHOWN_COLUMNS.get(table, {}).get(column)


NAMES = frozenset(_SHOWN_COLUMNS["card"][name] for name in ("stage", "status", "programme_id"))
"""What is told of records by what it is called, and read as a whole."""


class Shown:
    """Finds the words for effects: labels of fields, names of people, titles of stages.

    With `both` values are told in both languages, not only in the one in use.
    """

    def __init__(self, knowledge: Knowledge, *, both: bool = False) -> None:
        self.knowledge = knowledge
        self.reader = knowledge.reader
        self.both = both

    def said(self, label: Label) -> str:
        """Return a word of the procedure as a value is told."""
        if not self.both or label.id in ("", label.en):
            return label.text()
        return f"{label.en} / {label.id}"

    def person(self, named: object) -> str:
        """Return the name of a person whom a command names, by id or name."""
        return self.knowledge.name(str(named or "")) or str(named or "")

    def entry(self, command: Mapping[str, Any]) -> str:
        """Return the name of the entry of the directory that was matched with another."""
        kind, id_ = namesakes.KINDS[str(command["kind"])], str(command["entry"])
        found = self.reader.find(kind, id_)
        return str(getattr(found, "name", "") or getattr(found, "name_en", id_))

    def card(self, id_: str) -> Card | None:
        return self.reader.find(Card, id_) if id_ else None

    def card_of(self, effect: Effect) -> str:
        if effect.table == "card":
            return effect.id
        if effect.new.get("card_id"):
            return str(effect.new["card_id"])
        form = self.form(effect)
        return form.card_id if form else ""

    def form(self, effect: Effect) -> Form | None:
        id_ = effect.id if effect.table == "form" else str(effect.new.get("form_id") or "")
        return self.reader.find(Form, id_) if id_ else None

    def definition(self, effect: Effect) -> FormDefinition | None:
        form = self.form(effect)
        try:
            return shelf.form_definition(self.reader, form.definition_id) if form else None
        except Trouble:
            return None

    def form_short(self, effect: Effect) -> str:
        """Return a form's kind, of a part with its scope: F7:M2."""
        form = self.form(effect)
        if form is None:
            return ""
        return f"{form.kind}:{form.scope}" if is_part(form) else form.kind

    def stage(self, card: Mapping[str, Any]) -> Label:
        try:
            procedure = shelf.procedure_of(self.reader, str(card["procedure_id"]))
            stage = procedure.stage(str(card["stage"]))
        except (Trouble, KeyError):
            return Label(str(card.get("stage")), str(card.get("stage")))
        return stage.name

    def role(self, id_: str) -> str:
        """Return what a role is called in the procedure of today."""
        try:
            digest, _forms = shelf.published(self.reader, self.knowledge.today)
            roles = shelf.procedure_of(self.reader, digest).roles
        except Trouble:
            return id_
        return next((self.said(role.label) for role in roles if role.id == id_), id_)

    def changes(self, effect: Effect) -> Iterator[Change]:
        """Yield what an effect changed, in words."""
        old = effect.old or {}
        if effect.table == "form_value":
            yield from self._value(effect, old)
        elif effect.table == "form_row" or effect.table in TYPED_ROWS:
            yield from self._row(effect, old)
        else:
            for column, label in _SHOWN_COLUMNS.get(effect.table, {}).items():
                before, after = old.get(column), effect.new.get(column)
                if before != after and not (is_empty(before) and is_empty(after)):
                    cells = (self._cell(effect.table, column, before, old),
                             self._cell(effect.table, column, after, effect.new))  # fmt: skip
                    if cells[0] != cells[1]:  # of two entries that became one they are the same
                        yield Change(self._called(effect, label), *cells)
            if effect.table == Card.table:
                yield from told_changes(self, old, effect.new)

    def _called(self, effect: Effect, label: Label) -> Label:
        """Return what a column is called; that of a setting is the setting."""
        is_setting = effect.table == Setting.table
        return setting_label(self.knowledge, str(effect.new["key"])) if is_setting else label

    def _cell(self, table: str, column: str, value: Any, data: Mapping[str, Any]) -> str:
        if is_empty(value):
            return ""
        if table == "card" and column == "stage":
            return self.said(self.stage(data))
        if (table, column) in _STATES:
            known = _STATES[table, column].get(str(value))
            return self.said(known) if known is not None else str(value)
        if table == "office" and column == "role":
            return self.role(str(value))
        if column in ("person_id", "agreed_by"):
            return self.knowledge.name(str(value))
        if table == "setting":
            return setting_value(str(data["key"]), value, self.said)
        if column == "until" and table in ("team", "office"):
            return day_before(str(value))
        if column == "programme_id":
            return self._programme(str(value))
        return self.said(YES) if value is True else str(value)

    def _programme(self, id_: str) -> str:
        programme = namesakes.resolved(self.reader, Programme, id_)
        if programme is None:
            return id_
        return self.said(Label(programme.name_en, programme.name_id or programme.name_en))

    def _value(self, effect: Effect, old: Mapping[str, Any]) -> Iterator[Change]:
        path = str(effect.new["path"])
        definition = self.definition(effect)
        before = read_json(old["value"]) if old and not old.get("deleted") else None
        after = read_json(effect.new["value"]) if not effect.new.get("deleted") else None
        if definition is None:
            yield Change(Label(path, path), str(before or ""), str(after or ""), path)
            return
        entry, label = field_and_label(definition, path)
        is_note = path.endswith(".note")  # what is noted beside an answer is no answer itself
        told = self._told(None if is_note else entry, before, after)
        if told is not None:
            yield Change(label, *told, path)

    def say(self, entry: Field | Column | None, value: Any) -> str:
        """Return a stored value as a person reads it."""
        if is_empty(value):
            return ""
        if isinstance(value, list):
            return ", ".join(self.say(entry, part) for part in value)
        if entry is not None and entry.type is FieldType.PERSON:
            return self.knowledge.name(str(value))
        if entry is not None and entry.type is FieldType.PROGRAMME:
            return self._programme(str(value))
        if entry is not None and entry.type is FieldType.NUMBER:
            return self._number(entry, value)
        if entry is not None and entry.type is FieldType.FILE:
            return self._file(str(value))
        answered = answer(entry, value)
        if answered is not None:
            return self.said(answered)
        choices = entry.choices if entry else ()
        known = next((choice.label for choice in choices if choice.id == value), None)
        return self.said(known) if known is not None else str(value)

    def _file(self, id_: str) -> str:
        file = self.reader.find(StoredFile, id_)
        return file.name if file is not None else id_

    def _number(self, entry: Field | Column, value: Any) -> str:
        """Return a number as the form has it; on paper an amount as Indonesian writes it."""
        if is_money(entry):
            return f"{RUPIAH}\u00a0{show_number(value, 'id' if self.both else None)}"
        return str(value) if self.both else show_number(value)

    def _told(
        self, entry: Field | Column | None, before: Any, after: Any
    ) -> tuple[str, str] | None:
        """Return what stood there and what came; None where one person is named as before.

        Two who share a name are told apart, and a name that was typed from that of an entry.
        """
        said = self.say(entry, before), self.say(entry, after)
        is_person = entry is not None and entry.type is FieldType.PERSON
        if not is_person or before == after or said[0] != said[1] or not said[0]:
            return said
        one, other = (self.knowledge.person(str(value)) for value in (before, after))
        if one is not None and other is not None and one.id == other.id:
            return None
        return _in_full(one, other, said[0]), _in_full(other, one, said[1])

    def mark(self, effect: Effect, entry: Field | None) -> Label | None:
        """Return which row of a table was changed, by the first things said in it that stayed.

        One that came or went is told whole.
        """
        old = effect.old or {}
        if entry is None or not old or old.get("deleted") or effect.new.get("deleted"):
            return None
        before, after = (row_cells(effect.table, data) for data in (old, effect.new))
        return row_name(entry, before, after, self.say)

    def _row(self, effect: Effect, old: Mapping[str, Any]) -> Iterator[Change]:
        definition = self.definition(effect)
        entry = definition.fields.get(str(effect.new["field"])) if definition else None
        before = row_cells(effect.table, old) if old and not old.get("deleted") else {}
        after = row_cells(effect.table, effect.new) if not effect.new.get("deleted") else {}
        head = entry.label if entry else Label(str(effect.new["field"]), str(effect.new["field"]))
        mark = self.mark(effect, entry)
        if mark is not None:
            head = Label(f"{head.en}, {mark.en}", f"{head.id}, {mark.id}")
        for column in dict.fromkeys((*before, *after)):
            if before.get(column) == after.get(column):
                continue
            label = Label(column, column)
            cell = None
            if entry is not None and any(c.id == column for c in entry.columns):
                cell = entry.column(column)
                label = cell.label
            told = self._told(cell, before.get(column), after.get(column))
            if told is not None:
                place = f"{effect.new['field']}/{effect.id}/{column}"
                yield Change(
                    Label(f"{head.en}, {label.en}", f"{head.id}, {label.id}"), *told, place
                )


def _in_full(person: Person | None, other: Person | None, name: str) -> str:
    """Return a name with what tells it from another of the same name."""
    if person is None:
        return _("{name} (not in the directory)").format(name=name)
    if other is None:
        return _("{name} (in the directory)").format(name=name)
    kept = next((mine for part in ("position", "login", "number", "email")
                 if (mine := getattr(person, part)) != getattr(other, part)), "")  # fmt: skip
    return f"{name} ({kept or person.id[:8]})"


def row_cells(table: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row as they are kept, of whichever table."""
    if table == "form_row":
        return read_object(data["cells"])
    own = {name: data[name] for name in sorted(typed_columns(table)) if data.get(name) is not None}
    return {**read_object(data.get("extra") or "{}"), **own}


def field_and_label(definition: FormDefinition, path: str) -> tuple[Field | None, Label]:
    """Return the field that a value's path lies in, and what is at the path in words."""
    try:
        entry = definition.field_of(path)
    except KeyError:
        return None, Label(path, path)
    rest = path.partition(".")[2]
    for item in entry.items:
        if rest.removesuffix(".note") == item.id:
            number = number_of(entry, item)
            return entry, Label(f"{number} {item.label.en}", f"{number} {item.label.id}")
    return entry, entry.label
