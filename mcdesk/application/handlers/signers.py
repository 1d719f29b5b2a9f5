"""Who may sign a form, in which role, order and capacity (decisions.md, 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mcdesk.application import allowed, letters, shown_figures
from mcdesk.application.event_words import DECISIONS
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import by_module
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import as_date
from mcdesk.procedure.deciding import AGREES, SENDS_BACK, against, decided_fields
from mcdesk.procedure.records import from_data
from mcdesk.procedure.sheets import owed_by
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure import commands as do
    from mcdesk.procedure.definition import Signer
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Person, SignOff
    from mcdesk.procedure.situation import Situation


def state_of(work: Work, ref: str) -> tuple[FormState, Situation]:
    """Return a form's state with the situation of its card."""
    form, card = work.form(ref)
    situation = work.situation(card)
    work.must_not(allowed.why_out_of_reach(situation, form))
    state = situation.of_form(form.id)
    assert state is not None
    return state, situation


def as_signer(work: Work, command: do.SignForm, person: Person) -> tuple[FormState, Situation]:
    """Return the form as the signer's card sees it: over a letter everyone signs for their own.

    Cards under way come first: who leads an ended card and another one signs for the other.
    """
    state, situation = state_of(work, command.form)
    if state.definition.subject != letters.LETTER:
        return state, situation
    holder = work.person(command.on_behalf_of) if command.on_behalf_of else person
    day = as_date(decided_day(work, command)) or work.today
    scope = allowed.scope_of(situation, command.role)
    cards = [
        (seen, card) for card, seen in letters.each_card(work.knowledge, situation, state.form)
    ]
    own = [
        (seen, card)
        for seen, card in cards
        if letters.holds(work.knowledge, card.card, scope, holder.id, command.role, day)
    ]
    own = [pair for pair in own if pair[1].card.status != "completed"] or own
    unsigned = [pair for pair in own if command.role not in pair[0].decided]
    others = cards if situation.card.status == "cancelled" else ()
    return next(iter((*unsigned, *own, *others)), (state, situation))


def may_be_signed(work: Work, situation: Situation, state: FormState, command: do.SignForm) -> None:
    """Refuse a form that is not frozen, shows other figures than its text gives, or has this.

    Done again, what was decided outside the program is a fact that stays.
    """
    name = state.definition.short
    if state.parts:
        refuse("by_module", N_("{form} is signed module by module: sign the course and each "
                               "module."), form=name)  # fmt: skip
    if state.revision is None or (not state.is_frozen and not state.is_current):
        refuse("not_frozen", N_("{form} is not frozen for signature yet."), form=name)
    if not state.is_current:
        refuse("void", N_("{form} was changed since it was frozen: freeze it again."), form=name)
    if work.replay is None or command.medium == "program":
        work.must_not(shown_figures.why_wrong(work.uow, state.revision))
    decision = state.decided.get(command.role)
    if decision is not None and decision.decision == command.decision:
        refuse("signed_twice", N_("{form} has this decision of {role} already."),
               form=name, role=situation.role_label(command.role))  # fmt: skip


def must_have_said(
    work: Work, situation: Situation, state: FormState, command: do.SignForm
) -> None:
    """Refuse a role that signs before the form says what it decides (decisions.md, 17).

    Done again, what was decided outside the program is a fact that stays.
    """
    if command.decision not in AGREES or (work.replay is not None and command.medium != "program"):
        return
    for entry in decided_fields(state.definition, command.role):
        if is_empty(state.content.value(entry.id)):
            refuse("unsaid", N_("“{field}” is empty: {role} fills it in first, then signs."),
                   field=entry.label, role=situation.role_label(command.role))  # fmt: skip
    if decided_fields(state.definition, command.role):
        found = by_module.findings_of(situation, state, None)
        wrong = against(state.definition, command.role, found)
        if wrong:
            raise Refused(*wrong, code="incomplete")


def _listed(labels: Iterable[Label]) -> Label:
    kept = tuple(labels)
    return Label(", ".join(label.en for label in kept), ", ".join(label.id for label in kept))


def signer_line(situation: Situation, state: FormState, command: do.SignForm) -> Signer:
    """Return the signer line that the command fills, refusing one out of turn."""
    name, role = state.definition.short, situation.role_label(command.role)
    found = [signer for signer in state.signers if signer.role == command.role]
    if not found:
        roles = _listed(situation.role_label(signer.role) for signer in state.signers)
        refuse("not_a_signer", N_("{form} is not signed by {role}; its signers are: {roles}."),
               form=name, role=role, roles=roles)  # fmt: skip
    signer = found[0]
    waiting = [entry for entry in state.open_signers if entry.step < signer.step]
    if waiting and not signer.optional and command.decision not in SENDS_BACK:
        text = N_("{form}: {before} signs before {role}.")
        raise Refused(
            *(
                Finding(
                    "order",
                    text,
                    {"form": name, "before": situation.role_label(entry.role), "role": role},
                    state.form.kind,
                    role=entry.role,
                )
                for entry in waiting
            ),
            code="order",
        )
    if command.decision not in signer.decisions:
        refuse("decision", N_("{role} can decide here: {decisions}; not “{decision}”."),
               role=role, decisions=_listed(DECISIONS[each] for each in signer.decisions),
               decision=DECISIONS[command.decision])  # fmt: skip
    if command.medium not in signer.media:
        refuse("medium", N_("{form} accepts decisions by: {media}."),
               form=state.definition.short, media=", ".join(signer.media))  # fmt: skip
    return signer


def right_person(
    work: Work, situation: Situation, state: FormState, command: do.SignForm, person: Person
) -> None:
    """Refuse a signature in another's name, and a role that the signer does not hold."""
    if command.medium == "program":
        as_oneself(work, person, situation, command.role)
    else:
        _may_record(work, situation, command.role)
    holder = work.person(command.on_behalf_of) if command.on_behalf_of else person
    day = as_date(decided_day(work, command)) or work.today
    if state.definition.subject == letters.LETTER:
        work.must_not(allowed.why_not_lead(work.knowledge, situation, holder, command.role, day))
    work.must_not(allowed.why_not_in_role(work.knowledge, situation, holder, command.role, day))
    whose = work.knowledge.persons.get(owed_by(state, command.role))
    if whose is not None and whose.id != holder.id:
        refuse("not_your_sheet", N_("This is the sheet of {name}; {other} signs the sheet of the "
                                    "own."),
               name=whose.name, other=holder.name)  # fmt: skip


def decided_day(work: Work, command: do.SignForm | do.SignPeriod) -> str:
    """Return when a decision was made: as it says, as it was recorded elsewhere, or today."""
    kept = work.replay.decision() if work.made_by and work.replay is not None else None
    said = str(kept["decided_on"]) if kept is not None else ""
    return work.a_day(command.on or said, default=work.day)


def as_oneself(work: Work, person: Person, situation: Situation | None, role: str) -> None:
    """Refuse to sign in the program in another's name.

    A decision that came in a packet is brought by who may record such decisions, and bears the
    signature of a key that is registered here for whom it names (decisions/0012).
    """
    if work.made_by:
        _must_be_proven(work, person)
        if person.id != work.actor.person_id and situation is not None:
            _may_record(work, situation, role)
        elif person.id != work.actor.person_id:
            work.demand("move")
        return
    if person.id != work.actor.person_id:
        refuse("not_you", N_("In the program only {name} can sign as {name}; record a decision "
                             "on paper, by letter or in minutes instead."),
               name=person.name)  # fmt: skip


def _must_be_proven(work: Work, person: Person) -> None:
    """Refuse a decision from a packet whose signature does not prove that the person made it."""
    kept = work.replay.decision() if work.replay is not None else None
    made = cast("SignOff", from_data("sign_off", dict(kept))) if kept is not None else None
    if made is None or not person.id == made.person_id == made.recorded_by == work.made_by:
        refuse("not_you", N_("In the program only {name} can sign as {name}; record a decision "
                             "on paper, by letter or in minutes instead."),
               name=person.name)  # fmt: skip
    if not (made.signature and made.key_id) or work.knowledge.refuted((made,)):
        refuse("unproven", N_("The decision of {name} bears no signature that can be checked here. "
                              "It comes when {name} exchanges; or record it on paper."),
               name=person.name)  # fmt: skip


def _may_record(work: Work, situation: Situation, role: str) -> None:
    """Refuse whoever may not record decisions; a secretary records her Dean's only."""
    why = allowed.why_not_record(work.knowledge, work.procedure, work.actor, situation.card, role)
    work.must_not(why)


def shows_letter(command: do.SignForm | do.SignPeriod) -> bool:
    """Tell whether who signs in the program acts for somebody: the letter is shown, or owed."""
    return command.medium == "program" and command.capacity != "own"


def must_name_whom(command: do.SignForm | do.SignPeriod) -> None:
    """Refuse an acting signature that does not say for whom, before it is asked who holds what."""
    if command.capacity != "own" and not command.on_behalf_of:
        refuse("capacity", N_("Signing {capacity} needs the person acted for: name them."),
               capacity=command.capacity)  # fmt: skip


def check_capacity(work: Work, command: do.SignForm | do.SignPeriod) -> None:
    """Refuse an acting signature without the letter and the person acted for (decisions, 15).

    A Dean's secretary acts for nobody, on paper neither (decisions, 14; docs/decisions/0022). In
    the program nobody acts who only reads; what is on paper who records it answers for.
    """
    if command.capacity == "own":
        if command.on_behalf_of:
            refuse("capacity", N_("Signing for somebody needs a capacity: a.n., u.b., Plt., Plh."))
        return
    must_name_whom(command)
    if not command.letter.strip():
        refuse("capacity", N_("Signing {capacity} needs the letter that gives the capacity."),
               capacity=command.capacity)  # fmt: skip
    person, on = work.person(command.person), decided_day(work, command)
    work.must_not(allowed.why_never_for_another(work.knowledge, person, as_date(on) or work.today))
    if command.medium == "program":
        day = as_date(on) or work.today
        work.must_not(allowed.why_no_deputy(work.knowledge, work.procedure, person, day))
    if work.person(command.on_behalf_of).id == person.id:
        refuse("capacity", N_("Nobody acts for themselves: name the person acted for."))
    since = work.a_day(command.letter_since, default="")
    until = work.a_day(command.letter_until, default="")
    if command.capacity in ("Plt.", "Plh.") and not since:
        refuse("capacity", N_("An acting appointment ({capacity}) has a term: write from when the "
                              "letter holds."), capacity=command.capacity)  # fmt: skip
    if since and until and until < since:
        refuse("term", N_("The letter ends before it begins."))
    if (since and on < since) or (until and on > until):
        refuse("letter_term", N_("The letter {letter} does not cover {on}."),
               letter=command.letter, on=on)  # fmt: skip
