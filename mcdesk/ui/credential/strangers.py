"""Whom a dialog names and the directory does not know: a way to add that person without leaving."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.application.views import Directory
from mcdesk.i18n import _
from mcdesk.ui.credential.people import People
from mcdesk.ui.forms.aside_link import AsideLink
from mcdesk.ui.jobs import read_info
from mcdesk.ui.people.dialogs import PersonDialog, Surroundings

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.ui.forms.lines import NameLine
    from mcdesk.ui.forms.seams import Jobs


class Newcomer(QObject):
    """The link above a line of names that adds who was typed; gone while there is nobody to add.

    Signals:
        known: the `People` by now; the line names who was added.
    """

    known = Signal(object)

    def __init__(
        self, line: NameLine, holder: QWidget, people: People, tasks: Jobs, today: date
    ) -> None:
        super().__init__(line)
        self._line, self._people, self._tasks, self._today = line, people, tasks, today
        self._link = AsideLink(holder, _("Add to the directory…"), self.ask)
        line.stranger_wanted.connect(self.ask)
        line.textChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        typed = self._line.text().strip()
        may = "directory" in self._people.info.rights
        self._link.offer(on=may and bool(typed) and not self._people.id_of(typed))

    def ask(self, _name: str = "") -> None:
        """Ask for what the directory holds of who was typed."""
        around = Surroundings(Directory((), (), ()), self._people.info.role_labels, self._today)
        name, window = self._line.text().strip(), self._line.window()
        dialog = PersonDialog(self._tasks, around, None, window, name=name)
        dialog.accepted.connect(partial(self._read, dialog.id))
        dialog.accepted.connect(dialog.deleteLater)
        dialog.open()

    def _read(self, person: str) -> None:
        self._tasks.run(read_info, partial(self._on_read, person))

    def _on_read(self, person: str, info: WorkspaceInfo) -> None:
        """Let the line name who was added."""
        self._people = People(info)
        self._line.use_names(list(self._people.names))
        self.known.emit(self._people)
        self._line.setText(self._people.name_of(person))
        self._follow()
        self._line.changed.emit()
