"""What a workspace that is gone left beside the place of its file: kept, and in nobody's way.

SQLite rolls a journal that a crash left into whichever database has the name before its ending
(https://www.sqlite.org/atomiccommit.html, 4.1), also into one that was made later; drafts and
stored files of another workspace would be taken for the new one's.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from mcdesk.models.aside import set_aside
from mcdesk.paths import is_there, named

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = ".mcdesk-making-"
"""What the name of a folder begins with in which something is made."""
A_DAY = 86_400  # seconds
MAKING = ".making"
"""What stands behind a file's name until it is whole."""
ENDS = ("-journal", ".files", ".drafts")
"""What lies beside a workspace's file and is no use without it."""

BESIDE = ("", *ENDS, MAKING, f"{MAKING}-journal", ".search", ".search-journal", ".lock")
"""What a workspace consists of, by what stands behind its name; all else is a person's own."""


def remove(path: Path) -> None:
    """Remove a file that was begun, and what lies beside it."""
    for end in BESIDE:
        left = path.with_name(f"{path.name}{end}")
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def keep(path: Path) -> None:
    """Set aside what lies beside a file that is not there; what is empty is nothing to keep.

    Raises:
        OSError: It cannot be renamed.
    """
    for end in ENDS:
        left = path.with_name(f"{path.name}{end}")
        if left.is_file() and not left.stat().st_size:
            left.unlink()
    set_aside(path, ENDS)


def of_making(path: Path) -> Iterator[Path]:
    """Yield what the making of a file consists of until it is whole."""
    yield path.with_name(f"{path.name}{MAKING}")
    yield path.with_name(f"{path.name}{MAKING}-journal")


def room(folder: Path | None) -> tempfile.TemporaryDirectory[str]:
    """Return a folder in another one for what is in the making; `tidy` knows it by its name."""
    return tempfile.TemporaryDirectory(dir=folder, prefix=ROOM)


def tidy(folder: Path, held: Path | None = None) -> None:
    """Remove what makings of workspaces and backups left in a folder that were killed.

    Whoever makes a workspace holds its lock: it is certain that nobody does where that is there to
    be taken, or is `held`. A hub in the making has none, so what is left of one stays. A backup's
    room goes after a day: nobody writes at one so long.
    """
    for left in named(folder, ROOM):
        if left.is_dir() and is_old(left):
            shutil.rmtree(left, ignore_errors=True)
    for making in (each for each in named(folder, "", MAKING) if each.is_file()):
        path = making.with_name(making.name.removesuffix(MAKING))
        if path == held:
            for left in of_making(path):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            continue
        lock = FileLock(f"{path}.lock", timeout=0)
        if not Path(lock.lock_file).is_file():
            continue
        with suppress(Timeout, OSError), lock:
            for left in of_making(path):
                left.unlink(missing_ok=True)
            if not is_there(path):
                Path(lock.lock_file).unlink(missing_ok=True)


def is_old(path: Path) -> bool:
    """Tell whether nobody has written at a path for a day; False where it cannot be told."""
    try:
        return time.time() - path.stat().st_mtime > A_DAY
    except OSError:
        return False
