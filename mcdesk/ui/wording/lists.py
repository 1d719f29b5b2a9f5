"""The middle of the page: the form's outline, what changed, its versions, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure import wording
from mcdesk.ui import language, parts, theme
from mcdesk.ui.escape import FindLine
from mcdesk.ui.people.table import LinesView
from mcdesk.ui.wording.change_detail import with_detail
from mcdesk.ui.wording.words import change_line, entry_line, version_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from mcdesk.application.views import WordingView
    from mcdesk.errors import Finding
    from mcdesk.ui.people.table import Line
    from mcdesk.ui.wording.draft import WordingDraft

TABS = (N_("Outline"), N_("What changed"), N_("Versions"))
ROOMY, NARROW = 420, 240  # pixels of the outline below which kind and code are left out
CHANGED, VERSIONS = 1, 2
"""The places of the changes and the versions among the tabs."""


class WordingLists(QWidget):
    """Three lists about one form, one at a time.

    Signals:
        picked: an entry (its place) is chosen in the outline.
        emptied: the search leaves no entry; there is none to be shown.
        version_opened: a version (its digest) is to be looked at.
    """

    picked = Signal(str)
    emptied = Signal()
    version_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = FindLine()
        self.search.setPlaceholderText(_("Search  ( / )"))
        self.search.setAccessibleName(_("Search this form"))
        self.search.setMinimumWidth(100)
        self.search.textChanged.connect(self._on_search)
        self.search.left.connect(self._on_left)
        self.nothing = parts.label("", "muted", wrap=True)
        self.nothing.setContentsMargins(8, 0, 8, 0)
        self.nothing.hide()
        self._entries: tuple[Line, ...] = ()
        self._found: set[str] = set()
        self._place = ""
        self._tabs = []
        for place, words in enumerate(TABS):
            tab = parts.Link(_(words), place, "chip")
            tab.setCheckable(True)
            tab.followed.connect(self.go)
            self._tabs.append(tab)
        self.outline = LinesView((_("Wording"), _("Kind"), _("Code"), ""), (0,))
        self.outline.setSortingEnabled(False)
        self.outline.horizontalHeader().setMinimumSectionSize(32)
        self.outline.picked.connect(self._on_picked)
        self.changes = LinesView((_("Where"), _("Entry"), _("What"), _("Before"), _("After")),
                                 (1, 3, 4))  # fmt: skip
        self.changes.opened.connect(self._on_opened)
        self.versions = LinesView((_("Version"), _("Binds from"), "", _("By"), _("Reason")), (4,))
        self.versions.widths(80, 110, 100, 90)
        self.versions.opened.connect(self.version_opened)
        self._stack = QStackedWidget()
        self._views = (self.outline, self.changes, self.versions)
        for view, words in zip(self._views, TABS, strict=True):
            view.setAccessibleName(_(words))
            self._stack.addWidget(with_detail(view) if view is self.changes else view)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 8)
        column.setSpacing(theme.GAP)
        self._beside, self._below = parts.row(*self._tabs, 1, self.search), parts.row()
        column.addLayout(self._beside)
        column.addLayout(self._below)
        column.addWidget(self.nothing)
        column.addWidget(self._stack, 1)
        self.go(0)

    def go(self, tab: int) -> None:
        """Show outline, changes or versions."""
        self._stack.setCurrentIndex(tab)
        for place, link in enumerate(self._tabs):
            link.setChecked(place == tab)
        self._tell_nothing()

    @property
    def tab(self) -> int:
        """Which of the three is shown."""
        return self._stack.currentIndex()

    def show_draft(
        self, draft: WordingDraft, view: WordingView, faults: Iterable[Finding], place: str
    ) -> None:
        """Show a wording; the entry at `place` is the chosen one, also where a search is on."""
        blocker = QSignalBlocker(self.outline)
        self._place = place
        wrong = {finding.path for finding in faults}
        known = {line.id for line in self._entries}
        entries = wording.outline(draft.data)
        self._entries = tuple(entry_line(e, view, is_wrong=e.place in wrong) for e in entries)
        self._found |= {line.id for line in self._entries if line.id not in known}
        if self.outline.shown:
            self._found.add(place)
        self._write_outline()
        changes = draft.differences
        self.changes.show_lines([change_line(n, each) for n, each in enumerate(changes)])
        self.versions.show_lines([version_line(v, language.short_day(v.since))
                                  for v in draft.form.versions])  # fmt: skip
        words = _(TABS[CHANGED])
        self._tabs[CHANGED].setText(f"{words} ({len(changes)})" if changes else words)
        self._narrow(self.search.text())
        is_picked = self.outline.pick(place)
        blocker.unblock()
        self._fit_outline()
        if not is_picked and self.outline.shown:
            self._on_picked(self.outline.current)

    def _fit_outline(self) -> None:
        """Give the wording most of the room: kind and code are as wide as they need, or not there.

        What needs mending and what is off is said in its own column only where there is such.
        """
        room, outline = self.outline.width(), self.outline
        for column, least, share in ((1, ROOMY, 0.25), (2, NARROW, 0.3)):
            outline.setColumnHidden(column, room < least)
            outline.resizeColumnToContents(column)
            wanted = outline.columnWidth(column) + theme.GAP
            outline.setColumnWidth(column, min(wanted, int(room * share)))
        outline.hide_empty(3)
        outline.resizeColumnToContents(3)
        outline.setColumnWidth(3, outline.columnWidth(3) + theme.GAP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = sum(tab.sizeHint().width() + theme.GAP for tab in self._tabs)
        has_room = wide + self.search.minimumWidth() <= self.width() - 2 * theme.GAP
        (self._beside if has_room else self._below).addWidget(self.search)
        self._fit_outline()

    def _on_search(self, text: str) -> None:
        words = text.strip().casefold()
        self._found = {line.id for line in self._entries
                       if words in "\n".join(line.cells).casefold()}  # fmt: skip
        blocker = QSignalBlocker(self.outline)
        self._write_outline()
        self._narrow(text)
        if not self.outline.pick(self._place) and self.outline.shown:
            self.outline.pick(self.outline.shown_ids[0])
        blocker.unblock()
        if self.outline.shown:
            self._on_picked(self.outline.current)
        else:
            self.emptied.emit()

    def _on_picked(self, place: str) -> None:
        self._place = place
        self.picked.emit(place)

    def _on_left(self) -> None:
        """Go from the search to what it searches."""
        self._views[self.tab].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, place: str) -> None:
        """Show the entry at a place in the outline."""
        self.search.clear()
        self.go(0)
        self.outline.pick(place)

    def mend(self) -> None:
        """Go to what needs mending: to the next of them, where one stands at it already."""
        wrong = [line.id for line in self._entries if line.tone == "bad"]
        if wrong:
            at = wrong.index(self._place) + 1 if self._place in wrong else 0
            self.go_to(wrong[at % len(wrong)])

    def _write_outline(self) -> None:
        """Show what the search found, though it was reworded since, and what needs mending."""
        is_all = not self.search.text().strip()
        self.outline.show_lines(
            [line for line in self._entries
             if is_all or line.id in self._found or line.tone == "bad"])  # fmt: skip

    def _narrow(self, text: str) -> None:
        for view in (self.changes, self.versions):
            view.narrow(text)
        self._tell_nothing()

    def _tell_nothing(self) -> None:
        """Say it where the search leaves no row of the list that is shown."""
        text = self.search.text().strip()
        shown = self._views[self.tab].shown
        self.nothing.setText(_("Nothing found for “{text}”.").format(text=text))
        self.nothing.setVisible(bool(text) and not shown)

    def _on_opened(self, line: str) -> None:
        """Go to the entry that a difference is about."""
        self.go_to(line.partition("|")[2])
