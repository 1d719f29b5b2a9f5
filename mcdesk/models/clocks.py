"""What the clock of a team's hub says: the server's, or that of the computer that shares a folder.

It decides nothing (design.md, section 6). Who works at a computer whose own clock is wrong hears it
by this: the others hear it by what comes from there (reliability.md, fault 12).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from mcdesk.models.hub import SqliteHub
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.models.server_hub import ServerHub


def clock_of(hub: SqliteHub | ServerHub) -> datetime | None:
    """Return what time it is at a hub; None where nothing tells.

    Raises:
        Trouble: Its server is out of reach.
    """
    if isinstance(hub, SqliteHub):
        return _of_folder(hub.path.parent)
    with hub.line.statement() as connection:
        told: datetime | None = connection.execute(select(func.now())).scalar()
    return told


def _of_folder(folder: Path) -> datetime | None:
    """Return the time at which the computer that keeps a folder sees a new file in it."""
    probe = folder / f".{new_id()}.now"
    with suppress(OSError):
        try:
            probe.write_bytes(b"")
            return datetime.fromtimestamp(probe.stat().st_mtime, UTC)
        finally:
            probe.unlink(missing_ok=True)
    return None
