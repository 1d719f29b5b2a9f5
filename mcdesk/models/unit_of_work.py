"""Reading and writing records: everything between BEGIN and COMMIT, kept or not as one.

The unit of work remembers what a handler put, compares it with what was there, and turns the
difference into the effects and the journal line of one event, in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update
from typing_extensions import override

from mcdesk.application.journal import (
    FIRST_HASH,
    Effect,
    Event,
    cards_touched,
    chained,
    effect_of,
)
from mcdesk.models import tables
from mcdesk.procedure.canonical import clean
from mcdesk.procedure.records import Form, R, Record, as_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_COLUMNS = {
    name: tuple(str(column.name) for column in table.columns)
    for name, table in tables.TABLES.items()
}
LISTS = (list, tuple, set, frozenset)
IN_CHUNK = 500


class SqlReader:
    """Reads records through one connection; each is read once and remembered."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._seen: dict[tuple[str, str], Record | None] = {}

    def find(self, kind: type[R], id_: str, /) -> R | None:
        """Return the record with this id, deleted or not, or None."""
        key = (kind.table, id_)
        if key not in self._seen:
            row = self.connection.execute(_by_id(kind.table), {"id": clean(id_)}).first()
            self._seen[key] = _record(kind, row) if row is not None else None
        return cast("R | None", self._seen[key])

    def select(self, kind: type[R], /, **equal: object) -> tuple[R, ...]:
        """Return the records whose columns equal these values (a list: one of them)."""
        found: list[R] = []
        for statement, values in _parts(kind.table, clean(equal)):
            for row in self.connection.execute(statement, values):
                known = self._seen.get((kind.table, row[0]))
                if known is None:
                    known = self._seen[kind.table, row[0]] = _record(kind, row)
                found.append(cast("R", known))
        return tuple(found)

    def journal(
        self, card: str = "", form: str = "", limit: int = 0, event: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Return journal lines, newest first: of a card, a form, one event (or its group)."""
        journal, effect = tables.journal, tables.effect
        statement = select(journal).order_by(journal.c.n.desc())
        if event:
            statement = statement.where((journal.c.id == event) | (journal.c.group_id == event))
        for column, value in ((effect.c.card_id, card), (effect.c.form_id, form)):
            if value:
                named = select(effect.c.event_n).where(column == value)
                statement = statement.where(journal.c.n.in_(named))
        if limit:
            statement = statement.limit(limit)
        return [row._asdict() for row in self.connection.execute(statement)]


def _record(kind: type[R], row: Any) -> R:
    return kind(**dict(zip(_COLUMNS[kind.table], row, strict=True)))


@cache
def _statement(table_name: str, names: tuple[str, ...], many: str) -> Select[Any]:
    """Return the statement for these conditions; made once, it costs as much as running it."""
    table = tables.TABLES[table_name]
    statement = select(table).where(table.c.deleted.is_(False))
    for name in names:
        statement = statement.where(table.c[name] == bindparam(name))
    if many:
        statement = statement.where(table.c[many].in_(bindparam(many, expanding=True)))
    return statement


@cache
def _by_id(table_name: str) -> Select[Any]:
    table = tables.TABLES[table_name]
    return select(table).where(table.c.id == bindparam("id"))


def _parts(
    table_name: str, equal: Mapping[str, object]
) -> Iterator[tuple[Select[Any], dict[str, object]]]:
    """Yield the statements with their values; a long list is asked for in several parts."""
    plain = {key: value for key, value in equal.items() if not isinstance(value, LISTS)}
    many = next((key for key in equal if key not in plain), "")
    statement = _statement(table_name, tuple(plain), many)
    if not many:
        yield statement, plain
        return
    values = list(cast("list[object]", equal[many]))
    for at in range(0, len(values), IN_CHUNK):
        yield statement, {**plain, many: values[at : at + IN_CHUNK]}


class SqlUnitOfWork(SqlReader):
    """Reads and writes records; `close_event` keeps what was put since the last one."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._put: dict[tuple[str, str], tuple[Record | None, Record]] = {}
        self._new_ids: set[tuple[str, str]] = set()

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

    def discard(self) -> None:
        """Forget what was put since the last event."""
        self._put.clear()

    def effects(self) -> tuple[Effect, ...]:
        """Return the effects of what was put since the last event."""
        return tuple(effect_of(old, new) for old, new in self._put.values())

    def close_event(self, event: Event) -> None:
        """Write the records put, the journal line and its index rows."""
        self._write_records()
        last = self.connection.execute(
            select(tables.journal.c.seq, tables.journal.c.hash)
            .where(tables.journal.c.seq.is_not(None))
            .order_by(tables.journal.c.seq.desc())
            .limit(1)
        ).first()
        seq, previous = (last.seq + 1, last.hash) if last is not None else (1, FIRST_HASH)
        body = event.body()
        inserted = self.connection.execute(
            insert(tables.journal).values(
                seq=seq,
                id=event.id,
                kind=event.kind,
                person_id=event.by,
                at=event.at,
                group_id=event.group,
                body=body,
                hash=chained(previous, body),
            )
        )
        key = inserted.inserted_primary_key
        assert key is not None
        self._index(int(key[0]), event.effects)

    def _write_records(self) -> None:
        new: dict[str, list[dict[str, Any]]] = {}
        for (name, id_), (old, record) in self._put.items():
            if old is None:
                new.setdefault(name, []).append(as_data(record))
            else:
                table = tables.TABLES[name]
                values = {
                    key: value
                    for key, value in as_data(record).items()
                    if value != getattr(old, key)
                }
                self.connection.execute(update(table).where(table.c.id == id_).values(values))
            if name == "card" and record.deleted:
                summary = tables.card_summary
                self.connection.execute(delete(summary).where(summary.c.id == id_))
            self._seen[name, id_] = record
        for name, rows in new.items():
            self.connection.execute(insert(tables.TABLES[name]), rows)
        self._put.clear()

    def _index(self, number: int, effects: Sequence[Effect]) -> None:
        rows = []
        for position, effect in enumerate(effects):
            form = effect.id if effect.table == "form" else str(effect.new.get("form_id") or "")
            cards = cards_touched((effect,)) or {self.card_of_form(form)}
            rows.append(
                {
                    "event_n": number,
                    "position": position,
                    "table_name": effect.table,
                    "record_id": effect.id,
                    "card_id": next(iter(cards)),
                    "form_id": form,
                }
            )
        if rows:
            self.connection.execute(insert(tables.effect), rows)

    def card_of_form(self, form_id: str) -> str:
        """Return the card that a form belongs to, or ""."""
        form = self.find(Form, form_id) if form_id else None
        return form.card_id if form is not None else ""

    def last_seq(self) -> int:
        """Return the number of the last confirmed event; 0 for an empty journal."""
        found = self.connection.execute(select(func.max(tables.journal.c.seq))).scalar()
        return int(found or 0)


def _matches(record: Record, equal: Mapping[str, object]) -> bool:
    for name, value in equal.items():
        own = getattr(record, name)
        if isinstance(value, list | tuple | set | frozenset):
            if own not in value:
                return False
        elif own != value:
            return False
    return True
