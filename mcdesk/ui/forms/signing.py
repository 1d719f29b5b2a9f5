"""Opens the sign dialog for a form and carries out what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mcdesk.procedure.commands import AttachFile, SignForm
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.seams import read_open
from mcdesk.ui.forms.sign import SignDialog
from mcdesk.ui.forms.strangers import gathering_dialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.keys import KeyState
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView, WorkspaceInfo
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.seams import Jobs


class Signing(QObject):
    """One signing, from the question to the record; then, or once given up, it is gone.

    Signals:
        signed: the `Changes` of the sign-off.
        failed: an error; nothing was recorded.
    """

    signed = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, form_id: str, parent: QWidget, role: str = "",
                 pdf: Path | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._pdf = pdf
        self._jobs, self._form_id, self._role, self._window = jobs, form_id, role, parent
        self.dialog: SignDialog | None = None

    def begin(self) -> None:
        """Read the form and open the dialog."""
        self._jobs.run(partial(_read_signing, self._form_id), self._open, self._on_failed)

    def _open(self, answer: tuple[FormView, WorkspaceInfo, KeyState]) -> None:
        if not isValid(self):
            return
        view, info, key = answer
        line = next((each for each in view.signatures if each.role == self._role), None)
        self.dialog = dialog = SignDialog(view, line, info, self._window, key)
        dialog.unlock_requested.connect(self._unlock)
        if self._pdf is not None:
            dialog.use_pdf(self._pdf)
        dialog.record_requested.connect(self._record)
        dialog.rejected.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.add_requested.connect(self._add_person)
        self._view, self._info = view, info
        dialog.open()

    def _unlock(self, pin: str) -> None:
        """Open the key for the dialog that waits."""
        self._jobs.run(partial(_unlock, pin), self._on_unlocked, self._on_not_unlocked)

    def _on_unlocked(self, _nothing: None) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.unlocked()

    def _on_not_unlocked(self, error: Exception) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.not_unlocked(error)

    def _add_person(self, name: str, role: str) -> None:
        """Ask for who decided, to be entered with the office together with the decision."""
        assert self.dialog is not None
        dialog = gathering_dialog(self._jobs, self._view, self._info, self.dialog, name, role)
        dialog.accepted.connect(partial(self.dialog.enter, dialog, role))
        dialog.open()

    def _record(self) -> None:
        """Record the decision; the dialog stays until that is done."""
        dialog = self.dialog
        assert dialog is not None
        wish = dialog.command()
        job = _Sign(wish, dialog.card_id, self._form_id, dialog.scan_path, dialog.before(wish))
        self._jobs.run(job, self._on_signed, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.refused(error)

    def _on_signed(self, changes: Changes) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.recorded()
        if isValid(self):
            self.signed.emit(changes)
            self._end()

    def _on_failed(self, error: Exception) -> None:
        if isValid(self):
            self.failed.emit(error)
            self._end()

    def _end(self) -> None:
        """Be gone soon; nothing is awaited any more."""
        self.dialog = None
        if isValid(self):
            self.deleteLater()


def _read_signing(form: str, desk: DeskPort) -> tuple[FormView, WorkspaceInfo, KeyState]:
    """Read what signing needs: the form, who works here, and whether their key is at hand."""
    return (*read_open(form, desk), desk.key_state())


def _unlock(pin: str, desk: DeskPort) -> None:
    desk.unlock_key(pin)


@dataclass(frozen=True, slots=True)
class _Sign:
    """Stores the evidence first, then records who is added, file, notes and sign-off at once."""

    command: SignForm
    card: str
    form: str
    scan: Path | None
    before: tuple[Command, ...] = ()

    def __call__(self, desk: DeskPort) -> Changes:
        if self.scan is None and not self.before:
            return desk.execute(self.command)
        if self.scan is None:
            return desk.execute_together([*self.before, self.command])
        digest, size = desk.store_file(self.scan)
        file_id = new_id()
        attach = AttachFile(
            card=self.card,
            form=self.form,
            name=self.scan.name,
            size=size,
            digest=digest,
            purpose={"pdf": "sealed", "program": "letter"}.get(self.command.medium, "scan"),
            pays=[],  # what others owe is paid where it is asked whose scan it is
            id=file_id,
        )
        sign = replace(self.command, evidence=file_id, scan_owed=False)
        return desk.execute_together([*self.before, attach, sign])


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
