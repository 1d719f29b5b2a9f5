"""The settings page: groups at the left, the chosen one beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import SetSetting
from mcdesk.ui import parts, theme
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.saying import words_of
from mcdesk.ui.settings.backup import BackupSection
from mcdesk.ui.settings.calendar import CalendarSection
from mcdesk.ui.settings.guide import GuideSection
from mcdesk.ui.settings.levels import LevelsSection
from mcdesk.ui.settings.looks import LooksSection
from mcdesk.ui.settings.section import Read, Section, in_scroll
from mcdesk.ui.settings.signatures import SignaturesSection
from mcdesk.ui.settings.workspace import WorkspaceSection

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.errors import McDeskError
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.settings.seams import BackupHost, Looks
    from mcdesk.ui.tasks import Tasks

GROUPS = (N_("Workspace"), N_("Guide"), N_("Demands"), N_("Calendar"), N_("Signatures"),
          N_("Backups"), N_("Language and colours"))  # fmt: skip
WORKSPACE, GUIDE = 0, 1
"""The groups where settings of the guide are changed."""


class SettingsPage(DeskPage):
    """The settings of the workspace."""

    help_topic = "people-and-settings"

    tables: ClassVar[frozenset[str]] = frozenset({"setting", "office", "definition", "signing_key"})
    title: ClassVar[str] = N_("Settings")

    def __init__(self, tasks: Tasks, host: BackupHost, looks: Looks) -> None:
        self._host, self._looks = host, looks
        self._group = 0
        self._is_done = False  # the words beside the title tell what was kept
        super().__init__(tasks)

    @override
    @staticmethod
    def read(desk: DeskPort) -> Read:
        return Read(desk.settings_view(), desk.info(), desk.board().today, desk.keys_view())

    @override
    def build(self, body: QWidget) -> None:
        self._words = parts.label("", "muted")
        bar, _row = page_bar(_("Settings"), self._words, 1)
        self.sections: tuple[Section, ...] = (
            WorkspaceSection(self.tasks),
            GuideSection(self.tasks),
            LevelsSection(),
            CalendarSection(self.tasks),
            SignaturesSection(self.tasks),
            BackupSection(self.tasks, self._host),
            LooksSection(self._looks),
        )
        self._stack = QStackedWidget()
        for section in self.sections:
            section.wished.connect(self._on_wished)
            section.reread.connect(self.refresh)
            self._stack.addWidget(in_scroll(section))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._make_groups())
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(middle, 1)
        self.go(self._group)

    def take_focus(self) -> None:
        """Put the keyboard on the group that is shown."""
        self._links[self._group].setFocus()

    @override
    def rebuild(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        super().rebuild()
        if had_focus:
            self.take_focus()

    def _make_groups(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "nav")
        side.setFixedWidth(190)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 14, 9, 14)
        column.setSpacing(2)
        self._links = []
        for place, title in enumerate(GROUPS):
            link = parts.Link(_(title), place, "nav")
            link.setCheckable(True)
            link.followed.connect(self.go)
            column.addWidget(link)
            self._links.append(link)
        column.addStretch(1)
        return side

    def go(self, group: int) -> None:
        """Show a group; what was said of another one stays with that."""
        if group != self._group and self._is_done:
            self._say("")
        self._group = group
        self._stack.setCurrentIndex(group)
        for place, link in enumerate(self._links):
            link.setChecked(place == group)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Take back what was said of something kept: who comes again has kept nothing."""
        super().hideEvent(event)
        if self._is_done and not event.spontaneous():
            self._say("")

    def show_setting(self, key: str) -> None:
        """Go to a setting of the guide and put the keyboard on it."""
        for group in (WORKSPACE, GUIDE):
            self.go(group)
            if self.sections[group].show_setting(key):
                return

    @override
    def show_data(self, data: Read) -> None:
        if not data.may:
            self._say(_("Only the CTL lead changes these; you may look."))
        for section in self.sections:
            section.show_read(data)

    def _say(self, words: str, state: str = "") -> None:
        self._words.setText(words)
        self._is_done = state == "good"
        theme.dress(self._words, state=state)

    def _on_wished(self, commands: tuple[Command, ...]) -> None:
        self._say(_("Saving…"))
        job, done = partial(_carry_out, commands), partial(self._on_done, saved_words(commands))
        self.tasks.run(job, done, self._on_refused)

    def _on_done(self, words: str, _changes: Changes) -> None:
        self._say(words, "good")

    def _on_refused(self, error: McDeskError) -> None:
        self._say(words_of(error), "bad")
        if self.data_ is not None:
            self.show_data(self.data_)
            self._say(words_of(error), "bad")


def saved_words(commands: tuple[Command, ...]) -> str:
    """Return what is said once settings are kept: of a profile also what it means from now on."""
    chosen = [c.value for c in commands if isinstance(c, SetSetting) and c.key == "profile"]
    if "full" in chosen:
        return _("Saved: from today every field and rule is asked for; what is frozen stays.")
    if "essential" in chosen:
        return _("Saved: from today only what the procedure itself demands is asked for.")
    return _("Saved")


def _carry_out(commands: tuple[Command, ...], desk: DeskPort) -> Changes:
    return desk.execute_together(commands)
