"""Keeps the board's badges true: read again whenever the workspace stands otherwise to its hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.application.views import TeamMarks

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow


class BoardBadges(QObject):
    """Shows on the board which cards' changes wait or need a look."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._has_any = False
        self._show(TeamMarks())

    def follow(self, standing: Standing) -> None:
        """Read the marks where there may be any; a workspace of its own has none."""
        state = standing.state
        if state is None or standing.is_working:
            return
        self._window.board.bar.offer_look(offered=bool(state.hub_id) or state.attention > 0)
        if (state.hub_id and state.waiting) or state.attention:
            self._window.tasks.run(_marks, self._show, _ignore, kind="reader")
        elif self._has_any:
            self._show(TeamMarks())

    def _show(self, marks: TeamMarks) -> None:
        self._has_any = bool(marks.waits or marks.asks)
        self._window.board.show_badges(marks)


def _marks(desk: DeskPort) -> TeamMarks:
    return desk.team_marks(waiting=True)


def _ignore(_error: object) -> None:
    """Leave the badges as they are where they cannot be read; what reads the board says why."""
