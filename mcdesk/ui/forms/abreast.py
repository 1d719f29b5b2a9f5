"""Fields side by side, and below each other where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from typing_extensions import override

from mcdesk.ui.forms.parts import FlowLayout, ItemsLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.parts import Measured


class HeadLayout(FlowLayout):
    """A flow that would like to be one line."""

    @override
    def _wanted(self) -> QSize:
        return _abreast([each.wanted for each in self.measured()], self.gap)


class AbreastLayout(ItemsLayout):
    """Puts widgets side by side, at their tops, as long as each has the width that it needs.

    `shared` gives all of a line the same width; else each takes what it would like to have.
    """

    def __init__(self, *, gap: int, shared: bool = False) -> None:
        super().__init__()
        self._gap, self._shared = gap, shared
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def _wanted(self) -> QSize:
        return _abreast([each.wanted for each in self.measured()], self._gap)

    @override
    def _least(self) -> QSize:
        least = [each.least for each in self.measured()]
        return QSize(max((size.width() for size in least), default=0),
                     max((size.height() for size in least), default=0))  # fmt: skip

    @override
    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items, and return the height that they take."""
        y = rect.y()
        for line in self._lines(rect.width()):
            x, high = rect.x(), 0
            for each, width in zip(line, self._widths(line, rect.width()), strict=True):
                height = _height(each, width)
                if move:
                    each.item.setGeometry(QRect(x, y, width, height))
                x, high = x + width + self._gap, max(high, height)
            y += high + self._gap
        return max(y - self._gap, rect.y()) - rect.y()

    def _lines(self, width: int) -> list[list[Measured]]:
        """Break the items into lines, by the least that each needs."""
        lines: list[list[Measured]] = []
        used = 0
        for each in self.measured():
            least = each.least.width()
            if not lines or used + self._gap + least > width:
                lines.append([each])
                used = least
            else:
                lines[-1].append(each)
                used += self._gap + least
        return lines

    def _widths(self, line: Sequence[Measured], width: int) -> list[int]:
        """Share the width of a line: what is left over the least is given to who wants most."""
        least = [each.least.width() for each in line]
        room = width - self._gap * (len(line) - 1)
        if self._shared:
            wanted = [room // len(line)] * len(line)
        else:
            wanted = [min(each.wanted.width(), room) for each in line]
        lacking = [max(want - need, 0) for want, need in zip(wanted, least, strict=True)]
        left, asked = room - sum(least), sum(lacking)
        share = min(left / asked, 1.0) if asked else 0.0
        return [need + int(more * share) for need, more in zip(least, lacking, strict=True)]


def _abreast(hints: Sequence[QSize], gap: int) -> QSize:
    """Return the size that all of them take in one line."""
    width = sum(hint.width() for hint in hints) + gap * max(len(hints) - 1, 0)
    return QSize(width, max((hint.height() for hint in hints), default=0))


def _height(each: Measured, width: int) -> int:
    if each.item.hasHeightForWidth():
        return each.item.heightForWidth(width)
    return each.wanted.height()
