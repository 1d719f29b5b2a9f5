"""What a hub refused once more after it was done again: it is not offered over the same state.

Whether a reason can go, no workspace knows: the hub said it. As long as nothing was done since, by
anybody whom the hub or this workspace knows of, it says the same again on the same day. What is
written into the forms of other micro-credentials is no such deed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.application.rebase import command_of
from mcdesk.procedure.commands import ReserveNumbers, SettleAttention
from mcdesk.procedure.records import RECORDS, Comment, FormRow, FormValue
from mcdesk.procedure.records.form import TypedRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Line
    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.procedure.commands import Command

REFUSED_AT = "refused_at"
"""What the workspace says of itself: behind which entry, and on which day, the hub refused what is
in the list."""

NO_DEEDS = frozenset({SettleAttention.event, ReserveNumbers.event})
"""What is noted beside a deed that is done again, and alters nothing that it is about."""
SOME = 100
"""So many entries are looked at: where that many alter nothing of it, nothing changed."""
WRITTEN = frozenset(
    table for table, kind in RECORDS.items()
    if issubclass(kind, (FormValue, FormRow, TypedRow, Comment))
)  # fmt: skip
"""Tables of what is written into forms: nothing of another micro-credential hangs on it."""


def noted(unit: ReplicaUnit, kept: str, event_id: str, day: str) -> str:
    """Return what is to be kept once the hub refused an event; of what left the list, nothing."""
    there = {each.event_id for each in unit.asides()}
    told = {id_: found for id_, found in _read(kept).items() if id_ in there}
    return json.dumps({**told, event_id: (unit.head().seq, day)})


def is_in_vain(unit: ReplicaUnit, kept: str, aside: Aside, command: Command, day: str) -> bool:
    """Tell whether the very deed was done again, refused for the same reason, and nothing changed.

    What is done again in other words (another code) is another one.
    """
    behind, refused_on = _read(kept).get(aside.event_id, (None, ""))
    if behind is None or refused_on != day:
        return False
    event = read_event(aside.body)
    cards = unit.cards_of(event.effects) | ({aside.card_id} - {""})
    since = (*unit.lines_after(behind, SOME), *unit.waiting())
    if any(_alters(unit, line, cards) for line in since):
        return False
    return command == command_of(event) and any(
        before.reasons == aside.reasons and read_event(before.body).command == event.command
        for before in unit.asides(state="again")
    )


def _alters(unit: ReplicaUnit, line: Line, cards: Collection[str]) -> bool:
    """Tell whether an entry may alter what a deed about some cards hangs on."""
    if line.kind in NO_DEEDS:
        return False
    effects = read_event(line.body).effects
    if not cards or any(each.table not in WRITTEN for each in effects):
        return True
    return not unit.cards_of(effects).isdisjoint(cards)


def _read(kept: str) -> dict[str, tuple[int, str]]:
    """Return of each refusal behind which entry it came, and on which day.

    An older program kept no day.
    """
    found = json.loads(kept or "{}").items()
    pairs = ((id_, each if isinstance(each, list) else [each, ""]) for id_, each in found)
    return {id_: (int(seq), str(day)) for id_, (seq, day) in pairs}
