"""What waited in a workspace that was set aside, as far as its file can still be read.

A damaged file is read on a copy, so that it stays as it is, and entry by entry: one page that
cannot be read takes no other's words along (reliability.md, section 5, 18).
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.application.proving import proven

if TYPE_CHECKING:
    from collections.abc import Iterator

WAITING = (
    "SELECT n FROM journal WHERE seq IS NULL ORDER BY n",  # by the index alone
    "SELECT n FROM journal NOT INDEXED WHERE seq IS NULL ORDER BY n",
    "SELECT n FROM journal NOT INDEXED WHERE seq IS NULL ORDER BY n DESC",
)
"""Ways to the entries that wait, which come past different pages of the file."""
ENTRY = "SELECT id, body FROM journal WHERE n = ?"
FIRST = "SELECT id FROM journal ORDER BY n LIMIT 1"
HUB = "SELECT value FROM workspace WHERE key = 'hub_id'"


@dataclass(frozen=True, slots=True)
class Left:
    """Of which hub a workspace was, its first entry, what waited in it, how much is unreadable.

    `hub_id` and `origin` are None where they cannot be read. `is_whole` tells that nothing stood in
    the way of finding all that waited.
    """

    hub_id: str | None = None
    origin: str | None = None
    bodies: tuple[str, ...] = ()
    unread: int = 0
    is_whole: bool = False


def left_in(path: Path) -> Left:
    """Return what waited in a workspace's file; raises OSError where it cannot be copied."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for end in ("", "-journal"):
            source = path.with_name(f"{path.name}{end}")
            if source.is_file():
                shutil.copyfile(source, copy.with_name(f"{copy.name}{end}"))
        with closing(sqlite3.connect(copy)) as connection:
            return _read(connection)


def _read(connection: sqlite3.Connection) -> Left:
    found, is_whole = set[int](), True
    for way in WAITING:
        try:
            for (n,) in connection.execute(way):
                found.add(n)
        except sqlite3.DatabaseError:
            is_whole = False
    bodies = [_body(connection, n) for n in sorted(found)]
    readable = tuple(body for body in bodies if body)
    return Left(
        _first(connection, HUB, empty=""), _first(connection, FIRST, empty=None),
        readable, len(bodies) - len(readable), is_whole,
    )  # fmt: skip


def _body(connection: sqlite3.Connection, n: int) -> str:
    """Return the text of an entry; "" where it cannot be read, or is none any more."""
    with suppress(sqlite3.DatabaseError, ValueError, LookupError, TypeError, RecursionError):
        for id_, body in connection.execute(ENTRY, (n,)):
            if proven(body).id == id_:
                return str(body)
    return ""


def _first(connection: sqlite3.Connection, statement: str, empty: str | None) -> str | None:
    """Return the first value that a statement finds, `empty` for none; None for unreadable."""
    with suppress(sqlite3.DatabaseError):
        return next(_texts(connection, statement), empty)
    return None


def _texts(connection: sqlite3.Connection, statement: str) -> Iterator[str]:
    yield from (str(row[0]) for row in connection.execute(statement))
