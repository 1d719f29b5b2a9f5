"""The worker threads: `local`, the only writer, and `reader`, which only reads.

A job gets the desk and returns plain values; its answer comes home to the window's thread through
one signal, and exactly one of `done` and `failed` is called there. The desk itself is made on the
worker by a factory, so that what it imports never delays the first paint. A job that its caller
cancelled before it began answers nobody but who asked to hear that it `stopped`; one whose receiver
is gone answers nobody at all.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from queue import PriorityQueue
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from mcdesk.application.ports import DeskPort, Progress
from mcdesk.errors import McDeskError, Trouble
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from mcdesk.application.views.changes import Changes

T = TypeVar("T")
Kind = Literal["local", "reader"]
Factory = Callable[[], DeskPort]


class Priority(IntEnum):
    """What goes first when several jobs wait for a worker."""

    URGENT = 0
    NORMAL = 1
    IDLE = 2
    LAST = 9


@dataclass(eq=False)
class Job:
    """A job on its way; `cancel()` asks it to stop, `is_cancelled` is what it looks at."""

    work: Callable[[DeskPort], Any]
    done: Callable[[Any], object]
    failed: Callable[[McDeskError], object] | None
    busy: str = ""
    stopped: Callable[[], object] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the job was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._stop.set()


class _Worker:
    """One named thread with a priority queue and, from its first job on, a desk."""

    def __init__(
        self, name: str, factory: Factory, answer: Callable[[Job, object], None], *, closes: bool
    ) -> None:
        self._closes = closes
        self._queue: PriorityQueue[tuple[int, int, Job | None]] = PriorityQueue()
        self._count = itertools.count()
        self._factory = factory
        self._answer = answer
        self._desk: DeskPort | None = None
        self._thread = threading.Thread(target=self._live, name=f"mcdesk-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Job | None, priority: Priority) -> None:
        """Let a job wait its turn; None ends the worker."""
        self._queue.put((priority, next(self._count), job))

    def join(self, limit: float) -> bool:
        """Wait until the queue is worked off; False when that takes longer than `limit`."""
        self._thread.join(limit)
        return not self._thread.is_alive()

    def _live(self) -> None:
        while (job := self._queue.get()[2]) is not None:
            if not job.is_cancelled:
                self._work(job)
            else:
                self._answer(job, None)
            del job
        close = getattr(self._desk, "close", None)
        if self._closes and callable(close):
            close()

    def _work(self, job: Job) -> None:
        """Do one job; whatever it raises goes home as a value."""
        try:
            if self._desk is None:
                self._desk = self._factory()
            result = job.work(self._desk)
        except Exception as error:  # the worker's border
            self._answer(job, _Failure(error))
        else:
            self._answer(job, result)


class Tasks(QObject):
    """The workers of one open workspace.

    Signals:
        changed: a commit's `Changes`, told once, before the job's own `done`.
        failed: a Refused or Trouble that no job's own handler takes.
        busy_changed: what is being done, in words; "" when nothing worth telling is.
    """

    changed = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(str)
    _home = Signal(object)

    def __init__(
        self,
        desk_factory: Factory,
        reader_factory: Factory | None = None,
        parent: QObject | None = None,
        *,
        closes: bool = True,
    ) -> None:
        super().__init__(parent)
        self._home.connect(self._on_home, Qt.ConnectionType.QueuedConnection)
        self._busy: list[Job] = []
        self._open = True
        self._told: Changes | None = None
        self._unanswered = 0
        self._ending: list[Tasks] = []
        self._local = _Worker("local", desk_factory, self._send_home, closes=closes)
        self._reader = (
            _Worker("reader", reader_factory, self._send_home, closes=closes)
            if reader_factory
            else self._local
        )

    def run(
        self,
        job: Callable[[DeskPort], T],
        done: Callable[[T], object],
        failed: Callable[[McDeskError], object] | None = None,
        *,
        kind: Kind = "local",
        busy: str = "",
        priority: Priority = Priority.NORMAL,
    ) -> Job:
        """Do `job` on a worker and call `done` with its result, or `failed`, here, later.

        Without `failed` the signal of that name tells the error. An error that is neither Refused
        nor Trouble is a bug: the excepthook reports it and `failed` gets a Trouble of code `bug`.
        """
        entry = Job(job, done, failed, busy)
        if not self._open:
            return entry
        if busy:
            self._busy.append(entry)
            self.busy_changed.emit(self._busy[-1].busy)
        worker = self._local if kind == "local" else self._reader
        self._unanswered += 1
        worker.put(entry, priority)
        return entry

    def run_long(
        self,
        job: Callable[[DeskPort, Progress], T | None],
        done: Callable[[T], object],
        failed: Callable[[McDeskError], object] | None = None,
        *,
        stopped: Callable[[], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
        kind: Kind = "local",
        busy: str = "",
    ) -> Job:
        """Do a job that tells its progress and stops, answering what it has, when cancelled.

        Where it has nothing, or had not begun, `stopped` is called in place of `done`.
        """
        token: list[Job] = []

        def told(count: int, of: int) -> bool:
            here = progress is None or self._post(_Call(progress, (count, of)))
            return here and not token[0].is_cancelled

        ready = threading.Event()

        def work(desk: DeskPort) -> Any:
            ready.wait()
            return job(desk, told)

        token.append(self.run(work, done, failed, kind=kind, busy=busy))
        token[0].stopped = stopped
        ready.set()
        return token[0]

    def is_idle(self) -> bool:
        """Tell whether every job has been answered, so that what is shown is what there is."""
        return not self._unanswered

    def has_ended(self) -> bool:
        """Tell whether every worker is gone, those of pages that went too."""
        others = all(other.has_ended() for other in self._ending)
        return others and self._local.join(0) and self._reader.join(0)

    def publish(self, changes: Changes) -> None:
        """Tell every view what a commit changed; the same value is told once."""
        if changes is not self._told:
            self._told = changes
            self.changed.emit(changes)

    def close(self, limit: float = 5.0) -> bool:
        """Accept nothing more and wait for what was asked; False when `limit` seconds pass."""
        self._open = False
        workers = {self._local, self._reader}
        for worker in workers:
            worker.put(None, Priority.LAST)
        ended = [worker.join(limit) for worker in workers]
        ended += [other.close(limit) for other in self._ending]
        return all(ended)

    def end(self, other: Tasks, last: Callable[[], object]) -> None:
        """Have the workers of a page that goes do one thing more and end, behind what waits here.

        Nothing here waits for them but `close`: what they are at may take its time.
        """
        self._ending = [each for each in self._ending if not each.has_ended()]
        self._ending.append(other)
        self.run(partial(_end, other, last), ignore)

    @property
    def doing(self) -> str:
        """What is being done, in words; "" when nothing worth telling is."""
        return self._busy[-1].busy if self._busy else ""

    def _send_home(self, job: Job, result: object) -> None:
        self._post(_Call(self._finish, (job, result)))

    def _post(self, call: _Call) -> bool:
        """Have a call made on the window's thread; False when the window has let this go."""
        try:
            self._home.emit(call)
        except RuntimeError:  # deleted with the page it belonged to, while a job still ran
            return False
        return True

    def _on_home(self, call: _Call) -> None:
        if _is_alive(call.what):
            call.what(*call.values)

    def _finish(self, job: Job, result: object) -> None:
        """Tell a job's answer, on the window's thread."""
        self._unanswered -= 1
        if job.busy:
            self._busy.remove(job)
            self.busy_changed.emit(self.doing)
        if job.is_cancelled and result is None:
            if job.stopped is not None and _is_alive(job.stopped):
                job.stopped()
            return
        if isinstance(result, _Failure):
            self._tell_failure(job, result.error)
            return
        for changes in _changes_in(result):
            self.publish(changes)
        if _is_alive(job.done):
            job.done(result)

    def _tell_failure(self, job: Job, error: Exception) -> None:
        if not isinstance(error, McDeskError):
            sys.excepthook(type(error), error, error.__traceback__)
            if job.failed is None:
                return
            error = Trouble("bug", N_("Something in the program went wrong."))
        if job.failed is None:
            self.failed.emit(error)
        elif _is_alive(job.failed):
            job.failed(error)


class _Failure(NamedTuple):
    """What a job raised, on its way home."""

    error: Exception


class _Call(NamedTuple):
    """A call to be made on the window's thread."""

    what: Callable[..., object]
    values: tuple[object, ...]


def _end(other: Tasks, last: Callable[[], object], _desk: DeskPort) -> None:
    other.run(lambda _none: last(), ignore)
    other.close(0)


def without_desk(parent: QObject) -> Tasks:
    """Return a worker that no workspace waits for: it reads files, and its jobs get no desk."""
    return Tasks(_no_desk, None, parent, closes=False)


def _no_desk() -> Any:
    return None


def ignore(_answer: object) -> None:
    """Take an answer that nobody needs."""


def _is_alive(callback: Callable[..., object]) -> bool:
    """Tell whether the Qt object that a bound method belongs to still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _changes_in(result: object) -> list[Changes]:
    """Return the `Changes` that a job's result is or holds."""
    from mcdesk.application.views.changes import Changes  # no job is done before the first paint

    parts = result if isinstance(result, tuple) else (result,)
    return [part for part in parts if isinstance(part, Changes)]
