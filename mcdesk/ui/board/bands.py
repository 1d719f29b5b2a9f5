"""The bands of the phases above the columns, as a widget that carries the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mcdesk.ui.board.head import BAND, Band, paint_bands
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMoveEvent, QPaintEvent


class Bands(QWidget):
    """Paints the phases' bands above their columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bands: list[Band] = []

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bands(painter, self.bands, -self.x())
        painter.end()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """Write the names of the phases where they are seen now."""
        super().moveEvent(event)
        self.update(0, 0, self.width(), BAND)
