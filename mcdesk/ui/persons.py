"""Choosing who is working now: a menu of a few people, a list to search where there are many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.escape import FindLine
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, QPoint

    from mcdesk.application.views import PersonLine, WorkspaceInfo

FEW = 6
"""As many people as a menu offers at the most."""
WIDTHS = (230, 250)
PAUSE = 1_000  # milliseconds after which letters begin another name
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PersonMenu(QMenu):
    """Offers the people of the directory.

    Signals:
        picked: a person (id) was chosen.
    """

    picked = Signal(str)

    def __init__(self, info: WorkspaceInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed, self._since = "", QElapsedTimer()
        self._since.start()
        for person, words in zip(info.persons, told_apart(info), strict=True):
            entry = QAction(words.replace("&", "&&"), self)
            entry.setData(person.id)
            entry.setCheckable(True)
            entry.setChecked(person.id == info.person_id)
            self.addAction(entry)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the first whose name has what is typed; a pause begins a new name."""
        if not event.text().strip() or not event.text().isprintable():
            super().keyPressEvent(event)
            return
        self._typed = event.text() if self._since.hasExpired(PAUSE) else self._typed + event.text()
        self._since.restart()
        wanted = self._typed.casefold()
        called = [entry for entry in self.actions() if wanted in entry.text().casefold()]
        starting = [each for each in called if each.text().casefold().startswith(wanted)]
        for entry in (starting or called)[:1]:
            self.setActiveAction(entry)

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
        self.search = FindLine()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search the directory"))
        self.body.addWidget(self.search)
        self.view = LinesView([_("Name"), _("Roles")], ())
        self.view.widths(*WIDTHS)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setAccessibleName(_("People"))
        self.view.setMinimumHeight(300)
        lines = [_line(person, info) for person in info.persons]
        self.view.show_lines(lines, first=False)  # where nobody works yet, nobody is proposed
        self.view.pick(info.person_id)
        self.body.addWidget(self.view, 1)
        self.none = parts.label("", "muted", wrap=True)
        self.body.addWidget(self.none)
        self.add_ok(_("Choose"))
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.view.opened.connect(self._on_opened)
        self.view.picked.connect(self._on_picked)
        self.search.setFocus()
        self._on_search("")

    def _on_search(self, text: str) -> None:
        self.view.narrow(text)
        if text.strip() and self.view.shown_ids:
            self.view.pick(self.view.shown_ids[0])  # what is marked is what Enter takes
        words = _("Nobody of the directory is called “{text}”.").format(text=text.strip())
        self.none.setText("" if self.view.shown_ids else words)
        self.none.setVisible(not self.view.shown_ids)
        self.ok.setEnabled(bool(self.view.current))

    def _on_picked(self, id_: str) -> None:
        self.ok.setEnabled(bool(id_))
        if id_:
            self.none.hide()

    @override
    def tell_why(self) -> None:
        if self.view.shown_ids:
            self.none.setText(_("Choose yourself first: type a part of your name, or go down the "
                                "list with the arrow keys."))  # fmt: skip
            self.none.show()

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
    """Ask who is working now; whoever does so already goes on where they are."""

    def pick(person: str) -> None:
        if person != info.person_id:
            picked(person)

    if len(info.persons) > FEW:
        dialog = PersonDialog(info, parent)
        dialog.picked.connect(pick)
        dialog.open()
        return
    menu = PersonMenu(info, parent)
    menu.picked.connect(pick)
    menu.popup(place)


def told_apart(info: WorkspaceInfo) -> list[str]:
    """Return what each person is called among the others; several of one name not alike."""
    names = Counter(person.name for person in info.persons)
    words = [
        person.name if names[person.name] == 1
        else " · ".join(filter(None, (*_line(person, info).cells, person.position)))
        for person in info.persons
    ]  # fmt: skip
    alike, before = Counter(words), Counter[str]()
    for n, said in enumerate(words):
        before[said] += 1
        words[n] = f"{said} ({before[said]})" if alike[said] > 1 else said
    return words


def _line(person: PersonLine, info: WorkspaceInfo) -> Line:
    roles = (info.role_labels[role].text() for role in person.roles if role in info.role_labels)
    return Line(person.id, (person.full_name or person.name, ", ".join(roles)))
