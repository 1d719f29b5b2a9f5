"""Has a wording checked while it is typed: one check at a time, and then the newest wording."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.ui.wording import jobs

if TYPE_CHECKING:
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.procedure.wording import Data
    from mcdesk.ui.tasks import Tasks


class Judge(QObject):
    """Asks the worker what is wrong with a wording; what is typed meanwhile is asked after it.

    Signals:
        judged: the wording that was checked, and what was found.
    """

    judged = Signal(object, object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._next: Data | None = None
        self._is_busy = False

    def ask(self, data: Data) -> None:
        """Have a wording checked; of those that wait only the newest is."""
        self._next = data
        if not self._is_busy:
            self._go_on()

    def _go_on(self) -> None:
        data, self._next = self._next, None
        self._is_busy = data is not None
        if data is not None:
            self._tasks.run(partial(jobs.judged, data), partial(self._on_judged, data),
                            self._on_failed, kind="reader")  # fmt: skip

    def _on_judged(self, data: Data, found: tuple[Finding, ...]) -> None:
        self.judged.emit(data, found)
        self._go_on()

    def _on_failed(self, error: McDeskError) -> None:
        self._tasks.failed.emit(error)
        self._go_on()
