"""What a page shows once its card is read: head, way, lists, and what the card needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import theme
from mcdesk.ui.credential.card_deeds import CardDeeds
from mcdesk.ui.credential.essentials_tab import EssentialsTab
from mcdesk.ui.credential.files_tab import FilesTab
from mcdesk.ui.credential.forms_tab import FormsTab
from mcdesk.ui.credential.header import Header
from mcdesk.ui.credential.history_tab import HistoryTab
from mcdesk.ui.credential.needs import WIDTH, NeedsPanel
from mcdesk.ui.credential.signing_tab import SigningTab
from mcdesk.ui.credential.stepper import Stepper
from mcdesk.ui.credential.team_tab import TeamTab

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.credential.tab import ListTab


ROOMY, SLIM = 1040, 264


class PageBody(QWidget):
    """The parts of the page and how they stand beside each other."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = CardDeeds(errands, self)
        self.header = Header(self.card.deeds)
        self.stepper = Stepper()
        self.needs = NeedsPanel()
        self.forms = FormsTab(errands, self)
        self.signing = SigningTab(errands, self)
        self.team = TeamTab(errands, self)
        self.history = HistoryTab(errands, self)
        self.files = FilesTab(errands, self)
        self.essentials = EssentialsTab(self.card.deeds, self)
        self.essentials.hide()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for tab in self.lists():
            self.tabs.addTab(tab, "")
        self._lay_out()

    def lists(self) -> tuple[ListTab, ...]:
        """Return the tabs that are lists, in their order."""
        return (self.forms, self.signing, self.team, self.history, self.files)

    def take_focus(self) -> None:
        """Put the keyboard on the list that is shown, or on the tabs."""
        shown = next((tab for tab in self.lists() if tab.isVisibleTo(self)), None)
        (shown.list if shown is not None else self.tabs.tabBar()).setFocus()

    def show_team(self) -> None:
        """Show the team, with the keyboard on what adds somebody."""
        self.tabs.setCurrentWidget(self.team)
        self.team.setFocus()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        column = QVBoxLayout()
        column.setContentsMargins(theme.PAGE, theme.GAP, theme.PAGE, theme.PAGE)
        column.setSpacing(theme.WIDE)
        column.addWidget(self.stepper)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.tabs)
        line = QHBoxLayout()
        line.setSpacing(theme.PAGE)
        line.addWidget(frame, 1)
        line.addWidget(self.needs)
        column.addLayout(line, 1)
        outer.addLayout(column, 1)

    def show_state(self, state: PageState) -> None:
        """Show a card; what is chosen and scrolled stays."""
        self.card.show_state(state)
        self.header.show_state(state)
        days = state.tile.age(state.today)
        note = plural("{n} day in this stage", "{n} days in this stage", days)
        self.stepper.show_steps(state.steps(), state.info.phases, note)
        self.needs.show_state(state)
        for tab in self.lists():
            tab.show_state(state)
        self.essentials.show_state(state)
        self._name_tabs(state)

    def _name_tabs(self, state: PageState) -> None:
        """Write the tabs' names; the essentials' tab is there only for a card taken over."""
        waiting = sum(form.status == "frozen" for form in state.present_forms())
        names = (_("Forms"), _counted(_("Sign-offs and debts"), waiting + state.tile.debts),
                 _counted(_("Team"), len(state.members())), _("History"),
                 _counted(_("Files"), len(state.page.files)))  # fmt: skip
        for number, name in enumerate(names):
            self.tabs.setTabText(number, name)
        at = self.tabs.indexOf(self.essentials)
        has_them = state.page.has_essentials
        if has_them and at < 0:
            at = self.tabs.addTab(self.essentials, "")
        elif not has_them and at >= 0:
            self.tabs.removeTab(at)
        if has_them:
            self.tabs.setTabText(at, _("Essentials"))

    def show_stage(self, stage: str) -> None:
        """Show the forms of a stage."""
        self.tabs.setCurrentWidget(self.forms)
        if self.forms.show_stage(stage):
            self.forms.list.setFocus()

    def show_debts(self) -> None:
        """Show what is owed."""
        self.tabs.setCurrentWidget(self.signing)
        self.signing.show_debts()
        self.signing.list.setFocus()

    def attach_scan(self, form_id: str) -> None:
        """Ask for the scan that a form's decisions owe."""
        self.tabs.setCurrentWidget(self.files)
        self.files.choose_scan(form_id)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Attach files to the card."""
        self.tabs.setCurrentWidget(self.files)
        self.files.add([str(path) for path in paths])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.needs.setFixedWidth(WIDTH if self.width() >= ROOMY else SLIM)


def _counted(name: str, count: int) -> str:
    return f"{name}  {count}" if count else name
