"""The first board, read with the standard library's sqlite3 before SQLAlchemy is imported.

Importing SQLAlchemy costs more than the whole bare start of the window (design.md, section 12),
so the first paint reads `card_summary` here; a test compares the SQL with the Core statement.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mcdesk.application.views.tile import CardTile
from mcdesk.models.reading import for_reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = (
    "id", "code", "title_en", "title_id", "programme_id", "programme_en", "programme_in",
    "faculty_id", "faculty_en", "faculty_in", "stage", "status", "status_reason", "stage_since",
    "planned_end", "opening_on", "round", "loop", "faces", "done", "of", "blocked_en",
    "blocked_id", "blocked_count", "ready_for", "waits_for", "returned", "debts", "late_debts",
    "search", "rank", "ended_on", "sample", "scans_owed", "back_from", "back_reason",
    "archived_on", "counts_components",
)  # fmt: skip
_SELECT = "SELECT " + ", ".join(
    f'card_summary."{name}"' if name == "of" else f"card_summary.{name}" for name in COLUMNS
)
ON_BOARD = "card_summary.archived_on = ''"
SQL = (
    f"{_SELECT} \nFROM card_summary \nWHERE {ON_BOARD} "
    "ORDER BY card_summary.rank, card_summary.code"
)
FIRST = (
    f"{_SELECT} FROM card_summary WHERE stage = ? AND status NOT IN ('completed', 'cancelled') "
    "ORDER BY rank, stage_since, code LIMIT ?"
)  # the index of the table has this order; a board without a filter shows just these
tile_of = CardTile._make  # the columns stand in the order of the tile's fields


def read_tiles(path: Path) -> tuple[CardTile, ...]:
    """Return the tiles of a workspace file; empty where it cannot be read yet."""
    try:
        with closing(for_reading(path)) as connection:
            return tuple(map(tile_of, connection.execute(SQL)))
    except (sqlite3.Error, TypeError, ValueError):  # ValueError: bytes that are no text
        return ()


def read_first(path: Path, stages: Sequence[str], most: int) -> tuple[CardTile, ...]:
    """Return the first `most` unfinished cards of each stage; empty where it cannot be read yet."""
    try:
        with closing(for_reading(path)) as connection:
            return tuple(
                tile
                for stage in stages
                for tile in map(tile_of, connection.execute(FIRST, (stage, most)))
            )
    except (sqlite3.Error, TypeError, ValueError):  # ValueError: bytes that are no text
        return ()
