"""`card_summary`: one row per card with all that the board shows; local and rebuildable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from mcdesk.models import tables
from mcdesk.models.quick_board import COLUMNS, tile_of
from mcdesk.procedure.canonical import json_text

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
    data = asdict(tile)
    data["faces"] = json_text([list(asdict(face).values()) for face in tile.faces])
    return data


def load(connection: Connection) -> tuple[CardTile, ...]:
    """Return all tiles in one statement."""
    return tuple(tile_of(tuple(row)) for row in connection.execute(BOARD))
