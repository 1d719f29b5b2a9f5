"""Moves one card by dialogs: to any stage, back, by exception, to rest; for page and board."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.errors import Refused
from mcdesk.i18n import _, language
from mcdesk.procedure.commands import MoveCard
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.moved import MoveFrom, StageWatch
from mcdesk.ui.credential.moving import Aims, MoveDialog, SendBackDialog
from mcdesk.ui.credential.resting import RestDialog
from mcdesk.ui.saying import not_moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Changes
    from mcdesk.errors import Finding
    from mcdesk.ui.credential.dialog import CommandDialog
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.resting import Rest
    from mcdesk.ui.credential.state import PageState


class Moves(QObject):
    """The dialogs of moving the card whose state is known, and of putting it to rest."""

    def __init__(self, errands: Errands, home: QWidget) -> None:
        super().__init__(home)
        self.state: PageState | None = None
        self._errands, self._home = errands, home

    def move(self) -> None:
        """Show every stage with the reasons why not."""
        if self.state is not None:
            dialog = MoveDialog(Aims.of(self.state), self._home.window())
            dialog.wanted.connect(self.enter)
            watch = StageWatch(self._errands.tasks, self.state, dialog)
            watch.moved.connect(dialog.renew)
            watch.moved.connect(self._on_moved)
            dialog.back_requested.connect(self.send_back)
            dialog.exception_requested.connect(self.exception)
            dialog.followed.connect(self._errands.followed)
            self._errands.show(dialog)

    def enter(self, target: str) -> None:
        """Enter a stage at once, as undo brings the card back."""
        if self.state is not None:
            state, said = self.state, self._moved(target)
            card = state.tile.id
            job = MoveFrom((MoveCard(card=card, to=target),), card, state.tile.stage)
            title = not_moved(state.tile.code, state.stage_name(target))
            about = state.tile.title(language())
            self._errands.carry_out(job=job, said=said, refused=title, about=about)

    def _on_moved(self, state: PageState) -> None:
        self.state = state

    def send_back(self, target: str = "") -> None:
        """Ask where to and why, and show what falls; say why where the way is closed."""
        if self.state is not None:
            closed = self.state.blocking(target) if target else ()
            if closed:
                self._refuse(target, closed)
                return
            tasks, window = self._errands.tasks, self._home.window()
            self._open(SendBackDialog(tasks, self.state, target, window))

    def _refuse(self, target: str, closed: Sequence[Finding]) -> None:
        assert self.state is not None
        tile = self.state.tile
        title = not_moved(tile.code, self.state.stage_name(target))
        self._errands.explain(Refused(*closed), refused=title, about=tile.title(language()))

    def exception(self, target: str = "") -> None:
        """Ask for all that an exception must state."""
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._open(ExceptionDialog(tasks, self.state, target, window))

    def rest(self, what: Rest) -> None:
        """Hold, halt, cancel or reopen, with a reason."""
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._errands.open(RestDialog(tasks, self.state, what, window))

    def _open(self, dialog: CommandDialog) -> None:
        dialog.carried_out.connect(partial(self._tell, dialog))
        self._errands.open(dialog)

    def _tell(self, dialog: CommandDialog, _changes: Changes) -> None:
        self._errands.did.emit(self._moved(dialog.value("to")))

    def _moved(self, target: str) -> str:
        """Return what is said of a card that was moved."""
        assert self.state is not None
        words = _("{code} moved to {stage}")
        return words.format(code=self.state.tile.code, stage=self.state.stage_name(target))
