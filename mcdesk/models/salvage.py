"""What waited or needed a look in a workspace set aside, as far as its file can still be read.

A damaged file is read on a copy, so that it stays as it is, and entry by entry: one page that
cannot be read takes no other's words along (reliability.md, section 5, 18).
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from mcdesk.application.attention import Aside
from mcdesk.application.proving import proven
from mcdesk.models import asides, tables
from mcdesk.procedure.commands.shapes import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WAITING = (
    "SELECT n FROM journal WHERE seq IS NULL ORDER BY n",  # by the index alone
    "SELECT n FROM journal NOT INDEXED WHERE seq IS NULL ORDER BY n",
    "SELECT n FROM journal NOT INDEXED WHERE seq IS NULL ORDER BY n DESC",
)
"""Ways to the entries that wait, which come past different pages of the file."""
ENTRY = "SELECT id, body FROM journal WHERE n = ?"
_OPEN = select(tables.attention.c.n).where(asides.OPEN)
LISTED = (
    "SELECT n FROM attention WHERE state = 'open' ORDER BY n",
    "SELECT n FROM attention NOT INDEXED WHERE state = 'open' ORDER BY n",
    "SELECT n FROM attention NOT INDEXED WHERE state = 'open' ORDER BY n DESC",
    str(_OPEN.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})),
)
"""Ways to the open entries of the attention list; the last also to those reopened by Undo."""
ASIDE = (
    "SELECT event_id, kind, person_id, at, card_id, form_id, body, reasons, noted_at "
    "FROM attention WHERE n = ?"
)
FIRST = "SELECT id FROM journal ORDER BY n LIMIT 1"
HUB = "SELECT value FROM workspace WHERE key = 'hub_id'"


@dataclass(frozen=True, slots=True)
class Left:
    """Of which hub a workspace was, its first entry, what waited in it, how much is unreadable.

    `hub_id` and `origin` are None where they cannot be read. `asides` are the open entries of its
    attention list, of which `unlisted` cannot be read. `is_whole` tells that nothing stood in the
    way of finding all of either.
    """

    hub_id: str | None = None
    origin: str | None = None
    bodies: tuple[str, ...] = ()
    unread: int = 0
    asides: tuple[Aside, ...] = ()
    unlisted: int = 0
    is_whole: bool = False

    @property
    def has_waiting(self) -> bool:
        """Whether something waited or needed a look, or nobody can tell."""
        found = self.bodies or self.unread or self.asides or self.unlisted
        return self.hub_id != "" and bool(found or not self.is_whole)


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
    waiting, is_whole = _numbers(connection, WAITING)
    listed, is_list_whole = _numbers(connection, LISTED)
    bodies = tuple(body for n in waiting if (body := _body(connection, n)))
    entries = tuple(entry for n in listed if (entry := _aside(connection, n)) is not None)
    return Left(
        _first(connection, HUB, empty=""), _first(connection, FIRST, empty=None),
        bodies, len(waiting) - len(bodies), entries, len(listed) - len(entries),
        is_whole and is_list_whole,
    )  # fmt: skip


def _numbers(connection: sqlite3.Connection, ways: Sequence[str]) -> tuple[list[int], bool]:
    """Return the numbers that any of the ways comes to, and whether none broke off."""
    found, is_whole = set[int](), True
    for way in ways:
        try:
            for (n,) in connection.execute(way):
                found.add(n)
        except sqlite3.DatabaseError:
            is_whole = False
    return sorted(found), is_whole


def _body(connection: sqlite3.Connection, n: int) -> str:
    """Return the text of an entry; "" where it cannot be read, or is none any more."""
    with suppress(sqlite3.DatabaseError, ValueError, LookupError, TypeError, RecursionError):
        for id_, body in connection.execute(ENTRY, (n,)):
            if proven(body).id == id_:
                return str(body)
    return ""


def _aside(connection: sqlite3.Connection, n: int) -> Aside | None:
    """Return an entry of the attention list as an open one; None where it cannot be read."""
    with suppress(sqlite3.DatabaseError, ValueError, LookupError, TypeError, RecursionError):
        for row in connection.execute(ASIDE, (n,)):
            entry, reasons = Aside(*row), json.loads(row[7])
            proven(entry.body)
            if fits([*row], list[str]) and fits(reasons, list[list[str]]):
                return entry if all(len(each) == 2 for each in reasons) else None
    return None


def _first(connection: sqlite3.Connection, statement: str, empty: str | None) -> str | None:
    """Return the first value that a statement finds, `empty` for none; None for unreadable."""
    with suppress(sqlite3.DatabaseError):
        return next(_texts(connection, statement), empty)
    return None


def _texts(connection: sqlite3.Connection, statement: str) -> Iterator[str]:
    yield from (str(row[0]) for row in connection.execute(statement))
