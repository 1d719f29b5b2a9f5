"""Searching everything that is written: from records found to places that one can go to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.effect_words import field_and_label
from mcdesk.application.looking import LookingReading
from mcdesk.application.search_texts import OF_FORMS, said_in
from mcdesk.application.search_words import COUNTED, Wanted
from mcdesk.application.views import SearchAnswer, SearchHit
from mcdesk.errors import Trouble
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.records import RECORDS, Card, Form
from mcdesk.procedure.records.record import as_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Record

MOST = 1_000
SPARE = 3
"""How many times as many are read at first as are told: some forms and cards are gone."""
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
ROWS = OF_FORMS[1:]


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
        hits: list[SearchHit] = []
        seen: set[tuple[str, str]] = set()
        asked = limit
        is_all = False
        while not is_all and len(hits) < limit:
            asked *= SPARE
            count, found = self.store.index.find(wanted, asked)
            new = [record for record in found if record not in seen]
            seen.update(new)
            is_all = len(found) < asked
            hits += self._hits(new, wanted, limit - len(hits))
        if count >= COUNTED:
            return SearchAnswer(tuple(hits), count, is_more=True)
        return SearchAnswer(tuple(hits), len(hits) if is_all and len(hits) < limit else count)

    def _hits(
        self, records: list[tuple[str, str]], wanted: Wanted, most: int
    ) -> Iterator[SearchHit]:
        """Yield those records that are hits. The workspace is free while words are compared."""
        with self.store.read() as reader:
            places = [_placed(reader, table, record) for table, record in records]
        hits = (_hit(placed, wanted) for placed in places if placed is not None)
        return islice((hit for hit in hits if hit is not None), most)


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
    texts = said_in(record.table, as_data(record), definition)
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
        round=form.round if form is not None and form.superseded else 0,
    )  # fmt: skip


def _definition(reader: Reader, form: Form | None) -> FormDefinition | None:
    try:
        return shelf.form_definition(reader, form.definition_id) if form else None
    except Trouble:
        return None


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
