"""What was set aside and did not come along whole yet: a note beside the file made in its place.

It is written before anything gets another name, and goes once all has come along. So whatever
breaks off between (a full disk, a lost current), the next try goes on from it (reliability.md,
section 5, 18).
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from mcdesk.paths import is_file
from mcdesk.procedure.commands.shapes import fits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

END = ".salvage"
"""What stands behind a workspace's name in that of its note."""


def owed(path: Path) -> tuple[Path, ...]:
    """Return what was set aside for a workspace and is still to come along, oldest first."""
    with suppress(OSError, ValueError):
        names = json.loads(_note(path).read_text(encoding="utf-8"))
        if fits(names, list[str]):
            return tuple(place for name in names if is_file(place := path.with_name(name)))
    return ()


def keep(path: Path, places: Sequence[Path]) -> None:
    """Write down what is still to come along; where nothing is, the note goes.

    Raises:
        OSError: It cannot be written.
    """
    note = _note(path)
    if not places:
        note.unlink(missing_ok=True)
        return
    fresh = note.with_name(f"{note.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump([place.name for place in places], file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(note)


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}{END}")
