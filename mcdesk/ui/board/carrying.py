"""Carries out commands about cards, and tells what came of them: one card, or each of many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mcdesk import i18n
from mcdesk.i18n import _, plural
from mcdesk.procedure import commands as do
from mcdesk.ui.board.told import done_each, done_one, is_move, refused_title, stays_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, Changes, Outcome
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.ui.board.many import ManyDialog
    from mcdesk.ui.board.tiles import BoardModels
    from mcdesk.ui.tasks import Job, Tasks


class Carrier(QObject):
    """Carries out what is asked to be done with cards.

    Signals:
        said: something was done, in words; it can be undone.
        form_requested: a form's place (card, form, path) is wanted, from an explanation; without a
            form the card itself.
        progressed: how many of how many cards are done (0, 0 when finished).
        reason_wanted: a card goes back to a stage only with a reason.
    """

    said = Signal(str)
    form_requested = Signal(str, str, str)
    progressed = Signal(int, int)
    reason_wanted = Signal(str, str)

    def __init__(self, tasks: Tasks, models: BoardModels, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._models, self._home = tasks, models, parent
        self.job: Job | None = None
        self.is_shut = False  # nobody is known yet who could do anything

    def carry_out(
        self, steps: Sequence[tuple[CardTile, do.Command]], where: str,
        dialog: ManyDialog | None = None,
    ) -> None:  # fmt: skip
        """Carry out a command for each card; a dialog that asked for it stays until it is done."""
        if self.is_shut:
            self._say_shut()
            _stay(dialog)
        elif len(steps) == 1 and dialog is None:
            tile, command = steps[0]
            self._tasks.run(
                partial(_execute, command),
                partial(self._on_done, tile, command, where),
                partial(self._on_failed, tile, command),
            )
        elif steps:
            from mcdesk.ui.board.meanwhile import EachFrom

            self.job = self._tasks.run_long(
                EachFrom(tuple(steps)),
                partial(self._on_results, tuple(steps), dialog),
                partial(self._on_trouble, dialog),
                progress=self._on_progress,
                busy=plural("Moving {n} card", "Moving {n} cards", len(steps)),
            )
        else:
            _stay(dialog)

    def _say_shut(self) -> None:
        from mcdesk.errors import Trouble
        from mcdesk.ui import dialogs

        words = _("Once it is here, say who works here; then cards can be moved.")
        title = _("The team’s history still comes.")
        dialogs.explain(Trouble("not_here_yet", title, words), self._home)

    def _on_done(self, tile: CardTile, command: do.Command, where: str, _changes: Changes) -> None:
        if isinstance(command, do.CompleteCard):
            self.said.emit(self._told([(tile, command)]))
        else:
            self.said.emit(done_one(tile, command, where))

    def _told(self, done: Sequence[tuple[CardTile, do.Command]]) -> str:
        return done_each(done, hides=not self._models.filter.everything)

    def _on_failed(self, tile: CardTile, command: do.Command, error: McDeskError) -> None:
        from mcdesk.errors import Refused
        from mcdesk.ui import dialogs

        if isinstance(error, Refused):
            asks = {finding.code for finding in error.findings} == {"reason"}
            if asks and isinstance(command, do.MoveCard) and not command.reason:
                self.reason_wanted.emit(tile.id, command.to)
                return
        follow = partial(self.form_requested.emit, tile.id)
        title = refused_title(tile, command)
        about = tile.title(i18n.language())
        dialogs.explain(error, self._home, follow, refused=title, about=about)

    def _on_trouble(self, dialog: ManyDialog | None, error: McDeskError) -> None:
        from mcdesk.ui import dialogs

        self._end_long()
        if not _stay(dialog, error):
            dialogs.explain(error, self._home)

    def _on_results(
        self, steps: Sequence[tuple[CardTile, do.Command]], dialog: ManyDialog | None,
        result: tuple[tuple[Outcome, ...], Changes],
    ) -> None:  # fmt: skip
        self._end_long()
        outcomes, changes = result
        ids = {outcome.subject for outcome in outcomes if outcome.is_done}
        done = [step for step in steps if step[0].id in ids]
        if done:
            self.said.emit(self._told(done))
        if dialog is not None and isValid(dialog):
            dialog.end(changes) if done else dialog.stay()
        if len(done) < len(outcomes):
            self._tell_results(outcomes, steps[0][1])

    def tell_stay(
        self, stay: Sequence[tuple[CardTile, tuple[Finding, ...]]], command: do.Command
    ) -> None:
        """Tell why each of some cards stays, of which none was asked to do anything."""
        from mcdesk.application.views import Outcome

        outcomes = [Outcome(tile.id, found, found[0].code) for tile, found in stay]
        self._tell_results(outcomes, command)

    def _tell_results(self, outcomes: Sequence[Outcome], command: do.Command) -> None:
        """Tell which cards stay, each with its reasons."""
        from mcdesk.ui import dialogs

        names = {
            tile.id: f"{tile.code}  {tile.title(i18n.language())}"
            for tile in self.tiles_of([outcome.subject for outcome in outcomes])
        }
        title, moves = stays_title(command), is_move(command)
        dialog = dialogs.ResultsDialog(title, outcomes, names, self._home, moves=moves)
        dialog.exec()
        if dialog.wanted is not None:
            self.form_requested.emit(*dialog.wanted)
        dialog.deleteLater()

    def cancel(self) -> None:
        """Stop the long job after the card it is at; one that has not begun answers nobody."""
        if self.job is not None:
            self.job.cancel()
            self._end_long()

    def _on_progress(self, done: int, of: int) -> None:
        if self.job is not None:
            self.progressed.emit(done, of)

    def _end_long(self) -> None:
        self.job = None
        self.progressed.emit(0, 0)

    def tiles_of(self, ids: Sequence[str]) -> list[CardTile]:
        """Return the cards of these ids that are on the board."""
        tiles = self._models.tiles
        return [tiles[id_] for id_ in ids if id_ in tiles]


def _stay(dialog: ManyDialog | None, error: McDeskError | None = None) -> bool:
    """Let a dialog stay open, saying why; tell whether there is one."""
    if dialog is None or not isValid(dialog):
        return False
    dialog.stay(error)
    return True


def _execute(command: do.Command, desk: DeskPort) -> Changes:
    return desk.execute(command, source="board")
