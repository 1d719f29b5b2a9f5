"""The small tables that every command asks for, kept in memory between transactions.

Nothing here may outlive what it was read from: a table that is written is dropped and not kept
again before the transaction is over, committed or not; all are dropped where another connection
has committed to the file (`PRAGMA data_version`, asked once a transaction has begun) and where
the connection is another one, for that number is its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import text

from mcdesk.models.statements import rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mcdesk.procedure.records import R, Record

SMALL = frozenset({"definition", "faculty", "office", "person", "programme", "setting"})
VERSION = text("pragma data_version")


class Kept:
    """Whole small tables, as of the last transaction of one connection."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[Record, ...]] = {}
        self._written: set[str] = set()
        self._driver: object = None
        self._version: object = None

    def begin(self, connection: Connection) -> None:
        """Begin a transaction: what somebody else has changed since the last one is dropped."""
        driver = connection.connection.driver_connection
        version = rows(connection, VERSION, {})
        if driver is not self._driver or version != self._version:
            self._tables.clear()
        self._driver, self._version = driver, version
        self._written.clear()

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
