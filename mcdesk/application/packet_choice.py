"""Which of the waiting events leave in a packet: those chosen, and those that they rest on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.application.rebase import DRAWN
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.records import Card, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mcdesk.application.journal import Event
    from mcdesk.application.replica_unit import ReplicaUnit

OWN_ONLY = frozenset({"RegisterKey", "ReserveNumbers", "SettleAttention"})
"""What only its author can bring: a key, numbers that a computer reserved for itself, and what
was settled in a list of one's own."""
FOR_THAT_WORKSPACE = frozenset({"ReserveNumbers"})
"""What not even its author brings out of a workspace that was set aside."""
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_own_only(event: Event) -> bool:
    """Tell whether only its author can bring an event: by what it does, whatever it is called."""
    return event.command.get("do") in OWN_ONLY


def stays_behind(event: Event, *, is_own: bool) -> bool:
    """Tell whether an event is not carried out where a packet comes in; `is_own` as it stands."""
    return event.command.get("do") in (FOR_THAT_WORKSPACE if is_own else OWN_ONLY)


def chosen(
    events: Sequence[Event],
    is_meant: Callable[[Event], bool],
    cards_of: Callable[[Event], frozenset[str]],
) -> tuple[Event, ...]:
    """Return the events that are meant, with those that they rest on, in their order."""
    events = [event for event in events if not is_own_only(event)]
    known = {event.id: event for event in events}
    made = {effect.id: event.id for event in reversed(events)
            for effect in event.effects if effect.old is None}  # fmt: skip
    wanted = [event for event in events if is_meant(event)]
    if len(wanted) == len(events):
        return tuple(events)
    cards = {event.id: cards_of(event) for event in events}
    found: set[str] = set()
    while wanted:
        event = wanted.pop()
        if event.id not in found:
            found.add(event.id)
            wanted += [known[id_] for id_ in _rests_on(event, events, made, cards)]
    return tuple(event for event in events if event.id in found)


def _rests_on(
    event: Event,
    events: Sequence[Event],
    made: Mapping[str, str],
    cards: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Yield the earlier events without which this one would be refused, or say something else.

    They made a record that it names, wrote what it replaced, or are what it undoes; a change of
    the micro-credential itself, such as a move, rests on all that was done for it before.
    """
    moved = {effect.id for effect in event.effects if effect.table == "card"}
    places = {(e.table, e.id) for e in event.effects if e.old is not None and e.table not in DRAWN}
    undone = event.command.get("of")
    names = {made[id_] for id_ in ID.findall(event.body()) if id_ in made}
    for earlier in events:
        if earlier.id == event.id:
            return
        wrote = any((e.table, e.id) in places for e in earlier.effects)
        is_of_card = bool(moved) and bool(moved & cards[earlier.id])
        is_undone = bool(undone) and undone in (earlier.id, earlier.group)
        if wrote or is_of_card or is_undone or earlier.id in names:
            yield earlier.id


def meant(unit: ReplicaUnit, card: str, form: str) -> Callable[[Event], bool]:
    """Return what tells whether an event concerns a micro-credential, or a form of it."""
    if not card and not form:
        return lambda _event: True
    found = unit.find(Form, form) if form else None
    if found is not None:
        forms = {found.id}
    else:
        kept = (unit.find(Card, card), *unit.select(Card, code=card))
        own = next((each for each in kept if each is not None and not each.deleted), None)
        if own is None:
            refuse("unknown_card", N_("There is no micro-credential “{ref}”."), ref=card)
        if not form:
            return lambda event: own.id in unit.cards_of(event.effects)
        forms = {each.id for each in unit.select(Form, card_id=own.id) if each.kind == form}
        if not forms:
            refuse("not_open", N_("{code} has no form {kind} yet."), code=own.code, kind=form)
    return lambda event: any(
        effect.new.get("form_id") in forms or (effect.table == "form" and effect.id in forms)
        for effect in event.effects
    )
