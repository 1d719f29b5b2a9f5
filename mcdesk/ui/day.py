"""Follows calendar and time zone while a window stays open: ages are counted in days."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mcdesk.procedure.calendar import zone_name
from mcdesk.ui import freshening

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import Changes
    from mcdesk.ui.window import MainWindow

EVERY = 5 * 60_000  # milliseconds
BEHIND = 1_000  # milliseconds after midnight


class DayKeeper(QObject):
    """Reads the board and the open pages anew once it is another day; open sheets go by it.

    So it is where moments are told in another time zone from now on, which may be another day.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._zone = zone_name()
        window.tasks.changed.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self.look()

    def look(self) -> None:
        """Compare the day that the board shows with today; look again soon, and at midnight."""
        board, now = self._window.board, self._window.wiring.now()
        self._timer.start(min(EVERY, _until_midnight(now) + BEHIND))
        if board.models.is_whole and now.date() > board.models.today:
            self._begin(now.date())

    def _hear(self, changes: Changes) -> None:
        """Follow the workspace into another time zone."""
        if "setting" in changes.tables and zone_name() != self._zone:
            self._zone = zone_name()
            self._begin(self._window.wiring.now().date())

    def _begin(self, today: date) -> None:
        """Let everything that is shown be that of a day."""
        self._window.board.load()
        for page in self._window.host.pages:
            begin = getattr(page, "new_day", None)
            if callable(begin):
                begin()
        self._window.sidebar.new_day(today)
        self._window.sidebar.team.write()
        self._tell_sheets(today)
        freshening.go_on(self._window)

    def _tell_sheets(self, today: date) -> None:
        """Let the days that may be written be those of today; what was written stays."""
        from mcdesk.ui.forms.dialogs import FormDialog
        from mcdesk.ui.forms.lines import DateLine

        for line in self._window.findChildren(DateLine):
            line.today = today
        for dialog in self._window.findChildren(FormDialog):
            dialog.new_day(today)


def _until_midnight(now: datetime) -> int:
    """Return how many milliseconds are left of a day."""
    end = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return int((end - now).total_seconds() * 1000)
