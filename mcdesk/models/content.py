"""Files by their content: one place for each SHA-256, never half-written."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def place_of(store: Path, digest: str) -> Path:
    """Return where the content with this SHA-256 lies in a store."""
    name = digest if digest.isalnum() else "none"
    return store / name[:2] / name


def drop_contents(store: Path, digests: Iterable[str]) -> None:
    """Delete contents from a store; one that cannot be deleted now is found by `check`."""
    for digest in digests:
        with suppress(OSError):
            place_of(store, digest).unlink(missing_ok=True)


def is_whole(path: Path, digest: str) -> bool:
    """Tell whether a file holds the content with this SHA-256; raises OSError."""
    with path.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest() == digest


def keep_copy(source: Path, target: Path, digest: str) -> bool:
    """Copy a content to its place, unless it is whole there; False where it is not its content.

    Raises:
        OSError: It cannot be read or written.
    """
    if target.is_file() and is_whole(target, digest):
        return True
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as writing, source.open("rb") as reading:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
        if not is_whole(made, digest):
            return False
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    return True


PART = 1 << 20
"""Bytes that travel at once: a line that breaks loses one part at the most."""


def fetch_parts(target: Path, digest: str, read: Callable[[int, int], bytes], by: str = "") -> bool:
    """Fetch a content part by part, on from where an earlier try broke off.

    `read` returns up to so many bytes from a place on, none at the end. False where what came is
    not what it is called; then the next try begins anew. `by` tells apart those who write into
    one store at once.

    Raises:
        OSError: It cannot be read or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    begun = target.with_name(f"{target.name}{by}.part")
    with begun.open("ab") as writing:
        while part := read(writing.tell(), PART):
            writing.write(part)
            writing.flush()
        os.fsync(writing.fileno())
    if not is_whole(begun, digest):
        begun.unlink(missing_ok=True)
        return False
    begun.replace(target)
    return True


def copy_parts(source: Path, target: Path, digest: str, by: str = "") -> bool:
    """Copy a content as `fetch_parts` does; raises OSError."""
    with source.open("rb") as reading:

        def read(at: int, most: int) -> bytes:
            reading.seek(at)
            return reading.read(most)

        return fetch_parts(target, digest, read, by)


def bring_parts(source: Path, target: Path, digest: str) -> bool:
    """Bring a content into a store that others write to, on from where an earlier try broke off.

    Of those who bring the same one at once each has parts of their own, and the first that is
    whole stays. False where it is not what it is called.

    Raises:
        OSError: It cannot be read or written.
    """
    mark = hashlib.sha256(f"{platform.node()} {source}".encode()).hexdigest()[:12]
    if target.is_file():
        target.with_name(f"{target.name}.{mark}.part").unlink(missing_ok=True)
        return True
    return copy_parts(source, target, digest, by=f".{mark}")


def send_parts(source: Path, send: Callable[[int, bytes], int]) -> bool:
    """Send a content part by part, on from where an earlier try broke off.

    `send` keeps what begins at a place and returns how much is there, for nothing as well; less
    than nothing where what is whole now is not what it is called. Then it answers False.

    Raises:
        OSError: It cannot be read.
    """
    size = source.stat().st_size
    with source.open("rb") as reading:
        there = send(0, b"")
        while 0 <= there < size:
            reading.seek(there)
            there = send(there, reading.read(PART))
    return there == size
