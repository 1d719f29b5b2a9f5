"""Bringing a backup back: under which name, and what became of the workspace that was there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.errors import McDeskError
from mcdesk.ui.start.recent import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import AppPort, Progress

_ENDS = (r"\.zip$", r"\.mcdesk-backup$", r"-\d{4}-\d{2}-\d{2}(-\d{6})?$", r"-auto$",
         r"-[0-9a-f]{6}$")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace brought back, and where the one lies that was there before, if any."""

    path: Path
    aside: Path | None = None


def workspace_name(backup: Path) -> str:
    """Return the file's name of the workspace that a backup is of, as its own name tells."""
    name = backup.name
    for end in _ENDS:
        name = re.sub(end, "", name)
    return f"{name.removesuffix(SUFFIX) or 'ctl'}{SUFFIX}"


def check(backup: Path, app: AppPort, _progress: Progress) -> Path:
    """Return a backup as it was given; raises Trouble for any other file."""
    app.check_backup(backup)
    return backup


def unsent(target: Path, app: AppPort) -> int:
    """Return how many changes of a workspace wait for its team's hub; none where it is not read."""
    try:
        desk = app.open(target, read_only=True)
    except McDeskError:
        return 0
    try:
        state = desk.replica()
        return state.waiting if state.hub_id else 0
    finally:
        app.close(desk)


def restore(backup: Path, target: Path, app: AppPort, _progress: Progress) -> Restored:
    """Restore a backup; say where the workspace that was there is kept now."""
    return Restored(target, app.restore(backup, target))
