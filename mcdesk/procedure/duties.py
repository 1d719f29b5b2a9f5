"""Who holds which duty of a team on which day (decisions.md, 13).

A duty lasts from its first day to the day before `until`. On every day one person leads at the
most, and nobody holds one role twice: what changes on a day ends one entry and begins another, so
that the days before stay as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import TeamMember, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def meet(first: TeamMember, second: TeamMember) -> bool:
    """Tell whether two entries hold on a same day."""
    return all(
        (not one.until or one.since < one.until) and (not other.until or one.since < other.until)
        for one, other in ((first, second), (second, first))
    )


def twice(team: Iterable[TeamMember], member: TeamMember) -> TeamMember | None:
    """Return an entry of the same person in the same role on days of `member`, or None."""
    key = (member.person_id, member.role)
    return next(
        (
            other
            for other in team
            if (other.person_id, other.role) == key
            and other.id != member.id
            and meet(other, member)
        ),
        None,
    )


def leads_too(team: Iterable[TeamMember], member: TeamMember) -> TeamMember | None:
    """Return an entry of somebody else who leads on days on which `member` does, or None."""
    others = (m for m in team if m.lead and m.id != member.id and m.person_id != member.person_id)
    return next((other for other in others if member.lead and meet(other, member)), None)


def parted(
    team: Sequence[TeamMember], member: TeamMember, day: str, *, lead: bool
) -> tuple[TeamMember, ...]:
    """Return an entry with another `lead` from a day on; the days before stay in one of its own."""
    if member.since >= day:
        return (changed(member, lead=lead),)
    key = (member.card_id, member.role, member.person_id, day)
    rest = TeamMember(
        id=free_id(team, *key),
        card_id=member.card_id,
        person_id=member.person_id,
        role=member.role,
        since=day,
        until=member.until,
        lead=lead,
    )
    return changed(member, until=day), rest


def lead_passes(team: Sequence[TeamMember], leader: TeamMember) -> Iterator[TeamMember]:
    """Yield what those who led on the days of `leader` hold without the lead."""
    for member in team:
        if member.person_id != leader.person_id and member.lead and meet(member, leader):
            yield from parted(team, member, leader.since, lead=False)


def taken_over(
    team: Sequence[TeamMember], duty: TeamMember, person_id: str, day: str
) -> Iterator[TeamMember]:
    """Yield the entries that make a person hold a duty from a day on, until it ends.

    What the person held in that role in that time becomes part of it.
    """
    key, begun = (person_id, duty.role), None
    for own in team:
        is_over = bool(own.until) and own.until <= day
        if (own.person_id, own.role) != key or is_over or (duty.until and own.since >= duty.until):
            continue
        if own.since < day:
            begun = own
        elif _outlasts(own, duty.until):
            yield changed(own, since=duty.until)
        else:
            yield changed(own, until=own.since)
    if begun is not None and begun.lead >= duty.lead:
        if not _outlasts(begun, duty.until):
            yield changed(begun, until=duty.until)
        return
    if begun is not None:
        yield changed(begun, until=day)
        if _outlasts(begun, duty.until):
            yield _held(team, begun, person_id, duty.until)
    yield _held(team, duty, person_id, day)


def _outlasts(own: TeamMember, end: str) -> bool:
    """Tell whether an entry goes on after the day on which a duty ends; "" is no such day."""
    return bool(end) and (not own.until or own.until > end)


def _held(team: Sequence[TeamMember], duty: TeamMember, person_id: str, day: str) -> TeamMember:
    """Return the entry of a person who holds what is left of a duty from a day on."""
    return TeamMember(
        id=free_id(team, duty.card_id, duty.role, person_id, day),
        card_id=duty.card_id,
        person_id=person_id,
        role=duty.role,
        since=day,
        until=duty.until,
        lead=duty.lead,
    )


def free_id(team: Iterable[TeamMember], *key: str) -> str:
    """Return the id of a new entry for card, role, person and day, which no other has."""
    used = {member.id for member in team}
    found, number = natural_id("team", *key), 1
    while found in used:
        number += 1
        found = natural_id("team", *key, number)
    return found
