"""`card_summary`: one row per card with all that the board shows; local and rebuildable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, insert, select, update

from mcdesk.models import tables
from mcdesk.models.quick_board import COLUMNS, SQL, tile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import CardTile

_TABLE = tables.card_summary
KEPT = select(_TABLE).where(_TABLE.c.id.in_(bindparam("ids", expanding=True)))
CHANGE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))
NEW = insert(_TABLE)
BOARD = select(*(tables.card_summary.c[name] for name in COLUMNS)).order_by(
    tables.card_summary.c.rank, tables.card_summary.c.code
)


def save(connection: Connection, tiles: Iterable[CardTile], made_on: str) -> None:
    """Replace the summaries of these cards; of each only what has changed is written."""
    rows = [{**_row(tile), "made_on": made_on} for tile in tiles]
    for at in range(0, len(rows), 500):
        part = rows[at : at + 500]
        found = connection.execute(KEPT, {"ids": [row["id"] for row in part]})
        kept = {row["id"]: row for row in found.mappings().all()}
        for row in part:
            before = kept.get(row["id"], row)
            changed = {key: value for key, value in row.items() if value != before[key]}
            if changed:
                connection.execute(CHANGE, {"of_id": row["id"], **changed})
        new = [row for row in part if row["id"] not in kept]
        if new:
            connection.execute(NEW, new)


def _row(tile: CardTile) -> dict[str, object]:
    return dict(zip(COLUMNS, tile, strict=True))


def load(connection: Connection) -> tuple[CardTile, ...]:
    """Return all tiles in one statement, through the driver's own cursor.

    The text is that of `BOARD`, as a test shows; Core's rows would cost as much again.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(SQL)
        return tuple(map(tile_of, cursor.fetchall()))
    finally:
        cursor.close()
