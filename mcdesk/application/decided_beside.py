"""A decision that could not be kept, beside the text that is frozen now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.asked import said_in_both
from mcdesk.application.form_queries import form_state
from mcdesk.application.journal import made_in
from mcdesk.application.rebase import FACTS
from mcdesk.errors import Refused
from mcdesk.i18n import N_
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import SignOff

if TYPE_CHECKING:
    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.stage import Label

OVER = N_("The decision was made over version {was} of {form}, with the digest {digest}.")
NOT_FROZEN = N_("{form} is not frozen now: it can be decided about once it is.")
MADE = N_("{form} has this decision now: nothing is left to do.")
SAME_HERE = N_("That very text is frozen now, as version {version}: decide about it in the form, "
               "then take this off the list.")  # fmt: skip
SAME_OUTSIDE = N_("That very text is frozen now, as version {version}: done again, the decision "
                  "holds over it.")  # fmt: skip
OTHER_HERE = N_("Another text is frozen now, as version {version} with the digest {now}: read it "
                "in the form and decide about it there, then take this off the list.")  # fmt: skip
OTHER_OUTSIDE = N_("Another text is frozen now, as version {version} with the digest {now}: what "
                   "was signed holds for the earlier text only. Print what is frozen now and have "
                   "that signed.")  # fmt: skip


RESULT_HERE = N_("The text is the same, as version {version}, but what was decided says something "
                 "else now: look at it in the form and decide about it there, then take this off "
                 "the list.")  # fmt: skip
RESULT_OUTSIDE = N_("The text is the same, as version {version}, but what was decided says "
                    "something else now: what was signed holds only for what was said then. Let "
                    "the form say that, or have signed what it says now.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision was over, and what is frozen now, in words; `is_so`: it was made since."""

    said: tuple[Label, ...] = ()
    is_so: bool = False


def decided_beside(knowledge: Knowledge, event: Event) -> Decided:
    """Return what a decision that an event recorded was over; nothing for any other event."""
    made = made_in(event, SignOff)
    if made is None or not made.form_id:
        return Decided()
    try:
        state = form_state(knowledge, made.form_id)[2]
    except Refused:
        return Decided()
    given = {
        "form": state.definition.short, "was": made.version, "digest": short_digest(made.digest),
        "version": state.form.version, "now": short_digest(state.digest),
    }  # fmt: skip
    said = (OVER, _standing(state, made))
    return Decided(tuple(said_in_both(text, **given) for text in said), said[1] == MADE)


def _standing(state: FormState, made: SignOff) -> str:
    """Return the sentence about what is frozen now."""
    revision, is_outside = state.revision, made.medium in FACTS
    if revision is None or not state.is_frozen:
        return NOT_FROZEN
    if revision.digest != made.digest:
        return OTHER_OUTSIDE if is_outside else OTHER_HERE
    present = state.decided.get(made.role)
    if present is not None and present.decision == made.decision:
        return MADE
    if not state.says(made):
        return RESULT_OUTSIDE if is_outside else RESULT_HERE
    return SAME_OUTSIDE if is_outside else SAME_HERE
