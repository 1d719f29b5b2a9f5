"""Exchanging with the team's hub while the window works: soon after a change, and by the clock.

A worker of its own talks with the hub, so that one that does not answer keeps nobody waiting. What
it asks of the workspace is done by the local worker, the only writer, one transaction at a time;
`Bridge` carries the questions over and waits for the answers.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from mcdesk.application.views import Changes, Taken
from mcdesk.errors import McDeskError, Trouble
from mcdesk.i18n import N_
from mcdesk.ui.tasks import Priority, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcdesk.application.journal import Line
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import ReplicaState, Report, SyncReport
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.window import MainWindow

AT_ONCE, SOON, REGULARLY, LATER = 300, 2_000, 20_000, 60_000
"""Milliseconds: after a change here, on a server and on a file; when nothing happens, and at the
most while the hub is out of reach; after trouble that waiting does not mend."""
FIRST = 5_000
"""Milliseconds after the hub was first out of reach; twice as many each time that it still is."""
RESTS, ENDING = 30.0, 1.0
"""Seconds: the pause after a server did not answer; what the end of listening may take."""
PATIENCE = 120.0  # seconds for one transaction of the local worker
SERVERS = ("postgresql://", "postgres://")
T = TypeVar("T")
State = Literal["none", "synced", "waiting", "working", "offline", "stopped"]


@dataclass
class _Question:
    """Something that the local worker is asked, and its answer once it is there."""

    call: Callable[[Any], Any]
    ready: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: Exception | None = None


class Bridge(QObject):
    """The workspace as the worker that talks with the hub sees it."""

    _asked = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._closed = threading.Event()
        self._asked.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Answer nothing more: the window goes."""
        self._closed.set()

    def _hand_on(self, question: _Question) -> None:
        self._tasks.run(partial(_answer, question), _ignore, _ignore, priority=Priority.IDLE)

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        question = _Question(call)
        self._asked.emit(question)
        waited = 0.0
        while not question.ready.wait(0.2):
            waited += 0.2
            if self._closed.is_set():
                raise Trouble("closing", N_("The window is being closed."), retry=True)
            if waited > PATIENCE:
                raise Trouble("busy", N_("This workspace is busy with something long."),
                              N_("The exchange goes on afterwards."), retry=True)  # fmt: skip
        if question.error is not None:
            raise question.error
        return question.answer

    # --- what the protocol asks of a replica ----------------------------------------------

    def replica(self) -> ReplicaState:
        """Return where the workspace stands."""
        state: ReplicaState = self._ask(_replica)
        return state

    def waiting(self, most: int = 200) -> Sequence[Line]:
        """Return what waits."""
        lines: Sequence[Line] = self._ask(lambda desk: desk.waiting(most))
        return lines

    def hash_at(self, seq: int) -> str:
        """Return the hash of an entry."""
        return str(self._ask(lambda desk: desk.hash_at(seq)))

    def take_in(
        self, lines: Sequence[Line], common: int | None = None, *, everybodys: bool = True
    ) -> Taken:
        """Take in what came."""
        taken: Taken = self._ask(lambda desk: desk.take_in(lines, common, everybodys=everybodys))
        return taken

    def set_aside(self, event_id: str, why: str) -> Taken:
        """Let a person look at what the hub refuses."""
        taken: Taken = self._ask(lambda desk: desk.set_aside(event_id, why))
        return taken

    def note_unsent(self, line: Line, name: str, why: str) -> Taken:
        """Tell a person which file the hub does not take."""
        taken: Taken = self._ask(lambda desk: desk.note_unsent(line, name, why))
        return taken

    def reserve(self) -> bool:
        """Reserve numbers where few are left."""
        return bool(self._ask(lambda desk: desk.reserve()))

    def look_due(self) -> bool:
        """Tell whether the hub's file is to be looked at today."""
        return bool(self._ask(lambda desk: desk.look_due()))

    def note_looked(self) -> None:
        """Remember that the hub's file was found whole."""
        self._ask(lambda desk: desk.note_looked())

    def note_synced(self) -> None:
        """Remember that everything was exchanged."""
        self._ask(lambda desk: desk.note_synced())

    def file_path(self, digest: str) -> Path:
        """Return where a content lies."""
        path: Path = self._ask(lambda desk: desk.file_path(digest))
        return path

    def absent_files(self) -> Sequence[str]:
        """Return the contents that are not here."""
        digests: Sequence[str] = self._ask(lambda desk: desk.absent_files())
        return digests

    def kept_files(self) -> Sequence[str]:
        """Return the contents that are here."""
        digests: Sequence[str] = self._ask(lambda desk: desk.kept_files())
        return digests

    def report_due(self, program: str) -> Report | None:
        """Return what is to be told to the hub of this program."""
        report: Report | None = self._ask(lambda desk: desk.report_due(program))
        return report

    def note_reported(self, program: str) -> None:
        """Remember that it was told."""
        self._ask(lambda desk: desk.note_reported(program))

    def note_login(self, person_id: str) -> None:
        """Remember whom the login at the hub's server stands for."""
        self._ask(lambda desk: desk.note_login(person_id))

    def note_rules(self, *, older: bool) -> None:
        """Remember whether the functions of the hub's server are older than this program."""
        self._ask(lambda desk: desk.note_rules(older=older))


def _answer(question: _Question, desk: DeskPort) -> Changes:
    """Do what was asked, on the local worker; what it changed is told to every view.

    A bug is reported where it happened; who asked hears that there is no answer.
    """
    question.error = Trouble("bug", N_("Something in the program went wrong."))
    try:
        question.answer = question.call(desk)
        question.error = None
    except McDeskError as error:
        question.error = error
    finally:
        question.ready.set()
    return question.answer.changes if isinstance(question.answer, Taken) else Changes()


def _ignore(_result: object) -> None:
    """Take an answer that was handed on already."""


class Listener(QObject):
    """Hears from a hub on a server at once that somebody pushed: a hint, beside asking regularly.

    Signals:
        heard: somebody pushed.
    """

    heard = Signal()

    def __init__(self, make_app: MakeApp, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._listen, args=(make_app, address), name="mcdesk-listener", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Listen no longer."""
        self._stop.set()
        self._thread.join(ENDING)

    def _listen(self, make_app: MakeApp, address: str) -> None:
        app = make_app()
        while not self._stop.is_set():
            try:
                app.listen(address, self.heard.emit, self._stop.is_set)
            except McDeskError:
                self._stop.wait(RESTS)


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
        self._again = False
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
        self._tasks.run(_replica, self._on_state, _ignore, kind="reader")

    def _on_state(self, state: ReplicaState) -> None:
        had = bool(self.standing.state.hub_id) if self.standing.state is not None else False
        self.standing.state = state
        if state.hub_id and not had:
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

    def exchange(self) -> None:
        """Exchange now; what is asked for meanwhile is done behind it."""
        state = self.standing.state
        if state is None or not state.hub_id:
            return
        if self._is_working:
            self._again = True
            return
        self._is_working = True
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
        self._next(self._soon() if report.waiting else REGULARLY)

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
        self._tasks.run(_replica, self._on_state, _ignore, kind="reader")

    def _on_changed(self, changes: Changes) -> None:
        """Send soon what was done here; let the count of what waits follow."""
        state = self.standing.state
        if state is None or not changes.events or changes.source == "hub":
            return
        if not state.hub_id and not state.attention and "settlement" not in changes.tables:
            return
        if state.hub_id and not self._is_working:
            self._timer.start(self._soon())
        self._tasks.run(_replica, self._on_state, _ignore, kind="reader")

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


@dataclass
class Standing:
    """How a workspace stands towards its hub, as the window tells it.

    `files` are how many have come of those that are being fetched; `next_at` is when the hub is
    asked again after trouble.
    """

    state: ReplicaState | None = None
    report: SyncReport | None = None
    trouble: McDeskError | None = None
    is_working: bool = False
    files: tuple[int, int] = (0, 0)
    next_at: datetime | None = None

    @property
    def kind(self) -> State:
        """Say it in one word: `stopped` is trouble that waiting does not mend."""
        if self.state is None or not self.state.hub_id:
            return "none"
        if self.is_working:
            return "working"
        if self.trouble is not None:
            return "offline" if getattr(self.trouble, "retry", False) else "stopped"
        return "waiting" if self.state.waiting else "synced"


def _replica(desk: DeskPort) -> ReplicaState:
    return desk.replica()


def _exchange(bridge: Bridge, app: Any, progress: Progress) -> SyncReport:
    report: SyncReport = app.exchange(bridge, progress=progress)
    return report
