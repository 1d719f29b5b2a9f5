"""Commands about the people on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.handlers.resting import given_reason
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure import duties
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.records import Person, TeamMember, changed
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@handles(do.JoinTeam)
def join_team(command: do.JoinTeam, work: Work) -> None:
    """Put a person on the team; a new lead SME takes the lead over."""
    card, person = work.card(command.card), work.person(command.person)
    work.must_be_under_way(card)
    role = _team_role(work, command.role)
    since = work.a_day(command.since, default=work.day)
    if command.lead and role != "sme":
        refuse("lead", N_("Only a lecturer (SME) can be the lead."))
    team = work.uow.select(TeamMember, card_id=card.id)
    for member in team:
        if (member.person_id, member.role) == (person.id, role) and not member.until:
            _change_duty(work, team, member, command)
            return
    if command.lead:
        _must_lead_now(work, person, since)
    member = TeamMember(
        id=work.id_for(
            TeamMember, command.id, duties.free_id(team, card.id, role, person.id, since)
        ),
        card_id=card.id,
        person_id=person.id,
        role=role,
        since=since,
        lead=bool(command.lead),
    )
    _keep(work, team, member)


def _team_role(work: Work, ref: str) -> str:
    """Return a role of the team, refusing an office: those are held by appointment."""
    role = work.procedure.role(work.role(ref, work.procedure))
    if role.scope != "card":
        text = N_("{role} is an office, not a part in a team: appoint the person to it.")
        refuse("office", text, role=role.label)
    return role.id


def _change_duty(
    work: Work, team: Sequence[TeamMember], member: TeamMember, command: do.JoinTeam
) -> None:
    """Change what was said of a duty that is held already; what was left out stays."""
    lead = member.lead if command.lead is None else command.lead
    since = work.a_day(command.since, default=member.since)
    if (lead, since) == (member.lead, member.since):
        name = work.knowledge.name(member.person_id)
        refuse("on_team", N_("{name} is on the team in this role."), name=name)
    if lead and not member.lead:
        _give_lead(work, team, member, command.since)
        return
    if lead:
        _must_lead_now(work, work.person(member.person_id), since)
    _keep(work, team, changed(member, lead=lead, since=since))


def _give_lead(work: Work, team: Sequence[TeamMember], member: TeamMember, day: str) -> None:
    """Make a member lead from a day on, else from today; the days before stay as they were.

    Where nobody led before, the whole duty becomes that of the lead.
    """
    since = day or max(work.day, member.since)
    _must_lead_now(work, work.person(member.person_id), since)
    if since < member.since:
        leader = changed(member, since=since, lead=True)
    elif not any(other.lead for other in team):
        leader = changed(member, lead=True)
    else:
        *before, leader = duties.parted(team, member, since, lead=True)
        work.put_all(before)
    _keep(work, [other for other in team if other.id != member.id], leader)


def _keep(work: Work, team: Sequence[TeamMember], member: TeamMember) -> None:
    """Keep an entry; who led on its days before gives the lead up."""
    _not_twice(work, team, member)
    if member.lead:
        work.put_all(duties.lead_passes(team, member))
    work.put_all((member,))


def _not_twice(work: Work, team: Iterable[TeamMember], member: TeamMember) -> None:
    """Refuse an entry on days on which the person holds the role by another entry."""
    other = duties.twice(team, member)
    if other is None:
        return
    name = work.knowledge.name(other.person_id)
    if not other.until:
        refuse("on_team_since", N_("{name} is on the team in this role since {since}: the earlier "
                                   "time cannot last beyond that day."),
               name=name, since=other.since)  # fmt: skip
    refuse("on_team_until", N_("{name} is on the team in this role from {since} to {until} "
                               "already: choose a day outside of that time."),
           name=name, since=other.since, until=day_before(other.until))  # fmt: skip


def _must_lead_now(work: Work, person: Person, since: str) -> None:
    """Refuse a lead whose duty begins later: until then the card would have none."""
    if since > work.day:
        refuse("lead_later", N_("{name} can lead from {since} on, not today: hand the lead over on "
                                "that day, or give it then."),
               name=person.name, since=since)  # fmt: skip


@handles(do.LeaveTeam)
def leave_team(command: do.LeaveTeam, work: Work) -> None:
    """End a duty on a day."""
    member = work.get(TeamMember, command.member, "team entry")
    work.demand("cards", work.card(member.card_id))
    until = work.a_day(command.until, default=max(work.day, member.since))
    ended = _ended(work, member, until)
    team = work.uow.select(TeamMember, card_id=member.card_id)
    _not_twice(work, team, ended)
    other = duties.leads_too(team, ended)
    if other is not None:
        refuse("led_by_another", N_("{name} leads the team from {since} on: the duty of {other} as "
                                    "the lead cannot last longer."),
               name=work.knowledge.name(other.person_id), since=other.since,
               other=work.knowledge.name(member.person_id))  # fmt: skip
    work.put(ended)


def _ended(work: Work, member: TeamMember, until: str) -> TeamMember:
    """Return a duty that ends on a day, refusing a day before it began."""
    if until < member.since:
        refuse("ends_before", N_("{name} is on the team of {code} since {since}: the duty cannot "
                                 "end before that day."),
               name=work.knowledge.name(member.person_id), code=work.card(member.card_id).code,
               since=member.since)  # fmt: skip
    return changed(member, until=until)


@handles(do.HandOver)
def hand_over(command: do.HandOver, work: Work) -> None:
    """Hand open duties over; past sign-offs stay with the one who gave them."""
    old, new = work.person(command.from_person), work.person(command.to_person)
    given_reason(command.reason)
    if old.id == new.id:
        refuse("same_person", N_("{name} cannot hand over to the same person."), name=old.name)
    day = work.a_day(command.on, default=work.day)
    limits = {"card_id": work.card(command.card).id} if command.card else {}
    there = filter(work.was_there, work.uow.select(TeamMember, person_id=old.id, **limits))
    held = [
        member
        for member in there
        if not command.role or member.role == command.role
        if not member.until or member.until > max(day, member.since)
    ]
    open_cards = {
        member.card_id for member in held if work.card(member.card_id).status not in ENDED
    }
    for card_id in sorted(open_cards):
        work.demand("cards", work.card(card_id))
    held = [member for member in held if member.card_id in open_cards]
    if not held:
        refuse("no_duties", N_("{name} has no open duties to hand over."), name=old.name)
    for role in dict.fromkeys(member.role for member in held):
        _fit_for(work, new, role)
    for member in held:
        work.put(_ended(work, member, day))
        team = work.uow.select(TeamMember, card_id=member.card_id)
        work.put_all(duties.taken_over(team, member, new.id, day))


def _fit_for(work: Work, person: Person, role: str) -> None:
    """Refuse to hand a duty to somebody who has its role neither in the directory nor on a team."""
    held = any(o.person_id == person.id and o.role == role for o in work.knowledge.offices)
    if not held and not work.uow.select(TeamMember, person_id=person.id, role=role):
        refuse("not_in_role", N_("{name} does not have the role {role}: add it in the directory, "
                                 "or put the person on the team first."),
               name=person.name, role=work.procedure.role(role).label)  # fmt: skip
