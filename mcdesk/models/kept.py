"""The small tables that every command asks for, kept in memory between transactions.

Nothing here may outlive what it was read from: a table that is written is dropped and not kept
again before the transaction is over, committed or not; all are dropped where the version that a
transaction finds at its beginning is another. Of the connection that writes this is `PRAGMA
data_version`, a number of its own that others' commits change. A reader has a new connection each
time: there the last line of the journal is the version, for no record changes without one, and its
hash stands for all that went before, even where the file was exchanged for a restored one. What
waits has no hash yet, and is taken off and put on again under its own id, over other lines: so the
mark that each such rewriting leaves is part of the version, too.

What a look at a card read is kept as `ahead` for the one transaction that follows it, under the
same version: a card that is dragged is read while it is under way, not when it is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, func, select, text

from mcdesk.models import tables
from mcdesk.models.statements import rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mcdesk.procedure.records import R, Record

SMALL = frozenset({"absence", "closed_period", "definition", "faculty", "office", "person",
                   "programme", "setting"})  # fmt: skip
VERSION = text("pragma data_version")
REWRITTEN = "rewritten"
"""Under this the file keeps the mark of the last rewriting, which is another each time."""
_FACTS = tables.workspace.c
HEAD = select(
    tables.journal.c.n,
    tables.journal.c.id,
    tables.journal.c.hash,
    select(_FACTS.value).where(_FACTS.key == bindparam("mark")).scalar_subquery(),
).where(tables.journal.c.n == select(func.max(tables.journal.c.n)).scalar_subquery())


Key = tuple[tuple[str, object], ...]


@dataclass(slots=True)
class Read:
    """What a transaction read: records by table and id, answers by table and question.

    `version` is what it found at its beginning, and what its reading holds for.
    """

    seen: dict[tuple[str, str], Any] = field(default_factory=dict)
    found: dict[str, dict[Key, Any]] = field(default_factory=dict)
    version: object = None


class Kept:
    """Whole small tables, as of the last transaction of a connection, or of a file's readers."""

    def __init__(self, *, by_journal: bool = False) -> None:
        self._by_journal = by_journal
        self._tables: dict[str, tuple[Record, ...]] = {}
        self._written: set[str] = set()
        self._version: object = None
        self._ahead: Read | None = None

    def begin(self, connection: Connection) -> None:
        """Begin a transaction: what somebody else has changed since the last one is dropped."""
        version = self._version_of(connection)
        if version != self._version:
            self._tables.clear()
        self._version = version
        self._written.clear()

    def _version_of(self, connection: Connection) -> object:
        if self._by_journal:
            return rows(connection, HEAD, {"mark": REWRITTEN})
        return connection.connection.driver_connection, rows(connection, VERSION, {})

    def get(self, kind: type[R]) -> tuple[R, ...] | None:
        """Return all records of a table, or None where they have to be read."""
        return cast("tuple[R, ...] | None", self._tables.get(kind.table))

    def keep(self, kind: type[R], records: tuple[R, ...]) -> None:
        """Keep the records of a small table that this transaction has not written."""
        if kind.table in SMALL and kind.table not in self._written:
            self._tables[kind.table] = records

    def drop(self, table: str) -> None:
        """Drop a table that is being written, until the transaction is over."""
        self._tables.pop(table, None)
        self._written.add(table)

    def keep_ahead(self, read: Read) -> None:
        """Keep what the transaction that ends read, for the next one alone."""
        self._ahead = read

    def take_ahead(self) -> Read:
        """Return what the transaction before read ahead, if nobody changed anything since."""
        read, self._ahead = self._ahead, None
        if read is None or read.version != self._version:
            return Read(version=self._version)
        return read
