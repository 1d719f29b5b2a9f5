"""Who decides: whom the form names for it, and what their office is held for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, SignatureLine, WorkspaceInfo
    from mcdesk.ui.forms.names import Names


def named_in(view: FormView, role: str) -> str:
    """Return whom the form names for a role: an id of the directory or a typed name, or ""."""
    for entry in view.definition.fields.values():
        if entry.type is FieldType.PERSON and entry.role == role:
            value = view.content.value(entry.id)
            if not is_empty(value):
                return str(value)
    return ""


def proposed(view: FormView, info: WorkspaceInfo, line: SignatureLine) -> str:
    """Return who is proposed to decide in a line (id or typed name), or "".

    Who is expected to, who works here in the role, whom the form names, the only one who holds it.
    """
    own = info.person_id if line.role in info.roles else ""
    who = line.person_id or own or named_in(view, line.role)
    holders = [each.id for each in view.persons if line.role in each.roles]
    return who or (holders[0] if len(holders) == 1 else "")


def scope_of(view: FormView, role: str) -> tuple[str, str]:
    """Return the programme and faculty (ids) that a role of this card is held for."""
    head = view.header
    own = next((line for line in view.programmes if line.name == head.programme), None)
    if own is None:
        return "", ""
    return (own.id, "") if role == "hsp" else ("", own.faculty_id) if role == "dean" else ("", "")


def other_than(named: str, person: str, names: Names) -> str:
    """Return that another person decides than the form names, or ""."""
    if not person or not named or (names.person_id(named) or named) == person:
        return ""
    said = _("The form names {named} for this; now {who} is to decide.")
    return said.format(named=names.person(named), who=names.person(person))
