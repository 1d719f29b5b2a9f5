"""What the program remembers on this computer of workspaces, outside of their files.

A file that was overwritten with an older copy of itself cannot know that it was: this can.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from mcdesk import computer, folders

if TYPE_CHECKING:
    from pathlib import Path


def folder() -> Path:
    """Return where it is kept: with the settings of the person at this computer."""
    return folders.config_folder() / "known"


def recall(hub_id: str, path: Path) -> str:
    """Return what was kept last of the workspace of a hub at a path here; "" for nothing."""
    with suppress(OSError, UnicodeDecodeError):
        return _note(hub_id, path).read_text(encoding="utf-8")
    return ""


def keep(hub_id: str, path: Path, text: str) -> None:
    """Keep it, whole or not at all; a folder that takes nothing means that nothing is known."""
    note = _note(hub_id, path)
    begun = note.with_name(f"{note.name}.{os.getpid()}")
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        begun.write_text(text, encoding="utf-8")
        begun.replace(note)


def _note(hub_id: str, path: Path) -> Path:
    place = f"{computer.mark()}\n{hub_id}\n{path.absolute()}"
    return folder() / hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:32]
