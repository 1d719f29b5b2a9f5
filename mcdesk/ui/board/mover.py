"""Asks what is to be done with cards, by a drop, the keyboard or a menu, and has it done."""

from __future__ import annotations

from functools import cached_property, partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.procedure import commands as do
from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.carrying import Carrier
from mcdesk.ui.board.why import why_card_stays, why_found
from mcdesk.ui.board.words import known_stages, stage_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import CardTile, WorkspaceInfo
    from mcdesk.ui.board.aims import Aim, MoveManyDialog
    from mcdesk.ui.board.many import ManyDialog
    from mcdesk.ui.board.several import Falls, Targets
    from mcdesk.ui.board.tiles import BoardModels
    from mcdesk.ui.credential.card_deeds import CardDeeds
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.moves import Moves
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks


class Mover(Carrier):
    """Asks for what board, panel, keyboard and menus want to do with cards, and has it done."""

    def __init__(self, tasks: Tasks, models: BoardModels, parent: QWidget) -> None:
        super().__init__(tasks, models, parent)
        self._info: WorkspaceInfo | None = None
        self.reason_wanted.connect(self._on_reason_wanted)

    def use(self, info: WorkspaceInfo) -> None:
        """Take persons and rights from the workspace."""
        self._info, self.is_shut = info, False

    def _on_reason_wanted(self, card: str, stage: str) -> None:
        self._with_dialogs(card, methodcaller("send_back", stage))

    # --- moving -------------------------------------------------------------------------

    def move(self, ids: Sequence[str], stage: str) -> None:
        """Move cards to a stage; those that stand there already stay.

        Going back asks for the reason first, and shows what falls.
        """
        self._move([tile for tile in self.tiles_of(ids) if tile.stage != stage], stage)

    def _move(self, tiles: Sequence[CardTile], stage: str) -> None:
        """Move cards from where they were shown."""
        numbers = {entry.id: entry.number for entry in known_stages()}
        if not any(numbers.get(stage, 0) < numbers.get(tile.stage, 0) for tile in tiles):
            steps = [(tile, do.MoveCard(card=tile.id, to=stage)) for tile in tiles]
            self.carry_out(steps, stage_name(stage))
        elif len(tiles) == 1:
            self._with_dialogs(tiles[0].id, methodcaller("send_back", stage))
        else:
            self._read_falls(tiles, stage)

    def _read_falls(self, tiles: Sequence[CardTile], stage: str) -> None:
        from mcdesk.ui.board.several import ReadFalls, goes_to

        read = ReadFalls({tile.id: goes_to(stage, tile) for tile in tiles})
        self._tasks.run(read, partial(self._ask_back, tiles, stage), kind="reader")

    def _ask_back(self, tiles: Sequence[CardTile], stage: str, falls: Falls) -> None:
        """Show what falls when several cards go back, and ask why; say why where none may."""
        from mcdesk.ui.board.several import Several

        parted = Several(tuple(tiles), known_stages(), falls.targets).parted(stage, back=True)
        if not parted.going:
            self.tell_stay(parted.stay, do.MoveCard(card="", to=stage))
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
        self.carry_out(steps, where, dialog)

    def advance(self, ids: Sequence[str], target: str = "") -> None:
        """Let cards enter the stage that they are ready for; one that is not says why."""
        steps: list[tuple[CardTile, do.Command]] = []
        for tile in self.tiles_of(ids):
            wanted = target or tile.ready_for or self._following(tile.stage)
            if wanted == "end":
                steps.append((tile, do.CompleteCard(card=tile.id)))
            else:
                steps.append((tile, do.MoveCard(card=tile.id, to=wanted)))
        places = {getattr(command, "to", "end") for _tile, command in steps}
        where = places.pop() if len(places) == 1 else ""
        self.carry_out(steps, _("completed") if where == "end" else stage_name(where))

    def advance_one(self, card: str, target: str) -> None:
        """Let a card enter a stage that it is ready for."""
        self.advance([card], target)

    def ask_target(self, ids: Sequence[str]) -> None:
        """Ask where to move cards, with the reasons of each that may not go to a stage."""
        if len(ids) == 1:
            self._with_dialogs(ids[0], methodcaller("move"))
        elif ids:
            from mcdesk.ui.board.several import ReadEach

            done = partial(self._show_targets, tuple(ids))
            self._tasks.run(ReadEach(tuple(ids)), done, kind="reader")

    def _show_targets(self, ids: Sequence[str], targets: Mapping[str, Targets]) -> None:
        tiles = self.tiles_of(ids)
        if not tiles:
            return
        from mcdesk.ui.board.aims import MoveManyDialog
        from mcdesk.ui.board.several import Several

        several = Several(tuple(tiles), known_stages(), targets)
        dialog = MoveManyDialog(several, self._tasks, self._home.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._on_aim, dialog))
        dialog.card_wanted.connect(self._on_card_wanted)
        dialog.open()

    def _on_aim(self, dialog: MoveManyDialog, aim: Aim) -> None:
        """Move those of the cards on to a stage that stand before it, or the others back to it."""
        from mcdesk.ui.board.several import EACH

        stage, tiles = aim.stage.id if aim.stage is not None else EACH, dialog.tiles
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
        tiles = self.tiles_of(ids)
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
            self.tell_stay([(tile, (why_found(words),)) for tile, words in stay], make("", "", ""))
            return
        words = rest_words(len(going), what)
        dialog = ManyDialog(words, going, make, self._tasks, self._models.today, self._home)
        self._open(rest_dialog(dialog, stay, has_day=what == "hold"))

    def resume(self, ids: Sequence[str]) -> None:
        """Resume cards that rest."""
        resting = [tile for tile in self.tiles_of(ids) if tile.status in do.ResumeCard.states]
        self.carry_out([(tile, do.ResumeCard(card=tile.id)) for tile in resting], "")

    def archive(self, ids: Sequence[str]) -> None:
        """Take finished cards off the board."""
        ended = [tile for tile in self.tiles_of(ids) if tile.status in ENDED]
        steps = [(tile, do.ArchiveCard(card=tile.id)) for tile in ended if not tile.archived_on]
        self.carry_out(steps, "")

    def retrieve(self, ids: Sequence[str]) -> None:
        """Take cards out of the archive."""
        kept = [tile for tile in self.tiles_of(ids) if tile.archived_on]
        self.carry_out([(tile, do.RetrieveCard(card=tile.id)) for tile in kept], "")

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
