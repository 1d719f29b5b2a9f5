"""What rules may know when they run in an editor: made from the form's read model alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import Content, Surroundings

if TYPE_CHECKING:
    from mcdesk.application.views import FormView


def surroundings_of(view: FormView) -> Surroundings:
    """Return the surroundings of a form as its editor has them."""
    return Surroundings(
        today=view.judged_on or view.today,
        profile=view.profile,
        setting=view.settings.get,
        other=lambda kind: view.others.get(kind, Content()),
        look=view.facts.get,
        holidays=view.holidays,
        stages=view.stages,
        present=view.today,
        sheets=lambda kind: view.sheets.get(kind, ()),
    )
