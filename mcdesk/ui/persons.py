<<<<<<< HEAD
"""Choosing who is working now: a menu of a few people, a list to search where there are many."""
=======
"""Who is working now: the people of the directory, found by name or role."""
>>>>>>> b0bd763 (Who works here is found by name or role in a list)

from __future__ import annotations

from typing import TYPE_CHECKING

<<<<<<< HEAD
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, QPoint

    from mcdesk.application.views import PersonLine, WorkspaceInfo

FEW = 12
"""As many people as a menu offers at the most."""
WIDTHS = (230, 250)
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
=======
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.finder import Finder

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.application.views.line import PersonLine

ID = int(Qt.ItemDataRole.UserRole)
SIZE = (420, 460)
>>>>>>> b0bd763 (Who works here is found by name or role in a list)


class PersonFinder(Finder):
    """Offers the people of the directory, with their roles; it is gone once it closes.

    Signals:
        picked: a person (id) was chosen.
    """

    picked = Signal(str)

    def __init__(self, info: WorkspaceInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._info = info
        self._persons = sorted(info.persons, key=lambda person: person.name.casefold())
        self.field.setPlaceholderText(_("Who works here? Name or role"))
        self.field.setAccessibleName(_("Who works here? Name or role"))
        self.list.setAccessibleName(_("People"))
        self.resize(*SIZE)
        self.search("")

<<<<<<< HEAD
    def _on_triggered(self, entry: QAction) -> None:
        self.picked.emit(str(entry.data()))


class PersonDialog(Dialog):
    """Offers the people of the directory in a list to search, with their roles.

    Signals:
        picked: a person (id) was chosen.
    """

    picked = Signal(str)

    def __init__(self, info: WorkspaceInfo, parent: QWidget | None = None) -> None:
        super().__init__(_("Who works here?"), parent, width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("What is done from now on is done as this person. Who is missing is added in the "
                  "directory.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search the directory"))
        self.search.setClearButtonEnabled(True)
        self.body.addWidget(self.search)
        self.view = LinesView([_("Name"), _("Roles")], ())
        self.view.widths(*WIDTHS)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setAccessibleName(_("People"))
        self.view.setMinimumHeight(300)
        self.view.show_lines([_line(person, info) for person in info.persons])
        self.view.pick(info.person_id)
        self.body.addWidget(self.view, 1)
        self.add_ok(_("Choose"))
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.view.opened.connect(self._on_opened)
        self.search.setFocus()
        self._on_search("")

    def _on_search(self, text: str) -> None:
        self.view.narrow(text)
        self.ok.setEnabled(bool(self.view.current))

    def _on_opened(self, _id: str) -> None:
        self.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows choose in the list while the search has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES and watched is self.search:
                QApplication.sendEvent(self.view, event)
                return True
        return super().eventFilter(watched, event)

    @override
    def accept(self) -> None:
        if self.view.current:
            self.picked.emit(self.view.current)
            super().accept()


def offer_people(
    parent: QWidget, info: WorkspaceInfo, place: QPoint, picked: Callable[[str], object]
) -> None:
    """Ask who is working now."""
    if len(info.persons) > FEW:
        dialog = PersonDialog(info, parent)
        dialog.picked.connect(picked)
        dialog.open()
        return
    menu = PersonMenu(info, parent)
    menu.picked.connect(picked)
    menu.popup(place)


def _line(person: PersonLine, info: WorkspaceInfo) -> Line:
    roles = (info.role_labels[role].text() for role in person.roles if role in info.role_labels)
    return Line(person.id, (person.full_name or person.name, ", ".join(roles)))
=======
    def popup(self, at: QPoint) -> None:
        """Show it with its lower left corner at a place, within the screen."""
        room = self.screen().availableGeometry()
        top = min(max(at.y() - self.height(), room.top()), room.bottom() - self.height())
        left = min(max(at.x(), room.left()), room.right() - self.width())
        self.move(left, top)
        self.show()
        self.field.setFocus()

    @override
    def search(self, text: str) -> None:
        wanted = text.casefold().split()
        self.list.clear()
        for person in self._persons:
            roles = self._roles(person)
            said = f"{person.name} {person.full_name} {person.position} {roles}".casefold()
            if all(word in said for word in wanted):
                self.list.addItem(self._row(person, roles))
        self.list.setCurrentRow(max(self._own_row() if not wanted else 0, 0))
        if not self.list.count():
            self.show_nothing(_("Nobody in the directory is called that. Try fewer letters."))

    def _roles(self, person: PersonLine) -> str:
        labels = self._info.role_labels
        named = (labels[role].text() if role in labels else role for role in person.roles)
        return ", ".join(dict.fromkeys(named))

    def _row(self, person: PersonLine, roles: str) -> QListWidgetItem:
        """Return one person; the one who works now has a tick."""
        row = QListWidgetItem("\n".join(filter(None, (person.full_name or person.name, roles))))
        is_now = person.id == self._info.person_id
        look = theme.current()
        row.setIcon(
            icons.icon("check" if is_now else "user", look.accent if is_now else look.muted)
        )
        row.setData(ID, person.id)
        if is_now:
            words = _("{name}, working now").format(name=person.name)
            row.setData(int(Qt.ItemDataRole.AccessibleTextRole), words)
        return row

    def _own_row(self) -> int:
        rows = range(self.list.count())
        return next((n for n in rows if self.list.item(n).data(ID) == self._info.person_id), -1)

    @override
    def run(self) -> None:
        row = self.list.currentItem()
        chosen = str(row.data(ID) or "") if row is not None else ""
        if chosen:
            self.picked.emit(chosen)
            self.close()
>>>>>>> b0bd763 (Who works here is found by name or role in a list)
