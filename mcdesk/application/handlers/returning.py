"""To which earlier stage who returns a form would have its card go back (decisions.md, 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from mcdesk.procedure import commands as do
    from mcdesk.procedure.situation import Situation

RETURN = "return"


def stage_named(work: Work, situation: Situation, command: do.SignForm) -> str:
    """Return the stage that a return names, "" where it leaves that to CTL.

    Done again, it named one that lay before the card's when it was made.

    Raises:
        Refused: It is none of the procedure, does not lie before the card's, or this is no return.
    """
    if not command.to_stage:
        return ""
    if command.decision != RETURN:
        refuse("only_return", N_("Only a return names a stage to go back to: leave the stage out."))
    found = work.stage_id(command.to_stage, situation.procedure)
    here = situation.procedure.stage(situation.card.stage)
    if work.replay is None and not situation.procedure.is_before(found, here.id):
        refuse("not_earlier", N_("{code} stands at {stage}: a return names an earlier stage, or "
                                 "none, and CTL decides."),
               code=situation.card.code, stage=here.name)  # fmt: skip
    return found
