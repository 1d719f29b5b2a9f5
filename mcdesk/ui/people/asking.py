"""A dialog that asks for a command and stays open, with what was typed, until it is carried out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.parts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.seams import Jobs


class AskDialog(FormDialog):
    """Asks, has it done, and says in the dialog itself why something was refused."""

    def __init__(self, tasks: Jobs, title: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(title, action, parent)
        self._tasks = tasks
        self._busy = False
        self._is_gathered = False

    def gather(self, words: str) -> None:
        """Leave what is asked for to whoever reads `commands` then; `words` say when it is done."""
        self._is_gathered = True
        self.body.insertWidget(self.body.count() - 1, text(words, "small", wrap=True))

    def commands(self) -> Sequence[Command]:
        """Return what is to be done, all of it or nothing."""
        raise NotImplementedError

    @override
    def accept(self) -> None:
        if self._busy or self.reasons():
            return
        commands = tuple(self.commands())
        if self._is_gathered or not commands:
            super().accept()
            return
        self._busy = True
        self.action.setEnabled(False)
        self._tasks.run(partial(_carry_out, commands), self._on_done, self._on_failed)

    def _on_done(self, _changes: Changes) -> None:
        self._busy = False
        super().accept()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.say_refused(error)


def _carry_out(commands: tuple[Command, ...], desk: DeskPort) -> Changes:
    return desk.execute_together(commands)
