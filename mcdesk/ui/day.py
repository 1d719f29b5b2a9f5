"""Follows the calendar while a window stays open: ages and lateness are counted in days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mcdesk.ui import freshening

if TYPE_CHECKING:
    from mcdesk.ui.window import MainWindow

EVERY = 5 * 60_000  # milliseconds


class DayKeeper(QObject):
    """Reads the board and the open pages anew once another day has begun."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the day that the board shows with today."""
        board = self._window.board
        if board.models.is_whole and self._window.wiring.now().date() > board.models.today:
            board.load()
            for page in self._window.host.pages:
                begin = getattr(page, "new_day", None)
                if callable(begin):
                    begin()
            freshening.go_on(self._window)
