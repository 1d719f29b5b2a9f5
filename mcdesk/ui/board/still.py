"""Columns stand still while somebody types into the search, and take their room when that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from mcdesk.ui.board.columns import ColumnsArea

REST = 400  # milliseconds: longer than the pause between two letters of a word
PATIENCE = 5  # rests for which a pressed button is waited for; after a drag Qt may not know better


class Still(QObject):
    """Lets the columns keep their places from key to key in the search.

    A column of another width paints all its cards anew, and what moves cannot be read: at each
    key only the cards come and go. What is found is in sight all the same, or nothing is held.
    """

    def __init__(self, columns: ColumnsArea) -> None:
        super().__init__(columns)
        self._columns = columns
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._on_rest)
        self._waited = 0

    def hold(self, text: str) -> None:
        """Hold the columns after a key in the search; an empty search holds nothing."""
        self._waited = 0
        if text:
            self._rest.start()
        else:
            self._rest.stop()

    def settle(self) -> None:
        """Let the columns take their room now, where they were held."""
        if self._rest.isActive():
            self._rest.stop()
            self._columns.arrange()

    def holds(self) -> bool:
        """Tell whether the columns are to stay as they are, with what was found in sight."""
        return self._rest.isActive() and self._is_in_sight()

    def _is_in_sight(self) -> bool:
        """Tell whether some found card can be seen, and none lies in a rail that would open."""
        columns = self._columns
        found = [each for each in columns.visible_columns() if each.list.cards.tiles]
        rails = [each for each in found if each.is_rail]
        if any(each.stage.id not in columns.arrangement.closed for each in rails):
            return False
        left = columns.horizontalScrollBar().value()
        right = left + columns.viewport().width()
        open_ = [each.geometry() for each in found if not each.is_rail]
        return not open_ or any(left <= one.left() and one.right() < right for one in open_)

    def _on_rest(self) -> None:
        """Fit the columns, but not under a pressed button of the mouse."""
        if QApplication.mouseButtons().value and self._waited < PATIENCE:
            self._waited += 1
            self._rest.start()
        else:
            self._columns.arrange()
