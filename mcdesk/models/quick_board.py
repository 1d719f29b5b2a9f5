"""The first board, read with the standard library's sqlite3 before SQLAlchemy is imported.

Importing SQLAlchemy costs more than the whole bare start of the window (design.md, section 12),
so the first paint reads `card_summary` here; a test compares the SQL with the Core statement.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING

from mcdesk.application.views import CardTile, Face
from mcdesk.models.reading import for_reading

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "id", "code", "title_en", "title_id", "programme_id", "programme_en", "programme_in",
    "faculty_id", "faculty_en", "faculty_in", "stage", "status", "status_reason", "stage_since",
    "planned_end", "opening_on", "round", "loop", "faces", "done", "of", "blocked_en",
    "blocked_id", "blocked_count", "ready_for", "waits_for", "returned", "debts", "late_debts",
    "search", "rank", "ended_on", "sample",
)  # fmt: skip
SQL = (
    "SELECT " + ", ".join(f'card_summary."{name}"' if name == "of" else f"card_summary.{name}"
                          for name in COLUMNS)
    + " \nFROM card_summary ORDER BY card_summary.rank, card_summary.code"
)  # fmt: skip
FACES = COLUMNS.index("faces")


def read_tiles(path: Path) -> tuple[CardTile, ...]:
    """Return the tiles of a workspace file; empty where it cannot be read yet."""
    try:
        with closing(for_reading(path)) as connection:
            return tuple(map(tile_of, connection.execute(SQL)))
    except (sqlite3.Error, ValueError, TypeError):
        return ()


@lru_cache(maxsize=4096)
def _faces(text: str) -> tuple[Face, ...]:
    """Return the people of a card; few teams serve many cards, so each text is read once."""
    return () if text == "[]" else tuple(Face(*entry) for entry in json.loads(text))


def tile_of(row: tuple[object, ...]) -> CardTile:
    """Return the tile of one row in the order of `COLUMNS`."""
    values = list(row)
    values[FACES] = _faces(str(values[FACES]))
    values[-1] = bool(values[-1])
    return CardTile(*values)  # type: ignore[arg-type] # the columns are in the tile's order
