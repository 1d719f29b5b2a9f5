"""The window's left side: where to go, and below it who is working in which workspace."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mcdesk import i18n
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.calendar import moment_of
from mcdesk.procedure.initials import initials
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.board.pictures import paint_face
from mcdesk.ui.team.line import TeamLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import WorkspaceInfo

WIDE, WIDEST, NARROW = 208, 264, 56
FACE, INSET = 22, 8
"""Widths: with words, at least and at most, and of icons alone; of a face; at either side."""
LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}


class Place(NamedTuple):
    """Somewhere to go: its id, title (marked with `N_`) and icon."""

    id: str
    title: str
    icon: str


PLACES = (
    Place("board", N_("Board"), "square-kanban"),
    Place("work", N_("My work"), "list-todo"),
    Place("ideas", N_("Ideas"), "lightbulb"),
    Place("directory", N_("Directory"), "users"),
    Place("settings", N_("Settings"), "settings"),
    Place("wording", N_("Forms and wording"), "file-pen"),
    Place("register", N_("Register"), "rows-3"),
    Place("guide", N_("Development guide"), "book-open"),
)


class _NavButton(QPushButton):
    """A place in the list; shows a count where something waits there."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place, self._count, self._is_narrow = place, 0, False
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(QSize(18, 18))
        self._badge = parts.label("", "badge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 0)
        line.addStretch(1)
        line.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._badge.hide()
        self.toggled.connect(self.write)

    def write(self) -> None:
        """Write title, icon and count."""
        look = theme.current()
        title = _(self.place.title)
        self.setText("" if self._is_narrow else f"  {title}")
        self.setIcon(
            icons.icon(self.place.icon, look.accent if self.isChecked() else look.muted, 18)
        )
        self._badge.setText(str(self._count) if self._count < 100 else "99+")
        self._badge.setVisible(self._count > 0 and not self._is_narrow)
        waits = plural("{n} waits", "{n} wait", self._count) if self._count else ""
        self.setAccessibleName(f"{title}, {waits}" if waits else title)
        self.setToolTip(f"{title}, {waits}" if waits else title if self._is_narrow else "")

    def wanted(self) -> int:
        """Return the width that its words need, with the count beside them."""
        self.ensurePolished()
        count = self._badge.sizeHint().width() + theme.GAP if self._count else 0
        return self.sizeHint().width() + count

    def show_count(self, count: int) -> None:
        """Show how much waits there."""
        if count != self._count:
            self._count = count
            self.write()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the icon only, or icon and words."""
        self._is_narrow = narrow
        self.write()


class Sidebar(QFrame):
    """The places to go, and the workspace's line.

    Signals:
        went: a place (id) was chosen.
        language_requested: another language ("en", "id") is wanted.
        person_requested: the person who works now is to be chosen.
        person_changed: another person (name) works from now on.
    """

    went = Signal(str)
    language_requested = Signal(str)
    person_requested = Signal()
    person_changed = Signal(str)

    def __init__(self, places: Sequence[Place], menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self._info: WorkspaceInfo | None = None
        self._today = date.min
        self._buttons = {place.id: _NavButton(place, self) for place in places}
        self._is_narrow = False
        self._name = parts.label("MC Desk", "heading")
        self._workspace = parts.label("", "small")
        self._backup = parts.label("", "small", wrap=True)
        self._backup.setContentsMargins(11, 0, 0, 0)
        self.team = TeamLine(self)
        self._person = QPushButton(self)
        self._person.setProperty("kind", "nav")
        self._person.setIconSize(QSize(FACE, FACE))
        self._person.clicked.connect(self.person_requested)
        self._language = QPushButton(self)
        self._language.setProperty("kind", "nav")
        self._menu_button = QToolButton(self)
        self._menu_button.setProperty("kind", "quiet")
        self._menu_button.setMenu(menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._make_languages()
        self._lay_out()
        theme.theme_changed.connect(self.write)
        language.language_changed.connect(self.write)
        self.write()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 1, 10)
        whole.setSpacing(2)
        column = _inset(whole, 1)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name)
        head.addWidget(self._workspace)
        self._head = QHBoxLayout()
        self._head.setSpacing(6)
        self._head.addWidget(self._menu_button, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(head, 1)
        column.addLayout(self._head)
        column.addSpacing(10)
        for place, made in self._buttons.items():
            made.setObjectName(f"go.{place}")
            made.clicked.connect(self._on_clicked)
            column.addWidget(made)
        column.addStretch(1)
        column.addWidget(parts.rule())
        column.addSpacing(4)
        column.addWidget(self._backup)
        column.addWidget(self.team)
        whole.addWidget(self.team.caption)  # as wide as there is room
        column = _inset(whole)
        column.addWidget(self._person)
        column.addWidget(self._language)

    def _make_languages(self) -> None:
        menu = QMenu(self)
        for code, name in LANGUAGES.items():
            entry = QAction(name, menu)
            entry.setData(code)
            menu.addAction(entry)
        menu.triggered.connect(self._on_language)
        self._language_menu = menu
        self._language.clicked.connect(self._open_languages)

    def _open_languages(self) -> None:
        self._language_menu.popup(self._language.mapToGlobal(QPoint(0, -56)))

    def show_place(self, place: str) -> None:
        """Mark where the window is."""
        if place in self._buttons:
            self._buttons[place].setChecked(True)

    def show_count(self, place: str, count: int) -> None:
        """Show how much waits at a place."""
        if place in self._buttons:
            self._buttons[place].show_count(count)

    def show_info(self, info: WorkspaceInfo, today: date) -> None:
        """Show workspace, person and the last backup's age."""
        before, self._info, self._today = self._info, info, today
        self.write()
        if before is not None and before.person_id not in ("", info.person_id):
            self.person_changed.emit(info.person)

    def new_day(self, today: date) -> None:
        """Count the last backup's age from another day."""
        self._today = today
        self.write()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        self._is_narrow = narrow
        for made in self._buttons.values():
            made.show_narrow(narrow=narrow)
        self.team.show_narrow(narrow=narrow)
        for label in (self._name, self._workspace, self._backup):
            label.setVisible(not narrow)
        self.write()

    def write(self) -> None:
        """Write every text in the language and every icon in the theme in use."""
        info, look = self._info, theme.current()
        for made in self._buttons.values():
            made.write()
        self._fit()
        self._menu_button.setIcon(icons.icon("menu", look.muted, 18))
        self._menu_button.setAccessibleName(_("Menu"))
        self._menu_button.setToolTip(_("Menu"))
        code = i18n.language()
        self._language.setText(code.upper() if self._is_narrow else f"  {LANGUAGES[code]}")
        self._language.setAccessibleName(_("Language"))
        self._language.setToolTip(_("Language"))
        self._language.setIcon(QIcon() if self._is_narrow else icons.icon("languages"))
        if info is not None:
            self._write_info(info)

    def _fit(self) -> None:
        """Be as wide as the longest word needs, within bounds."""
        wanted = max((made.wanted() for made in self._buttons.values()), default=0)
        wide = min(max(wanted + 2 * INSET + 1, WIDE), WIDEST)
        self.setFixedWidth(NARROW if self._is_narrow else wide)

    def _write_info(self, info: WorkspaceInfo) -> None:
        from html import escape  # its table of names would hold up the first paint

        metrics = self._workspace.fontMetrics()
        room = self.maximumWidth() - 66
        shown = metrics.elidedText(info.name, Qt.TextElideMode.ElideRight, room)
        self._workspace.setText(shown)
        self._workspace.setToolTip(f"<qt>{escape(info.path)}</qt>")
        self._backup.setText(backup_text(info.last_backup, self._today))
        look = theme.current()
        if info.person_id:
            letters, ratio = initials(info.person), self.devicePixelRatioF()
            self._person.setIcon(QIcon(paint_face(letters, info.person_id, FACE, ratio)))
        else:
            self._person.setIcon(icons.icon("user", look.muted))
        name = self._person.fontMetrics().elidedText(
            info.person, Qt.TextElideMode.ElideRight, self.maximumWidth() - 60
        )
        self._person.setText("" if self._is_narrow else f"  {name}".replace("&", "&&"))
        words = _("Working now: {name}").format(name=info.person)
        self._person.setToolTip(f"<qt>{escape(words)}</qt>")
        self._person.setAccessibleName(words)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _NavButton):
            self.went.emit(sender.place.id)

    def _on_language(self, entry: QAction) -> None:
        self.language_requested.emit(str(entry.data()))


def _inset(whole: QVBoxLayout, share: int = 0) -> QVBoxLayout:
    """Add a column with room at either side."""
    column = QVBoxLayout()
    column.setContentsMargins(INSET, 0, INSET, 0)
    column.setSpacing(2)
    whole.addLayout(column, share)
    return column


def backup_text(moment: str, today: date) -> str:
    """Return the last backup's age in words."""
    if not moment:
        return _("No backup yet")
    days = (today - moment_of(moment).date()).days
    if days <= 0:
        return _("Backed up today")
    return plural("Backed up {n} day ago", "Backed up {n} days ago", days)
