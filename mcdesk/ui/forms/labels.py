"""Labels that break their words, and know how high these stand at a width.

A page that is laid out asks each of them a dozen times, and Qt breaks the words anew each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

OTHER_LOOK = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Wrapping(QLabel):
    """A label of plain text that breaks its words; its heights are worked out once a width."""

    def __init__(self, said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(said)
        super().setWordWrap(True)

    def forget(self) -> None:
        """Forget what was worked out: the words, or how they look, are others."""
        self._heights.clear()

    @override
    def setText(self, said: str) -> None:
        self.forget()
        super().setText(said)

    @override
    def setWordWrap(self, on: bool) -> None:
        self.forget()
        super().setWordWrap(on)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if self._heights and event.type() in OTHER_LOOK:
            self.forget()
        super().changeEvent(event)

    @override
    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            self.ensurePolished()
            found = self._heights[width] = super().heightForWidth(width)
        return found


class Words(Wrapping):
    """A label of one line that wraps only where its whole line has no room.

    A wrapping QLabel would rather be square.

    Signals:
        clicked: it was clicked.
    """

    clicked = Signal()
    _hint: QSize | None = None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    @override
    def forget(self) -> None:
        self._hint = None
        super().forget()

    @override
    def sizeHint(self) -> QSize:
        """Work the size out once: a page that is laid out asks for it a dozen times."""
        self.ensurePolished()
        if self._hint is None:
            width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self.margin() + 2
            self._hint = QSize(width, self.heightForWidth(width))
        return self._hint


def line_text(said: str, role: str, parent: QWidget | None = None) -> Words:
    """Return a label of plain text that wraps late."""
    label = Words(said, parent)
    label.setProperty("role", role)
    return label
