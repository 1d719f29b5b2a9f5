"""Bringing a backup back: under which name, and what became of the workspace that was there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from mcdesk.errors import McDeskError
from mcdesk.i18n import _
from mcdesk.ui.start.recent import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import AppPort, Progress

_ENDS = (r"\.zip$", r"\.mcdesk-backup$", r"-\d{4}-\d{2}-\d{2}(-\d{6})?$", r"-auto$",
         r"-[0-9a-f]{6}$")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at files, on a worker, before anything is asked about them.

    `work` takes what is told meanwhile, the job, and what is done with its result.
    """

    work: Callable[[str, Callable[..., Any], Callable[[Any], object]], object]

    def at_backup(self, backup: Path, done: Callable[[Path], object]) -> None:
        """Look whether a file is a backup."""
        self.work(_("Looking at the backup …"), partial(check, backup), done)

    def at_waiting(self, target: Path, done: Callable[[int | None], object]) -> None:
        """Look how many changes of a workspace were never sent."""
        self.work(_("Looking at the present workspace …"), partial(unsent, target), done)


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace brought back, and where the one lies that was there before, if any.

    `person` was at work there when the backup was made and goes on doing so; "" where nobody else
    may work there.
    """

    path: Path
    aside: Path | None = None
    person: str = ""


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


def unsent(target: Path, app: AppPort, _progress: Progress) -> int | None:
    """Return how many changes of a workspace wait for its team's hub; None where it is not read."""
    try:
        desk = app.open(target, read_only=True)
    except McDeskError:
        return None
    try:
        state = desk.replica()
        return state.waiting if state.hub_id else 0
    finally:
        app.close(desk)


def restore(backup: Path, target: Path, app: AppPort, _progress: Progress) -> Restored:
    """Restore a backup; say where the workspace that was there is kept now, and who works in it."""
    aside = app.restore(backup, target)
    return Restored(target, aside, at_work(target, app))


def at_work(path: Path, app: AppPort) -> str:
    """Return who works in a workspace now, where it could be somebody else as well, or ""."""
    try:
        desk = app.open(path, read_only=True)
    except McDeskError:
        return ""
    try:
        info = desk.info()
        return info.person if len(info.persons) > 1 else ""
    finally:
        app.close(desk)
