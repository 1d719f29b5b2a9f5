"""What the index of the search reads of a workspace: pieces of it, each as of one short moment.

A record is read together with the definition of the form it stands in: answers that are chosen
are no words of people. What they wrote is told from a piece when the workspace is free again.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.search_texts import COLUMNS, OF_FORMS, said_in
from mcdesk.application.search_words import folded
from mcdesk.errors import Trouble

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.definition import FormDefinition

    Record = tuple[str, str]

TABLES = tuple(COLUMNS)
LETTERS = 1_000_000
"""So much text is one piece: reading it holds the workspace, entering it the index."""
TOUCHED = """
SELECT DISTINCT table_name, record_id FROM effect WHERE event_n > ?"""
ROW = "SELECT * FROM {table} WHERE id = ?"
ROWS = "SELECT rowid AS place, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"
REMOVED = "SELECT subject_table, subject_id FROM redaction WHERE id = ?"
DEFINITION = """
SELECT definition.id, definition.text FROM form JOIN definition ON definition.id = definition_id
 WHERE form.id = ?"""


@dataclass(frozen=True, slots=True)
class Read:
    """A record as it was read; `row` is what stands in it, if it is still there."""

    table: str
    id: str
    row: sqlite3.Row | None
    definition: tuple[str, str] = ("", "")
    """Digest and text of its form's definition."""

    def words(self) -> str:
        """Return what people wrote in it, as words are compared; "" where it is gone."""
        if self.row is None or self.row["deleted"]:
            return ""
        told = said_in(self.table, dict(self.row), _form_definition(*self.definition))
        return folded("\n".join(told.values()))


def _form_definition(digest: str, text: str) -> FormDefinition | None:
    try:
        return shelf.form_of_text(digest, text) if digest else None
    except Trouble:
        return None


@contextmanager
def moment(source: sqlite3.Connection) -> Iterator[None]:
    """Read the workspace as of one moment. Nobody can write meanwhile: it must be a short one."""
    source.execute("BEGIN")
    try:
        yield
    finally:
        source.rollback()


def touched(source: sqlite3.Connection, since: int) -> set[Record]:
    """Return the records changed behind an entry; with a removal that from which it took."""
    found = set()
    for table, record in source.execute(TOUCHED, (since,)).fetchall():
        found.add((str(table), str(record)))
        if table == "redaction":
            found |= {(str(row[0]), str(row[1])) for row in source.execute(REMOVED, (record,))}
    return found


def with_contents(source: sqlite3.Connection, records: set[Record]) -> set[Record]:
    """Return searched records, with a form all that stands in it: its wording may be another."""
    found = {each for each in records if each[0] in COLUMNS}
    for form in [record for table, record in found if table == "form"]:
        for table in OF_FORMS:
            ids = source.execute(f"SELECT id FROM {table} WHERE form_id = ?", (form,))
            found |= {(table, str(row[0])) for row in ids}
    return found


def again(source: sqlite3.Connection, records: set[Record], most: int) -> list[Read]:
    """Read some of these records as they are now."""
    rows = (
        (table, record, source.execute(ROW.format(table=table), (record,)).fetchone())
        for table, record in sorted(records)
    )
    return _piece(source, rows, most)


def following(source: sqlite3.Connection, place: int, last: int, most: int) -> list[Read]:
    """Read the records that come next, of this table and those behind it."""
    rows = (
        (table, str(row["id"]), row)
        for table in TABLES[place:]
        for row in source.execute(
            ROWS.format(table=table), (last if table == TABLES[place] else 0, most)
        )
    )
    return _piece(source, rows, most)


def _piece(
    source: sqlite3.Connection, rows: Iterable[tuple[str, str, sqlite3.Row | None]], most: int
) -> list[Read]:
    """Take as many records as are a piece, by their number and their length."""
    piece: list[Read] = []
    definitions: dict[str, tuple[str, str]] = {}
    letters = 0
    for table, record, row in rows:
        definition = ("", "")
        if row is not None and table in OF_FORMS:
            form = str(row["form_id"])
            if form not in definitions:
                found = source.execute(DEFINITION, (form,)).fetchone()
                definitions[form] = tuple(found) if found else ("", "")
            definition = definitions[form]
        piece.append(Read(table, record, row, definition))
        letters += sum(len(value) for value in row or () if isinstance(value, str))
        if len(piece) >= most or letters >= LETTERS:
            break
    return piece
