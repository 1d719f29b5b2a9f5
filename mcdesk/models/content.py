"""Files by their content: one place for each SHA-256, never half-written."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def place_of(store: Path, digest: str) -> Path:
    """Return where the content with this SHA-256 lies in a store."""
    name = digest if digest.isalnum() else "none"
    return store / name[:2] / name


def drop_contents(store: Path, digests: Iterable[str]) -> None:
    """Delete contents from a store; one that cannot be deleted now is found by `check`."""
    for digest in digests:
        with suppress(OSError):
            place_of(store, digest).unlink(missing_ok=True)


def keep_copy(source: Path, target: Path, digest: str) -> bool:
    """Copy a content to its place, unless it is there; False where it is not what it is called.

    Raises:
        OSError: It cannot be read or written.
    """
    if target.is_file():
        return True
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as writing, source.open("rb") as reading:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
        with made.open("rb") as copy:
            if hashlib.file_digest(copy, "sha256").hexdigest() != digest:
                return False
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    return True
