"""What a person's key signs: the canonical text of a decision (decisions.md, 15).

It binds everything that a sign-off says of the decision. Its later fate (evidence that comes,
a withdrawal) stands outside, so that a signature holds for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import natural_id

if TYPE_CHECKING:
    from mcdesk.procedure.records import SignOff

HEADING = "MC Desk sign-off 1"
"""The first line; another shape of the text gets another number, and old ones stay readable."""
DECIDED = "MC Desk sign-off 2"
"""The first line where the decision also names what it decided beside the frozen text."""
RETURNED = "MC Desk sign-off 3"
"""The first line where a return also names the earlier stage to go back to."""
BOUND = (
    "id", "card_id", "form_id", "revision_id", "version", "digest", "role", "person_id",
    "decision", "capacity", "on_behalf_of", "letter", "letter_since", "letter_until", "medium",
    "decided_on", "place", "note", "recorded_by", "recorded_at", "key_id",
)  # fmt: skip


def statement(decision: SignOff) -> str:
    """Return the text that the signature of a decision is over."""
    more: tuple[str, ...] = ("decided",) if decision.decided else ()
    heading = DECIDED if decision.decided else HEADING
    if decision.to_stage:
        heading, more = RETURNED, ("decided", "to_stage")
    names = (*BOUND, *more)
    return f"{heading}\n{json_text({name: getattr(decision, name) for name in names})}"


def key_id(public: str) -> str:
    """Return the id of a key from its public half."""
    return natural_id("signing_key", public)
