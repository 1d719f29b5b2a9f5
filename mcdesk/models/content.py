"""Files by their content: one place for each SHA-256, never half-written."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path


def place_of(store: Path, digest: str) -> Path:
    """Return where the content with this SHA-256 lies in a store."""
    name = digest if digest.isalnum() else "none"
    return store / name[:2] / name


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
