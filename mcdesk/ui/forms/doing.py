"""What dialogs have in common whose deed takes its time: a bar, and closing one stops the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QProgressBar, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.saying import words_of
from mcdesk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.errors import McDeskError
    from mcdesk.ui.tasks import Job, Tasks


class DoingDialog(FormDialog):
    """Does what it asks about with progress, and says why where that failed.

    Subclasses end `body` with `add_bar`, call `carry_out` when they are accepted, and open or
    shut their fields in `enable`.
    """

    def __init__(
        self, title: str, action: str, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, action, parent)
        self._tasks = tasks
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()

    def add_bar(self) -> None:
        """Put the bar below what is asked."""
        self.body.addWidget(self.bar)
        self.body.addStretch(1)

    def enable(self, *, on: bool) -> None:
        """Open or shut the fields; shut while it is being done."""

    @override
    def reasons(self) -> list[str]:
        return [_("Being carried out …")] if self._job is not None else []

    def carry_out(
        self, job: Callable[[DeskPort, Progress], Any], done: Callable[[Any], None]
    ) -> None:
        """Do it; `done` hears of it before the dialog closes."""
        self.bar.setRange(0, 0)
        self.bar.show()

        def on_done(answer: Any) -> None:
            self._job = None
            done(answer)
            self.done(int(self.DialogCode.Accepted))

        self._job = self._tasks.run_long(
            job, on_done, self._on_failed, stopped=self._on_stopped, progress=self._on_progress
        )
        self.enable(on=False)
        self.check()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _on_stopped(self) -> None:
        """Open the fields again: nothing of it was done."""
        self._job = None
        self.ask_anew()
        self.bar.hide()
        self.enable(on=True)
        self.check()

    def _on_failed(self, error: McDeskError) -> None:
        """Say why it was not done."""
        self._on_stopped()
        self._why.setText(words_of(error))
        dress(self._why, state="bad")

    @override
    def reject(self) -> None:
        """Close it; while it is being done, stop that: nothing of it is kept."""
        if not self.may_go():
            return
        if self._job is not None:
            self._job.cancel()
        super().reject()
