"""Workspaces worked on before, and names that are still free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.paths import is_file, is_folder, is_there
from mcdesk.procedure.calendar import FIRST_ZONE, zone_of
from mcdesk.ui import language

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIX = ".mcdesk"
MOST = 5
LONGEST = 44


@dataclass(frozen=True, slots=True)
class Recent:
    """A workspace worked on before: where it lies, what it is called, when it last changed."""

    path: Path
    name: str = ""
    changed: datetime | None = None

    @property
    def title(self) -> str:
        """What the workspace is called; its file's name where that is not known."""
        return self.name or self.path.stem


def recent_of(known: Iterable[Path | Recent], folder: Path) -> tuple[Recent, ...]:
    """Return up to five workspaces: those known, then those that lie in the usual folder."""
    found: dict[Path, Recent] = {}
    for entry in known:
        one = entry if isinstance(entry, Recent) else Recent(entry, changed=_changed(entry))
        found.setdefault(one.path, one)
    others = [Recent(path, changed=_changed(path)) for path in _workspaces(folder)]
    never = datetime.min.replace(tzinfo=UTC)
    for one in sorted(others, key=lambda entry: entry.changed or never, reverse=True):
        found.setdefault(one.path, one)
    return tuple(found.values())[:MOST]


def _workspaces(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == SUFFIX and is_file(path)]
    except OSError:
        return []


def _changed(path: Path) -> datetime | None:
    """Return when a file was last written; None where that cannot be told."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def moment_text(moment: datetime | None, zone: str = "") -> str:
    """Return a moment as a workspace tells it, in its time zone: "28 November 2026 14:02"."""
    if moment is None:
        return ""
    local = moment.astimezone(zone_of(zone) or zone_of(FIRST_ZONE))
    return f"{language.long_day(local.date().isoformat())} {local:%H:%M}"


def short_folder(folder: Path) -> str:
    """Return a folder as people know it: from their home on, and no longer than a line."""
    text, home = str(folder), str(Path.home())
    text = f"~{text[len(home) :]}" if text.startswith(home) else text
    return text if len(text) <= LONGEST else f"…{text[-LONGEST:]}"


def begin_in(*folders: Path) -> Path:
    """Return the first of some folders that is there, else the home: where a dialog begins.

    One that is not there would be taken for a file's name in whatever folder the program runs.
    """
    return next((folder for folder in folders if is_folder(folder)), Path.home())


def free_name(folder: Path, name: str) -> str:
    """Return a file's name that is free in a folder: `ctl.mcdesk`, else `ctl-2.mcdesk`."""
    stem, dot, end = name.rpartition(".")
    number, free = 1, name
    while is_there(folder / free):
        number += 1
        free = f"{stem}-{number}{dot}{end}"
    return free
