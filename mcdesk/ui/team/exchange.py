"""Exchanging with the team's hub while the window works: soon after a change, and by the clock.

A worker of its own talks with the hub, so that one that does not answer keeps nobody waiting.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from mcdesk.ui.tasks import Tasks, ignore
from mcdesk.ui.team.bridge import Bridge
from mcdesk.ui.team.listener import Listener
from mcdesk.ui.team.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, ReplicaState, SyncReport
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.window import MainWindow

AT_ONCE, SOON, REGULARLY, LATER = 300, 2_000, 20_000, 60_000
"""Milliseconds: after a change here, on a server and on a file; when nothing happens, and at the
most while the hub is out of reach; after trouble that waiting does not mend."""
FIRST = 5_000
"""Milliseconds after the hub was first out of reach; twice as many each time that it still is."""
SERVERS = ("postgresql://", "postgres://")
T = TypeVar("T")


class Exchanger(QObject):
    """Exchanges with the hub, and tells how it stands.

    Signals:
        told: how the workspace stands towards its hub (`Standing`).
    """

    told = Signal(object)

    def __init__(self, window: MainWindow, make_app: MakeApp) -> None:
        super().__init__(window)
        self._tasks = window.tasks
        factory: Any = make_app
        self._make_app = make_app
        self._listener: Listener | None = None
        self._remote = Tasks(factory, closes=False)
        self._bridge = Bridge(window.tasks, self)
        self.standing = Standing()
        self._missed = 0
        self._is_working = False
        self._again = self._has_more = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        window.tasks.changed.connect(self._on_changed)
        window.closing.connect(self.close)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._on_application)
        self.look()

    def _on_application(self, state: Qt.ApplicationState) -> None:
        """Try a hub that was out of reach at once when somebody comes back to the window."""
        is_active = state is Qt.ApplicationState.ApplicationActive
        if is_active and self.standing.trouble is not None and not self._is_working:
            self.exchange()

    def ask(self, job: Callable[[Any], T], done: Callable[[T], object],
            failed: Callable[[McDeskError], object] | None = None) -> None:  # fmt: skip
        """Ask something of a hub by the worker that may wait for it; the job gets the app."""
        self._remote.run(job, done, failed)

    def look(self) -> None:
        """Look where the workspace stands, then exchange if it has a hub."""
        self._tasks.run(_replica, self._on_state, ignore, kind="reader")

    def _on_state(self, state: ReplicaState) -> None:
        known = self.standing.state
        had = (known.hub_id, known.address) if known is not None else ("", "")
        self.standing.state = state
        if state.hub_id and had != (state.hub_id, state.address):
            self._timer.start(0)
            self._listen(state.address)
        self._tell()

    def _listen(self, address: str) -> None:
        """Hear of others' pushes at once, where the hub lies on a server."""
        if self._listener is not None:
            self._listener.close()
        self._listener = None
        if address.startswith(SERVERS):
            self._listener = Listener(self._make_app, address, self)
            self._listener.heard.connect(self.exchange, Qt.ConnectionType.QueuedConnection)

    def follow(self) -> None:
        """Exchange at the place at which the workspace finds its hub now."""
        self._missed = 0
        self.look()

    def exchange(self) -> None:
        """Exchange now; what is asked for meanwhile is done behind it."""
        state = self.standing.state
        if state is None or not state.hub_id:
            return
        if self._is_working:
            self._again = True
            return
        self._is_working, self._has_more = True, False
        self._tell()
        job = partial(_exchange, self._bridge)
        told = self._on_files
        self._remote.run_long(job, self._on_done, self._on_failed, progress=told)

    def _on_files(self, done: int, of: int) -> None:
        """Tell how many of the files to fetch have come."""
        self.standing.files = (done, of)
        self._tell()

    def _on_done(self, report: SyncReport) -> None:
        self.standing.trouble = None
        self._missed = 0
        self.standing.report = report
        self._next(self._soon() if report.waiting or self._has_more else REGULARLY)

    def _on_failed(self, error: McDeskError) -> None:
        self.standing.trouble = error
        pause = LATER
        if getattr(error, "retry", False):  # what was away for a moment is soon back
            pause = min(REGULARLY, FIRST << min(self._missed, 10))
        self._missed += 1
        self._next(pause)

    def _next(self, pause: int) -> None:
        self._is_working = False
        self.standing.files = (0, 0)
        pause = 0 if self._again else pause
        self._again = False
        self._timer.start(pause)
        self.standing.next_at = datetime.now(UTC) + timedelta(milliseconds=pause)
        self._tasks.run(_replica, self._on_state, ignore, kind="reader")

    def _on_changed(self, changes: Changes) -> None:
        """Send soon what was done here; let the count of what waits follow."""
        state = self.standing.state
        if state is None or not changes.events or changes.source == "hub":
            return
        if not state.hub_id and not state.attention and "settlement" not in changes.tables:
            return
        if self._is_working:
            self._has_more = True  # the exchange under way may have counted what waits before
        elif state.hub_id:
            self._timer.start(self._soon())
        self._tasks.run(_replica, self._on_state, ignore, kind="reader")

    def _soon(self) -> int:
        """Return how long to wait for more before sending: a push to a file costs the share."""
        state = self.standing.state
        is_quick = state is not None and state.address.startswith(SERVERS)
        return AT_ONCE if is_quick else SOON

    def _tell(self) -> None:
        self.standing.is_working = self._is_working
        self.told.emit(self.standing)

    def close(self) -> None:
        """Stop: what waits goes with the next start."""
        self._timer.stop()
        self._bridge.close()
        if self._listener is not None:
            self._listener.close()
        self._remote.close(1.0)


def _replica(desk: DeskPort) -> ReplicaState:
    return desk.replica()


def _exchange(bridge: Bridge, app: Any, progress: Progress) -> SyncReport:
    report: SyncReport = app.exchange(bridge, progress=progress)
    return report
