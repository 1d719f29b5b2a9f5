"""A list above what is the matter with it: each gets the room that its rows need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTableView
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

SHARE = 4
"""The part below gets at least one in so many pixels, where its rows need as much."""


class Halves(QSplitter):
    """Two tables; they share the room by their rows until a person shares it by hand."""

    def __init__(self, above: QTableView, below: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._above, self._below = above, below
        self._is_by_hand = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(4)
        self.addWidget(above)
        self.addWidget(below)
        self.splitterMoved.connect(self._on_moved)

    def _on_moved(self) -> None:
        self._is_by_hand = True

    def share(self) -> None:
        """Give each table what its rows need; the upper one comes first where both need more."""
        room = self.height() - self.handleWidth()
        if self._is_by_hand or room <= 0:
            return
        wanted, owed = _needed(self._below), room // SHARE
        below = min(wanted, max(room - _needed(self._above), owed))
        self.setSizes([room - below, below])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()


def _needed(table: QTableView) -> int:
    """Return how high a table is with all its rows in sight."""
    bar = table.horizontalScrollBar()
    below = bar.sizeHint().height() if bar.maximum() else 0
    rows = table.verticalHeader().length()
    return table.horizontalHeader().sizeHint().height() + rows + below + 2 * table.frameWidth()
