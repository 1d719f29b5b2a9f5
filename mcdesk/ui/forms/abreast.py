"""Fields side by side, and below each other where there is no room; a label that wraps late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayoutItem, QWidget
from typing_extensions import override

from mcdesk.ui.forms.parts import FlowLayout, ItemsLayout

if TYPE_CHECKING:
    from collections.abc import Sequence


class Words(QLabel):
    """A label of one line that wraps only where its whole line has no room.

    A wrapping QLabel would rather be square.
    """

    _hint: QSize | None = None

    @override
    def setText(self, said: str) -> None:
        self._hint = None
        super().setText(said)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = None
        super().changeEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """Work the size out once: a page that is laid out asks for it a dozen times."""
        self.ensurePolished()
        if self._hint is None:
            width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self.margin() + 2
            self._hint = QSize(width, self.heightForWidth(width))
        return self._hint


class HeadLayout(FlowLayout):
    """A flow that would like to be one line."""

    @override
    def _wanted(self) -> QSize:
        hints = [
            item.sizeHint()
            for at in range(self.count())
            if (item := self.itemAt(at)) is not None and not item.isEmpty()
        ]
        return _abreast(hints, self.gap)


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
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return _abreast(hints, self._gap)

    @override
    def _least(self) -> QSize:
        least = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((size.width() for size in least), default=0),
                     max((size.height() for size in least), default=0))  # fmt: skip

    @override
    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items, and return the height that they take."""
        y = rect.y()
        for line in self._lines(rect.width()):
            x, high = rect.x(), 0
            for item, width in zip(line, self._widths(line, rect.width()), strict=True):
                height = _height(item, width)
                if move:
                    item.setGeometry(QRect(x, y, width, height))
                x, high = x + width + self._gap, max(high, height)
            y += high + self._gap
        return max(y - self._gap, rect.y()) - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Break the items into lines, by the least that each needs."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            least = item.minimumSize().width()
            if not lines or used + self._gap + least > width:
                lines.append([item])
                used = least
            else:
                lines[-1].append(item)
                used += self._gap + least
        return lines

    def _widths(self, line: Sequence[QLayoutItem], width: int) -> list[int]:
        """Share the width of a line: what is left over the least is given to who wants most."""
        least = [item.minimumSize().width() for item in line]
        room = width - self._gap * (len(line) - 1)
        if self._shared:
            wanted = [room // len(line)] * len(line)
        else:
            wanted = [min(item.sizeHint().width(), room) for item in line]
        lacking = [max(want - need, 0) for want, need in zip(wanted, least, strict=True)]
        left, asked = room - sum(least), sum(lacking)
        share = min(left / asked, 1.0) if asked else 0.0
        return [need + int(more * share) for need, more in zip(least, lacking, strict=True)]


def _abreast(hints: Sequence[QSize], gap: int) -> QSize:
    """Return the size that all of them take in one line."""
    width = sum(hint.width() for hint in hints) + gap * max(len(hints) - 1, 0)
    return QSize(width, max((hint.height() for hint in hints), default=0))


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def line_text(said: str, role: str, parent: QWidget | None = None) -> Words:
    """Return a label of plain text that wraps late."""
    label = Words(said, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
