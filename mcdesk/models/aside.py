"""Files that make room for others: kept under a dated name that nothing has yet, all or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mcdesk.paths import is_there
from mcdesk.procedure.calendar import zone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Aside:
    """Where a file is kept now, and each thing that was renamed for it: its old and new place."""

    place: Path
    moved: tuple[tuple[Path, Path], ...] = ()

    @property
    def file(self) -> Path | None:
        """The file itself, where it was there."""
        return self.place if any(new == self.place for _old, new in self.moved) else None

    def put_back(self) -> None:
        """Give everything its name again.

        Raises:
            OSError: It cannot be renamed.
        """
        for old, new in reversed(self.moved):
            new.rename(old)


def set_aside(
    path: Path, ends: Sequence[str], now: datetime | None = None, place: Path | None = None
) -> Aside:
    """Rename what lies at a path and beside it, "ctl before 2026-11-28 0412.mcdesk"; all or none.

    Args:
        path: The file, which may be there or not.
        ends: What stands behind its name; "" for itself.
        now: When; else this moment. What has such a name already keeps it: a number follows.
        place: The place that `place_for` told; else it is asked.

    Raises:
        OSError: Something cannot be renamed; then everything has its name still.
    """
    place = place or place_for(path, ends, now)
    aside = Aside(place)
    try:
        for end in ends:
            old, new = _beside(path, end), _beside(place, end)
            if is_there(old):
                old.rename(new)
                aside = Aside(place, (*aside.moved, (old, new)))
    except OSError:
        aside.put_back()
        raise
    return aside


def place_for(path: Path, ends: Sequence[str], now: datetime | None = None) -> Path:
    """Return where a file would be kept with what lies beside it; nothing has these names yet."""
    stamp = (now or datetime.now(UTC)).astimezone(zone()).strftime("%Y-%m-%d %H%M")
    number, place = 1, path.with_name(f"{path.stem} before {stamp}{path.suffix}")
    first = place
    while any(is_there(_beside(place, end)) for end in ends):
        number += 1
        place = first.with_stem(f"{first.stem} ({number})")
    return place


def _beside(path: Path, end: str) -> Path:
    return path.with_name(f"{path.name}{end}")
