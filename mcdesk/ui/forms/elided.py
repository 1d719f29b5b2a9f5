"""A label that gives way to what stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from mcdesk.ui.parts import tip
from mcdesk.ui.theme import TIGHT


class Elided(QLabel):
    """A label that shortens itself where there is no room; it asks for that of all its words."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._usual: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(words)

    def keep_room(self, *usual: str) -> None:
        """Ask for room for any of these words, whichever are shown: nothing beside it jumps."""
        if usual != self._usual:
            self._usual = usual
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        wide = [self.fontMetrics().horizontalAdvance(words) for words in self._usual]
        return super().sizeHint().expandedTo(QSize(max(wide) + TIGHT if wide else 0, 0))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, words)
        if words != self.text() and self.toolTip() != tip(self.text()):
            self.setToolTip(tip(self.text()))
