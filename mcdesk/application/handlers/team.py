"""Commands about the people on a card."""

from __future__ import annotations

from mcdesk.application.handlers import handles
from mcdesk.application.handlers.resting import given_reason
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import (
    Card,
    Person,
    TeamMember,
    changed,
)


@handles(do.JoinTeam)
def join_team(command: do.JoinTeam, work: Work) -> None:
    """Put a person on the team; a new lead SME takes the lead over."""
    card, person = work.card(command.card), work.person(command.person)
    work.must_be_under_way(card)
    role = _team_role(work, command.role)
    since = work.a_day(command.since, default=work.day)
    if command.lead and role != "sme":
        refuse("lead", N_("Only a lecturer (SME) can be the lead."))
    for member in work.uow.select(TeamMember, card_id=card.id, role=role):
        if member.person_id == person.id and not member.until:
            _change_duty(work, card, member, command)
            return
    if command.lead:
        _must_lead_now(work, person, since)
        _take_lead(work, card)
    work.put(
        TeamMember(
            id=work.id_for(
                TeamMember, command.id, natural_id("team", card.id, role, person.id, since)
            ),
            card_id=card.id,
            person_id=person.id,
            role=role,
            since=since,
            lead=bool(command.lead),
        )
    )


def _team_role(work: Work, ref: str) -> str:
    """Return a role of the team, refusing an office: those are held by appointment."""
    role = work.procedure.role(work.role(ref, work.procedure))
    if role.scope != "card":
        text = N_("{role} is an office, not a part in a team: appoint the person to it.")
        refuse("office", text, role=role.label)
    return role.id


def _change_duty(work: Work, card: Card, member: TeamMember, command: do.JoinTeam) -> None:
    """Change what was said of a duty that is held already; what was left out stays."""
    lead = member.lead if command.lead is None else command.lead
    since = work.a_day(command.since, default=member.since)
    if (lead, since) == (member.lead, member.since):
        name = work.knowledge.name(member.person_id)
        refuse("on_team", N_("{name} is on the team in this role."), name=name)
    if lead:
        _must_lead_now(work, work.person(member.person_id), since)
    if lead and not member.lead:
        _take_lead(work, card)
    work.put(changed(member, lead=lead, since=since))


def _must_lead_now(work: Work, person: Person, since: str) -> None:
    """Refuse a lead whose duty begins later: until then the card would have none."""
    if since > work.day:
        refuse("lead_later", N_("{name} can lead from {since} on, not today: hand the lead over on "
                                "that day, or give it then."),
               name=person.name, since=since)  # fmt: skip


def _take_lead(work: Work, card: Card) -> None:
    for member in work.uow.select(TeamMember, card_id=card.id, lead=True):
        if not member.until:
            work.put(changed(member, lead=False))


@handles(do.LeaveTeam)
def leave_team(command: do.LeaveTeam, work: Work) -> None:
    """End a duty on a day."""
    member = work.get(TeamMember, command.member, "team entry")
    work.demand("cards", work.card(member.card_id))
    until = work.a_day(command.until, default=max(work.day, member.since))
    work.put(_ended(work, member, until))


def _ended(work: Work, member: TeamMember, until: str) -> TeamMember:
    """Return a duty that ends on a day, refusing a day before it began."""
    if until < member.since:
        refuse("ends_before", N_("{name} is on the team of {code} since {since}: the duty cannot "
                                 "end on {until}."),
               name=work.knowledge.name(member.person_id), code=work.card(member.card_id).code,
               since=member.since, until=until)  # fmt: skip
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
    duties = [
        member
        for member in work.uow.select(TeamMember, person_id=old.id, **limits)
        if not member.until and (not command.role or member.role == command.role)
    ]
    open_cards = {
        member.card_id
        for member in duties
        if work.card(member.card_id).status not in ("completed", "cancelled")
    }
    duties = [member for member in duties if member.card_id in open_cards]
    if not duties:
        refuse("no_duties", N_("{name} has no open duties to hand over."), name=old.name)
    for role in dict.fromkeys(member.role for member in duties):
        _fit_for(work, new, role)
    for member in duties:
        work.put(_ended(work, member, day))
        work.put(
            TeamMember(
                id=natural_id("team", member.card_id, member.role, new.id, day),
                card_id=member.card_id,
                person_id=new.id,
                role=member.role,
                since=day,
                lead=member.lead,
            )
        )


def _fit_for(work: Work, person: Person, role: str) -> None:
    """Refuse to hand a duty to somebody who has its role neither in the directory nor on a team."""
    held = any(o.person_id == person.id and o.role == role for o in work.knowledge.offices)
    if not held and not work.uow.select(TeamMember, person_id=person.id, role=role):
        refuse("not_in_role", N_("{name} does not have the role {role}: add it in the directory, "
                                 "or put the person on the team first."),
               name=person.name, role=work.procedure.role(role).label)  # fmt: skip
