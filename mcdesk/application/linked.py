"""A file that lies elsewhere and is kept as a link: which it was, and whether it still is that one.

Links bear the size and the SHA-256 of the file behind them, as far as it could be read when the
link was kept. A web address has neither.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Protocol

    from mcdesk.application.ports import Progress

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
MB = 10**6
BLOCK = 8 << 20
"""So many bytes are read at once; between two blocks a reading can be stopped."""
READ = 512 << 20
"""So many bytes behind links are read at a time to compare them: seconds from a disk, and no more
than a minute over a line of 100 Mbit/s. Of what goes beyond that the size is compared alone."""
ANOTHER = N_("The file behind the link “{name}” is another one than when the link was kept: either "
             "it was changed or replaced since, or {link} means another file on this computer. Ask "
             "whoever keeps it which one is meant. If it is this one, keep a link to it and remove "
             "the old one.")  # fmt: skip
BY_SIZE = N_("The file behind the link “{name}” has {size} MB: its size was compared, what it "
             "holds was not read.")  # fmt: skip


class Seen(NamedTuple):
    """What lay behind a link when it was read: SHA-256, size, and when it was changed (ns).

    Of an address, and where nothing can be read, there is none of them.
    """

    link: str
    digest: str = ""
    size: int = 0
    changed: int = 0

    def must_be_the_same(self) -> None:
        """Raise Trouble where another file lies there now, or that one was changed since."""
        if self.digest and _stamp(Path(self.link)) != (self.size, self.changed):
            raise _changed(self.link)


def seen_behind(links: Sequence[str], progress: Progress | None = None) -> tuple[Seen, ...] | None:
    """Read the files behind links, however large; None where that was cancelled.

    Progress is told in megabytes of all together.

    Raises:
        Trouble: A file was changed while it was read.
    """
    paths = {link: _file_behind(link) for link in links}
    sizes = [_stamp(path) for path in paths.values() if path is not None]
    of = max(sum(stamp[0] for stamp in sizes if stamp is not None), 1)
    found, done = [], 0
    for link, path in paths.items():
        seen: Seen | None = Seen(link)
        if path is not None:
            told = partial(_told, progress, done, of)
            seen = _read(link, path, told)
        if seen is None:
            return None
        found.append(seen)
        done += seen.size
    return tuple(found)


def seen_at(link: str) -> Seen:
    """Read the file behind one link; raises Trouble like `seen_behind`."""
    (seen,) = seen_behind((link,)) or (Seen(link),)
    return seen


def _told(progress: Progress | None, before: int, of: int, done: int) -> bool:
    """Tell how far it is; False where it is to stop."""
    of = max(of, before + done)
    return progress is None or progress((before + done) // MB, max(of // MB, 1))


def _read(link: str, path: Path, told: Callable[[int], bool]) -> Seen | None:
    """Read the file behind a link; None where that was cancelled.

    A file that somebody writes to as fast as it is read would never end: it is left once it is
    longer than it was.
    """
    mark, count, before = hashlib.sha256(), 0, _stamp(path)
    try:
        with path.open("rb") as reading:
            while told(count):
                block = reading.read(BLOCK)
                mark.update(block)
                count += len(block)
                if not block or before is None or count > before[0]:
                    break
            else:
                return None
    except OSError:
        return Seen(link)
    if before is None or before != _stamp(path) or before[0] != count:
        raise _changed(link)
    return Seen(link, mark.hexdigest(), *before)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return a file's size and when it was changed; None where it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _changed(link: str) -> Trouble:
    return Trouble(
        "changed",
        _("{name} was changed while the link was made.").format(name=Path(link).name),
        _("No link was kept: it would name a file that is no more. Wait until nobody writes to it, "
          "and keep the link once more."),
    )  # fmt: skip


def behind(link: str) -> tuple[str, int]:
    """Return the SHA-256 and size of the file behind a link; ("", 0) where none can be read.

    Raises:
        Trouble: The file was changed while it was read.
    """
    seen = seen_at(link)
    return seen.digest, seen.size


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


def _digest_of(link: str) -> str:
    """Return the SHA-256 of the file behind a link; of one that is written just now "-"."""
    try:
        return behind(link)[0]
    except Trouble:
        return "-"


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
    if is_same and _digest_of(kept.link) in ("", kept.digest):
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
