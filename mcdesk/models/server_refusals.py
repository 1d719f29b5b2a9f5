"""Why a hub on a server takes an event not, in words: what its functions say is terse.

An honest person meets few of these; what is not named here is told as the server says it.
"""

from __future__ import annotations

import re

from mcdesk.errors import HubRefusal
from mcdesk.i18n import N_, _

REASONS = (
    (r"in the future",
     N_("The day of this change lies ahead of the server’s. Set the clock of this computer right, "
        "then do it again.")),
    (r"takes the right|is not held for|right to record|who may record",
     N_("By what the hub knows, you held no office or duty that allows this on that day, or it "
        "ended more than thirty days ago.")),
    (r"the gate is not met",
     N_("By what the hub knows, the gate is not met: a form is not frozen, not signed by all, or "
        "was changed since.")),
    (r"no way from stage",
     N_("From the stage in which the micro-credential is at the hub, no way leads there.")),
    (r"^stale|not the next version",
     N_("Somebody else changed the same thing just before.")),
    (r"digest is not that|does not hold what stands|frozen with what stands",
     N_("What was frozen is not what stands in the form at the hub. Freeze it again.")),
    (r"unknown kind of event",
     N_("The hub does not know this kind of change yet: it is of an older MC Desk.")),
)  # fmt: skip
"""What the functions say (`resources/hub`), and what it means for a person."""


def refusal_of(said: str, event_id: str) -> HubRefusal:
    """Return the refusal of an event in words, in the language in use."""
    reason = next((words for pattern, words in REASONS if re.search(pattern, said)), said)
    return HubRefusal(
        event_id,
        _("The team’s hub refuses this: {text}").format(text=_(reason) if reason != said else said),
        _("What you did stays here. Tell who looks after the hub."),
        reason,
    )
