"""What a form says against a signature before it is made, and the note that is taken over for it.

A result may have to say why (the note of F9's result). Whoever writes that into the sheet of the
signature has written it: it is put where the form asks for it, in the same step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.commands import SetValue
from mcdesk.procedure.deciding import AGREES, against, decided_fields, unmet_checks
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.late import supplied_by
from mcdesk.procedure.sheets import of_several
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, WorkspaceInfo
    from mcdesk.procedure.commands import SignForm

WORDS = (FieldType.TEXT, FieldType.LINE)


def against_words(view: FormView, info: WorkspaceInfo, role: str) -> str:
    """Return what the form itself says against it: what is owed, what is low, what is not said."""
    form, missing = view.definition, view.missing
    found = [*against(form, role, missing)] if role else []
    if role and decided_fields(form, role):
        found += of_several(form, missing)
    found += [each for each in unmet_checks(form, missing) if each not in found]
    said = [sentence(each) for each in found]
    if role and _asked(view, info, role):
        said.append(_("What you write below as the note is put there, too."))
    return "\n".join(said)


def notes_for(view: FormView, info: WorkspaceInfo, wish: SignForm) -> tuple[SetValue, ...]:
    """Return what writes the note of a decision where the form asks its role for one."""
    if not wish.note or wish.decision not in AGREES:
        return ()
    return tuple(
        SetValue(form=view.form_id, path=path, new=wish.note, base=view.content.value(path))
        for path in _asked(view, info, wish.role)
    )


def _asked(view: FormView, info: WorkspaceInfo, role: str) -> tuple[str, ...]:
    """Return the empty notes of what a role decides that have to say something before it signs."""
    if view.no_write is not None:
        return ()
    found = []
    for finding in against(view.definition, role, view.missing):
        top = view.definition.fields.get(finding.path.split(".", 1)[0])
        if top is None or top.id == finding.path or top.id not in view.open_paths:
            continue
        by = supplied_by(top)
        is_note = view.definition.field_of(finding.path).type in WORDS
        is_mine = not by or bool(set(by) & set(info.roles))
        if is_note and is_mine and is_empty(view.content.value(finding.path)):
            found.append(finding.path)
    return tuple(dict.fromkeys(found))
