"""Reading and writing records: everything between BEGIN and COMMIT, kept or not as one.

The unit of work remembers what a handler put, compares it with what was there, and turns the
difference into the effects and the journal line of one event, in the same transaction.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Insert,
    Integer,
    Select,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from typing_extensions import override

from mcdesk.application import brought
from mcdesk.application.journal import (
    Effect,
    Event,
    Head,
    Line,
    cards_touched,
    chained,
    effect_of,
)
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.models import tables
from mcdesk.models.kept import Kept
from mcdesk.models.redacting import take_out, words_gone
from mcdesk.models.rows import LISTS, record_of, rows_by_id, rows_where
from mcdesk.models.statements import rows, write
from mcdesk.procedure.canonical import clean
from mcdesk.procedure.records import Form, R, Record, Redaction, StoredFile, as_data

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

ID = "of_id"
LAST = select(tables.journal.c.seq, tables.journal.c.hash).where(
    tables.journal.c.seq == select(func.max(tables.journal.c.seq)).scalar_subquery()
)
ACTED = select(func.count()).where(tables.journal.c.person_id == bindparam("person"))
MAKER = (
    select(tables.journal.c.kind)
    .join(tables.effect, tables.effect.c.event_n == tables.journal.c.n)
    .where(tables.effect.c.table_name == bindparam("table"))
    .where(tables.effect.c.record_id == bindparam("id"))
    .order_by(tables.journal.c.n)
)
COLUMNS = tuple(column.name for column in tables.journal.columns)
LINE = insert(tables.journal).returning(tables.journal.c.n)


class SqlReader:
    """Reads records through one connection; each record and each answer is read once.

    `kept` are the small tables of earlier transactions; without, of this one alone.
    """

    def __init__(self, connection: Connection, kept: Kept | None = None) -> None:
        self.connection = connection
        self._kept = kept or Kept()
        self.read_here = self._kept.take_ahead()
        self._seen, self._found = self.read_here.seen, self.read_here.found

    def keep_ahead(self) -> None:
        """Keep what was read here for the transaction that follows, if nothing changes before."""
        self._kept.keep_ahead(self.read_here)

    def goes_on_from(self, other: object) -> bool:
        """Tell whether this knows all that another reader read, and nothing has changed since."""
        return isinstance(other, SqlReader) and other.read_here is self.read_here

    def find(self, kind: type[R], id_: str, /) -> R | None:
        """Return the record with this id, deleted or not, or None."""
        key = (kind.table, id_)
        if key not in self._seen:
            self.fetch(kind, (id_,))
        found: R | None = self._seen[key]
        return found

    def fetch(self, kind: type[Record], ids: Iterable[str], /) -> None:
        """Read many records at once, so that `find` knows of each whether it is there."""
        table = kind.table
        new = [id_ for id_ in ids if (table, id_) not in self._seen]
        rows = rows_by_id(self.connection, table, clean(new)) if new else ()
        found = {row[0]: record_of(kind, row) for row in rows}
        self._seen.update(((table, id_), found.get(clean(id_))) for id_ in new)

    def select(self, kind: type[R], /, **equal: object) -> tuple[R, ...]:
        """Return the records whose columns equal these values (a list: one of them)."""
        answers = self._found.setdefault(kind.table, {})
        key = tuple([(name, _hashable(value)) for name, value in equal.items()])
        if key not in answers:
            answers[key] = self._read(kind, clean(equal)) if equal else self._whole(kind)
        found: tuple[R, ...] = answers[key]
        return found

    def _whole(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of a table, from what is kept where that holds."""
        kept = self._kept.get(kind)
        if kept is None:
            kept = self._read(kind, {})
            self._kept.keep(kind, kept)
        return kept

    def _read(self, kind: type[R], wanted: Mapping[str, object]) -> tuple[R, ...]:
        found: list[R] = []
        for row in rows_where(self.connection, kind.table, wanted):
            known = self._seen.get((kind.table, row[0]))
            if known is None:
                known = self._seen[kind.table, row[0]] = record_of(kind, row)
            found.append(known)
        return tuple(found)

    def journal(
        self, card: str = "", form: str = "", limit: int = 0, event: str = "",
        kinds: Sequence[str] = (), table: str = "",
    ) -> Sequence[Mapping[str, Any]]:  # fmt: skip
        """Return journal lines, newest first: of a card, form, table, one event (or its group)."""
        asked = {"event": event, "card": card, "form": form, "table": table, "most": limit}
        values: dict[str, Any] = {name: value for name, value in asked.items() if value}
        wanted = brought.both(kinds) if kinds else ()
        statement = lines_by(tuple(values), len(wanted))
        values |= {f"kind{place}": kind for place, kind in enumerate(wanted)}
        found = rows(self.connection, statement, values | {"skipped": 0})
        return [brought.unwrapped(dict(zip(COLUMNS, row, strict=True))) for row in found]


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, LISTS) else value


@cache
def lines_by(asked: tuple[str, ...], kinds: int) -> Select[Any]:
    """Return the SELECT of journal lines by what is asked of them; each is made once."""
    journal, effect = tables.journal, tables.effect
    statement = select(journal).order_by(journal.c.n.desc())
    if "event" in asked:
        event: BindParameter[str] = bindparam("event")
        statement = statement.where((journal.c.id == event) | (journal.c.group_id == event))
    about = {"card": effect.c.card_id, "form": effect.c.form_id, "table": effect.c.table_name}
    for name, column in about.items():
        if name in asked:
            named = select(effect.c.event_n).where(column == bindparam(name))
            statement = statement.where(journal.c.n.in_(named))
    if kinds:
        among: list[BindParameter[str]] = [bindparam(f"kind{place}") for place in range(kinds)]
        statement = statement.where(journal.c.kind.in_(among))
    if "most" in asked:
        most, skipped = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
        statement = statement.limit(most).offset(skipped)
    return statement


@cache
def inserting(table_name: str) -> Insert:
    """Return the INSERT of a table; each is made once."""
    return insert(tables.metadata.tables[table_name])


@cache
def updating(table_name: str) -> Update:
    """Return the UPDATE of a record by its id (`ID`); each is made once."""
    table = tables.TABLES[table_name]
    return update(table).where(table.c.id == bindparam(ID))


class SqlUnitOfWork(SqlReader):
    """Reads and writes records; `close_event` keeps what was put since the last one.

    `waits`: events are not confirmed here, they wait for a hub (design.md, section 6).
    `gone_files` are contents to be deleted once the transaction is kept, `let_go` the texts that
    removals took out of forms: they go from drafts, too. While it `tries` a deed
    of which nothing is to be kept, a removal takes out nothing: that is written at once.
    """

    tries: bool = False

    def __init__(
        self, connection: Connection, kept: Kept | None = None, *, waits: bool = False
    ) -> None:
        super().__init__(connection, kept)
        self._waits = waits
        self._put: dict[tuple[str, str], tuple[Record | None, Record]] = {}
        self.gone_files: set[str] = set()
        self.took_out = False
        self.let_go: list[tuple[Redaction, frozenset[str]]] = []

    @override
    def find(self, kind: type[R], id_: str, /) -> R | None:
        put = self._put.get((kind.table, id_))
        return cast("R", put[1]) if put is not None else super().find(kind, id_)

    @override
    def select(self, kind: type[R], /, **equal: object) -> tuple[R, ...]:
        stored = super().select(kind, **equal)
        if not any(table == kind.table for table, _id in self._put):
            return stored
        found = {entry.id: entry for entry in stored}
        for (table, id_), (_old, new) in self._put.items():
            if table != kind.table:
                continue
            found.pop(id_, None)
            if not new.deleted and _matches(new, equal):
                found[id_] = cast("R", new)
        return tuple(found.values())

    def put(self, record: R) -> R:
        """Keep the new value of a record; one that changes nothing is not kept."""
        key = (record.table, record.id)
        before = self.find(type(record), record.id)
        if before is not None and replace(record, row_version=before.row_version) == before:
            return before
        old = self._put[key][0] if key in self._put else before
        if old is not None and replace(record, row_version=old.row_version) == old:
            del self._put[key]
            return old
        version = old.row_version + 1 if old is not None else 1
        new = replace(record, row_version=version)
        self._put[key] = (old, new)
        return new

    def put_all(self, records: Iterable[Record]) -> None:
        """Keep the new values of many records; what is there now is read in one go."""
        records = tuple(records)
        for kind in {type(record) for record in records}:
            self.fetch(kind, [record.id for record in records if type(record) is kind])
        for record in records:
            self.put(record)

    def made_by(self, table: str, id_: str) -> str:
        """Return the kind of the event that first wrote a record, or ""."""
        found = rows(self.connection, MAKER, {"table": table, "id": id_})
        return str(found[0][0]) if found else ""

    def has_acted(self, person_id: str) -> bool:
        """Tell whether anything in the journal was done by a person."""
        return bool(rows(self.connection, ACTED, {"person": person_id})[0][0])

    def words_gone(
        self, redaction: Redaction, among: Container[str] | None = None, /
    ) -> frozenset[str]:
        """Return what stood in the place of a removal, by its history, before it is carried out.

        By the history of the entries `among` these, where they are given.
        """
        return words_gone(self.connection, redaction, among)

    def take_out(self, redaction: Redaction, *, again: bool = False) -> str:
        """Take what a removal names out of records and journal; return the entries it concerns.

        `again`: for a hub that was put back; what waits was lost there, and goes as it is now.
        """
        waiting = select(func.count()).select_from(tables.journal).where(
            tables.journal.c.seq.is_(None)
        )  # fmt: skip
        if not again and self.connection.execute(waiting).scalar_one():
            text = N_("Changes wait for the team’s hub: exchange first, then remove.")
            raise Refused(Finding("waiting", text))
        if self.tries:
            return "[]"
        return self._take_out(redaction, keep=self._waits)

    def _take_out(self, redaction: Redaction, *, keep: bool = False) -> str:
        if redaction.path:
            self.let_go.append((redaction, words_gone(self.connection, redaction)))
        lines = take_out(self.connection, redaction, keep=keep)
        self.took_out = True
        self._seen.clear()
        self._forget({redaction.subject_table, "revision"})
        if redaction.subject_table == StoredFile.table and not self._is_named(redaction):
            self.gone_files.add(redaction.digest)
        return lines

    def _is_named(self, redaction: Redaction) -> bool:
        """Tell whether another file has the content that a removal names: there it stays."""
        removals = self.select(Redaction, subject_table=StoredFile.table)
        removed = {entry.subject_id for entry in removals} | {redaction.subject_id}
        same = self.select(StoredFile, digest=redaction.digest)
        return any(file.id not in removed and not file.deleted and not file.link for file in same)

    def discard(self) -> None:
        """Forget what was put since the last event."""
        self._put.clear()

    def effects(self) -> tuple[Effect, ...]:
        """Return the effects of what was put since the last event."""
        return tuple(effect_of(old, new) for old, new in self._put.values())

    def close_event(self, event: Event) -> None:
        """Write the records put, the journal line and its index rows."""
        self._write_records()
        body, seq, mark = event.body(), None, None
        if not self._waits:
            head = self.head()
            seq, mark = head.seq + 1, chained(head.hash, body)
        line = Line(event.id, event.kind, event.by, event.at, event.group, body, seq, mark)
        self.keep_line(line, event.effects)

    def head(self) -> Head:
        """Return the last confirmed entry of the journal."""
        found = rows(self.connection, LAST, {})
        return Head(int(found[0][0]), str(found[0][1])) if found else Head()

    def keep_line(self, line: Line, effects: Sequence[Effect]) -> None:
        """Write a journal line and its index rows."""
        ((number,),) = write(self.connection, LINE, [asdict(line)])
        self._index(int(number), effects)

    def _write_records(self) -> None:
        new: dict[str, list[dict[str, Any]]] = {}
        for (name, id_), (old, record) in self._put.items():
            data = as_data(record)
            if old is None:
                new.setdefault(name, []).append(data)
            else:
                before = as_data(old)
                values = {key: value for key, value in data.items() if value != before[key]}
                write(self.connection, updating(name), [{**values, ID: id_}])
            if name == "card" and record.deleted:
                summary = tables.card_summary
                self.connection.execute(delete(summary).where(summary.c.id == id_))
            self._seen[name, id_] = record
        for name, fresh in new.items():
            write(self.connection, inserting(name), fresh)
        self._forget({name for name, _id in self._put})
        self._put.clear()

    def _forget(self, names: Iterable[str]) -> None:
        """Forget the answers of tables just written."""
        for name in names:
            self._found.pop(name, None)
            self._kept.drop(name)

    def _index(self, number: int, effects: Sequence[Effect]) -> None:
        lines = []
        for position, effect in enumerate(effects):
            form = effect.id if effect.table == "form" else str(effect.new.get("form_id") or "")
            cards = cards_touched((effect,)) or {self.card_of_form(form)}
            lines.append(
                {
                    "event_n": number,
                    "position": position,
                    "table_name": effect.table,
                    "record_id": effect.id,
                    "card_id": next(iter(cards)),
                    "form_id": form,
                }
            )
        if lines:
            write(self.connection, inserting("effect"), lines)

    def card_of_form(self, form_id: str) -> str:
        """Return the card that a form belongs to, or ""."""
        form = self.find(Form, form_id) if form_id else None
        return form.card_id if form is not None else ""


def _matches(record: Record, equal: Mapping[str, object]) -> bool:
    for name, value in equal.items():
        own = getattr(record, name)
        if isinstance(value, LISTS):
            if own not in value:
                return False
        elif own != value:
            return False
    return True
