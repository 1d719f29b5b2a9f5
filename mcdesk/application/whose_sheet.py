"""Whose sheet a filled form is, where each assessor has one (domain.md, F9 e1). Pure.

A file says it by the name that stands in it, else by the name that it was sent out with. What one
assessor found never stands as another's because a file came back into the wrong sheet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.names import ViewNames
from mcdesk.application.outside import name_of, text_of
from mcdesk.application.typed import parse
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.sheets import assessor_field

if TYPE_CHECKING:
    from mcdesk.application.outside import Filled
    from mcdesk.application.proposal import Proposal
    from mcdesk.application.views import FormView

ANOTHER_S = N_("The file is {theirs}’s, and this sheet is {mine}’s. Nothing is chosen beforehand: "
               "what is taken over stands as {mine}’s.")  # fmt: skip
NOBODY_S = N_("The file is {theirs}’s, and this sheet names nobody. Nothing is chosen beforehand: "
              "name {theirs} in it, then take the file in again.")  # fmt: skip
UNSAID = N_("The file does not say whose sheet it is; the one that is open is {mine}’s.")


def named_in(view: FormView, filled: Filled) -> str:
    """Return the assessor whom a file names, by id; as written where nobody is called so.

    "" where it names nobody, or where the form has no sheet for each assessor.
    """
    path = assessor_field(view.definition)
    if not path:
        return ""
    names, entry = ViewNames.of(view), view.definition.fields[path]
    base = filled.sent.base.text(path) if filled.sent is not None else ""
    text = clean_text(filled.fields.get(name_of(path), "")).rstrip()
    if text in ("", clean_text(text_of(entry, base, names)).rstrip()):
        return base
    return str(parse(entry, text, names, view.today))


def kept_apart(view: FormView, filled: Filled, proposal: Proposal) -> Proposal:
    """Return a proposal that chooses nothing beforehand of a file that is another assessor's.

    Whose sheet it is is never changed unasked either.
    """
    path = assessor_field(view.definition)
    if not path:
        return proposal
    said, mine = named_in(view, filled), view.content.text(path)
    chosen = {one.path: one.value for one in proposal.found if one.is_chosen}
    is_another_s = bool(said) and said != (mine or chosen.get(path))
    shut = {*chosen} if is_another_s else {path} if mine else set()
    found = tuple(
        replace(one, state="differs") if one.is_chosen and one.path in shut else one
        for one in proposal.found
    )
    names = ViewNames.of(view)
    named = {"theirs": names.person(said), "mine": names.person(mine)}
    notes = list(proposal.notes)
    if is_another_s:
        notes.insert(0, Finding("another_s_sheet", ANOTHER_S if mine else NOBODY_S, named))
    elif mine and not said and filled.sent is not None and filled.sent.card:
        notes.insert(0, Finding("whose_sheet", UNSAID, named))
    return replace(proposal, found=found, notes=tuple(notes))
