"""Boxes to tick and quiet pills, drawn alike in a table's cell and beside a label."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from mcdesk.ui import theme

SIDE, WORDS, SLIMMEST, AROUND = 16, 26, 200, 4
"""Pixels: of a box, before its words, of a box with long words at least, above and below them."""
FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
FLAGS |= int(Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextWordWrap)


def draw_tick(painter: QPainter, box: QRect, *, ticked: bool, pale: bool = False) -> None:
    """Draw a box, with its tick if it is set."""
    colours = theme.current()
    ground = colours.faint if pale else colours.accent
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ground if ticked else colours.faint, 1.2))
    painter.setBrush(ground if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(colours.accent_ink, 2))
        x, y = box.left(), box.top()
        painter.drawLine(x + 3, y + 8, x + 6, y + 11)
        painter.drawLine(x + 6, y + 11, x + 12, y + 4)


def draw_pill(painter: QPainter, rect: QRect, words: str) -> None:
    """Draw words on a quiet ground at the top of a cell, in several lines where they are long."""
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    flags |= int(Qt.TextFlag.TextWordWrap)
    inner = painter.fontMetrics().boundingRect(rect.adjusted(2, 0, 2, 0), flags, words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().column)
    painter.drawRoundedRect(inner.adjusted(-6, -2, 6, 2), 4, 4)
    painter.setPen(pen)
    painter.drawText(inner, flags, words)


class TickBox(QCheckBox):
    """A box to tick with a label, which wraps; the focus shows as a frame around the box."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words.replace("&", "&&"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + SIDE + 16
        return QSize(width, self._least())

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), SLIMMEST), hint.height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - WORDS, 1), 1 << 15)
        words = self.fontMetrics().boundingRect(room, FLAGS, self.text())
        return max(self._least(), words.height() + 2 * AROUND)

    def _least(self) -> int:
        return max(SIDE, self.fontMetrics().height()) + 2 * AROUND

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words, also where whatever lays out asks for no height by width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    @override
    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        top = (self._least() - SIDE) // 2
        box = QRect(2, top, SIDE - 1, SIDE - 1)
        draw_tick(painter, box, ticked=self.isChecked(), pale=not self.isEnabled())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.accent, 1))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        painter.setPen(colours.ink if self.isEnabled() else colours.muted)
        above = (self._least() - self.fontMetrics().height()) // 2
        painter.drawText(self.rect().adjusted(WORDS, above, 0, 0), FLAGS, self.text())
