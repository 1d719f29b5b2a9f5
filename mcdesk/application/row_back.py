"""Where a row that was taken out stood, and where it stands once it is put back.

A row that is added gets its rank among those that are there then: beside one that was taken out it
may sort before it. Put back, that one stands where it stood, before what was added since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import read_event
from mcdesk.procedure.identity import place_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import Reader


def place_of(reader: Reader, row: Any, rows: Sequence[Any]) -> int:
    """Return the number of a row among those of its table, or that it had when it was taken out."""
    since = added_since(reader, row) if row.deleted else frozenset()
    key = row.rank.encode(), row.id
    return 1 + sum((each.rank.encode(), each.id) < key for each in rows if each.id not in since)


def rank_back(reader: Reader, row: Any, rows: Sequence[Any]) -> str:
    """Return the rank of a row that is put back among those that stand there, in their order."""
    since, key = added_since(reader, row), (row.rank.encode(), row.id)
    for index, each in enumerate(rows):
        if each.id in since and (each.rank.encode(), each.id) < key:
            return place_in([other.rank for other in rows], index)
    return str(row.rank)


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
