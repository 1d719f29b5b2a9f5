"""Opens the sign dialog for a form and carries out what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.procedure.commands import AttachFile, SignForm
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.sign import SignDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView, WorkspaceInfo
    from mcdesk.ui.forms.seams import Jobs


class Signing(QObject):
    """One signing, from the question to the record.

    Signals:
        signed: the `Changes` of the sign-off.
        failed: an error; nothing was recorded.
    """

    signed = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, form_id: str, parent: QWidget, role: str = "") -> None:
        super().__init__(parent)
        self._jobs, self._form_id, self._role, self._window = jobs, form_id, role, parent
        self.dialog: SignDialog | None = None

    def begin(self) -> None:
        """Read the form and open the dialog."""
        self._jobs.run(_Read(self._form_id), self._open, self.failed.emit)

    def _open(self, answer: tuple[FormView, WorkspaceInfo]) -> None:
        view, info = answer
        line = next((each for each in view.signatures if each.role == self._role), None)
        self.dialog = SignDialog(view, line, info, self._window)
        self.dialog.accepted.connect(self._on_accepted)
        self.dialog.open()

    def _on_accepted(self) -> None:
        dialog = self.dialog
        assert dialog is not None
        job = _Sign(dialog.command(), dialog.card_id, self._form_id, dialog.scan_path)
        self._jobs.run(job, self.signed.emit, self.failed.emit)


@dataclass(frozen=True, slots=True)
class _Read:
    form: str

    def __call__(self, desk: DeskPort) -> tuple[FormView, WorkspaceInfo]:
        return desk.form(self.form), desk.info()


@dataclass(frozen=True, slots=True)
class _Sign:
    """Stores the evidence first, then records file and sign-off as one step."""

    command: SignForm
    card: str
    form: str
    scan: Path | None

    def __call__(self, desk: DeskPort) -> Changes:
        if self.scan is None:
            return desk.execute(self.command)
        digest, size = desk.store_file(self.scan)
        file_id = new_id()
        attach = AttachFile(
            card=self.card,
            form=self.form,
            name=self.scan.name,
            size=size,
            digest=digest,
            purpose="scan",
            id=file_id,
        )
        sign = replace(self.command, evidence=file_id, scan_owed=False)
        return desk.execute_together([attach, sign])


def sign_form(
    jobs: Jobs,
    form_id: str,
    parent: QWidget,
    *,
    role: str = "",
    done: Callable[[Changes], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> Signing:
    """Ask for a signature on a form; the dialog opens when the form has been read."""
    signing = Signing(jobs, form_id, parent, role)
    if done is not None:
        signing.signed.connect(done)
    if failed is not None:
        signing.failed.connect(failed)
    signing.begin()
    return signing
