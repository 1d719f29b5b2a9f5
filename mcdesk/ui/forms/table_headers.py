"""The headings of a table, which know their own size without asking every row and column.

Qt's own measure the first and the last hundred of them each time the table looks at its geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QHeaderView
from typing_extensions import override

from mcdesk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

EDGES = 14
"""Pixels above and below the lines of a heading."""


class PressedHeader(QHeaderView):
    """A heading that knows whether it is pressed: then its rows or columns are being marked."""

    def __init__(self, side: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self.setSectionsClickable(True)
        self._is_pressed = False

    @property
    def is_pressed(self) -> bool:
        return self._is_pressed

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = True
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False


class Numbers(PressedHeader):
    """The numbers of the rows, as wide as the last ones: no other is longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    @override
    def sizeHint(self) -> QSize:
        size = QSize()
        for row in range(max(self.count() - 2, 0), self.count()):
            size = size.expandedTo(self.sectionSizeFromContents(row))
        return size if size.isValid() else super().sizeHint()


class Headings(PressedHeader):
    """The headings of the columns, as high as the table lets them be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing() + EDGES
        return QSize(self.length(), max(self.minimumHeight(), line))


class CornerPainter(QObject):
    """Paints the corner between the headings like them."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QAbstractButton):
            painter = QPainter(watched)
            colours = theme.current()
            painter.fillRect(watched.rect(), colours.window)
            painter.setPen(colours.line)
            painter.drawLine(watched.rect().bottomLeft(), watched.rect().bottomRight())
            painter.end()
            return True
        return super().eventFilter(watched, event)
