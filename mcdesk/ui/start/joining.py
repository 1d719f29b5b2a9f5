"""Joining a team: the board is shown as soon as its cards came, and the history comes behind it.

Until everything is there the window's workers wait, and with them all that a person does in it. Who
that is a server knows by the login; with a hub in a file nobody is chosen yet, so nothing is done.
A join that breaks off leaves nothing: the window goes back to the first page.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.application.hub_address import is_server
from mcdesk.errors import McDeskError, Trouble
from mcdesk.i18n import N_, _
from mcdesk.ui import dialogs
from mcdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import AppPort, Progress
    from mcdesk.application.views import Board
    from mcdesk.ui.program import Program


def join(program: Program, hub: str, path: Path) -> None:
    """Join a team: on the first page until its board can be shown, then in a window of its own."""
    joining = Joining(hub, path, program)
    joining.seen.connect(partial(_open, program, joining))
    joining.ended.connect(partial(_on_ended, program, joining))
    program.work(
        _("Joining the team …"), joining.work, partial(_open, program, joining),
        failed=partial(_on_failed, program, joining), stops=True,
    )  # fmt: skip


def _open(program: Program, joining: Joining, _path: Path | None = None) -> None:
    """Open the window, once, unless the joining was cancelled on the first page."""
    if joining.is_shown:
        return
    if _path is not None:  # it ended before its board could be shown
        joining.is_shown = True
        program.open(joining.path)
    elif program.is_waited_for and joining.board is not None:
        joining.is_shown = True
        program.open(joining.path, joining=joining)


def _on_failed(program: Program, joining: Joining, error: McDeskError) -> None:
    """Say on the first page why nothing was made; a window says it itself."""
    if not joining.is_shown:
        dialogs.explain(error, program.window)


def _on_ended(program: Program, joining: Joining) -> None:
    """Go from the window back to the first page where the rest did not come."""
    window, error = program.window, joining.error
    if error is None or not joining.is_shown or not isinstance(window, MainWindow):
        return
    joining.leave(window)
    program.show_start()
    if getattr(error, "code", "") != "cancelled":
        dialogs.explain(error, program.window)


class Joining(QObject):
    """A team that is being joined.

    Signals:
        seen: its board can be shown.
        came: how much has come, and of how much.
        comparing: everything came, and is compared with the journal now.
        ended: everything is there, or `error` says why not.
    """

    seen = Signal()
    came = Signal(int, int)
    comparing = Signal()
    ended = Signal()

    def __init__(self, hub: str, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path, self._hub = path, hub
        self.board: Board | None = None
        self.is_shown = self.is_comparing = self._is_left = False
        self.at = (0, 0)
        self.error: McDeskError | None = None
        self._stop, self._over = threading.Event(), threading.Event()

    def work(self, app: AppPort, progress: Progress) -> Path | None:
        """Join, on a worker; None when that was cancelled."""

        def told(done: int, of: int) -> bool:
            self.at = (done, of)
            self.came.emit(done, of)
            return progress(done, of) and not self._stop.is_set()

        self.error = Trouble("bug", N_("Something in the program went wrong."))
        try:
            desk = app.join(self.path, self._hub, progress=told, later=True, seen=self._see,
                            compares=self._compare)  # fmt: skip
            app.close(desk)
            self.error = None
        except McDeskError as error:
            self.error = error
            if getattr(error, "code", "") != "cancelled":
                raise
            return None
        finally:
            self.ended.emit()
            self._over.set()
        return self.path

    def _see(self, board: Board) -> None:
        self.board = board
        self.seen.emit()

    def _compare(self) -> None:
        self.is_comparing = True
        self.comparing.emit()

    def stop(self) -> None:
        """Give it up: it ends at its next step, and what was begun is taken away."""
        self._stop.set()

    def wait(self) -> None:
        """Wait, on a window's worker, until everything is there; raises why it is not."""
        self._over.wait()
        if self.error is not None:
            raise self.error

    def show_in(self, window: MainWindow) -> None:
        """Show the board of what has come, and below it how far the rest is."""
        if self.board is not None:
            window.board.show_board(self.board)
        if self._over.is_set():
            return
        if not is_server(self._hub):
            window.board.allow_writing(allowed=False)
            window.board.mover.is_shut = True
        line = _Line(self, window)
        line.begin()
        self.came.connect(line.tell)
        self.comparing.connect(line.begin)
        self.ended.connect(line.end)
        window.busy.cancel_requested.connect(self.stop)
        window.closing.connect(line.close)

    def leave(self, window: MainWindow) -> None:
        """Let what waits in a window that goes say nothing, and wait no more."""
        if not self._is_left and window.is_furnished:
            window.tasks.failed.disconnect()
        self._is_left = True
        if not self._over.is_set():
            self._stop.set()
            self.error = Trouble("cancelled", N_("Stopped: nothing was made."))
            self._over.set()


class _Line(QObject):
    """Says at the foot of a window how far the joining is."""

    def __init__(self, joining: Joining, window: MainWindow) -> None:
        super().__init__(window)
        self._joining, self._window = joining, window

    def begin(self) -> None:
        """Say what comes, how far it is, and what can be done meanwhile."""
        self._window.busy.show_busy(self._words())
        self._window.busy.show_progress(*self._joining.at)

    def _words(self) -> str:
        if self._joining.is_comparing:
            if self._window.board.is_read_only:
                return _("Everything came and is compared with the journal: look around, then "
                         "say who works here")  # fmt: skip
            return _("Everything came and is compared with the journal; what you do waits for it")
        if self._window.board.is_read_only:
            return _("The team’s history still comes: look around, then say who works here")
        return _("The team’s history still comes; what you do waits for it")

    def tell(self, done: int, of: int) -> None:
        """Say how far it is."""
        if self._window.busy.isHidden():
            self.begin()
        self._window.busy.show_progress(done, of)

    def end(self) -> None:
        """Say no more."""
        self._window.busy.show_busy("")
        self._window.busy.cancel_requested.disconnect(self._joining.stop)
        self._window.closing.disconnect(self.close)

    def close(self) -> None:
        """Give it up: the window goes."""
        self._joining.leave(self._window)
