"""An open form on screen: bar above, sections left, fields in the middle, what belongs to it right.

Section pages are built when they are first shown.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.escape import Escape
from mcdesk.ui.forms.beside import Beside
from mcdesk.ui.forms.changes import ChangesPage
from mcdesk.ui.forms.findbar import FindBar, selected_words
from mcdesk.ui.forms.inputs import caret_behind
from mcdesk.ui.forms.navigator import Navigator
from mcdesk.ui.forms.notices import Notice, Offer
from mcdesk.ui.forms.offers import UndoOffer
from mcdesk.ui.forms.page import SectionPage
from mcdesk.ui.forms.parts import column
from mcdesk.ui.forms.standing_notice import StandingNotice
from mcdesk.ui.forms.topbar import TopBar
from mcdesk.ui.tabbing import step, stops, stops_of, takes_tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent

    from mcdesk.procedure.definition import Section
    from mcdesk.ui.forms.folds import Folds
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.search import Match

SLIM, NARROW, WIDE_WINDOW = 960, 1280, 1600
"""Widths of the form below which, or from which on, its panes are narrower, or wider."""
TABBED = Qt.FocusPolicy.TabFocus


class Workbench(QWidget):
    """All that is seen of an open form.

    Signals:
        attach_requested: a path that a file is to be chosen for.
        change_requested: the frozen form is to be opened for changes.
        since_requested: since when changes are to be shown (a key of `since_when`).
    """

    attach_requested = Signal(str)
    since_requested = Signal(str)
    change_requested = Signal()

    def __init__(
        self, inspector: Inspector, parent: QWidget | None = None, folds: Folds | None = None
    ) -> None:
        super().__init__(parent)
        self.inspector, self.session = inspector, inspector.session
        self._pages: dict[str, SectionPage] = {}
        self._wide = False
        self.bar = TopBar(self.session, self)
        self.state_notice = StandingNotice(self.session, self.bar)
        self.notice = Notice()
        self.navigator = Navigator(inspector, self.notice, folds, self)
        self.outline = self.navigator.outline
        self.beside = Beside(inspector, self)
        self.side = self.beside.side
        self.stack = QStackedWidget(self)
        self.find_bar: FindBar | None = None
        self._rows = layout = column(self, gap=0)
        for widget in (self.bar, self.state_notice, self.notice):
            layout.addWidget(widget)
        self._add_panes(layout)
        self._connect()
        self.state_notice.follow_form()

    def _add_panes(self, layout: QVBoxLayout) -> None:
        panes = Panes(self._share)
        panes.addWidget(self.navigator)
        panes.addWidget(self.stack, 1)
        panes.addWidget(self.beside)
        layout.addLayout(panes, 1)

    def _connect(self) -> None:
        self.outline.section_chosen.connect(self.show_section)
        self.beside.go_requested.connect(self.go)
        self.navigator.go_requested.connect(self.go)
        self.navigator.tab_shown.connect(self._on_tab_shown)
        self.session.view_changed.connect(self.state_notice.follow_form)
        self.state_notice.change_requested.connect(self.change_requested)
        self.session.stepped.connect(self._on_stepped)
        self.bar.find_requested.connect(self.find_words)
        for keys, slot in (
            (QKeySequence("Ctrl+PgDown"), self._next_section),
            (QKeySequence("Ctrl+PgUp"), self._last_section),
            (QKeySequence("Ctrl+F"), self.find_words),
            (QKeySequence("Ctrl+H"), self.find_and_replace),
            (QKeySequence("F3"), self._find_next),
            (QKeySequence("Shift+F3"), self._find_last),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _next_section(self) -> None:
        self._step(1)

    def _last_section(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go to a section beside; who was in a field comes to the first one there.

        Qt would give the keyboard to what comes first in its own order, past a choice.
        """
        now, before = QApplication.focusWidget(), self.stack.currentWidget()
        was_in_field = now is not None and before is not None and before.isAncestorOf(now)
        self.outline.step(by)
        page = self.stack.currentWidget()
        if was_in_field and page is not before and isinstance(page, SectionPage):
            page.focus_first()

    # --- finding ---------------------------------------------------------------------------

    def find_words(self) -> None:
        """Open the bar that finds words in the whole form."""
        self._open_find(replace=False)

    def find_and_replace(self) -> None:
        """Open it with room for other words."""
        self._open_find(replace=True)

    def _open_find(self, *, replace: bool) -> None:
        words = selected_words()
        if self.find_bar is None:
            self.find_bar = FindBar(self.inspector)
            self.find_bar.shown.connect(self.reveal)
            self.find_bar.closed.connect(self._on_find_closed)
            offer = UndoOffer(self.session, self.notice)
            self.find_bar.replacing.connect(offer.begin)
            self.find_bar.replaced.connect(offer.say)
            self._rows.insertWidget(1, self.find_bar)
        self.session.flush()
        self.find_bar.open_bar(words, self._place_in_use(), replace=replace)

    def _place_in_use(self) -> str:
        page = self.stack.currentWidget()
        first = page.section.fields[0].id if isinstance(page, SectionPage) else ""
        return self.side.path or first

    def _find_next(self) -> None:
        if self.find_bar is not None and self.find_bar.isVisible():
            self.find_bar.go_next()
        else:
            self.find_words()

    def _find_last(self) -> None:
        if self.find_bar is not None and self.find_bar.isVisible():
            self.find_bar.go_back()

    def _on_find_closed(self, path: str) -> None:
        self.go(path or self._place_in_use())

    def reveal(self, match: Match) -> None:
        """Bring words that were found into sight; the focus stays where it is."""
        page = self.page(self.session.definition.section_of(match.path).id)
        if self.stack.currentWidget() is not page:
            self.show_section(page.section.id)
        page.reveal(match)

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.session.definition.sections

    @property
    def section_id(self) -> str:
        """The section that is shown, or ""."""
        page = self.stack.currentWidget()
        return page.section.id if isinstance(page, SectionPage) else ""

    def page(self, section_id: str) -> SectionPage:
        """Return the page of a section, built when it is first asked for."""
        if section_id not in self._pages:
            section = next(each for each in self.sections if each.id == section_id)
            first = section is self.sections[0]
            intro = self.session.definition.intro
            words = intro.text() if first and intro is not None else ""
            page = SectionPage(self.inspector, section, words, self.stack)
            page.focused.connect(self.side.show_path)
            page.focused.connect(self.beside.show_path)
            page.focused.connect(self.navigator.show_path)
            page.go_requested.connect(self.go)
            page.comments_requested.connect(self.beside.show_comments)
            page.comments_entered.connect(self.beside.enter_comments)
            page.wide_requested.connect(self.toggle_wide)
            page.attach_requested.connect(self.attach_requested)
            page.set_wide(wide=self._wide)
            self._pages[section_id] = page
            self.stack.addWidget(page)
        return self._pages[section_id]

    def show_section(self, section_id: str) -> None:
        """Show the page of a section."""
        page = self.page(section_id)
        self.stack.setCurrentWidget(page)
        self.side.show_section(page.section)
        self.outline.show_section(section_id)
        self.bar.set_showing_changes(showing=False)

    def show_first(self, section: str = "") -> None:
        """Show the section (its id) that the form opens at, else the first; no other is made."""
        if self.sections:
            self.show_section(section or self.sections[0].id)
            self.outline.setFocus()

    def take_focus(self) -> None:
        """Put the keyboard on the field in use, where it can have it, else on the sections."""
        page = self.stack.currentWidget()
        block = page.block_of(self.side.path) if isinstance(page, SectionPage) else None
        if block is not None:
            block.focus_path(self.side.path)
            now = QApplication.focusWidget()
            if now is not None and block.isAncestorOf(now) and now.focusPolicy() & TABBED:
                return
        self.navigator.current.setFocus()

    def go(self, path: str) -> None:
        """Show a place of the form and bring the focus there."""
        try:
            section = self.session.definition.section_of(path)
        except KeyError:
            return
        self.show_section(section.id)
        self.page(section.id).go(path)

    def go_on(self, path: str) -> None:
        """Bring the focus back to a place where somebody was typing, the caret behind the words."""
        self.go(path)
        caret_behind(QApplication.focusWidget())

    def say_unsaved(self) -> None:
        """Say that something typed is not stored yet, with the ways on."""
        words = _("Something typed is not stored yet; first settle that.")
        paths = [*self.session.conflicts, *self.session.unsaved]
        offers: list[Offer] = [(_("Go"), partial(self.go, paths[0]))] if paths else []
        self.notice.say(words, [*offers, (_("Try again"), self.session.retry)])

    def _on_stepped(self, places: Sequence[str]) -> None:
        """Show what an undo or redo changed, on the page that is shown where some of it is."""
        section_of = self.session.definition.section_of
        here = [place for place in places if section_of(place).id == self.section_id]
        if here:
            self.page(self.section_id).follow_step(here[0])
        else:
            self.show_place(places[0])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the bar that finds words also where nothing else has a use for it."""
        bar = self.find_bar
        if event.key() == Qt.Key.Key_Escape and bar is not None and bar.isVisible():
            bar.close_bar()
        else:
            super().keyPressEvent(event)

    def show_place(self, path: str) -> None:
        """Bring a place of the form into sight; who types on this page goes on typing."""
        section = self.session.definition.section_of(path)
        if self.stack.currentWidget() is self.page(section.id):
            self.page(section.id).bring_up(path)
        else:
            self.go(path)

    @cached_property
    def changes(self) -> ChangesPage:
        """The page of differences, made when it is first wanted."""
        made = ChangesPage()
        made.go_requested.connect(self.go)
        made.since_requested.connect(self.since_requested)
        Escape(made, self.hide_changes)
        self.stack.addWidget(made)
        return made

    def show_changes(self) -> None:
        """Show the page of differences."""
        self.stack.setCurrentWidget(self.changes)
        self.bar.set_showing_changes(showing=True)

    def hide_changes(self) -> None:
        """Go back to the section that was shown before."""
        row_now = max(self.outline.currentIndex().row(), 0)
        if row_now < len(self.sections):
            self.show_section(self.sections[row_now].id)

    def leave_changes(self) -> None:
        """Go from what changed to the fields, which may be written now."""
        if self.is_showing_changes:
            self.hide_changes()

    @property
    def is_showing_changes(self) -> bool:
        return isinstance(self.stack.currentWidget(), ChangesPage)

    def toggle_wide(self) -> None:
        """Give the middle all the room, or the panes theirs back."""
        self._wide = not self._wide
        self.navigator.setVisible(not self._wide)
        self.beside.setVisible(not self._wide)
        for page in self._pages.values():
            page.set_wide(wide=self._wide)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes from the sections to the first field, with the page's heading in sight."""
        now, page = QApplication.focusWidget(), self.stack.currentWidget()
        if forward and now is self.navigator.current and isinstance(page, SectionPage):
            page.focus_first()
            now = QApplication.focusWidget()
            if now is not None and page.isAncestorOf(now) and takes_tab(now):
                return True
        if self.isVisible():  # Qt looks for another place of the keyboard also when a form goes
            self.side.fill()
        ring, window = stops_of(self.panes()), self.window()
        others = [each for each in stops(window) if not self.isAncestorOf(each)]
        return step(window, now, [*ring, *others], forward=forward)

    def panes(self) -> list[QWidget]:
        """Return them as they are read: above, the sections, the fields, what stands beside them.

        Pages are built later than what stands beside them, and the bar that finds words last.
        """
        find = self.find_bar.panes() if self.find_bar is not None else []
        above = [self.bar, *find, self.state_notice, self.notice]
        return [*above, self.navigator, self.stack, *self.beside.panes()]

    def _on_tab_shown(self) -> None:
        self._share(self.width())

    def _share(self, room: int) -> None:
        """Give the panes their widths; modules have longer lines than sections."""
        step = sum(room >= width for width in (SLIM, NARROW, WIDE_WINDOW))
        sections, modules = (200, 224, 224, 288)[step], (208, 232, 276, 344)[step]
        self.navigator.setFixedWidth(modules if self.navigator.tab else sections)
        self.beside.setFixedWidth((232, 232, 256, 330)[step])


class Panes(QHBoxLayout):
    """Puts panes side by side; before it does, `share` gives those at the sides their widths.

    Given by the form's own resizing they would come too late: the page between would be laid out
    for the widths of before, then again.
    """

    def __init__(self, share: Callable[[int], None]) -> None:
        super().__init__()
        self._share, self._shared = share, -1
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

    @override
    def setGeometry(self, rect: QRect) -> None:
        if rect.width() != self._shared:  # `invalidate` forgets the geometry: it would never end
            self._shared = rect.width()
            self._share(rect.width())
            self.invalidate()
        super().setGeometry(rect)
