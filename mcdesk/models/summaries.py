"""`card_summary`: one row per card with all that the board shows; local and rebuildable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from mcdesk.models import tables
from mcdesk.models.quick_board import COLUMNS, SQL, tile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import CardTile

BOARD = select(*(tables.card_summary.c[name] for name in COLUMNS)).order_by(
    tables.card_summary.c.rank, tables.card_summary.c.code
)


def save(connection: Connection, tiles: Iterable[CardTile], made_on: str) -> None:
    """Replace the summaries of these cards."""
    rows = [{**_row(tile), "made_on": made_on} for tile in tiles]
    if not rows:
        return
    table = tables.card_summary
    for at in range(0, len(rows), 500):
        part = rows[at : at + 500]
        connection.execute(delete(table).where(table.c.id.in_([row["id"] for row in part])))
        connection.execute(insert(table), part)


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
