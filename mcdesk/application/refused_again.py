"""What a hub refused once more after it was done again: it is not offered over the same state.

Whether a reason can go, no workspace knows: the hub said it. As long as nothing was done since, by
anybody whom the hub or this workspace knows of, it says the same again on the same day. What is
written into the forms of other micro-credentials is no such deed. A hub that was upgraded, or at
which the login was put right, may say something else, too; and so it may to another person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.application.rebase import command_of
from mcdesk.procedure.commands import ReserveNumbers, SettleAttention
from mcdesk.procedure.records import RECORDS, Comment, FormRow, FormValue
from mcdesk.procedure.records.form import TypedRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Line
    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.procedure.commands import Command

REFUSED_AT = "refused_at"
"""What the workspace says of itself: behind which entry, on which day, and as what kind of hub to
whom, the hub refused what is in the list."""
HUB_SAID = "hub_said"
"""What the hub said of itself when it was asked last: its schema, the version of its functions, and
whom the login stands for."""

NO_DEEDS = frozenset({SettleAttention.event, ReserveNumbers.event})
"""What is noted beside a deed that is done again, and alters nothing that it is about."""
SOME = 100
"""So many entries are read at a time, until one alters something of it."""
WRITTEN = frozenset(
    table for table, kind in RECORDS.items()
    if issubclass(kind, (FormValue, FormRow, TypedRow, Comment))
)  # fmt: skip
"""Tables of what is written into forms: nothing of another micro-credential hangs on it."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """What the hub refused, as the workspace keeps it; which day it is, and which hub for whom."""

    kept: str
    day: str
    hub: str


def refusals_of(facts: Mapping[str, str], day: str, person_id: str) -> Refusals:
    """Return what the workspace says of itself, on a day and for who works here."""
    return Refusals(facts.get(REFUSED_AT, ""), day, f"{facts.get(HUB_SAID, '')} {person_id}")


def noted(unit: ReplicaUnit, known: Refusals, event_id: str) -> str:
    """Return what is to be kept once the hub refused an event; of what left the list, nothing."""
    there = {each.event_id for each in unit.asides()}
    told = {id_: found for id_, found in _read(known.kept).items() if id_ in there}
    return json.dumps({**told, event_id: (unit.head().seq, known.day, known.hub)})


def is_in_vain(unit: ReplicaUnit, known: Refusals, aside: Aside, command: Command) -> bool:
    """Tell whether the very deed was done again, refused for the same reason, and nothing changed.

    What is done again in other words (another code) is another one.
    """
    behind, *refused = _read(known.kept).get(aside.event_id, (None, "", ""))
    if behind is None or refused != [known.day, known.hub]:
        return False
    event = read_event(aside.body)
    cards = unit.cards_of(event.effects) | ({aside.card_id} - {""})
    if any(_alters(unit, line, cards) for line in _since(unit, behind)):
        return False
    return command == command_of(event) and any(
        before.reasons == aside.reasons and read_event(before.body).command == event.command
        for before in unit.asides(state="again")
    )


def is_by_hub(known: Refusals, aside: Aside) -> bool:
    """Tell whether the hub refused it: whether the reason is gone, only the hub can tell."""
    return aside.event_id in _read(known.kept)


def _since(unit: ReplicaUnit, behind: int) -> Iterator[Line]:
    """Yield what came behind an entry, and what waits."""
    while part := unit.lines_after(behind, SOME):
        yield from part
        behind += len(part)
    yield from unit.waiting()


def _alters(unit: ReplicaUnit, line: Line, cards: Collection[str]) -> bool:
    """Tell whether an entry may alter what a deed about some cards hangs on."""
    if line.kind in NO_DEEDS:
        return False
    effects = read_event(line.body).effects
    if not cards or any(each.table not in WRITTEN for each in effects):
        return True
    return not unit.cards_of(effects).isdisjoint(cards)


def _read(kept: str) -> dict[str, tuple[int, str, str]]:
    """Return of each refusal behind which entry it came, on which day, and by what kind of hub.

    Older programs kept no day, or not what the hub said of itself.
    """
    found = json.loads(kept or "{}").items()
    lists = ((id_, each if isinstance(each, list) else [each]) for id_, each in found)
    whole = ((id_, [*each, "", ""][:3]) for id_, each in lists)
    return {id_: (int(seq), str(day), str(hub)) for id_, (seq, day, hub) in whole}
