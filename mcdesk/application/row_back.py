"""Where a row that was taken out stood, and where it stands once it is put back.

A row that is added gets its rank among those that are there then: beside one that was taken out it
may sort before it. Put back, also by an undo, that one stands where it stood, before what was added
there since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import read_event
from mcdesk.procedure.identity import place_in
from mcdesk.procedure.records import changed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.records import Record

Key = tuple[bytes, str]
"""What rows of a table are sorted by."""


def place_of(reader: Reader, row: Any, rows: Sequence[Any]) -> int:
    """Return the number of a row among those of its table, or that it had when it was taken out."""
    since = added_since(reader, row) if row.deleted else frozenset()
    return 1 + sum(_key(each) < _key(row) for each in rows if each.id not in since)


def rank_back(reader: Reader, row: Any, rows: Sequence[Any]) -> str:
    """Return the rank of a row that is put back among those that stand there, in their order."""
    return _rank_before(row, rows, added_since(reader, row))


class RowsBack:
    """Puts rows back as an undo of some events (their ids) brings them back, in their old order."""

    def __init__(self, reader: Reader, undone: Collection[str]) -> None:
        self._reader, self._undone = reader, undone
        self._since: dict[str, frozenset[str]] = {}
        self._back: dict[str, Key] = {}

    def place(self, row: Any) -> Record:
        """Return a row with the rank that it comes back with."""
        found = self._reader.select(type(row), form_id=row.form_id, field=row.field)
        rows = sorted(found, key=_key)
        later = {id_ for id_, key in self._back.items() if key > _key(row)}
        self._back[row.id] = _key(row)
        came: Record = changed(row, rank=_rank_before(row, rows, self._added(row) | later))
        return came

    def _added(self, row: Any) -> frozenset[str]:
        """Return the rows (ids) that were added to the form since what is undone."""
        if row.form_id not in self._since:
            found: set[str] = set()
            for line in self._reader.journal(form=row.form_id):
                if line["id"] in self._undone:
                    break
                effects = read_event(str(line["body"])).effects
                found |= {each.id for each in effects if each.old is None}
            self._since[row.form_id] = frozenset(found)
        return self._since[row.form_id]


def _key(row: Any) -> Key:
    return row.rank.encode(), row.id


def _rank_before(row: Any, rows: Sequence[Any], since: Collection[str]) -> str:
    """Return the rank of a row before those added since that sort right before it."""
    at = sum(_key(each) < _key(row) for each in rows)
    place = at
    while place and rows[place - 1].id in since:
        place -= 1
    return str(row.rank) if place == at else place_in([each.rank for each in rows], place)


def added_since(reader: Reader, row: Any) -> frozenset[str]:
    """Return the rows (ids) of the same kind that were added since one was taken out."""
    found: set[str] = set()
    for line in reader.journal(form=row.form_id):
        for effect in read_event(str(line["body"])).effects:
            if effect.table != row.table:
                continue
            if effect.id == row.id and effect.new["deleted"]:
                return frozenset(found)
            if effect.old is None:
                found.add(effect.id)
    return frozenset(found)
