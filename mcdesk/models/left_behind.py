"""What a workspace that is gone left beside the place of its file: kept, and in nobody's way.

SQLite rolls a journal that a crash left into whichever database has the name before its ending
(https://www.sqlite.org/atomiccommit.html, 4.1), also into one that was made later; drafts and
stored files of another workspace would be taken for the new one's.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from mcdesk.paths import is_there, named

if TYPE_CHECKING:
    from collections.abc import Iterator

MAKING = ".making"
"""What stands behind a file's name until it is whole."""
ENDS = ("-journal", ".files", ".drafts")
"""What lies beside a workspace's file and is no use without it."""

BESIDE = (*ENDS, MAKING, ".search", ".lock")


def remove(path: Path) -> None:
    """Remove a file that was begun, and what lies beside it."""
    for left in named(path.parent, path.name):
        if left == path or left.name.removeprefix(path.name).startswith(BESIDE):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


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


def of_making(path: Path) -> Iterator[Path]:
    """Yield what the making of a file consists of until it is whole."""
    yield path.with_name(f"{path.name}{MAKING}")
    yield path.with_name(f"{path.name}{MAKING}-journal")


def tidy(folder: Path) -> None:
    """Remove what makings of workspaces left in a folder that were killed.

    Whoever makes a workspace holds its lock: it is certain that nobody does where that is there to
    be taken. A hub in the making has none, so what is left of one stays.
    """
    for making in folder.glob(f"*{MAKING}"):
        path = making.with_name(making.name.removesuffix(MAKING))
        lock = FileLock(f"{path}.lock", timeout=0)
        if not Path(lock.lock_file).is_file():
            continue
        with suppress(Timeout, OSError), lock:
            for left in of_making(path):
                left.unlink(missing_ok=True)
            if not is_there(path):
                Path(lock.lock_file).unlink(missing_ok=True)
