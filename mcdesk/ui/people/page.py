"""The directory: everybody with titles, numbers and offices; faculties and programmes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import RemoveContent
from mcdesk.ui import parts
from mcdesk.ui.erasing import Erase, Erased, ErasingDialog
from mcdesk.ui.escape import FindLine
from mcdesk.ui.people.absence import AbsenceDialog, BackDialog
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.dialogs import (
    AppointDialog,
    PersonDialog,
    Surroundings,
)
from mcdesk.ui.people.ending import EndDialog
from mcdesk.ui.people.panel import PersonPanel, holds_on, office_words
from mcdesk.ui.people.pasting import PasteDialog
from mcdesk.ui.people.places import PlacesView
from mcdesk.ui.people.table import Line, LinesView, framed

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import (
        AbsenceLine,
        Directory,
        OfficeLine,
        PersonEntry,
        WorkspaceInfo,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows."""

    directory: Directory
    info: WorkspaceInfo
    today: date

    @property
    def may(self) -> bool:
        return "directory" in self.info.rights and not self.info.read_only

    @property
    def may_erase(self) -> bool:
        return RemoveContent.right in self.info.rights and not self.info.read_only


class DirectoryPage(DeskPage):
    """The people, faculties and programmes of the workspace.

    Signals:
        statement_requested: the contribution statement of a person (id) is wanted.
        said: a line for the person, about something that was done.
    """

    statement_requested = Signal(object)
    said = Signal(str)

    help_topic = "people-and-settings"

    tables: ClassVar[frozenset[str]] = frozenset(
        {"person", "office", "absence", "faculty", "programme", "redaction"}
    )
    title: ClassVar[str] = N_("Directory")
    _added = _wanted = ""

    @override
    @staticmethod
    def read(desk: DeskPort) -> Read:
        return Read(desk.directory(), desk.info(), desk.board().today)

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self._search = FindLine()
        self._search.setPlaceholderText(_("Search  ( / )"))
        self._search.setAccessibleName(_("Search the directory"))
        self._search.setMinimumWidth(120)
        self._search.setMaximumWidth(220)
        self._search.textChanged.connect(self._on_search)
        self._tabs = [_chip(_("People")), _chip(_("Faculties and programmes"))]
        for place, tab in enumerate(self._tabs):
            tab.setObjectName(str(place))
            tab.clicked.connect(self._on_tab)
        self._add = parts.button(_("Add a person…"), "primary", "plus")
        self._add.clicked.connect(self._on_add)
        self._add_faculty = parts.button(_("Add a faculty…"))
        self._add_faculty.clicked.connect(self._on_add_faculty)
        self._change_faculty = parts.button(_("Change faculty…"))
        self._change_faculty.clicked.connect(self._on_change_faculty)
        self._change_programme = parts.button(_("Change programme…"))
        self._change_programme.clicked.connect(self._on_change_programme)
        copy = parts.button(_("Copy as table"), "", "copy")
        copy.clicked.connect(self._on_copy)
        self._many = parts.button(_("Paste a list…"))
        self._many.setToolTip(_("Adds many people from rows of a spreadsheet"))
        self._many.clicked.connect(self._on_many)
        bar, _row = page_bar(_("Directory"), self._search, *self._tabs, 1, copy, self._many,
                             self._add)  # fmt: skip
        self._copied = parts.label("", "small")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._make_stack(), 1)
        self._copied.setContentsMargins(16, 0, 16, 8)
        column.addWidget(self._copied)
        QShortcut(QKeySequence("/"), body, self._search.setFocus)
        self._show_tab(0)

    def take_focus(self) -> None:
        """Put the keyboard on the list that is shown."""
        (self.places if self._stack.currentIndex() else self.people).setFocus()

    def _make_stack(self) -> QStackedWidget:
        headings = (_("Name"), _("Roles and offices"), _("Position"), _("NIDN or NIP"),
                    _("E-mail"), _("Login"))  # fmt: skip
        self.people = LinesView(headings, (0, 1, 2))
        self.people.widths(0, 0, 0, 110, 150, 90)
        self.people.setAccessibleName(_("People"))
        self.people.picked.connect(self._on_picked)
        self.people.opened.connect(self._on_change)
        self._places = PlacesView(self.tasks)
        self._places.add_buttons(self._add_faculty, self._change_faculty, self._change_programme)
        self._places.faculty_wanted.connect(self._on_add_faculty)
        self.places = self._places.lines
        self._places.picked.connect(self._write_state)
        self._places.opened.connect(self._on_change_place)
        self._panel = PersonPanel()
        self._panel.change_requested.connect(self._on_change)
        self._panel.appoint_requested.connect(self._on_appoint)
        self._panel.end_requested.connect(self._on_end)
        self._panel.absence_requested.connect(self._on_absence)
        self._panel.back_requested.connect(self._on_back)
        self._panel.erase_requested.connect(self._on_erase)
        self._panel.statement_requested.connect(self.statement_requested)
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(framed(self.people), 1)
        row.addWidget(self._panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(first)
        self._stack.addWidget(self._places)
        self._panel.fit(self.width())
        return self._stack

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panel.fit(self.width())

    # --- showing --------------------------------------------------------------------------

    @override
    def show_data(self, data: Read) -> None:
        directory, today = data.directory, data.today
        self.people.show_lines([_person_line(person, today) for person in directory.people])
        self.people.hide_empty(2, 3, 4, 5)
        self._places.show_directory(directory)
        self._on_picked()
        self._write_state()
        self._go_on()
        if self._wanted:
            self.choose_record(self._wanted)

    def choose_record(self, record: str) -> None:
        """Choose a person, faculty or programme (id), once it is read."""
        self._wanted = record if self.data_ is None else ""
        self._search.clear()
        for place, view in enumerate((self.people, self.places)):
            if view.pick(record):
                self._show_tab(place)
                view.pick(record)

    def _go_on(self) -> None:
        """Choose what was just added, and offer the next step for it."""
        if self._added and self.people.pick(self._added):
            self._added = ""
            if self.person is not None and not self.person.offices:
                QTimer.singleShot(0, self, self._on_appoint)

    def _write_state(self) -> None:
        """Write what may be done, and how much is shown."""
        read: Read | None = self.data_
        may = read is not None and read.may
        people = self._stack.currentIndex() == 0
        self._add.setEnabled(may and (people or bool(read and read.directory.faculties)))
        self._many.setEnabled(may)
        self._many.setVisible(people)
        for adding in (self._add_faculty, self._places.first):
            adding.setEnabled(may)
        self._change_faculty.setEnabled(may and self._places.faculty is not None)
        self._change_programme.setEnabled(may and self._places.programme is not None)
        if people:
            words = plural("{n} person", "{n} people", self.people.shown)
        else:
            words = plural("{n} line", "{n} lines", self.places.shown)
        if read is not None and not may:
            words = " · ".join((words, _("Only CTL changes the directory.")))
        self._copied.setText(words)

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)
        self._add.setText(_("Add a programme…") if place else _("Add a person…"))
        self._on_search(self._search.text())

    def _on_tab(self) -> None:
        self._show_tab(int(self.sender().objectName()))

    def _on_search(self, text: str) -> None:
        (self.people if self._stack.currentIndex() == 0 else self.places).narrow(text)
        self._write_state()

    @property
    def person(self) -> PersonEntry | None:
        """The person who is chosen."""
        read: Read | None = self.data_
        id_ = self.people.current
        people = read.directory.people if read is not None else ()
        return next((person for person in people if person.id == id_), None)

    def _on_picked(self, _id: str = "") -> None:
        if self.data_ is not None:
            read: Read = self.data_
            person = self.person
            if person is not None and read.info.read_only:
                person = replace(person, may_absent=False)
            focused = self.window().focusWidget()
            had = focused is not None and self._panel.isAncestorOf(focused)
            written = self._panel.show_person(
                person, read.today, may=read.may, may_erase=read.may_erase
            )
            if had and written:
                self.people.setFocus()  # the button is gone: not on to the sidebar

    # --- doing ----------------------------------------------------------------------------

    def _around(self) -> Surroundings:
        read: Read = self.data_
        info = read.info
        return Surroundings(read.directory, info.role_labels, read.today, info.role_scopes)

    def _ask(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _on_add(self) -> None:
        if self.data_ is None:
            return
        if self._stack.currentIndex() == 1:
            self._ask(self._places.dialog(programme=True))
            return
        dialog = PersonDialog(self.tasks, self._around(), None, self)
        dialog.accepted.connect(partial(self._on_person_added, dialog.id))
        self._ask(dialog)

    def _on_many(self) -> None:
        if self.data_ is not None:
            self._ask(PasteDialog(self.tasks, self))

    def _on_person_added(self, person: str) -> None:
        self._added = person

    def _on_add_faculty(self) -> None:
        if self.data_ is not None:
            self._ask(self._places.dialog(programme=False))

    def _on_change_faculty(self) -> None:
        if self._places.faculty is not None:
            self._ask(self._places.dialog(programme=False, known=True))

    def _on_change_programme(self) -> None:
        if self._places.programme is not None:
            self._ask(self._places.dialog(programme=True, known=True))

    def _on_change_place(self) -> None:
        if self.data_ is not None and self.data_.may:
            known = self._places.programme is not None
            (self._on_change_programme if known else self._on_change_faculty)()

    def _on_change(self, _id: str = "") -> None:
        if self.person is not None and self.data_.may:
            self._ask(PersonDialog(self.tasks, self._around(), self.person, self))

    def _on_appoint(self) -> None:
        if self.person is not None:
            self._ask(AppointDialog(self.tasks, self._around(), self.person, self))

    def _on_end(self, office: OfficeLine) -> None:
        self._ask(EndDialog(self.tasks, self.data_.today, office, self))

    def _on_absence(self) -> None:
        person = self.person
        if person is not None:
            whose = (person.id, person.name)
            self._ask(AbsenceDialog(self.tasks, self.data_.today, whose, self))

    def _on_back(self, absence: AbsenceLine) -> None:
        self._ask(BackDialog(self.tasks, self.data_.today, absence, self))

    def _on_erase(self, absence: AbsenceLine) -> None:
        person = self.person
        if person is not None:
            what = _("The note of the absence of {name}").format(name=person.name)
            dialog = ErasingDialog(what, self)
            dialog.carry_out(
                self.tasks,
                lambda: Erase(RemoveContent(absence=absence.id, reason=dialog.reason)),
                self._on_erased,
            )

    def _on_erased(self, erased: Erased) -> None:
        self.tasks.publish(erased.changes)
        self.said.emit(erased.words)

    def _on_copy(self) -> None:
        view = self.people if self._stack.currentIndex() == 0 else self.places
        words = plural("{n} line copied", "{n} lines copied", view.copy())
        self._copied.setText(words)


def _chip(words: str) -> QPushButton:
    chip = parts.button(words, "chip")
    chip.setCheckable(True)
    return chip


def _person_line(person: PersonEntry, today: date) -> Line:
    offices = [office_words(office) for office in person.offices if holds_on(office, today)]
    number = " ".join(filter(None, (person.number_kind, person.number)))
    cells = (person.full_name, ", ".join(offices), person.position, number, person.email,
             person.login)  # fmt: skip
    return Line(person.id, cells, tip="\n".join(offices))
