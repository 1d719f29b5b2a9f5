"""What things are called: the ids in a form's values, who works here, a form among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.names import Names, ViewNames
from mcdesk.i18n import _
from mcdesk.procedure.sheets import assessor_field

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, WorkspaceInfo

__all__ = ["Names", "ViewNames", "own_name", "reviewer", "titled", "turn"]


def own_name(info: WorkspaceInfo) -> str:
    """Return the name of who works here, as the history says it."""
    return next((line.name for line in info.persons if line.id == info.person_id), info.person)


def turn(view: FormView) -> str:
    """Return round, loop and sheet as the card's page tells them; "" where the form has none.

    A form of each loop is named by its loop, and by the round once that is not the first.
    """
    head, per = view.header, view.definition.per
    said = []
    if head.round > 1 or ("round" in per and "loop" not in per):
        said.append(_("Round {n}").format(n=head.round))
    if "loop" in per:
        said.append(_("Loop {n}").format(n=head.loop))
    if head.scope and "assessor" in per:
        said.append(_("Sheet {n}").format(n=head.scope))
    if head.earlier:
        said.append(_("earlier round") if head.earlier == "round" else _("earlier loop"))
    return " · ".join(said)


def reviewer(view: FormView) -> str:
    """Return whose sheet a form is, by name; "" where it is nobody's own."""
    path = assessor_field(view.definition)
    person = view.content.text(path) if path else ""
    return ViewNames.of(view).person(person) if person else ""


def titled(view: FormView) -> str:
    """Return what a form is called among others: one of a later loop with its loop."""
    name = view.definition.short.text()
    later = "loop" in view.definition.per and view.header.loop > 1
    return f"{name}, {turn(view)}" if later else name
