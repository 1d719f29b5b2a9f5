"""What an open form shows and what became of its writing; widgets read it and hear its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import plural
from mcdesk.ui.forms.ledger import Conflict, Ledger

if TYPE_CHECKING:
    from mcdesk.application.views import FormView
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.barred import Barred
    from mcdesk.ui.forms.keeping import Keeper

EVERYWHERE: frozenset[str] = frozenset()


class FormState(QObject):
    """The state of one open form; `me` is the name of who works here.

    `barred` is what was typed at places (paths) that somebody else closed meanwhile.

    `is_denied` says that the last refusal was for want of a right: trying again is of no use.

    Signals:
        content_changed: the paths whose shown value may have changed (EVERYWHERE: any of them).
        view_changed: the stored form was read anew.
        state_changed: what became of the last writing.
        conflicts_changed: somebody else changed a place typed in, or that was settled.
        refused: an error that a command met; the typed text is still there.
        committed: the `Changes` of a command.
        told: words that a person should read once.
        said: what an undo or redo did, and to which card.
        undid: it was an undo.
        stepped: the places that an undo or redo changed, one of each field, in their order.
    """

    content_changed = Signal(object)
    view_changed = Signal()
    state_changed = Signal()
    conflicts_changed = Signal()
    refused = Signal(object)
    committed = Signal(object)
    told = Signal(str)
    said = Signal(str)
    undid = Signal()
    stepped = Signal(tuple)

    def __init__(self, view: FormView, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = Ledger(view)
        self.keeper = keeper
        self.barred: dict[str, Barred] = {}
        self.saved_at = ""
        self.me = ""
        self.is_denied = False

    @property
    def view(self) -> FormView:
        return self._ledger.view

    @property
    def definition(self) -> FormDefinition:
        return self._ledger.view.definition

    @property
    def content(self) -> Content:
        """What the screen shows: stored, sent and typed."""
        return self._ledger.content

    @property
    def conflicts(self) -> dict[str, Conflict]:
        return self._ledger.conflicts

    @property
    def form_id(self) -> str:
        return self._ledger.view.form_id

    @property
    def save_state(self) -> str:
        """What became of the typing: saved, typing, saving or failed."""
        if not self._ledger.flying and (self._ledger.stuck or self.keeper.has_failed):
            return "failed"
        return "saving" if self._ledger.flying else "typing" if self._ledger.open else "saved"

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The places whose text was refused and is only a draft."""
        return tuple(self._ledger.stuck)

    def is_open(self, path: str) -> bool:
        """Tell whether something is being typed at `path`."""
        return path in self._ledger.open

    def base_of(self, path: str) -> Json:
        """Return what stood at `path` when the typing began."""
        edit = self._ledger.open.get(path)
        return edit.base if edit else self.content.value(path)

    def keep_rest(self, path: str, rest: str) -> None:
        """Keep aside what one line does not take, and say so."""
        self.keeper.keep_aside(path, None, rest)
        words = plural(
            "One line takes no more: {n} letter is kept aside, at the right.",
            "One line takes no more: {n} letters are kept aside, at the right.",
            len(rest),
        )
        self.told.emit(words)
