"""The codes of trouble with a team's hub, and what is said of it in more than one room."""

from __future__ import annotations

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_

GONE, DAMAGED = "hub_gone", "hub_damaged"
OUT_OF_REACH, NO_ANSWER, NO_MEMBER = "no_hub", "no_answer", "no_member"
NOT_A_HUB, NO_HUB_THERE = "not_a_hub", "no_hub_there"
MOVED = N_("The hub lies elsewhere now…")
"""The button by which a workspace follows its hub to another place."""


def is_another() -> Refused:
    """Return the refusal of a place where the hub of another team lies."""
    text = N_("Another team’s hub lies there. Nothing was changed; give another place.")
    return Refused(Finding("other_hub", text))
