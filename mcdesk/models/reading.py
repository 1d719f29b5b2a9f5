"""Opening a workspace file for reading, with the standard library alone.

The first paint and the look at a file's version come here: SQLAlchemy is not imported yet.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def address(path: Path, mode: str) -> str:
    """Return the address under which SQLite opens a file: `rw`, or `rwc` to make it too."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def for_reading(path: Path) -> sqlite3.Connection:
    """Return a connection that changes nothing, but takes back what a crash left half-written.

    `mode=ro` could not: it refuses a workspace whose program was killed within a commit. Where
    the file may not be written SQLite falls back to reading by itself.
    """
    connection = sqlite3.connect(
        address(path, "rw"), uri=True, check_same_thread=False, isolation_level=None
    )
    connection.execute("pragma query_only = 1")
    return connection
