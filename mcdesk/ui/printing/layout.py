"""Where pages lie: below each other, centred, at one scale. Pure numbers."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.ui.printing.pdf import Size


class Layout:
    """The places of a document's pages, in pixels from the top of the first one."""

    margin = 16

    def __init__(self, sizes: tuple[Size, ...]) -> None:
        self._sizes = sizes
        self._scale = 1.0
        self.tops: list[float] = []
        self.height = 0.0
        self.arrange(1.0)

    def arrange(self, scale: float) -> None:
        """Lay the pages out with `scale` pixels to a point."""
        self._scale = scale
        self.tops = []
        at = float(self.margin)
        for _width, height in self._sizes:
            self.tops.append(at)
            at += height * scale + self.margin
        self.height = at if self._sizes else 0.0

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def widest(self) -> float:
        """The width of the widest page in points."""
        return max((width for width, _height in self._sizes), default=0.0)

    @property
    def width(self) -> float:
        return self.widest * self._scale + 2 * self.margin

    def page_at(self, y: float) -> int:
        """Return the page at a height; the nearest one above where there is none."""
        return max(bisect_right(self.tops, y) - 1, 0)

    def between(self, top: float, bottom: float) -> range:
        """Return the pages of which something lies between two heights."""
        if not self._sizes:
            return range(0)
        return range(self.page_at(top), max(bisect_right(self.tops, bottom), 1))

    def box(self, page: int, room: int) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a page, centred in `room` where it is narrower."""
        width, height = (round(part * self._scale) for part in self._sizes[page])
        left = max((max(room, round(self.width)) - width) // 2, self.margin)
        return left, round(self.tops[page]), width, height
