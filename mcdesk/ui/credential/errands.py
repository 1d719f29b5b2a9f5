"""Carries out what the parts of the page want: commands on the worker, dialogs, refusals.

Parts know only this; they never call a desk and never know the page that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import _
from mcdesk.ui import dialogs, parts
from mcdesk.ui.credential.carrying import CarryOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.credential.dialog import CommandDialog
    from mcdesk.ui.forms.withdraw import WithdrawDialog
    from mcdesk.ui.tasks import Tasks


class Errands(QObject):
    """Does things for the page's parts.

    Signals:
        changed: the `Changes` of a commit that was asked for here.
        followed: the place (form kind or id, path) of a finding is wanted.
        said: something to tell in passing.
        did: a change that was made, in words; undo takes it back.
    """

    changed = Signal(object)
    followed = Signal(str, str)
    said = Signal(str)
    did = Signal(str)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self.tasks, self._window = tasks, window

    def carry_out(
        self, *commands: Command, said: str = "", refused: str = "", about: str = "",
        job: CarryOut | None = None,
    ) -> None:  # fmt: skip
        """Carry out commands as one step, or a `job`; what is refused is explained.

        `refused` is the title of that explanation, `about` names what it is about.
        """
        failed = partial(self.explain, refused=refused, about=about)
        self.tasks.run(job or CarryOut(commands), _Done(self, said).tell, failed)

    def carry_out_for(self, sheet: WithdrawDialog, said: str) -> None:
        """Carry out what a sheet came to; refused, it stays open and says why itself."""
        done = _Done(self, said, sheet)
        self.tasks.run(CarryOut((sheet.command(),)), done.tell, done.refuse)

    def run(
        self, job: Callable[[DeskPort], Changes], done: Callable[[Changes], object], busy: str = ""
    ) -> None:
        """Do a job of its own on the worker."""
        self.tasks.run(job, done, self.explain, busy=busy)

    def open(self, dialog: CommandDialog) -> CommandDialog:
        """Open a dialog that carries out its own command."""
        dialog.carried_out.connect(self.changed)
        dialog.carried_out.connect(partial(self._tell_done, dialog))
        dialog.followed.connect(self.followed)
        self.show(dialog)
        return dialog

    def _tell_done(self, dialog: CommandDialog, _changes: Changes) -> None:
        if dialog.done_words:
            self.did.emit(dialog.done_words)

    def show(self, dialog: QDialog) -> None:
        """Open a dialog that is gone once it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def explain(self, error: Exception, *, refused: str = "", about: str = "") -> None:
        """Say why something was refused, with links, or what the trouble is."""
        dialog: QDialog
        if isinstance(error, Refused):
            dialog = Refusal(error, self._window, refused=refused, about=about)
            dialog.followed.connect(self.followed)
        else:
            dialog = trouble(error, self._window)
        self.show(dialog)


@dataclass(frozen=True)
class _Done:
    """Tells what was done, once it is."""

    errands: Errands
    words: str
    sheet: WithdrawDialog | None = None

    def tell(self, changes: Changes) -> None:
        if self.sheet is not None and isValid(self.sheet):
            self.sheet.recorded()
        self.errands.changed.emit(changes)
        if self.words:
            self.errands.did.emit(self.words)

    def refuse(self, error: Exception) -> None:
        if self.sheet is not None and isValid(self.sheet):
            self.sheet.refused(error)
        else:
            self.errands.explain(error)


class Refusal(dialogs.FindingsDialog):
    """Tells why something may not be done, and leads to what is missing.

    Signals:
        followed: the place (form kind, path) of a finding is wanted.
    """

    followed = Signal(str, str)

    def __init__(
        self, error: Refused, parent: QWidget, *, refused: str = "", about: str = ""
    ) -> None:
        title = refused or _("This cannot be done yet")
        super().__init__(title, error.findings, parent, about=about)
        self.accepted.connect(self._lead)

    def _lead(self) -> None:
        if self.wanted is not None:
            self.followed.emit(*self.wanted)


def trouble(error: Exception, parent: QWidget) -> QDialog:
    """Return a dialog that tells of trouble, with its advice."""
    title, advice = _("This did not work"), str(error)
    if isinstance(error, Trouble):
        title, advice = _(error.title), _(error.advice)
    box = dialogs.Dialog(title, parent)
    box.body.addWidget(parts.label(advice, wrap=True))
    box.add_close()
    return box
