"""A hub that was not brought up to date yet: a roll-out takes weeks, and work goes on meanwhile.

A newer program writes to the tables that the hub has what they can hold. An event with something
that they cannot hold waits, and all that was done behind it, until `mcdesk hub upgrade`; so no
older program ever gets what it would lose (design.md, section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, inspect, select, update
from typing_extensions import override

from mcdesk.application.journal import read_event
from mcdesk.models import tables
from mcdesk.models.replaying import SqlReplicaUnit, blanks
from mcdesk.procedure.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from mcdesk.application.journal import Line
    from mcdesk.procedure.records import R, Record

Columns = dict[str, tuple[str, ...]]


def columns_there(connection: Connection) -> Columns:
    """Return the columns of ours that a database has, for each of our tables that it has."""
    seen = inspect(connection)
    there: Columns = {}
    for name in seen.get_table_names():
        table = tables.metadata.tables.get(name)
        if table is not None:
            found = {str(column["name"]) for column in seen.get_columns(name)}
            there[name] = tuple(str(c.name) for c in table.columns if c.name in found)
    return there


def fitting(lines: Sequence[Line], there: Columns, kinds: Mapping[str, Iterable[str]]) -> int:
    """Return how many of these lines, from the first on, a hub can hold.

    Args:
        lines: What waits.
        there: The columns that the hub has.
        kinds: The kinds of events that it knows, with their tables; empty where it asks for none.
    """
    for number, line in enumerate(lines):
        event = read_event(line.body)
        if kinds and event.kind not in kinds:
            return number
        allowed = () if event.kind == "EventUndone" else kinds.get(event.kind, ())
        for effect in event.effects:
            if effect.table not in there or (allowed and effect.table not in allowed):
                return number
            blank = blanks(effect.table)
            new = set(effect.new) - set(there[effect.table])
            if any(name not in blank or effect.new[name] != blank[name] for name in new):
                return number
    return len(lines)


class OlderUnit(SqlReplicaUnit):
    """A hub's file with an older schema: read and written in the columns that it has."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._there = columns_there(connection)

    @override
    def fetch(self, kind: type[Record], ids: Iterable[str], /) -> None:
        table = tables.TABLES[kind.table]
        columns = [table.c[name] for name in self._there.get(kind.table, ())]
        for id_ in ids:
            row = None
            if columns:
                asked = select(*columns).where(table.c.id == id_)
                row = self.connection.execute(asked).mappings().first()
            self._seen[kind.table, id_] = kind(**row) if row is not None else None

    @override
    def find(self, kind: type[R], id_: str, /) -> R | None:
        self.fetch(kind, (id_,))
        found: R | None = self._seen[kind.table, id_]
        return found

    @override
    def _replace(self, name: str, id_: str, data: Mapping[str, Any] | None) -> None:
        kind, there = RECORDS.get(name), self._there.get(name, ())
        if kind is None or not there:
            return
        table = tables.TABLES[name]
        if data is None:
            self.connection.execute(delete(table).where(table.c.id == id_))
            return
        values = {key: data[key] for key in there if key in data}
        if self.find(kind, id_) is None:
            blank = {key: value for key, value in blanks(name).items() if key in there}
            self.connection.execute(insert(table).values(blank | values))
        else:
            self.connection.execute(update(table).where(table.c.id == id_).values(values))
