"""What undo says in a form in which nothing was done: it would take back something unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from mcdesk.application.views.changes import StepName


class Elsewhere(Refused):
    """The steps that there are were not taken in the form; `step` is the last of them."""

    def __init__(self, step: StepName, *, is_redo: bool = False) -> None:
        words = N_("There is nothing to take back in this form; the last step was elsewhere.")
        super().__init__(Finding("elsewhere", words))
        self.step, self.is_redo = step, is_redo
