"""A file that lies elsewhere and is kept as a link: which it was, and whether it still is that one.

Links bear the size and the SHA-256 of the file behind them, as far as it could be read when the
link was kept. A web address has neither.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    class Linked(Protocol):
        """What is kept of a link."""

        @property
        def name(self) -> str: ...
        @property
        def link(self) -> str: ...
        @property
        def size(self) -> int: ...
        @property
        def digest(self) -> str: ...


L = TypeVar("L", bound="Linked")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""How a web address begins; a drive of Windows has one letter."""
READ = 512 << 20
"""So many bytes behind links are read at a time to compare them: seconds from a disk, and no more
than a minute over a line of 100 Mbit/s. Of what goes beyond that the size is compared alone."""
ANOTHER = N_("The file behind the link “{name}” is another one than when the link was kept: either "
             "it was changed or replaced since, or {link} means another file on this computer. Ask "
             "whoever keeps it which one is meant. If it is this one, keep a link to it and remove "
             "the old one.")  # fmt: skip
BY_SIZE = N_("The file behind the link “{name}” has {size} MB: its size was compared, what it "
             "holds was not read.")  # fmt: skip


def behind(link: str) -> tuple[str, int]:
    """Return the SHA-256 and size of the file behind a link; ("", 0) where none can be read."""
    path = _file_behind(link)
    if path is None:
        return "", 0
    try:
        with path.open("rb") as reading:
            return hashlib.file_digest(reading, "sha256").hexdigest(), reading.tell()
    except OSError:
        return "", 0


def _file_behind(link: str) -> Path | None:
    """Return the file that a link names here; None of an address, and where there is none."""
    path = Path(link)
    if ADDRESS.match(link) or not path.is_absolute():
        return None
    try:
        return path if path.is_file() else None  # a pipe would be waited for
    except (OSError, ValueError):
        return None


def _size_behind(kept: Linked) -> int | None:
    """Return the size of the file behind a link; None where there is none to compare."""
    path = _file_behind(kept.link) if kept.link and kept.digest else None
    try:
        return path.stat().st_size if path is not None else None
    except OSError:
        return None


def _may_be(kept: Linked, size: int | None) -> bool:
    """Tell whether a file of a size can be the one that was kept; of some no size was kept."""
    return size is not None and (size == kept.size or not kept.size)


def why_another(kept: Linked, most: int = READ) -> Finding | None:
    """Return that the file behind a link is another one now; None where it is not, or not known.

    One with more than `most` bytes is not read: where it has the size that it had, that is told,
    as a warning.
    """
    size = _size_behind(kept)
    if size is None:
        return None
    is_same = _may_be(kept, size)
    if is_same and size > most:
        told = {"name": kept.name, "size": size // 10**6}
        return Finding("by_size", BY_SIZE, told, level="warn")
    if is_same and behind(kept.link)[0] in ("", kept.digest):
        return None
    return Finding("another_file", ANOTHER, {"name": kept.name, "link": kept.link})


def compared(links: Iterable[L], most: int = READ) -> Iterator[tuple[L, Finding]]:
    """Yield each of several links of which something is to be said, and what.

    Of all together no more than `most` bytes are read.
    """
    for kept in links:
        size = _size_behind(kept) or 0
        found = why_another(kept, most)
        most -= size if size <= most and _may_be(kept, size) else 0
        if found is not None:
            yield kept, found
