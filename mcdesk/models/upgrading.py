"""Bringing a workspace of an older program up to date from a script, with a backup before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.models import backups, schema
from mcdesk.models.workspace import Workspace, read_only

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def upgrade(path: Path, now: datetime) -> Path | None:
    """Bring a workspace up to date; return the backup made before, None where it is already.

    Raises:
        Trouble: It cannot be read or written, or another MC Desk holds it; it is as it was.
    """
    if schema.check_version(path) == schema.HEAD:
        return None
    store = Workspace(path)
    if not store.is_writable:
        raise read_only()
    store.take_lock()
    try:
        kept = backups.backup(path, path.parent, now)
        store.bring_up_to_date()
    finally:
        store.close()
    return kept
