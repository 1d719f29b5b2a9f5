"""Commands about micro-credentials: creating, taking over, resting, team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mcdesk.application import shelf
from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text, json_text
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.opening import new_form, open_form
from mcdesk.procedure.records import (
    Card,
    Correction,
    Debt,
    External,
    Idea,
    Programme,
    Record,
    TeamMember,
    changed,
)


@handles(do.NoteIdea)
def note_idea(command: do.NoteIdea, work: Work) -> None:
    """Note an idea before stage 1."""
    if not command.title.strip():
        refuse("no_title", N_("An idea needs a title."))
    programme = work.programme(command.programme).id if command.programme else ""
    work.put(
        Idea(
            id=command.id or new_id(),
            title=command.title.strip(),
            from_whom=command.from_whom,
            note=clean_text(command.note),
            received_on=work.day,
            programme_id=programme,
        )
    )


@handles(do.PutIdeaAway)
def put_idea_away(command: do.PutIdeaAway, work: Work) -> None:
    """Put an idea away."""
    idea = work.get(Idea, command.idea, "idea")
    note = command.note or idea.note
    work.put(changed(idea, state="away", note=note))


def _new_card(
    work: Work, command: do.CreateCard | do.TakeOverCard | do.StartRevision, programme: Programme
) -> Card:
    """Return a card at stage 1 under the definitions of today, with its code."""
    procedure_id, forms = shelf.published(work.uow)
    id_ = command.id or new_id()
    if work.uow.find(Card, id_) is not None:
        refuse("id_taken", N_("A micro-credential with this id exists already."))
    return Card(
        id=id_,
        code=_code_of(work, command.code, programme),
        title_en="",
        programme_id=programme.id,
        stage=work.procedure.stages[0].id,
        stage_since=work.day,
        procedure_id=procedure_id,
        definitions=json_text(dict(forms)),
        created_on=work.day,
    )


def _code_of(work: Work, typed: str, programme: Programme) -> str:
    """Return the code typed by hand, or the next of the programme and year (decisions.md, 21)."""
    if typed:
        code = typed.strip().upper()
        if "/" in code or not code.isprintable() or " " in code or len(code) > 40:
            refuse("bad_code", N_("“{code}” cannot be a code: no spaces or slashes."), code=typed)
        if work.uow.select(Card, code=code):
            refuse("code_taken", N_("The code {code} is taken."), code=code)
        return code
    faculty = work.knowledge.faculties.get(programme.faculty_id)
    series = f"MC-{faculty.code if faculty else 'X'}-{programme.code}-{work.today:%y}"
    while True:
        code = f"{series}{work.next_number(series):02d}"
        if not work.uow.select(Card, code=code):
            return code


def _titles(work: Work, title_en: str, title_id: str) -> None:
    """Refuse an empty title; one that exists already is only named (decisions.md, 21)."""
    if not title_en.strip():
        refuse("no_title", N_("A micro-credential needs an English title."))
    for other in work.uow.select(Card, title_en=title_en.strip()):
        work.note["same_title"] = other.code


def _team(work: Work, card: Card, role: str, person: str, since: str) -> Iterator[Record]:
    if person:
        member = work.person(person)
        yield TeamMember(
            id=natural_id("team", card.id, role, member.id, since),
            card_id=card.id,
            person_id=member.id,
            role=role,
            since=since,
            lead=role == "sme",
        )


@handles(do.CreateCard)
def create_card(command: do.CreateCard, work: Work) -> None:
    """Start a micro-credential at stage 1 and open its assignment."""
    _titles(work, command.title_en, command.title_id)
    card = changed(
        _new_card(work, command, work.programme(command.programme)),
        title_en=command.title_en.strip(),
        title_id=command.title_id.strip(),
        short_title=command.short_title.strip(),
    )
    work.put(card)
    work.put_all(_team(work, card, "sme", command.lead, work.day))
    work.put_all(_team(work, card, "id", command.designer, work.day))
    if command.idea:
        idea = work.get(Idea, command.idea, "idea")
        work.put(changed(idea, state="adopted", card_id=card.id))
    _open_stage(work, card)


def _open_stage(work: Work, card: Card) -> None:
    """Open the forms of the stage that a card enters."""
    situation = work.situation(card)
    for kind in situation.procedure.stage(card.stage).forms:
        work.put_all(open_form(situation.definitions[kind], card, situation))


@handles(do.TakeOverCard)
def take_over_card(command: do.TakeOverCard, work: Work) -> None:
    """Enter a micro-credential at its stage; earlier gates count as met, before MC Desk."""
    _titles(work, command.title_en, command.title_id)
    stage = work.stage_id(command.stage, work.procedure)
    since = work.a_day(command.since)
    if since > work.day:
        refuse("future", N_("The date of entry {on} lies in the future."), on=since)
    if command.round < 1:
        refuse("round", N_("The round is 1 or more."))
    card = changed(
        _new_card(work, command, work.programme(command.programme)),
        title_en=command.title_en.strip(),
        title_id=command.title_id.strip(),
        short_title=command.short_title.strip(),
        stage=stage,
        stage_since=since,
        round=command.round,
        origin="take_over",
        entered_at=stage,
        opening_on=work.a_day(command.opening, default=""),
        essentials=json_text(command.essentials),
    )
    work.put(card)
    work.put_all(_team(work, card, "sme", command.lead, since))
    work.put_all(_team(work, card, "id", command.designer, since))
    for entry in command.forms:
        _done_outside(work, card, entry)
    _open_stage(work, card)


def _done_outside(work: Work, card: Card, entry: dict[str, str]) -> None:
    """Keep one line about an earlier form: done outside, or not found."""
    situation = work.situation(card)
    kind = entry.get("form", "")
    if kind not in situation.definitions:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=kind)
    state = entry.get("state", "before")
    if state not in ("before", "missing"):
        refuse("bad_state", N_("An earlier form is “before” or “missing”, not “{s}”."), s=state)
    form = new_form(situation.definitions[kind], card, work.day)
    work.put(form)
    work.put(
        External(
            id=natural_id("external", form.id),
            form_id=form.id,
            card_id=card.id,
            kind=kind,
            state=state,
            number=entry.get("number", ""),
            dated=work.a_day(entry.get("date", ""), default=""),
            signed_by=entry.get("signed_by", ""),
            file_id=entry.get("file", ""),
            note=entry.get("note", ""),
        )
    )


@handles(do.ChangeCard)
def change_card(command: do.ChangeCard, work: Work) -> None:
    """Change what was given."""
    card = work.card(command.card)
    given: dict[str, object] = {}
    if command.title_en is not None:
        _titles(work, command.title_en, "")
        given["title_en"] = command.title_en.strip()
    if command.title_id is not None:
        given["title_id"] = command.title_id.strip()
    if command.short_title is not None:
        given["short_title"] = command.short_title.strip()
    if command.programme is not None:
        given["programme_id"] = work.programme(command.programme).id
    if command.opening is not None:
        given["opening_on"] = work.a_day(command.opening, default="")
    work.put(changed(card, **given))


# --- resting ------------------------------------------------------------------------------


def _reason(text: str) -> str:
    if not text.strip():
        refuse("reason", N_("This needs a reason."))
    return clean_text(text.strip())


def _must_be(card: Card, *states: str) -> None:
    if card.status not in states:
        refuse("wrong_status", N_("{code} is {status}; this does not fit."),
               code=card.code, status=card.status)  # fmt: skip


@handles(do.HoldCard)
def hold_card(command: do.HoldCard, work: Work) -> None:
    """Put a card on hold."""
    card = work.card(command.card)
    _must_be(card, "active")
    until = work.a_day(command.until, default="")
    reason = _reason(command.reason)
    work.put(
        changed(
            card, status="on_hold", status_reason=reason, resume_on=until, status_since=work.day
        )
    )


@handles(do.HaltCard)
def halt_card(command: do.HaltCard, work: Work) -> None:
    """Halt a card, reversibly."""
    card = work.card(command.card)
    _must_be(card, "active", "on_hold")
    reason = _reason(command.reason)
    work.put(changed(card, status="halted", status_reason=reason, status_since=work.day))


@handles(do.CancelCard)
def cancel_card(command: do.CancelCard, work: Work) -> None:
    """Cancel a card."""
    card = work.card(command.card)
    _must_be(card, "active", "on_hold", "halted")
    reason = _reason(command.reason)
    work.put(changed(card, status="cancelled", status_reason=reason, status_since=work.day))


@handles(do.ResumeCard)
def resume_card(command: do.ResumeCard, work: Work) -> None:
    """Resume a card; the planned end of its stage shifts by the days it rested."""
    card = work.card(command.card)
    _must_be(card, "on_hold", "halted")
    _activate(work, card)


@handles(do.ReopenCard)
def reopen_card(command: do.ReopenCard, work: Work) -> None:
    """Reopen a cancelled or completed card at its stage."""
    card = work.card(command.card)
    _must_be(card, "cancelled", "completed")
    _reason(command.reason)
    _activate(work, card)


def _activate(work: Work, card: Card) -> None:
    rested = 0
    if card.status_since:
        rested = max((work.today - date.fromisoformat(card.status_since)).days, 0)
    work.put(
        changed(
            card,
            status="active",
            status_reason="",
            resume_on="",
            status_since="",
            held_days=card.held_days + rested,
        )
    )


@handles(do.PayDebt)
def pay_debt(command: do.PayDebt, work: Work) -> None:
    """Note that a debt is paid."""
    debt = work.get(Debt, command.debt, "debt")
    work.demand("cards", work.card(debt.card_id))
    if debt.paid_on:
        refuse("paid", N_("This debt was paid on {on}."), on=debt.paid_on)
    day = work.a_day(command.on, default=work.day)
    paid_by = work.actor.person_id
    work.put(changed(debt, paid_on=day, paid_note=clean_text(command.note), paid_by=paid_by))


@handles(do.RecordCorrection)
def record_correction(command: do.RecordCorrection, work: Work) -> None:
    """Record a correction to a completed micro-credential."""
    card = work.card(command.card)
    _must_be(card, "completed")
    if not command.what.strip():
        refuse("no_what", N_("Say what was corrected."))
    work.put(
        Correction(
            id=command.id or new_id(),
            card_id=card.id,
            what=clean_text(command.what),
            why=_reason(command.why),
            component=command.component,
            backup=command.backup,
            agreed_by=command.agreed_by,
            made_on=work.a_day(command.on, default=work.day),
            made_by=work.actor.person_id,
        )
    )


@handles(do.StartRevision)
def start_revision(command: do.StartRevision, work: Work) -> None:
    """Start a new card linked to a completed one, with its forms as a beginning."""
    old = work.card(command.card)
    _must_be(old, "completed")
    stage = work.stage_id(command.stage, work.procedure)
    programme = work.programme(old.programme_id)
    _reason(command.reason)
    card = changed(
        _new_card(work, command, programme),
        title_en=old.title_en,
        title_id=old.title_id,
        short_title=old.short_title,
        stage=stage,
        origin="revision",
        entered_at=stage,
        revision_of=old.id,
        essentials=old.essentials,
    )
    work.put(card)
    for member in work.situation(old).team:
        if not member.until:
            work.put(
                changed(
                    member,
                    id=natural_id("team", card.id, member.role, member.person_id, work.day),
                    card_id=card.id,
                    since=work.day,
                    row_version=0,
                )
            )
    _carry_forms(work, old, card)


def _carry_forms(work: Work, old: Card, card: Card) -> None:
    """Open the forms up to the stage, each with the content of the old card's."""
    before, now = work.situation(old), work.situation(card)
    here = now.procedure.stage(card.stage)
    for stage in now.procedure.stages:
        if stage.number > here.number:
            break
        for kind in stage.forms:
            earlier = before.forms.get(kind)
            work.put_all(open_form(now.definitions[kind], card, now, earlier=earlier))


# --- team ---------------------------------------------------------------------------------


@handles(do.JoinTeam)
def join_team(command: do.JoinTeam, work: Work) -> None:
    """Put a person on the team; a new lead SME takes the lead over."""
    card, person = work.card(command.card), work.person(command.person)
    role = work.role(command.role, work.procedure)
    since = work.a_day(command.since, default=work.day)
    if command.lead and role != "sme":
        refuse("lead", N_("Only a lecturer (SME) can be the lead."))
    for member in work.uow.select(TeamMember, card_id=card.id, role=role):
        if member.person_id == person.id and not member.until:
            if member.lead == command.lead:
                refuse("on_team", N_("{name} is on the team in this role."), name=person.name)
            _take_lead(work, card)
            work.put(changed(member, lead=command.lead))
            return
    if command.lead:
        _take_lead(work, card)
    work.put(
        TeamMember(
            id=command.id or natural_id("team", card.id, role, person.id, since),
            card_id=card.id,
            person_id=person.id,
            role=role,
            since=since,
            lead=command.lead,
        )
    )


def _take_lead(work: Work, card: Card) -> None:
    for member in work.uow.select(TeamMember, card_id=card.id, lead=True):
        if not member.until:
            work.put(changed(member, lead=False))


@handles(do.LeaveTeam)
def leave_team(command: do.LeaveTeam, work: Work) -> None:
    """End a duty on a day."""
    member = work.get(TeamMember, command.member, "team entry")
    work.demand("cards", work.card(member.card_id))
    work.put(changed(member, until=work.a_day(command.until, default=work.day)))


@handles(do.HandOver)
def hand_over(command: do.HandOver, work: Work) -> None:
    """Hand open duties over; past sign-offs stay with the one who gave them."""
    old, new = work.person(command.from_person), work.person(command.to_person)
    _reason(command.reason)
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
    for member in duties:
        work.put(changed(member, until=day, lead=False))
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
