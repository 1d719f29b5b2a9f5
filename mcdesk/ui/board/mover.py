"""Moves cards: one command for one card, one each for many; asks, tells and explains."""

from __future__ import annotations

from functools import cached_property, partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mcdesk import i18n
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure import commands as do
from mcdesk.ui.board.filter import RESTING
from mcdesk.ui.board.words import known_stages, stage_name
from mcdesk.ui.saying import not_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import CardTile, Changes, Outcome, WorkspaceInfo
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.ui.board.tiles import BoardModels
    from mcdesk.ui.credential.moves import Moves
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Job, Tasks

RESTS = {
    "hold": ("HoldCard", N_("Put on hold"), N_("Work and clock rest until the card is resumed.")),
    "halt": ("HaltCard", N_("Halt"), N_("The card stops at its stage and can be resumed there.")),
    "cancel": (
        "CancelCard",
        N_("Cancel the micro-credential"),
        N_("Only the CTL lead can reopen a cancelled card."),
    ),
    "reopen": ("ReopenCard", N_("Reopen"), N_("The card is under way again at its stage.")),
}


class Mover(QObject):
    """Carries out what board, panel, keyboard and menus ask to do with cards.

    Signals:
        said: something was done, in words; it can be undone.
        form_requested: a form's place (card, form, path) is wanted, from an explanation; without a
            form the card itself.
        progressed: how many of how many cards are done (0, 0 when finished).
    """

    said = Signal(str)
    form_requested = Signal(str, str, str)
    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, models: BoardModels, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._models, self._home = tasks, models, parent
        self._info: WorkspaceInfo | None = None
        self.job: Job | None = None
        self.is_shut = False  # nobody is known yet who could do anything

    def use(self, info: WorkspaceInfo) -> None:
        """Take persons and rights from the workspace."""
        self._info, self.is_shut = info, False

    # --- moving -------------------------------------------------------------------------

    def move(self, ids: Sequence[str], stage: str, reason: str = "") -> None:
        """Move cards to a stage; those that stand there already stay."""
        tiles = [tile for tile in self._tiles(ids) if tile.stage != stage]
        numbers = {entry.id: entry.number for entry in known_stages()}
        back = any(numbers.get(stage, 0) < numbers.get(tile.stage, 0) for tile in tiles)
        if back and not reason:
            if len(tiles) == 1:
                self._with_dialogs(tiles[0].id, methodcaller("send_back", stage))
                return
            reason = self._ask_reason(stage)
            if not reason:
                return
        self._carry_out(
            [(tile, do.MoveCard(card=tile.id, to=stage, reason=reason)) for tile in tiles],
            stage_name(stage),
        )

    def advance(self, ids: Sequence[str], target: str = "") -> None:
        """Let cards enter the stage that they are ready for; one that is not says why."""
        steps: list[tuple[CardTile, do.Command]] = []
        for tile in self._tiles(ids):
            wanted = target or tile.ready_for or self._following(tile.stage)
            if wanted == "end":
                steps.append((tile, do.CompleteCard(card=tile.id)))
            else:
                steps.append((tile, do.MoveCard(card=tile.id, to=wanted)))
        places = {getattr(command, "to", "end") for _tile, command in steps}
        where = places.pop() if len(places) == 1 else ""
        self._carry_out(steps, _("completed") if where == "end" else stage_name(where))

    def advance_one(self, card: str, target: str) -> None:
        """Let a card enter a stage that it is ready for."""
        self.advance([card], target)

    def ask_target(self, ids: Sequence[str]) -> None:
        """Ask where to move cards, with the reasons at every stage that is closed."""
        if len(ids) == 1:
            self._with_dialogs(ids[0], methodcaller("move"))
        elif ids:
            self._tasks.run(
                partial(read_targets, tuple(ids)), partial(self._show_targets, tuple(ids))
            )

    def _show_targets(self, ids: Sequence[str], targets: Mapping[str, tuple[Finding, ...]]) -> None:
        tiles = self._tiles(ids)
        if not tiles:
            return
        from mcdesk.ui.credential.moving import Aims, MoveDialog

        dialog = MoveDialog(Aims(tuple(tiles), tuple(known_stages()), targets), self._home.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self.move, ids))
        dialog.back_requested.connect(partial(self.move, ids))
        dialog.open()

    def _with_dialogs(self, card: str, ask: Callable[[Moves], object]) -> None:
        """Read a card's page and ask with the dialogs that the page asks with."""
        from mcdesk.ui.credential.state import ReadPage

        if self._info is not None:
            self._tasks.run(ReadPage(card, self._info), partial(self._ask, ask))

    def _ask(self, ask: Callable[[Moves], object], state: PageState) -> None:
        self._moves.state = state
        ask(self._moves)

    @cached_property
    def _moves(self) -> Moves:
        """The dialogs that move one card."""
        from mcdesk.ui.credential.errands import Errands
        from mcdesk.ui.credential.moves import Moves

        errands = Errands(self._tasks, self._home)
        errands.followed.connect(self._on_followed)
        errands.did.connect(self.said)
        return Moves(errands, self._home)

    def _on_followed(self, form: str, path: str) -> None:
        if self._moves.state is not None:
            self.form_requested.emit(self._moves.state.tile.id, form, path)

    def rest(self, ids: Sequence[str], what: str) -> None:
        """Hold, halt, cancel or reopen cards, with a reason."""
        from mcdesk.ui import dialogs

        kind, title, text = RESTS[what]
        dialog = dialogs.ReasonDialog(_(title), _(text), _(title), self._home)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            make: type = getattr(do, kind)
            steps = [(tile, make(card=tile.id, reason=dialog.reason)) for tile in self._tiles(ids)]
            self._carry_out(steps, "")
        dialog.deleteLater()

    def resume(self, ids: Sequence[str]) -> None:
        """Resume cards that rest."""
        resting = [tile for tile in self._tiles(ids) if tile.status in ("on_hold", "halted")]
        self._carry_out([(tile, do.ResumeCard(card=tile.id)) for tile in resting], "")

    def archive(self, ids: Sequence[str]) -> None:
        """Take finished cards off the board."""
        ended = [tile for tile in self._tiles(ids) if tile.status in RESTING]
        steps = [(tile, do.ArchiveCard(card=tile.id)) for tile in ended if not tile.archived_on]
        self._carry_out(steps, "")

    def retrieve(self, ids: Sequence[str]) -> None:
        """Take cards out of the archive."""
        kept = [tile for tile in self._tiles(ids) if tile.archived_on]
        self._carry_out([(tile, do.RetrieveCard(card=tile.id)) for tile in kept], "")

    # --- carrying out -------------------------------------------------------------------

    def _carry_out(self, steps: Sequence[tuple[CardTile, do.Command]], where: str) -> None:
        if self.is_shut:
            self._say_shut()
        elif len(steps) == 1:
            tile, command = steps[0]
            self._tasks.run(
                partial(_execute, command),
                partial(self._on_done, tile, where),
                partial(self._on_failed, tile, command),
            )
        elif steps:
            self.job = self._tasks.run_long(
                partial(_execute_each, [(tile.id, command) for tile, command in steps]),
                self._on_results,
                self._on_trouble,
                progress=self._on_progress,
                busy=plural("Moving {n} card", "Moving {n} cards", len(steps)),
            )

    def _say_shut(self) -> None:
        from mcdesk.errors import Trouble
        from mcdesk.ui import dialogs

        words = _("Once it is here, say who works here; then cards can be moved.")
        title = _("The team’s history still comes.")
        dialogs.explain(Trouble("not_here_yet", title, words), self._home)

    def _on_done(self, tile: CardTile, where: str, _changes: Changes) -> None:
        if where:
            self.said.emit(_("{code} moved to {stage}").format(code=tile.code, stage=where))
        else:
            self.said.emit(_("{code} changed").format(code=tile.code))

    def _on_failed(self, tile: CardTile, command: do.Command, error: McDeskError) -> None:
        from mcdesk.errors import Refused
        from mcdesk.ui import dialogs

        if isinstance(error, Refused):
            asks = {finding.code for finding in error.findings} == {"reason"}
            if asks and isinstance(command, do.MoveCard) and not command.reason:
                self._with_dialogs(tile.id, methodcaller("send_back", command.to))
                return
        follow = partial(self.form_requested.emit, tile.id)
        title = _refused_title(tile, command)
        about = tile.title(i18n.language())
        dialogs.explain(error, self._home, follow, refused=title, about=about)

    def _on_trouble(self, error: McDeskError) -> None:
        from mcdesk.ui import dialogs

        self._end_long()
        dialogs.explain(error, self._home)

    def _on_results(self, result: tuple[tuple[Outcome, ...], Changes]) -> None:
        from mcdesk.ui import dialogs

        self._end_long()
        outcomes = result[0]
        done = sum(outcome.is_done for outcome in outcomes)
        if done:
            self.said.emit(plural("{n} card moved", "{n} cards moved", done))
        if done < len(outcomes):
            names = {
                tile.id: f"{tile.code}  {tile.title(i18n.language())}"
                for tile in self._tiles([outcome.subject for outcome in outcomes])
            }
            title = _("Some cards stay where they are")
            dialog = dialogs.ResultsDialog(title, outcomes, names, self._home)
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

    def _ask_reason(self, stage: str) -> str:
        """Ask why cards go back; "" when the person thinks better of it."""
        from mcdesk.ui import dialogs

        title = _("Send back to {stage}").format(stage=stage_name(stage))
        text = _("Everybody on the card sees the reason. Forms of later stages must be checked.")
        dialog = dialogs.ReasonDialog(title, text, _("Send back"), self._home)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.reason if accepted else ""

    def _tiles(self, ids: Sequence[str]) -> list[CardTile]:
        tiles = self._models.tiles
        return [tiles[id_] for id_ in ids if id_ in tiles]

    def _following(self, stage: str) -> str:
        """Return the stage after `stage`, or "end"."""
        order = [entry.id for entry in known_stages()]
        place = order.index(stage) + 1 if stage in order else len(order)
        return order[place] if place < len(order) else "end"


def read_targets(ids: Sequence[str], desk: DeskPort) -> Mapping[str, tuple[Finding, ...]]:
    """Ask the desk where cards may go."""
    return desk.targets(ids)


def _execute(command: do.Command, desk: DeskPort) -> Changes:
    return desk.execute(command, source="board")


def _execute_each(
    commands: Sequence[tuple[str, do.Command]], desk: DeskPort, progress: Progress
) -> tuple[tuple[Outcome, ...], Changes]:
    return desk.execute_each(commands, progress)


def _refused_title(tile: CardTile, command: do.Command) -> str:
    """Return as a title what could not be done with a card."""
    if isinstance(command, do.MoveCard):
        return not_moved(tile.code, stage_name(command.to))
    if isinstance(command, do.CompleteCard):
        return not_moved(tile.code, "")
    return _("This cannot be done with {code} yet").format(code=tile.code)
