"""What is done with the period of a register: close, sign, withdraw, reopen, keep the scan."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.ui.choosing import SCANS, FileChooser, or_any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from mcdesk.application.keys import KeyState
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, ClosingPlan, Register, WorkspaceInfo
    from mcdesk.procedure.period import Period
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.register.strip import RegisterStrip
    from mcdesk.ui.tasks import Tasks


class PeriodActs(QObject):
    """Asks with dialogs and carries out what they come to; `register` is the one that is shown.

    Signals:
        begun: something is done with a period.
        did: something was done, in words; undo takes it back.
        said: something was done that is not undone, in words.
    """

    begun = Signal(object)
    did = Signal(str)
    said = Signal(str)

    def __init__(self, tasks: Tasks, host: Host) -> None:
        super().__init__()
        self._tasks, self._host = tasks, host
        self.register: Register | None = None

    def follow(self, strip: RegisterStrip) -> None:
        """Do what the buttons of a strip stand for."""
        strip.close_wanted.connect(self.close)
        strip.sign_wanted.connect(self.sign)
        strip.withdraw_wanted.connect(self.withdraw)
        strip.reopen_wanted.connect(self.reopen)
        strip.scan_wanted.connect(self.scan)

    def close(self) -> None:
        """Ask what closing the period would do, and show it."""
        register = self._begin()
        if register is not None:
            self._tasks.run(partial(_read_plan, register.period), self._on_plan, kind="reader")

    def _on_plan(self, plan: ClosingPlan) -> None:
        from mcdesk.ui.register.closing import CloseDialog

        dialog = CloseDialog(self._tasks, plan, self._window())
        said = _("{period} is closed").format(period=plan.period.label.text())
        dialog.closed.connect(partial(self._tell, said))
        _open(dialog)

    def sign(self) -> None:
        """Ask for the signature of a closed register."""
        if self._begin() is not None:
            self._tasks.run(_read_signing, self._on_signing, kind="reader")

    def _on_signing(self, answer: tuple[WorkspaceInfo, KeyState]) -> None:
        from mcdesk.ui.register.signing import SignRegisterDialog

        register = self.register
        if register is not None and register.closing is not None:
            dialog = SignRegisterDialog(self._tasks, register, *answer, self._window())
            said = _("The register of {period} is signed")
            words = said.format(period=register.period.label.text())
            dialog.carried_out.connect(partial(self._say, words))
            _open(dialog)

    def withdraw(self) -> None:
        """Ask why the signature is withdrawn."""
        from mcdesk.ui.register.signing import WithdrawDialog

        register = self._begin()
        if register is not None and register.closing is not None:
            dialog = WithdrawDialog(self._tasks, register, self._window())
            dialog.carried_out.connect(partial(self._say, _("The signature is withdrawn")))
            _open(dialog)

    def reopen(self) -> None:
        """Ask why the period is reopened."""
        from mcdesk.ui.register.signing import ReopenDialog

        register = self._begin()
        if register is not None:
            dialog = ReopenDialog(self._tasks, register, self._window())
            said = _("{period} is open again").format(period=register.period.label.text())
            dialog.carried_out.connect(partial(self._tell, said))
            _open(dialog)

    def scan(self) -> None:
        """Show the scan of what was signed, or ask for it."""
        from mcdesk.ui.register import scan

        register = self._begin()
        file = register.closing.evidence if register is not None and register.closing else None
        if file is not None:
            job = scan.CopyOut(file, self._host.scratch())
            self._tasks.run(job, self._host.show_file, kind="reader")
            return
        dialog = FileChooser(self._window(), _("Scan or signed file"), or_any(SCANS))
        dialog.fileSelected.connect(self.attach)
        _open(dialog)

    def attach(self, path: str) -> None:
        """Keep a file as the scan of what was signed."""
        from mcdesk.ui.register import scan

        register = self._begin()
        if register is not None:
            said = partial(self._tell, _("The scan is kept"))
            self._tasks.run(scan.Attach(register.period, Path(path)), said)

    def _begin(self) -> Register | None:
        """Say with which period something is done; return its register."""
        if self.register is not None:
            self.begun.emit(self.register.period)
        return self.register

    def _window(self) -> QWidget | None:
        page = self.parent()
        return page.window() if isinstance(page, QWidget) else None

    def _tell(self, said: str, _changes: Changes) -> None:
        self.did.emit(said)

    def _say(self, said: str, _changes: Changes) -> None:
        self.said.emit(said)


def _open(dialog: QDialog) -> None:
    """Open a dialog that is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _read_plan(period: Period, desk: DeskPort) -> ClosingPlan:
    return desk.closing(period)


def _read_signing(desk: DeskPort) -> tuple[WorkspaceInfo, KeyState]:
    return desk.info(), desk.key_state()
