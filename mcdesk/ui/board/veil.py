"""What lies over a column that would refuse the cards being dragged, saying why."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.ui import icons, theme

RAIL = 70
"""A veil that is narrower lies over a column closed to a rail."""


class Veil(QWidget):
    """Dims its column and shows the reason; lets mouse and drag through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = parent
        self._reason = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def reason(self) -> str:
        return self._reason if self.isVisibleTo(self._column) else ""

    def cover(self, reason: str | None) -> None:
        """Dim the column with a reason, or uncover it."""
        self._reason = reason or ""
        self.setVisible(reason is not None)
        if reason is not None:
            self.raise_()
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(look.window)
        ground.setAlpha(238)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 8, 8)
        sign = icons.pixmap("ban", look.faint, 18, self.devicePixelRatioF())
        top = min(24, self.height() // 3)
        painter.drawPixmap((self.width() - 18) // 2, top, sign)
        painter.setFont(theme.font("small"))
        painter.setPen(look.muted)
        self._paint_reason(painter, top + 26)
        painter.end()

    def _paint_reason(self, painter: QPainter, top: int) -> None:
        """Write the reason below the sign; on a rail in one line from top to bottom."""
        room = self.height() - top - 4
        if self.width() >= RAIL:
            box = QRect(8, top, self.width() - 16, room)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, int(flags | Qt.TextFlag.TextWordWrap), self._reason)
            return
        words = painter.fontMetrics().elidedText(self._reason, Qt.TextElideMode.ElideRight, room)
        painter.translate(self.width(), top)
        painter.rotate(90)
        painter.drawText(QRect(0, 0, room, self.width()), Qt.AlignmentFlag.AlignVCenter, words)
