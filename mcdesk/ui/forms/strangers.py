"""Names in a form that nobody in the directory has: adding who is meant, and naming that person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.application.views import Directory
from mcdesk.i18n import _
from mcdesk.ui.forms.fold import Edit, command_of
from mcdesk.ui.forms.sign_person import scope_of
from mcdesk.ui.people.dialogs import PersonDialog, Surroundings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, WorkspaceInfo
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench


def person_dialog(
    jobs: Jobs, view: FormView, info: WorkspaceInfo, parent: QWidget, name: str, role: str
) -> PersonDialog:
    """Return the dialog that adds somebody, with the role or office that a form waits for."""
    dialog = _dialog(jobs, view, info, parent, name, role)
    # Cancelled while it adds, it is accepted all the same; else it goes with its parent.
    dialog.accepted.connect(dialog.deleteLater)
    return dialog


def gathering_dialog(
    jobs: Jobs, view: FormView, info: WorkspaceInfo, parent: QWidget, name: str, role: str
) -> PersonDialog:
    """Return the dialog that asks for somebody who is entered later, with a decision.

    Once it was accepted it stays, to be opened again, as long as its parent.
    """
    dialog = _dialog(jobs, view, info, parent, name, role)
    dialog.gather(_("Entered in the directory once the decision is recorded, and not before."))
    return dialog


def _dialog(
    jobs: Jobs, view: FormView, info: WorkspaceInfo, parent: QWidget, name: str, role: str
) -> PersonDialog:
    around = Surroundings(Directory((), (), ()), info.role_labels, view.today)
    programme, faculty = scope_of(view, role)
    office = (role, programme, faculty) if programme or faculty else None
    dialog = PersonDialog(jobs, around, None, parent, name=name, role=role, office=office)
    jobs.run(_read_directory, dialog.know_directory, _ignore, kind="reader")
    return dialog


def _read_directory(desk: DeskPort) -> Directory:
    return desk.directory()


def _ignore(_error: object) -> None:
    """Who holds the office is not known: the dialog does without saying it."""


class Strangers(QObject):
    """Adds whom a form names and the directory does not know, and lets the form name them."""

    def __init__(self, jobs: Jobs, bench: Workbench, info: WorkspaceInfo, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._info, self._window = jobs, info, window
        self._session, self._inspector = bench.session, bench.inspector
        bench.inspector.adds_people = "directory" in info.rights
        bench.inspector.person_wanted.connect(self.ask)

    def ask(self, path: str, name: str) -> None:
        """Ask for what the directory holds of a name that stands at a path."""
        field = self._session.definition.field_of(path)
        role = field.column(path.rsplit("/", 1)[1]).role if "/" in path else field.role
        dialog = person_dialog(self._jobs, self._session.view, self._info, self._window, name, role)
        dialog.accepted.connect(partial(self._on_added, path, dialog.id, name))
        dialog.open()

    def _on_added(self, path: str, person: str, name: str) -> None:
        """Let the place name who was added; everything typed is stored before."""
        session = self._session
        self._inspector.know_person(person, name)
        session.flush()
        content = session.content
        edit = Edit(path, content.value(path), person)
        session.send([command_of(session.form_id, edit, content)])
