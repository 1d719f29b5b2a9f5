"""What lies over a column that would refuse the cards being dragged, saying why."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mcdesk.ui import icons, theme
from mcdesk.ui.override import override

EDGE, BELOW = 8, 26
"""How far the words stand from the veil's sides, and how far below where its sign begins."""


class Veil(QWidget):
    """Dims its column and shows the reason; lets mouse and drag through.

    Where the column has no room for all the words it shows the sign alone: a hint says them
    (`hint.py`).
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = parent
        self._reason = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def reason(self) -> str:
        return self._reason if self.isVisibleTo(self._column) else ""

    @property
    def says_all(self) -> bool:
        """Tell whether the column has room for the whole reason, no word of it broken."""
        metrics, box = QFontMetrics(theme.font("small")), self._box()
        longest = max(map(metrics.horizontalAdvance, self._reason.split()), default=0)
        around = metrics.boundingRect(box, _wrapped(), self._reason)
        return longest <= box.width() and around.height() <= box.height()

    def _top(self) -> int:
        return min(24, self.height() // 3)

    def _box(self) -> QRect:
        """Return where the words stand."""
        top = self._top() + BELOW
        return QRect(EDGE, top, self.width() - 2 * EDGE, self.height() - top - 4)

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
        painter.drawPixmap((self.width() - 18) // 2, self._top(), sign)
        if self.says_all:
            painter.setFont(theme.font("small"))
            painter.setPen(look.muted)
            painter.drawText(self._box(), _wrapped(), self._reason)
        painter.end()


def _wrapped() -> int:
    return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
