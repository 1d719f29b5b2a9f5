"""Searching everything that is written: from records found to places that one can go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.history import field_and_label
from mcdesk.application.looking import LookingReading
from mcdesk.application.search_texts import words_in
from mcdesk.application.search_words import Wanted
from mcdesk.application.views import SearchAnswer, SearchHit
from mcdesk.errors import Trouble
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import RECORDS, TYPED_ROWS, Card, Form
from mcdesk.procedure.records.record import as_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.ports import Reader
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Record

MOST = 1_000
COUNTED = 1_000
SPARE = 3
"""How many times as many are read as are told: some stand for answers that are chosen."""
IN_CHOICES = (FieldType.CHOICE, FieldType.CHOICES, FieldType.YESNO, FieldType.PROGRAMME,
              FieldType.PERSON, FieldType.FILE, FieldType.DATE, FieldType.NUMBER)  # fmt: skip
"""Types whose values are ids or figures; the words that are shown stand in the definition."""
PLACES = {
    "card": Label("Micro-credential", "Kredensial mikro"),
    "idea": Label("Idea", "Gagasan"),
    "person": Label("Person", "Orang"),
    "programme": Label("Study programme", "Program studi"),
    "faculty": Label("Faculty", "Fakultas"),
    "form": Label("Document number", "Nomor dokumen"),
    "comment": Label("Comment", "Komentar"),
    "file": Label("File", "Berkas"),
    "external": Label("External original", "Dokumen asli luar"),
    "sign_off": Label("Sign-off", "Tanda tangan"),
    "debt": Label("Debt", "Tanggungan"),
    "correction": Label("Correction", "Koreksi"),
    "closed_period": Label("Register", "Daftar"),
}
ROWS = ("form_row", *TYPED_ROWS)


class SearchingReading(LookingReading):
    """The question of where something was written."""

    def ready_search(self, most: int = MOST) -> tuple[int, int]:
        """Bring the index a piece further; return how far it is: (n, n) when it is ready."""
        return self.store.index.bring_up(most)

    def search(self, typed: str, limit: int = 50) -> SearchAnswer:
        """Return where these words stand, the best first; the index is made ready before."""
        wanted = Wanted.of(typed)
        if not wanted:
            return SearchAnswer()
        count, found = self.store.index.find(wanted, limit * SPARE)
        with self.store.read() as reader:
            places = [_placed(reader, table, record) for table, record in found]
        hits: list[SearchHit] = []  # comparing words takes its time: the workspace is free again
        for placed in places:
            hit = _hit(placed, wanted) if placed is not None else None
            if hit is None:
                count -= 1
            elif len(hits) < limit:
                hits.append(hit)
        return SearchAnswer(tuple(hits), max(count, len(hits)), count >= COUNTED)


@dataclass(frozen=True)
class _Placed:
    """A record with what stands around it."""

    record: Record
    form: Form | None
    card: Card | None
    definition: FormDefinition | None


def _placed(reader: Reader, table: str, id_: str) -> _Placed | None:
    """Read a record that was found; None where it, its form or its card is gone."""
    record = reader.find(RECORDS[table], id_)
    if record is None or record.deleted:
        return None
    form_id = id_ if table == "form" else str(getattr(record, "form_id", ""))
    form = reader.find(Form, form_id) if form_id else None
    card_id = id_ if table == "card" else str(getattr(record, "card_id", ""))
    card_id = card_id or (form.card_id if form is not None else "")
    card = reader.find(Card, card_id) if card_id else None
    if any(each is not None and each.deleted for each in (form, card)):
        return None
    return _Placed(record, form, card, _definition(reader, form))


def _hit(placed: _Placed, wanted: Wanted) -> SearchHit | None:
    """Return a record as a hit; None where the words are no words of people."""
    record, form, card, definition = placed.record, placed.form, placed.card, placed.definition
    texts = _texts(record, definition)
    if not wanted.fits(tuple(texts.values())):
        return None
    column = max(texts, key=lambda name: len(wanted.spans(texts[name])))
    where, path = _place(record, definition, column)
    kind = "" if form is None else f"{form.kind}:{form.scope}" if is_part(form) else form.kind
    return SearchHit(
        record.table, record.id, where, wanted.snippet(texts[column]),
        card_id=card.id if card else "", code=card.code if card else "",
        title_en=card.title_en if card else "", title_id=card.title_id if card else "",
        form_id=form.id if form else "", form=kind, path=path,
    )  # fmt: skip


def _definition(reader: Reader, form: Form | None) -> FormDefinition | None:
    try:
        return shelf.form_definition(reader, form.definition_id) if form else None
    except Trouble:
        return None


def _texts(record: Record, definition: FormDefinition | None) -> dict[str, str]:
    """Return the words of a record by column, without the ids of choices."""
    texts = words_in(record.table, as_data(record))
    if definition is None:
        return texts
    if record.table == "form_value":
        entry, _label = field_and_label(definition, str(getattr(record, "path", "")))
        return {} if entry is not None and entry.type in IN_CHOICES[:2] else texts
    table = definition.fields.get(str(getattr(record, "field", "")))
    if record.table not in ROWS or table is None:
        return texts
    chosen = {column.id for column in table.columns if column.type in IN_CHOICES}
    return {name: text for name, text in texts.items() if name not in chosen}


def _place(record: Record, definition: FormDefinition | None, column: str) -> tuple[Label, str]:
    """Return where a record stands in words, and its path in the form, if it is in one."""
    path = str(getattr(record, "path", "") or getattr(record, "field", ""))
    if record.table in PLACES:
        head = PLACES[record.table]
        if not path or definition is None:
            return head, path
        label = field_and_label(definition, path.partition("/")[0])[1]
        return Label(f"{head.en}: {label.en}", f"{head.text('id')}: {label.text('id')}"), path
    label = field_and_label(definition, path)[1] if definition else Label(path, path)
    if record.table not in ROWS:
        return label, path
    entry = definition.fields.get(path) if definition else None
    cell = next((c.label for c in entry.columns if c.id == column), None) if entry else None
    if cell is not None:
        label = Label(f"{label.en}, {cell.en}", f"{label.text('id')}, {cell.text('id')}")
    return label, f"{path}/{record.id}/{column}"
