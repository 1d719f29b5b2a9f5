"""The dialogs for another sheet of a form that has several, and for one begun by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import Command, RemoveSheet
from mcdesk.procedure.sheets import ASSESSOR, next_sheet
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.tab import BeginForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormLine
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks


class SheetDialog(CommandDialog):
    """Begins the next sheet: of a meeting, or of an assessor, who is chosen from the team.

    Signals:
        begun: the changes and the new sheet's form id.
    """

    begun = Signal(object)

    def __init__(
        self, tasks: Tasks, state: PageState, form: FormLine, parent: QWidget | None = None
    ) -> None:
        title = _("Another sheet of “{form}”").format(form=form.title.text())
        super().__init__(title, _("Begin the sheet"), tasks, state.today, parent)
        self._card, self._form = state.tile.id, form
        kept = [f for f in state.page.all_forms if (f.kind, f.round) == (form.kind, form.round)]
        self.scope = str(next_sheet(f.scope for f in kept))
        self.say(_("There are: {sheets}.").format(sheets=", ".join(f.scope for f in kept)))
        self.say(_("Sheet {n} is begun.").format(n=self.scope), "heading")
        free = list(_without_sheet(state, kept)) if any(f.assessor_id for f in kept) else []
        self._has_assessor = bool(free)
        if free:
            self.place(self.choice("assessor", _("Whose sheet it is"), free))
            self.say(_("Reviewers of the team who have no sheet yet."))
        self.finish(440)

    @override
    def job(self) -> Callable[[DeskPort], Any]:
        assessor = self.value("assessor") if self._has_assessor else ""
        return BeginForm(self._card, self._form.kind, self.scope, assessor)

    @override
    def _on_done(self, answer: Any) -> None:
        changes: Changes = answer[0]
        super()._on_done(changes)
        self.begun.emit(answer)


def _without_sheet(state: PageState, kept: Sequence[FormLine]) -> Iterator[tuple[str, str]]:
    """Yield the assessors of a team, with their names, who have none of these sheets."""
    taken = {form.assessor_id for form in kept if form.status != "superseded"}
    for line in state.members():
        if line.role == ASSESSOR and line.person_id not in taken:
            yield line.person_id, line.person


class RemoveSheetDialog(CommandDialog):
    """Removes a sheet that was begun by mistake; what goes with it is named before."""

    def __init__(
        self, tasks: Tasks, state: PageState, form: FormLine, parent: QWidget | None = None
    ) -> None:
        self._words = f"{form.title.text()} · {form.sheet or form.scope}"
        super().__init__(_("Remove this sheet?"), _("Remove the sheet"), tasks, state.today, parent)
        self._form = form
        self.say(self._words, "heading")
        self.say(_("Everything that stands in it goes with it: {what}.").format(what=_lost(form)))
        self.say(_("It was never frozen for signature, and nobody signed it. “Undo” (Ctrl+Z) "
                   "brings it back whole; the history keeps it."))  # fmt: skip
        self.call_cancel(_("Keep it"))
        self.finish(440)

    @property
    @override
    def done_words(self) -> str:
        return _("“{form}” is removed").format(form=self._words)

    @override
    def commands(self) -> Sequence[Command]:
        return (RemoveSheet(form=self._form.form_id),)


def _lost(form: FormLine) -> str:
    """Return what stands in a sheet, as far as a list of forms tells."""
    told = plural("{n} of its required fields is filled", "{n} of its required fields are filled",
                  form.filled)  # fmt: skip
    if form.assessor:
        return _("{who}’s sheet, {told}").format(who=form.assessor, told=told)
    return told
