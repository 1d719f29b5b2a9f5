"""What the page about forms and wording has done on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.commands import WithdrawDefinition

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardAdoption, Changes, FormView
    from mcdesk.errors import Finding
    from mcdesk.procedure.wording import Data


def judged(data: Data, desk: DeskPort) -> tuple[Finding, ...]:
    """Return what is wrong with a wording."""
    return desk.wording_faults(data)


def adoptions(kind: str, desk: DeskPort) -> tuple[CardAdoption, ...]:
    """Return the cards that could adopt the wording of a form."""
    return desk.adoptions([kind])


def preview(text: str, desk: DeskPort) -> FormView:
    """Return a form as it would be seen with a wording."""
    return desk.wording_preview(text)


def withdraw(digest: str, desk: DeskPort) -> Changes:
    """Take a planned version back."""
    return desk.execute(WithdrawDefinition(definition=digest))
