"""What the page's tabs share: a list of lines, and what can be done with the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import OpenForm, SetValue
from mcdesk.procedure.sheets import assessor_field
from mcdesk.ui import language, parts, theme
from mcdesk.ui.credential import possible
from mcdesk.ui.credential.deeds import Deed, DeedButton, Deeds
from mcdesk.ui.credential.rows import EntryList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState


NARROW = 380


class ListTab(QWidget):
    """A list with a bar of deeds above it. Subclasses answer `deeds_of` and fill the list.

    Signals:
        form_requested: a form (id) is to be opened at a path.
        print_requested: forms (ids) are to be printed.
        mail_requested: e-mail drafts about a form (id) are wanted.
    """

    form_requested = Signal(str, str)
    print_requested = Signal(object)
    mail_requested = Signal(str)

    def __init__(self, name: str, errands: Errands, parent: QWidget, *, many: bool = False) -> None:
        super().__init__(parent)
        self.state: PageState | None = None
        self.errands = errands
        self.setMinimumWidth(NARROW)
        self.list = EntryList(name, many=many)
        self._buttons: list[DeedButton] = []
        self.deeds = Deeds(self.declared(), self)
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(12, 8, 12, 8)
        self.bar.setSpacing(theme.GAP)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.bar)
        self.column.addWidget(parts.rule())
        self.column.addWidget(self.list, 1)
        self.list.chosen.connect(self.deeds.refresh)
        self.list.menu_requested.connect(self._on_menu)
        language.language_changed.connect(self._fit_buttons)

    def declared(self) -> Sequence[Deed]:
        """Return what can be done here."""
        raise NotImplementedError

    def show_state(self, state: PageState) -> None:
        """Show a card's lines; what is chosen and how far it is scrolled stays."""
        raise NotImplementedError

    def add_buttons(self, first: Iterable[str], last: Iterable[str] = ()) -> None:
        """Put deeds into the bar, left and right."""
        for group in (first, last):
            for id_ in group:
                made = self.deeds.button(id_, icon=True)
                self._buttons.append(made)
                self.bar.addWidget(made)
            if group is first:
                self.bar.addStretch(1)

    def _fit_buttons(self) -> None:
        """Let buttons give up their words, the last ones first, where the bar is too narrow."""
        for button in self._buttons:
            button.make_small(small=False)
        for button in reversed(self._buttons):
            self.bar.invalidate()
            if self.bar.minimumSize().width() <= self.width():
                return
            button.make_small(small=True)

    def writing(self, right: str = "cards") -> str:
        """Return why nothing can be changed here; "" when it can."""
        denied = possible.writing(self.state)
        if denied or self.state is None:
            return denied
        return possible.no_right(self.state, right) if right else ""

    def begin_form(self, kind: str) -> None:
        """Open a form that the card does not have yet, and show it."""
        if self.state is not None:
            job = BeginForm(self.state.tile.id, kind)
            self.errands.tasks.run(job, self._on_begun, self.errands.explain)

    def _on_begun(self, answer: tuple[Changes, str]) -> None:
        changes, form_id = answer
        self.errands.changed.emit(changes)
        if form_id:
            self.form_requested.emit(form_id, "")

    def _on_menu(self, place: QPoint) -> None:
        self.deeds.pop_up(place, self.list)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()


@dataclass(frozen=True, slots=True)
class BeginForm:
    """Opens a form and tells its id; runs on the worker. `assessor` is whose sheet it becomes."""

    card: str
    kind: str
    scope: str = ""
    assessor: str = ""

    def __call__(self, desk: DeskPort) -> tuple[Changes, str]:
        commands: list[Command] = [OpenForm(card=self.card, form=self.kind, scope=self.scope)]
        if self.assessor:
            present = next(f for f in desk.outline(self.card).forms if f.kind == self.kind)
            path = assessor_field(desk.form(present.form_id).definition)
            form = f"{self.card}/{self.kind}"
            commands.append(SetValue(form=form, path=path, new=self.assessor))
        changes = desk.execute_together(commands, source="card")
        forms = [form for form in desk.outline(self.card).forms if form.kind == self.kind]
        wanted = [form for form in forms if self.scope in ("", form.scope)] or forms
        return changes, wanted[-1].form_id if wanted else ""


def nothing_chosen() -> str:
    """Return the reason of a deed that needs a chosen line."""
    return _("Choose a line first.")
