"""What a workspace that is gone left beside the place of its file: kept, and in nobody's way.

SQLite rolls a journal that a crash left into whichever database has the name before its ending
(https://www.sqlite.org/atomiccommit.html, 4.1), also into one that was made later; drafts and
stored files of another workspace would be taken for the new one's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mcdesk.paths import is_there

if TYPE_CHECKING:
    from pathlib import Path

ENDS = ("-journal", ".files", ".drafts")
"""What lies beside a workspace's file and is no use without it."""


def set_aside(path: Path) -> tuple[Path, ...]:
    """Rename what lies beside a file that is not there; return the new places.

    Raises:
        OSError: It cannot be renamed.
    """
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    moved = []
    for end in ENDS:
        old = path.with_name(path.name + end)
        if not is_there(old):
            continue
        if old.is_file() and not old.stat().st_size:
            old.unlink()
            continue
        new = path.with_name(f"{path.stem} before {stamp}{path.suffix}{end}")
        moved.append(old.rename(new))
    return tuple(moved)
