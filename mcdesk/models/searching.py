"""The index of all that is written: a file beside the workspace that can be made again at any time.

`FILE.search` is no part of the workspace: nothing is kept in it alone (docs/decisions/0018). It is
brought up to date piece by piece, by where the journal stands.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from mcdesk.application.search_words import COUNTED
from mcdesk.errors import Trouble
from mcdesk.i18n import N_
from mcdesk.models import search_reading
from mcdesk.models.reading import for_reading
from mcdesk.models.search_reading import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mcdesk.application.search_words import Wanted
    from mcdesk.models.search_reading import Read

T = TypeVar("T")
FORMAT = "2"
KEPT_OUT = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
})  # fmt: skip
"""What keeps one from the index's file, though the file is sound."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE waiting (tbl TEXT, record TEXT, PRIMARY KEY (tbl, record));
CREATE TABLE todo (tbl TEXT, record TEXT, PRIMARY KEY (tbl, record));
CREATE TABLE entry (id INTEGER PRIMARY KEY, tbl TEXT, record TEXT, UNIQUE (tbl, record));
CREATE VIRTUAL TABLE words USING fts5(head, body, tokenize="unicode61 remove_diacritics 2",
 prefix="2 3");
"""
HEADS = ("card", "idea")
"""What is found by its title weighs more than what is found within."""
RANKED = 4_000
"""So many of the newest hits are put in order; nobody reads on behind them."""
FIND = f"""
SELECT entry.tbl, entry.record FROM (
 SELECT rowid AS n, bm25(words, 8.0, 1.0) AS rank FROM words WHERE words MATCH ?
 ORDER BY rowid DESC LIMIT {RANKED}
) JOIN entry ON entry.id = n ORDER BY rank, n LIMIT ?"""


class SearchIndex:
    """The index of one workspace; where its file cannot be written it lies elsewhere."""

    def __init__(self, source: Path, *, beside: bool) -> None:
        self._source = source
        self.path = index_of(source)
        self._beside = beside
        self._own: sqlite3.Connection | None = None

    def close(self) -> None:
        """Give up what lies in a place of its own."""
        if self._own is not None:
            self._own.close()
            self._own = None

    def bring_up(self, most: int) -> tuple[int, int]:
        """Read up to so many records into the index; return how far it is, (n, n) at the end."""
        return self._tried(lambda index, source: _bring_up(index, source, most, afresh=False))

    def find(self, wanted: Wanted, limit: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        """Return how many records hold the words, and the best of them as (table, id).

        What is not read yet is read before, a piece at a time; what was written before one asks
        is found.
        """
        found: tuple[int, tuple[tuple[str, str], ...]] | None = None
        afresh = True

        def work(
            index: sqlite3.Connection, source: sqlite3.Connection
        ) -> tuple[int, tuple[tuple[str, str], ...]] | None:
            done, of = _bring_up(index, source, RANKED, afresh=afresh)
            return _find(index, wanted, limit) if done >= of else None

        while found is None:
            found = self._tried(work)
            afresh = False
        return found

    def _tried(self, work: Callable[[sqlite3.Connection, sqlite3.Connection], T]) -> T:
        """Do it; a damaged index is made again, one that others hold is made elsewhere."""
        for _time in range(3):
            try:
                with self._opened() as index, closing(for_reading(self._source)) as source:
                    source.row_factory = sqlite3.Row
                    index.execute("BEGIN IMMEDIATE")
                    with index:
                        return work(index, source)
            except sqlite3.DatabaseError as error:
                self.close()
                if not self._beside or error.sqlite_errorcode & 0xFF in KEPT_OUT:
                    self._beside = False
                else:
                    forget(self._source)
        raise Trouble(
            "search",
            N_("The search could not be made ready."),
            N_("Check that the disk has room, then search again."),
            retry=True,
        )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._beside:
            index = sqlite3.connect(self.path, timeout=1.0, isolation_level=None)
            with closing(index):
                index.execute("PRAGMA secure_delete = 1")
                yield index
        else:
            if self._own is None:
                self._own = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            yield self._own


def index_of(source: Path) -> Path:
    """Return where the index of a workspace lies."""
    return source.with_name(f"{source.name}.search")


def forget(source: Path) -> None:
    """Let the index of a workspace go, so that it is made again when somebody searches."""
    path = index_of(source)
    for each in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _find(
    index: sqlite3.Connection, wanted: Wanted, limit: int
) -> tuple[int, tuple[tuple[str, str], ...]]:
    match = wanted.match()
    counting = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {COUNTED})"
    count = int(index.execute(counting, (match,)).fetchone()[0])
    return count, tuple(index.execute(FIND, (match, limit)).fetchall()) if count else ()


# --- bringing up to date -----------------------------------------------------------------


def _bring_up(
    index: sqlite3.Connection, source: sqlite3.Connection, most: int, *, afresh: bool
) -> tuple[int, int]:
    """Read a piece into the index: the workspace is let go before its words are entered.

    What follows the journal may be more than a piece, too: its records wait in `todo`. Changes
    are looked for when nothing waits there, or `afresh`.
    """
    with search_reading.moment(source):
        known = _facts(index)
        if known.get("format") != FORMAT or not _is_of(source, known):
            known = _begin(index, source)
        of, place = int(known["of"]), int(known["place"])
        _wait(index, search_reading.touched(source, int(known["n"])))
        if place < len(TABLES):
            piece = search_reading.following(source, place, int(known["last"]), most)
            _note_reading(index, piece, int(known["done"]) + len(piece))
            done, is_ready = int(known["done"]) + len(piece), False
        else:
            piece, is_ready = _next_changes(index, source, most, afresh=afresh)
            done = of
    for each in piece:
        _replace(index, each.table, each.id, each.words())
    if is_ready:
        _merge(index)
    return (1, 1) if is_ready else (min(done, of - 1), of)


def _facts(index: sqlite3.Connection) -> dict[str, str]:
    if not index.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return {}
    return dict(index.execute("SELECT key, value FROM meta").fetchall())


def _is_of(source: sqlite3.Connection, known: dict[str, str]) -> bool:
    """Tell whether the index was made of this history: the entry it stands at is still there."""
    there = source.execute("SELECT id FROM journal WHERE n = ?", (int(known["n"]),)).fetchone()
    return (str(there["id"]) if there else "") == known["event"]


def _begin(index: sqlite3.Connection, source: sqlite3.Connection) -> dict[str, str]:
    """Begin from nothing."""
    for name in ("words", "entry", "waiting", "todo", "meta"):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            index.execute(statement)
    _remember_place(index, source)
    of = sum(int(source.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in TABLES)
    for key, value in (("format", FORMAT), ("place", "0"), ("last", "0"), ("done", "0"),
                       ("of", str(of + 1))):  # fmt: skip
        _note(index, key, value)
    return _facts(index)


def _remember_place(index: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Note the last entry that stays as it is, and what waits behind it: that may be undone."""
    head = source.execute(
        "SELECT n, id FROM journal WHERE n < coalesce("
        "(SELECT min(+n) FROM journal WHERE seq IS NULL), 9e18) ORDER BY n DESC LIMIT 1"
    ).fetchone()
    n, event = (int(head["n"]), str(head["id"])) if head else (0, "")
    waiting, known = search_reading.touched(source, n), _facts(index)
    if (known.get("n"), known.get("event"), _listed(index, "waiting")) == (str(n), event, waiting):
        return  # a search after which nothing was written writes nothing
    _note(index, "n", str(n))
    _note(index, "event", event)
    index.execute("DELETE FROM waiting")
    index.executemany("INSERT INTO waiting VALUES (?, ?)", waiting)


def _wait(index: sqlite3.Connection, records: set[tuple[str, str]]) -> None:
    """Note what is to be read again: it changed, and may be undone before it is looked at."""
    new = records - _listed(index, "waiting")
    if new:
        index.executemany("INSERT INTO waiting VALUES (?, ?)", new)
    if any(table == "redaction" for table, _record in new):
        _note(index, "merge", "1")


def _listed(index: sqlite3.Connection, table: str) -> set[tuple[str, str]]:
    return set(index.execute(f"SELECT tbl, record FROM {table}"))


def _note(index: sqlite3.Connection, key: str, value: str) -> None:
    index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _next_changes(
    index: sqlite3.Connection, source: sqlite3.Connection, most: int, *, afresh: bool
) -> tuple[list[Read], bool]:
    """Read again of what changed, or was undone; tell whether that is all."""
    todo = known = _listed(index, "todo")
    if afresh or not todo:
        todo = known | search_reading.with_contents(source, _listed(index, "waiting"))
        _remember_place(index, source)
    piece = search_reading.again(source, todo, most)
    left = todo - {(each.table, each.id) for each in piece}
    if left != known:
        index.execute("DELETE FROM todo")
        index.executemany("INSERT INTO todo VALUES (?, ?)", left)
    return piece, not left


def _note_reading(index: sqlite3.Connection, piece: list[Read], done: int) -> None:
    """Note where reading goes on: behind the last record, or nowhere if there was none."""
    place, last = len(TABLES), 0
    if piece and (row := piece[-1].row) is not None:
        place, last = TABLES.index(piece[-1].table), int(row["place"])
    for key, value in (("place", place), ("last", last), ("done", done)):
        _note(index, key, str(value))


# --- entering ----------------------------------------------------------------------------


def _merge(index: sqlite3.Connection) -> None:
    """After a removal: what was deleted stays in an index of FTS5 until its parts are merged."""
    if _facts(index).get("merge"):
        index.execute("DELETE FROM meta WHERE key = 'merge'")
        index.execute("INSERT INTO words (words) VALUES ('optimize')")


def _insert(index: sqlite3.Connection, table: str, record: str, text: str) -> None:
    made = index.execute("INSERT INTO entry (tbl, record) VALUES (?, ?)", (table, record))
    head, body = (text, "") if table in HEADS else ("", text)
    index.execute(
        "INSERT INTO words (rowid, head, body) VALUES (?, ?, ?)", (made.lastrowid, head, body)
    )


def _replace(index: sqlite3.Connection, table: str, record: str, text: str) -> None:
    """Put a record's words in the place of those it had."""
    had = index.execute(
        "SELECT id, head || body FROM entry JOIN words ON words.rowid = id "
        "WHERE tbl = ? AND record = ?", (table, record)
    ).fetchone()  # fmt: skip
    if had is not None and had[1] == text:
        return
    if had is not None:
        index.execute("DELETE FROM words WHERE rowid = ?", (had[0],))
        index.execute("DELETE FROM entry WHERE id = ?", (had[0],))
    if text:
        _insert(index, table, record, text)
