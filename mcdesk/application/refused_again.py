"""What a hub refused once more after it was done again: it is not offered over the same state.

Whether a reason can go, no workspace knows: the hub said it. As long as nothing was done since, by
anybody whom the hub or this workspace knows of, it says the same again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.application.rebase import command_of
from mcdesk.procedure.commands import ReserveNumbers, SettleAttention

if TYPE_CHECKING:
    from mcdesk.application.attention import Aside
    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.procedure.commands import Command

REFUSED_AT = "refused_at"
"""What the workspace says of itself: behind which entry the hub refused what is in the list."""

NO_DEEDS = frozenset({SettleAttention.event, ReserveNumbers.event})
"""What is noted beside a deed that is done again, and alters nothing that it is about."""
SOME = 100
"""So many entries are looked at: where that many only settle something, nothing changed."""


def noted(unit: ReplicaUnit, kept: str, event_id: str) -> str:
    """Return what is to be kept once the hub refused an event; of what left the list, nothing."""
    there = {each.event_id for each in unit.asides()}
    told = {id_: seq for id_, seq in _read(kept).items() if id_ in there}
    return json.dumps({**told, event_id: unit.head().seq})


def is_in_vain(unit: ReplicaUnit, kept: str, aside: Aside, command: Command) -> bool:
    """Tell whether the very deed was done again, refused for the same reason, and nothing changed.

    What is done again in other words (another code) is another one.
    """
    behind = _read(kept).get(aside.event_id)
    if behind is None:
        return False
    since = (*unit.lines_after(behind, SOME), *unit.waiting())
    if any(line.kind not in NO_DEEDS for line in since):
        return False
    event = read_event(aside.body)
    return command == command_of(event) and any(
        before.reasons == aside.reasons and read_event(before.body).command == event.command
        for before in unit.asides(state="again")
    )


def _read(kept: str) -> dict[str, int]:
    return dict(json.loads(kept or "{}"))
