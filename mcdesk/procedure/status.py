"""The states a micro-credential can be in: how they are said, and which of them belong together.

Apart from the commands and the records, because the board paints with these alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mcdesk.i18n import N_
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

RESTING: Final = ("on_hold", "halted")
UNDER_WAY: Final = ("active", *RESTING)
ENDED: Final = ("completed", "cancelled")
NOT_CANCELLED: Final = (*UNDER_WAY, "completed")
"""Where its living fields still go on."""
STATUSES: Final[Mapping[str, Label]] = {
    "active": Label("under way", "berjalan"),
    "on_hold": Label("on hold", "ditunda"),
    "halted": Label("halted", "dihentikan"),
    "cancelled": Label("cancelled", "dibatalkan"),
    "completed": Label("completed", "selesai"),
}
WHY_IT_STAYS: Final[Mapping[str, str]] = {
    "on_hold": N_("{code} is on hold: resume it first."),
    "halted": N_("{code} is halted: resume it first."),
    "cancelled": N_("{code} is cancelled: the CTL lead can reopen it."),
    "completed": N_("{code} is complete: record a correction, or start a revision."),
}
"""Why one that is not active cannot move."""
WHY_IT_STAYS_THERE: Final[Mapping[str, str]] = {
    "on_hold": N_("It is on hold: resume it first."),
    "halted": N_("It is halted: resume it first."),
    "cancelled": N_("It is cancelled: the CTL lead can reopen it."),
    "completed": N_("It is complete: record a correction, or start a revision."),
}
"""The same where its code stands beside it already."""
