"""`card_summary`: one row per card with all that the board shows; local and rebuildable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from mcdesk.models import tables
from mcdesk.models.quick_board import COLUMNS, ON_BOARD, tile_of
from mcdesk.models.statements import parts_from, rows, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Select

    from mcdesk.application.views import CardTile
    from mcdesk.application.views.tile import Part

_TABLE, _CARD = tables.card_summary, tables.TABLES["card"]
NAMES = tuple(str(column.name) for column in _TABLE.columns)
KEPT = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
CHANGE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))
NEW = insert(_TABLE)
ALL = select(*(_TABLE.c[name] for name in COLUMNS)).order_by(_TABLE.c.rank, _TABLE.c.code)
BOARD = ALL.where(text(ON_BOARD))
ARCHIVED = ALL.where(text("card_summary.archived_on > ''"))
STALE = (
    select(_CARD.c.id)
    .outerjoin_from(_CARD, _TABLE, _TABLE.c.id == _CARD.c.id)
    .where(~_CARD.c.deleted)
    .where((_TABLE.c.made_on != bindparam("day")) | _TABLE.c.id.is_(None))
)
PART = 256
_WHERE, _NEEDS, _REST = map(COLUMNS.index, ("programme_id", "faces", "search"))
OWN, WHERE, NEEDS, REST = (
    slice(_WHERE),
    slice(_WHERE, _NEEDS),
    slice(_NEEDS, _REST),
    slice(_REST, None),
)
"""What is a card's own; where it stands and what it needs, as others do; the rest."""
PARTS: Mapping[Part, Select[Any]] = {"board": BOARD, "archived": ARCHIVED, "all": ALL}


def save(connection: Connection, tiles: Iterable[CardTile], made_on: str) -> None:
    """Replace the summaries of these cards; of each only what has changed is written."""
    new = []
    for tile in tiles:
        row = {**_row(tile), "made_on": made_on}
        kept = rows(connection, KEPT, {"id": tile.id})
        if not kept:
            new.append(row)
            continue
        before = dict(zip(NAMES, kept[0], strict=True))
        changed = {key: value for key, value in row.items() if value != before[key]}
        if changed:
            write(connection, CHANGE, [{**changed, "of_id": tile.id}])
    if new:
        write(connection, NEW, new)


def _row(tile: CardTile) -> dict[str, object]:
    truths = {"sample": bool(tile.sample), "counts_components": bool(tile.counts_components)}
    return {**dict(zip(COLUMNS, tile, strict=True)), **truths}


def load(connection: Connection, part: Part = "all") -> tuple[CardTile, ...]:
    """Return all tiles in one statement, those of the board, or the archived ones."""
    return tuple(_sharing(connection, PARTS[part]))


def _sharing(connection: Connection, statement: Select[Any]) -> Iterator[CardTile]:
    """Yield tiles of which those that say the same share the words: a third of the memory.

    The driver makes each word anew. What is read is shared part by part, before the next is read.
    """
    known = _Common()
    for part in parts_from(connection, statement, PART, connection):
        for row in part:
            where, needs = known[row[WHERE]], known[row[NEEDS]]
            yield tile_of(row[OWN] + where + needs + row[REST])


class _Common(dict[tuple[Any, ...], tuple[Any, ...]]):
    """What cards have in common, the whole of it or single words, each kept once."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[Any, Any] = {}

    def __missing__(self, said: tuple[Any, ...]) -> tuple[Any, ...]:
        self[said] = found = tuple(map(self._words.setdefault, said, said))
        return found


def stale(connection: Connection, day: str) -> tuple[str, ...]:
    """Return the cards whose summary was made on another day, or is not there."""
    return tuple(row[0] for row in rows(connection, STALE, {"day": day}))
