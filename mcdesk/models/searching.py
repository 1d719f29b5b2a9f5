"""The index of all that is written: a file beside the workspace that can be made again at any time.

`FILE.search` is no part of the workspace: nothing is kept in it alone (docs/decisions/0018). It is
brought up to date piece by piece, by where the journal stands.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from mcdesk.application.search_texts import COLUMNS, words_in
from mcdesk.errors import Trouble
from mcdesk.i18n import N_
from mcdesk.models.reading import for_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mcdesk.application.search_words import Wanted

T = TypeVar("T")
FORMAT = "1"
KEPT_OUT = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
})  # fmt: skip
"""What keeps one from the index's file, though the file is sound."""
TABLES = tuple(COLUMNS)
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE waiting (tbl TEXT, record TEXT, PRIMARY KEY (tbl, record));
CREATE TABLE entry (id INTEGER PRIMARY KEY, tbl TEXT, record TEXT, UNIQUE (tbl, record));
CREATE VIRTUAL TABLE words USING fts5(head, body, tokenize="unicode61 remove_diacritics 2",
 prefix="2 3");
"""
HEADS = ("card", "idea")
"""What is found by its title weighs more than what is found within."""
RANKED = 4_000
"""So many of the newest hits are put in order; nobody reads on behind them."""
COUNTED = 1_000
FIND = f"""
SELECT entry.tbl, entry.record FROM (
 SELECT rowid AS n, bm25(words, 8.0, 1.0) AS rank FROM words WHERE words MATCH ?
 ORDER BY rowid DESC LIMIT {RANKED}
) JOIN entry ON entry.id = n ORDER BY rank, n LIMIT ?"""
TOUCHED = """
SELECT DISTINCT table_name, record_id FROM effect WHERE event_n > ?"""
REMOVED = "SELECT subject_table, subject_id FROM redaction WHERE id = ?"


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
        return self._tried(lambda index, source: _bring_up(index, source, most))

    def find(self, wanted: Wanted, limit: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        """Return how many records hold the words, and the best of them as (table, id)."""

        def work(
            index: sqlite3.Connection, source: sqlite3.Connection
        ) -> tuple[int, tuple[tuple[str, str], ...]]:
            done, of = 0, 1
            while done < of:
                done, of = _bring_up(index, source, RANKED)
            return _find(index, wanted, limit)

        return self._tried(work)

    def _tried(self, work: Callable[[sqlite3.Connection, sqlite3.Connection], T]) -> T:
        """Do it; a damaged index is made again, one that others hold is made elsewhere."""
        for _time in range(3):
            try:
                with self._opened() as index, closing(for_reading(self._source)) as source:
                    source.row_factory = sqlite3.Row
                    with _both(index, source):
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


@contextmanager
def _both(index: sqlite3.Connection, source: sqlite3.Connection) -> Iterator[None]:
    """Read the workspace as of one moment, and keep in the index all of it or none."""
    source.execute("BEGIN")
    index.execute("BEGIN IMMEDIATE")
    with index:
        yield


def _find(
    index: sqlite3.Connection, wanted: Wanted, limit: int
) -> tuple[int, tuple[tuple[str, str], ...]]:
    match = wanted.match()
    counting = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {COUNTED})"
    count = int(index.execute(counting, (match,)).fetchone()[0])
    return count, tuple(index.execute(FIND, (match, limit)).fetchall()) if count else ()


# --- bringing up to date -----------------------------------------------------------------


def _bring_up(index: sqlite3.Connection, source: sqlite3.Connection, most: int) -> tuple[int, int]:
    known = _facts(index)
    if known.get("format") != FORMAT or not _is_of(source, known):
        known = _begin(index, source)
    place, last = int(known["place"]), int(known["last"])
    if place < len(TABLES):
        read, place, last = _read_some(index, source, place, last, most)
        done = int(known["done"]) + read
        for key, value in (("place", place), ("last", last), ("done", done)):
            _note(index, key, str(value))
        if place < len(TABLES):
            return min(done, int(known["of"]) - 1), int(known["of"])
    _follow(index, source, int(known["n"]))
    _remember_place(index, source)
    return 1, 1


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
    for name in ("words", "entry", "waiting", "meta"):
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
    waiting, known = _touched(source, n), _facts(index)
    waited = set(index.execute("SELECT tbl, record FROM waiting"))
    if (known.get("n"), known.get("event"), waited) == (str(n), event, waiting):
        return  # a search after which nothing was written writes nothing
    _note(index, "n", str(n))
    _note(index, "event", event)
    index.execute("DELETE FROM waiting")
    index.executemany("INSERT OR IGNORE INTO waiting VALUES (?, ?)", waiting)


def _note(index: sqlite3.Connection, key: str, value: str) -> None:
    index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _touched(source: sqlite3.Connection, since: int) -> set[tuple[str, str]]:
    """Return the records changed behind an entry; of a removal that from which it took."""
    found = set()
    for table, record in source.execute(TOUCHED, (since,)).fetchall():
        if table == "redaction":
            found |= {(str(row[0]), str(row[1])) for row in source.execute(REMOVED, (record,))}
        else:
            found.add((str(table), str(record)))
    return found


def _follow(index: sqlite3.Connection, source: sqlite3.Connection, since: int) -> None:
    """Read again what changed, or was undone."""
    changed = _touched(source, since) | set(index.execute("SELECT tbl, record FROM waiting"))
    lost = False
    for table, record in sorted(changed):
        if table in COLUMNS:
            row = source.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
            lost |= _replace(index, table, record, row)
    if lost:  # what was deleted stays in an index of FTS5 until its parts are merged
        index.execute("INSERT INTO words (words) VALUES ('optimize')")


def _read_some(
    index: sqlite3.Connection, source: sqlite3.Connection, place: int, last: int, most: int
) -> tuple[int, int, int]:
    """Read so many records on; return how many there were, and where it goes on."""
    table = TABLES[place]
    rows = source.execute(
        f"SELECT rowid AS place, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?",
        (last, most),
    ).fetchall()
    _add(index, table, rows)
    if len(rows) < most:
        return len(rows), place + 1, 0
    return len(rows), place, int(rows[-1]["place"])


def _add(index: sqlite3.Connection, table: str, rows: Iterable[sqlite3.Row]) -> None:
    for row in rows:
        text = _text(table, row)
        if text:
            _insert(index, table, str(row["id"]), text)


def _insert(index: sqlite3.Connection, table: str, record: str, text: str) -> None:
    made = index.execute("INSERT OR IGNORE INTO entry (tbl, record) VALUES (?, ?)", (table, record))
    if not made.rowcount:  # it is here already, and what changed since is read by the journal
        return
    head, body = (text, "") if table in HEADS else ("", text)
    index.execute(
        "INSERT INTO words (rowid, head, body) VALUES (?, ?, ?)", (made.lastrowid, head, body)
    )


def _text(table: str, row: sqlite3.Row | None) -> str:
    if row is None or row["deleted"]:
        return ""
    return "\n".join(words_in(table, dict(row)).values())


def _replace(index: sqlite3.Connection, table: str, record: str, row: sqlite3.Row | None) -> bool:
    """Put a record's words in the place of those it had; tell whether any of them went."""
    text = _text(table, row)
    had = index.execute(
        "SELECT id, head || body FROM entry JOIN words ON words.rowid = id "
        "WHERE tbl = ? AND record = ?", (table, record)
    ).fetchone()  # fmt: skip
    if had is not None and had[1] == text:
        return False
    if had is not None:
        index.execute("DELETE FROM words WHERE rowid = ?", (had[0],))
        index.execute("DELETE FROM entry WHERE id = ?", (had[0],))
    if text:
        _insert(index, table, record, text)
    return had is not None
