"""The workspace as the worker sees it that talks with the hub.

What that worker asks of the workspace is done by the local worker, the only writer, one transaction
at a time; `Bridge` carries the questions over and waits for the answers.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from mcdesk.application.views import Changes, Taken
from mcdesk.errors import McDeskError, Trouble
from mcdesk.i18n import N_
from mcdesk.ui.tasks import Priority, Tasks, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from mcdesk.application.journal import Line
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import ReplicaState, Report

PATIENCE = 120.0  # seconds for one transaction of the local worker


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
        self._tasks.run(partial(_answer, question), ignore, ignore, priority=Priority.IDLE)

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
        state: ReplicaState = self._ask(lambda desk: desk.replica())
        return state

    def waiting(self, most: int = 200) -> Sequence[Line]:
        """Return what waits."""
        lines: Sequence[Line] = self._ask(lambda desk: desk.waiting(most))
        return lines

    def hash_at(self, seq: int) -> str:
        """Return the hash of an entry."""
        return str(self._ask(lambda desk: desk.hash_at(seq)))

    def must_be_unaltered(self, lines: Sequence[Line]) -> None:
        """Raise Trouble where one of the first of these has another content than here."""
        self._ask(lambda desk: desk.must_be_unaltered(lines))

    def note_altered(self, said: str) -> None:
        """Remember that the hub was found altered, and how; "" for not."""
        self._ask(lambda desk: desk.note_altered(said))

    def cut_before(self, common: int) -> Sequence[int]:
        """Return the entries from which a removal took words that the hub does not have."""
        cut: Sequence[int] = self._ask(lambda desk: desk.cut_before(common))
        return cut

    def take_in(
        self, lines: Sequence[Line], common: int | None = None, *,
        whole: Sequence[Line] = (), everybodys: bool = True,
    ) -> Taken:  # fmt: skip
        """Take in what came."""
        taken: Taken = self._ask(
            lambda desk: desk.take_in(lines, common, whole=whole, everybodys=everybodys)
        )
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

    def note_clock(self, at_hub: datetime | None) -> None:
        """Remember where the clock of this computer and that of the hub are far apart."""
        self._ask(lambda desk: desk.note_clock(at_hub))

    def clock_due(self) -> bool:
        """Tell whether both clocks are to be compared."""
        return bool(self._ask(lambda desk: desk.clock_due()))

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

    def note_hub(self, said: str) -> None:
        """Remember what the hub says of itself."""
        self._ask(lambda desk: desk.note_hub(said))

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
