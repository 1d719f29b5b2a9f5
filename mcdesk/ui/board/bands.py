"""How the columns are arranged, and the bands of the phases above them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

BAND = 26


@dataclass
class Arrangement:
    """Which columns a person closed, opened by hand or hid, and whether all are squeezed."""

    closed: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    squeeze: bool = False


class Bands(QWidget):
    """Paints the phases' bands above their columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bands: list[tuple[str, str, str, QRect]] = []

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for phase, title, numbers, place in self.bands:
            colour = theme.current().phase(phase)
            painter.fillRect(place.left(), BAND - 6, place.width(), 2, colour)
            painter.setPen(colour)
            painter.setFont(theme.font("small", bold=True))
            painter.drawText(place.left() + 2, BAND - 11, title)
            x = place.left() + 8 + painter.fontMetrics().horizontalAdvance(title)
            if x + 30 < place.right():
                painter.setPen(theme.current().faint)
                painter.setFont(theme.font("small"))
                painter.drawText(x, BAND - 11, numbers)
        painter.end()
