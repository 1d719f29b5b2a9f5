"""Moves cards: one command for one card, one each for many; asks, tells and explains."""

from __future__ import annotations

from functools import cached_property, partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from mcdesk import i18n
from mcdesk.i18n import _, plural
from mcdesk.procedure import commands as do
from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.meanwhile import EachFrom
from mcdesk.ui.board.several import ReadEach, ReadFalls, Several
from mcdesk.ui.board.told import done_each, done_one, is_move, refused_title, stays_title
from mcdesk.ui.board.why import why_card_stays, why_found
from mcdesk.ui.board.words import known_stages, stage_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, Changes, Outcome, WorkspaceInfo
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.ui.board.aims import Aim, MoveManyDialog
    from mcdesk.ui.board.many import ManyDialog
    from mcdesk.ui.board.several import Falls, Targets
    from mcdesk.ui.board.tiles import BoardModels
    from mcdesk.ui.credential.card_deeds import CardDeeds
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.moves import Moves
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Job, Tasks


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

    def move(self, ids: Sequence[str], stage: str) -> None:
        """Move cards to a stage; those that stand there already stay.

        Going back asks for the reason first, and shows what falls.
        """
        self._move([tile for tile in self._tiles(ids) if tile.stage != stage], stage)

    def _move(self, tiles: Sequence[CardTile], stage: str) -> None:
        """Move cards from where they were shown."""
        numbers = {entry.id: entry.number for entry in known_stages()}
        if not any(numbers.get(stage, 0) < numbers.get(tile.stage, 0) for tile in tiles):
            steps = [(tile, do.MoveCard(card=tile.id, to=stage)) for tile in tiles]
            self._carry_out(steps, stage_name(stage))
        elif len(tiles) == 1:
            self._with_dialogs(tiles[0].id, methodcaller("send_back", stage))
        else:
            self._read_falls(tiles, stage)

    def _read_falls(self, tiles: Sequence[CardTile], stage: str) -> None:
        read = ReadFalls(tuple(tile.id for tile in tiles), stage)
        self._tasks.run(read, partial(self._ask_back, tiles, stage), kind="reader")

    def _ask_back(self, tiles: Sequence[CardTile], stage: str, falls: Falls) -> None:
        """Show what falls when several cards go back, and ask why; say why where none may."""
        parted = Several(tuple(tiles), known_stages(), falls.targets).parted(stage, back=True)
        if not parted.going:
            self._tell_stay(parted.stay, do.MoveCard(card="", to=stage))
            return
        from mcdesk.ui.board.sending import SendBack

        asking = SendBack(stage, falls)
        dialog = asking.dialog(parted, self._tasks, self._models.today, self._home)
        self._open(dialog, stage_name(stage))

    def _open(self, dialog: ManyDialog, where: str = "") -> None:
        """Open a dialog about several cards; it stays until something was done."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._send, dialog, where))
        dialog.open()

    def _send(self, dialog: ManyDialog, where: str) -> None:
        steps = list(zip(dialog.tiles, dialog.commands(), strict=True))
        self._carry_out(steps, where, dialog)

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
        """Ask where to move cards, with the reasons of each that may not go to a stage."""
        if len(ids) == 1:
            self._with_dialogs(ids[0], methodcaller("move"))
        elif ids:
            done = partial(self._show_targets, tuple(ids))
            self._tasks.run(ReadEach(tuple(ids)), done, kind="reader")

    def _show_targets(self, ids: Sequence[str], targets: Mapping[str, Targets]) -> None:
        tiles = self._tiles(ids)
        if not tiles:
            return
        from mcdesk.ui.board.aims import MoveManyDialog

        several = Several(tuple(tiles), known_stages(), targets)
        dialog = MoveManyDialog(several, self._tasks, self._home.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._on_aim, dialog))
        dialog.card_wanted.connect(self._on_card_wanted)
        dialog.open()

    def _on_aim(self, dialog: MoveManyDialog, aim: Aim) -> None:
        """Move those of the cards on to a stage that stand before it, or the others back to it."""
        stage, tiles = aim.stage.id, dialog.tiles
        if aim.is_back:
            self._read_falls([tile for tile in tiles if tile.stage != stage], stage)
            return
        numbers = {entry.id: entry.number for entry in known_stages()}
        before = [t for t in tiles if numbers.get(t.stage, 0) < numbers.get(stage, 0)]
        self._move(before, stage)

    def _on_card_wanted(self, card: str) -> None:
        self.form_requested.emit(card, "", "")

    def ask(self, card: str, deed: str) -> None:
        """Ask for a deed of the card's own page here: the board stays behind the dialog."""
        self._read(card, partial(self._ask_deed, deed))

    def _ask_deed(self, deed: str, state: PageState) -> None:
        self._deeds.show_state(state)
        why = self._deeds.why_not(deed)
        if why:
            from mcdesk.errors import Refused

            self._errands.explain(Refused(why_found(why)), about=state.tile.title(i18n.language()))
        else:
            self._deeds.deeds[f"page.{deed}"].trigger()

    def _with_dialogs(self, card: str, ask: Callable[[Moves], object]) -> None:
        """Read a card's page and ask with the dialogs that the page asks with."""
        self._read(card, partial(self._ask, ask))

    def _read(self, card: str, done: Callable[[PageState], object]) -> None:
        from mcdesk.ui.credential.state import ReadPage

        if self._info is not None:
            self._tasks.run(ReadPage(card, self._info), done)

    def _ask(self, ask: Callable[[Moves], object], state: PageState) -> None:
        self._deeds.show_state(state)
        ask(self._deeds.moves)

    @cached_property
    def _errands(self) -> Errands:
        """Opens the dialogs of one card, as its page does."""
        from mcdesk.ui.credential.errands import Errands

        errands = Errands(self._tasks, self._home)
        errands.followed.connect(self._on_followed)
        errands.did.connect(self.said)
        return errands

    @cached_property
    def _deeds(self) -> CardDeeds:
        """What is asked for by the dialogs of one card."""
        from mcdesk.ui.credential.card_deeds import CardDeeds

        made = CardDeeds(self._errands, self._home)
        made.revision_started.connect(self._on_card_wanted)
        return made

    def _on_followed(self, form: str, path: str) -> None:
        if self._deeds.state is not None:
            self.form_requested.emit(self._deeds.state.tile.id, form, path)

    def rest(self, ids: Sequence[str], what: str) -> None:
        """Hold, halt, cancel or reopen cards, with a reason."""
        tiles = self._tiles(ids)
        if len(tiles) == 1:
            self._with_dialogs(tiles[0].id, methodcaller("rest", what))
        elif tiles:
            self._rest_many(tiles, what)

    def _rest_many(self, tiles: Sequence[CardTile], what: str) -> None:
        """Ask for what several cards are to do; say why where none of them may."""
        from mcdesk.ui.board.many import ManyDialog, rest_dialog, rest_words

        told = [(tile, why_card_stays(tile, what, self._info)) for tile in tiles]
        stay = [(tile, words) for tile, words in told if words]
        going = [tile for tile, words in told if not words]
        make = partial(_resting, what)
        if not going:
            self._tell_stay([(tile, (why_found(words),)) for tile, words in stay], make("", "", ""))
            return
        words = rest_words(len(going), what)
        dialog = ManyDialog(words, going, make, self._tasks, self._models.today, self._home)
        self._open(rest_dialog(dialog, stay, has_day=what == "hold"))

    def resume(self, ids: Sequence[str]) -> None:
        """Resume cards that rest."""
        resting = [tile for tile in self._tiles(ids) if tile.status in do.ResumeCard.states]
        self._carry_out([(tile, do.ResumeCard(card=tile.id)) for tile in resting], "")

    def archive(self, ids: Sequence[str]) -> None:
        """Take finished cards off the board."""
        ended = [tile for tile in self._tiles(ids) if tile.status in ENDED]
        steps = [(tile, do.ArchiveCard(card=tile.id)) for tile in ended if not tile.archived_on]
        self._carry_out(steps, "")

    def retrieve(self, ids: Sequence[str]) -> None:
        """Take cards out of the archive."""
        kept = [tile for tile in self._tiles(ids) if tile.archived_on]
        self._carry_out([(tile, do.RetrieveCard(card=tile.id)) for tile in kept], "")

    # --- carrying out -------------------------------------------------------------------

    def _carry_out(
        self, steps: Sequence[tuple[CardTile, do.Command]], where: str,
        dialog: ManyDialog | None = None,
    ) -> None:  # fmt: skip
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
                self._with_dialogs(tile.id, methodcaller("send_back", command.to))
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

    def _tell_stay(
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
            for tile in self._tiles([outcome.subject for outcome in outcomes])
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

    def _tiles(self, ids: Sequence[str]) -> list[CardTile]:
        tiles = self._models.tiles
        return [tiles[id_] for id_ in ids if id_ in tiles]

    def _following(self, stage: str) -> str:
        """Return the stage after `stage`, or "end"."""
        order = [entry.id for entry in known_stages()]
        place = order.index(stage) + 1 if stage in order else len(order)
        return order[place] if place < len(order) else "end"


def _resting(what: str, card: str, reason: str, until: str) -> do.Command:
    if what == "hold":
        return do.HoldCard(card=card, reason=reason, until=until)
    kinds = {"halt": do.HaltCard, "cancel": do.CancelCard, "reopen": do.ReopenCard}
    return kinds[what](card=card, reason=reason)


def _stay(dialog: ManyDialog | None, error: McDeskError | None = None) -> bool:
    """Let a dialog stay open, saying why; tell whether there is one."""
    if dialog is None or not isValid(dialog):
        return False
    dialog.stay(error)
    return True


def _execute(command: do.Command, desk: DeskPort) -> Changes:
    return desk.execute(command, source="board")
