"""What can be done with the card as a whole, from the head of its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import N_, _, language
from mcdesk.procedure.commands import ArchiveCard, CompleteCard, ResumeCard, RetrieveCard
from mcdesk.ui.credential import possible
from mcdesk.ui.credential.deeds import Deed, Deeds
from mcdesk.ui.credential.editing import CorrectionDialog, EditDialog, RevisionDialog
from mcdesk.ui.credential.essentials_dialog import EssentialsDialog
from mcdesk.ui.credential.moves import Moves
from mcdesk.ui.credential.staffing import HandOverDialog
from mcdesk.ui.saying import not_moved

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState


class CardDeeds(QObject):
    """The card's actions; `deeds` shows them as buttons and menus.

    Signals:
        revision_started: a new card (id) was made from this one.
        scan_requested: the scan of a form (id) is to be attached.
        paper_requested: a paper (its name) of the card is to be made.
    """

    revision_started = Signal(str)
    scan_requested = Signal(str)
    paper_requested = Signal(str)

    def __init__(self, errands: Errands, home: QWidget) -> None:
        super().__init__(home)
        self.state: PageState | None = None
        self._errands, self._home = errands, home
        self.moves = Moves(errands, home)
        self.deeds = Deeds(self._declared(), home)

    def show_state(self, state: PageState) -> None:
        """Know the state that decides what can be done."""
        self.state = self.moves.state = state
        self.deeds.refresh()

    def _declared(self) -> list[Deed]:
        rest = self.moves.rest
        return [
            self._deed("advance", N_("Advance"), self.advance, "arrow-right",
                       named=self._advance_name),
            self._deed("beside", N_("Other way on"), self.enter_beside, "arrow-right",
                       named=self._beside_name),
            self._deed("move", N_("Move to…"), self.moves.move, "kanban"),
            self._deed("send_back", N_("Send back…"), self.moves.send_back, "corner-up-left"),
            self._deed("hold", N_("Put on hold…"), partial(rest, "hold"), "circle-pause"),
            self._deed("resume", N_("Resume"), self.resume, "play"),
            self._deed("exception", N_("Move by exception…"), self.moves.exception, "scale"),
            self._deed("complete", N_("Declare complete"), self.complete, "circle-check"),
            self._deed("halt", N_("Halt…"), partial(rest, "halt"), "octagon-pause",
                       apart=True),
            self._deed("cancel", N_("Cancel the micro-credential…"), partial(rest, "cancel"),
                       "ban"),
            self._deed("reopen", N_("Reopen…"), partial(rest, "reopen"), "rotate-ccw"),
            self._deed("archive", N_("Archive"), self.archive, "archive", apart=True),
            self._deed("retrieve", N_("Take out of the archive"), self.retrieve,
                       "archive-restore"),
            self._deed("scan", N_("Attach a scan…"), self.attach_scan, "paperclip", apart=True),
            self._deed("binder", N_("Evidence binder…"), partial(self._make, "binder"), "files",
                       apart=True),
            self._deed("catalogue", N_("Catalogue sheet…"), partial(self._make, "catalogue"),
                       "file-text"),
            self._deed("edit", N_("Edit details…"), self.edit, "pencil", apart=True),
            self._deed("essentials", N_("Essentials…"), self.essentials, "list-todo"),
            self._deed("hand_over", N_("Hand over…"), self.hand_over, "users"),
            self._deed("correction", N_("Record a correction…"), self.correct, "stamp", apart=True),
            self._deed("revision", N_("New revision…"), self.revise, "copy"),
        ]  # fmt: skip

    def _deed(
        self,
        id_: str,
        title: str,
        callback: Callable[[], object],
        icon: str,
        *,
        named: Callable[[], str] | None = None,
        apart: bool = False,
    ) -> Deed:
        reason = partial(self.why_not, id_)
        return Deed(f"page.{id_}", title, callback, reason, icon, named, apart)

    def why_not(self, deed: str) -> str:
        """Return why something cannot be done now; "" when it can."""
        return possible.reason(self.state, deed)

    def _advance_name(self) -> str:
        way = self.state.outline.next if self.state is not None else None
        if way is None or self.state is None:
            return _("Advance")
        if not way.target:
            return _("Declare complete")
        stage = self.state.stage(way.target)
        name = f"{stage.number} {stage.title.text()}" if stage else way.target
        return _("Advance to {stage}").format(stage=name)

    def _beside_name(self) -> str:
        """Return where the card could go, too, besides the next way."""
        ways = self.state.outline.beside if self.state is not None else ()
        stage = self.state.stage(ways[0].target) if self.state is not None and ways else None
        if stage is None:
            return _("Other way on")
        return _("Or to {stage}").format(stage=f"{stage.number} {stage.title.text()}")

    # --- moving ----------------------------------------------------------------------------

    def advance(self) -> None:
        """Enter the next stage, or complete; at once, as undo brings it back."""
        state = self.state
        way = state.outline.next if state is not None else None
        if state is None or way is None:
            return
        if not way.target:
            self.complete()
            return
        self.moves.enter(way.target)

    def enter_beside(self) -> None:
        """Enter the stage that is open, too."""
        if self.state is not None and self.state.outline.beside:
            self.moves.enter(self.state.outline.beside[0].target)

    def complete(self) -> None:
        """Declare the development complete."""
        if self.state is not None:
            tile = self.state.tile
            said = _("{code} is complete").format(code=tile.code)
            title, about = not_moved(tile.code, ""), tile.title(language())
            command = CompleteCard(card=tile.id)
            self._errands.carry_out(command, said=said, refused=title, about=about)

    # --- status ----------------------------------------------------------------------------

    def resume(self) -> None:
        if self.state is not None:
            said = _("{code} goes on").format(code=self.state.tile.code)
            self._errands.carry_out(ResumeCard(card=self.state.tile.id), said=said)

    def archive(self) -> None:
        """Take the card off the board."""
        if self.state is not None:
            tile = self.state.tile
            said = _("{code} is archived").format(code=tile.code)
            self._errands.carry_out(ArchiveCard(card=tile.id), said=said)

    def retrieve(self) -> None:
        """Take the card out of the archive."""
        if self.state is not None:
            tile = self.state.tile
            said = _("{code} is on the board again").format(code=tile.code)
            self._errands.carry_out(RetrieveCard(card=tile.id), said=said)

    def attach_scan(self) -> None:
        """Attach the scan that is owed first; the dialog can name another form."""
        if self.state is not None and self.state.outline.scans:
            self.scan_requested.emit(self.state.outline.scans[0].form_id)

    # --- the card itself -------------------------------------------------------------------

    def _make(self, paper: str) -> None:
        self.paper_requested.emit(paper)

    def edit(self) -> None:
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._errands.open(EditDialog(tasks, self.state, window))

    def essentials(self) -> None:
        """Complete what is known of a card that was taken over."""
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._errands.open(EssentialsDialog(tasks, self.state, window))

    def hand_over(self) -> None:
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._errands.open(HandOverDialog(tasks, self.state, None, window))

    def correct(self) -> None:
        if self.state is not None:
            tasks, window = self._errands.tasks, self._home.window()
            self._errands.open(CorrectionDialog(tasks, self.state, window))

    def revise(self) -> None:
        if self.state is not None:
            dialog = RevisionDialog(self._errands.tasks, self.state, self._home.window())
            dialog.carried_out.connect(partial(self._on_revised, dialog.new_card))
            self._errands.open(dialog)

    def _on_revised(self, card_id: str, _changes: object) -> None:
        self.revision_started.emit(card_id)
