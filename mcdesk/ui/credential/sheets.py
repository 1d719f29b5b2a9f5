"""The dialog for another sheet of a form that has several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.tab import BeginForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormLine
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks


class SheetDialog(CommandDialog):
    """Asks which sheet: the number of a meeting, a module, an assessor.

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
        kept = [f.scope for f in state.page.all_forms if f.kind == form.kind]
        hint = _("There are: {sheets}.").format(sheets=", ".join(dict.fromkeys(kept)))
        need = _("Say which sheet.")
        self.place(self.line("scope", _("Which sheet"), need=need, hint=hint))
        if form.scope.isdecimal():
            highest = max((int(scope) for scope in kept if scope.isdecimal()), default=0)
            self.fill("scope", str(highest + 1))
        self.finish(440)

    @override
    def job(self) -> Callable[[DeskPort], Any]:
        return BeginForm(self._card, self._form.kind, self.value("scope"))

    @override
    def _on_done(self, answer: Any) -> None:
        changes: Changes = answer[0]
        super()._on_done(changes)
        self.begun.emit(answer)
