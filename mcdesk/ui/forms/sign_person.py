"""Who decides: whom the form names for it, and the way into the directory for who is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.parts import button, column, text
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, WorkspaceInfo
    from mcdesk.ui.forms.names import Names


def named_in(view: FormView, role: str) -> str:
    """Return whom the form names for a role: an id of the directory or a typed name, or ""."""
    for entry in view.definition.fields.values():
        if entry.type is FieldType.PERSON and entry.role == role:
            value = view.content.value(entry.id)
            if not is_empty(value):
                return str(value)
    return ""


def scope_of(view: FormView, role: str) -> tuple[str, str]:
    """Return the programme and faculty (ids) that a role of this card is held for."""
    head = view.header
    own = next((line for line in view.programmes if line.name == head.programme), None)
    if own is None:
        return "", ""
    return (own.id, "") if role == "hsp" else ("", own.faculty_id) if role == "dean" else ("", "")


class PersonHelp(QWidget):
    """What is to be said about who decides; hidden while there is nothing.

    Signals:
        add_requested: who was typed is to enter the directory.
    """

    add_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=TIGHT)
        self.words = text("", "small", state="warn", wrap=True)
        self.add = button(_("Add to the directory…"), self.add_requested.emit, "link")
        layout.addWidget(self.words)
        layout.addWidget(self.add)
        self.hide()

    def show_help(self, typed: str, named: str, names: Names, info: WorkspaceInfo) -> None:
        """Say what is odd about the name that was typed."""
        person = names.person_id(typed)
        unknown = bool(typed) and not person
        other = bool(person and named) and (names.person_id(named) or named) != person
        said = ""
        if other:
            said = _("The form names {named} for this; now {who} is to decide.").format(
                named=names.person(named), who=names.person(person)
            )
        self.words.setText(said)
        self.words.setVisible(bool(said))
        self.add.setVisible(unknown and "directory" in info.rights)
        self.setVisible(bool(said) or not self.add.isHidden())
