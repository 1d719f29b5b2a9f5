"""Commands that freeze a form, sign it and open it again."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.history import DECISIONS
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure import inspect
from mcdesk.procedure.canonical import clean_text, json_text
from mcdesk.procedure.content import as_date
from mcdesk.procedure.digest import digest
from mcdesk.procedure.records import (
    Person,
    Revision,
    SignOff,
    StoredFile,
    changed,
)
from mcdesk.procedure.rows import content_as_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.definition import Signer
    from mcdesk.procedure.situation import FormState, Situation


def _state(work: Work, ref: str) -> tuple[FormState, Situation]:
    """Return a form's state with the situation of its card."""
    form, card = work.form(ref)
    situation = work.situation(card)
    for state in (*situation.forms.values(), *situation.earlier.values()):
        if state.form.id == form.id:
            return state, situation
    refuse("old_sheet", N_("This sheet belongs to an earlier round and can only be read."))


@handles(do.FreezeForm)
def freeze_form(command: do.FreezeForm, work: Work) -> None:
    """Freeze a form: test completeness, give it a number, keep a revision with its digest."""
    state, situation = _state(work, command.form)
    form, definition = state.form, state.definition
    work.demand("fill", situation.card)
    work.must_be_under_way(situation.card)
    if form.revision_id:
        refuse("is_frozen", N_("{form} is frozen already."), form=definition.short)
    found = inspect.findings(
        definition, state.content, situation.surroundings, situation.levels, definition.stage
    )
    blocking = [finding for finding in found if finding.level == "block"]
    if blocking:
        raise Refused(*blocking, code="incomplete")
    open_paths = inspect.late_paths(
        definition, state.content, situation.surroundings, definition.stage
    )
    mark = digest(definition, state.content, open_paths)
    if state.revision is not None and state.revision.digest == mark and not command.extra_signers:
        work.put(changed(form, revision_id=state.revision.id))
        return
    number = form.number or _number(work, command.number, definition.id)
    whole = inspect.whole_content(definition, state.content, situation.surroundings)
    revision = Revision(
        id=work.id_for(Revision, command.id),
        form_id=form.id,
        card_id=form.card_id,
        version=form.version + 1,
        digest=mark,
        definition_id=definition.digest,
        content=json_text(content_as_data(whole)),
        open_paths=json_text(list(open_paths)),
        number=number,
        frozen_at=work.now,
        frozen_on=work.day,
        frozen_by=work.actor.person_id,
        signers=json_text(_extra(work, situation, command.extra_signers)),
        settings=json_text({key: situation.setting(key) for key in sorted(situation.settings)}),
    )
    work.put(revision)
    work.put(
        changed(
            form,
            revision_id=revision.id,
            basis_id=revision.id,
            version=revision.version,
            number=number,
        )
    )


def _number(work: Work, typed: str, kind: str) -> str:
    """Return the document number typed, or the next one: CTL/MC/<form>/<year>/<seq>."""
    if typed.strip():
        if work.uow.select(Revision, number=typed.strip()):
            refuse("number_taken", N_("The number {number} was given before."), number=typed)
        return typed.strip()
    series = f"CTL/MC/{kind}/{work.today.year}"
    while True:
        number = f"{series}/{work.next_number(series):04d}"
        if not work.uow.select(Revision, number=number):
            return number


def _extra(work: Work, situation: Situation, signers: list[dict[str, str]]) -> list[dict[str, str]]:
    for entry in signers:
        work.role(entry.get("role", ""), situation.procedure)
        if not re.fullmatch("[1-9]", entry.get("step", "1")):
            refuse("bad_step", N_("The step of a signer is a number from 1 to 9."))
    return [
        {"role": entry["role"], "act": entry.get("act", ""), "step": str(entry.get("step", "1"))}
        for entry in signers
    ]


@handles(do.ChangeForm)
def change_form(command: do.ChangeForm, work: Work) -> None:
    """Open a frozen form for changes; validity follows from the content."""
    state, situation = _state(work, command.form)
    work.demand("fill", situation.card)
    work.must_be_under_way(situation.card)
    if not state.form.revision_id:
        refuse("not_frozen", N_("{form} is open for changes already."), form=state.definition.short)
    work.put(changed(state.form, revision_id=""))


@handles(do.SignForm)
def sign_form(command: do.SignForm, work: Work) -> None:
    """Keep a decision over the frozen revision, in the order that the form demands."""
    state, situation = _state(work, command.form)
    work.must_be_under_way(situation.card)
    person = work.person(command.person)
    _may_be_signed(situation, state, command)
    signer = _signer(situation, state, command)
    _right_person(work, situation, command, person)
    _capacity(work, command)
    if command.decision in ("return", "reject") and not command.note.strip():
        refuse("note", N_("A return or rejection needs its reason in the note."))
    if command.evidence:
        work.get(StoredFile, command.evidence, "file")
    decided_on = work.a_day(command.on, default=work.day)
    if decided_on > work.day:
        refuse("future", N_("The decision cannot be dated {on}, after today."), on=decided_on)
    assert state.revision is not None
    work.put(
        SignOff(
            id=work.id_for(SignOff, command.id),
            form_id=state.form.id,
            revision_id=state.revision.id,
            version=state.revision.version,
            card_id=situation.card.id,
            digest=state.revision.digest,
            role=signer.role,
            person_id=person.id,
            decision=command.decision,
            capacity=command.capacity,
            on_behalf_of=work.person(command.on_behalf_of).id if command.on_behalf_of else "",
            letter=command.letter,
            letter_since=work.a_day(command.letter_since, default=""),
            letter_until=work.a_day(command.letter_until, default=""),
            medium=command.medium,
            decided_on=decided_on,
            place=command.place,
            note=clean_text(command.note.strip()),
            recorded_by=work.actor.person_id,
            recorded_at=_later(work.now, state),
            evidence_id=command.evidence,
            scan_owed=command.scan_owed,
        )
    )


def _later(now: str, state: FormState) -> str:
    """Return the moment of a decision: behind all earlier ones, whatever the clock says."""
    last = max((entry.recorded_at for entry in state.sign_offs), default="")
    if now > last:
        return now
    behind = datetime.fromisoformat(last) + timedelta(microseconds=1)
    return behind.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _may_be_signed(situation: Situation, state: FormState, command: do.SignForm) -> None:
    name = state.definition.short
    if state.revision is None or (not state.is_frozen and not state.is_current):
        refuse("not_frozen", N_("{form} is not frozen for signature yet."), form=name)
    if not state.is_current:
        refuse("void", N_("{form} was changed since it was frozen: freeze it again."), form=name)
    decision = state.decided.get(command.role)
    if decision is not None and decision.decision == command.decision:
        refuse("signed_twice", N_("{form} has this decision of {role} already."),
               form=name, role=situation.role_label(command.role))  # fmt: skip


def _listed(labels: Iterable[Label]) -> Label:
    kept = tuple(labels)
    return Label(", ".join(label.en for label in kept), ", ".join(label.id for label in kept))


def _signer(situation: Situation, state: FormState, command: do.SignForm) -> Signer:
    """Return the signer line that the command fills, refusing one out of turn."""
    name, role = state.definition.short, situation.role_label(command.role)
    found = [signer for signer in state.signers if signer.role == command.role]
    if not found:
        roles = _listed(situation.role_label(signer.role) for signer in state.signers)
        refuse("not_a_signer", N_("{form} is not signed by {role}; its signers are: {roles}."),
               form=name, role=role, roles=roles)  # fmt: skip
    signer = found[0]
    waiting = [entry for entry in state.open_signers if entry.step < signer.step]
    if waiting and not signer.optional and command.decision not in ("return", "reject"):
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


def _right_person(work: Work, situation: Situation, command: do.SignForm, person: Person) -> None:
    """Refuse a signature in another's name, and a role that the signer does not hold."""
    if command.medium == "program":
        if person.id != work.actor.person_id:
            refuse("not_you", N_("In the program only {name} can sign as {name}; record a decision "
                                 "on paper, by letter or in minutes instead."),
                   name=person.name)  # fmt: skip
    else:
        _may_record(work, situation, command.role)
    holder = work.person(command.on_behalf_of) if command.on_behalf_of else person
    day = as_date(command.on) or work.today
    if not holds_role(work, situation, holder.id, command.role, day):
        label = situation.role_label(command.role)
        refuse("not_in_role", N_("{name} does not hold the role {role} for {code}."),
               name=holder.name, role=label, code=situation.card.code)  # fmt: skip


def _may_record(work: Work, situation: Situation, role: str) -> None:
    """Refuse whoever may not record decisions; a secretary records her Dean's only."""
    work.demand("record", situation.card)
    others = [r for r in work.procedure.rights.get("record", ()) if r != "secretary"]
    if role != "dean" and not work.has_role(others, situation.card):
        refuse("deans_only", N_("A secretary records the decisions of her Dean only."))


def holds_role(work: Work, situation: Situation, person_id: str, role: str, day: date) -> bool:
    """Tell whether a person held a role for a card on a day, by office or on its team."""
    scope = next((r.scope for r in situation.procedure.roles if r.id == role), "card")
    if scope != "card":
        actor = work.knowledge.actor(person_id, day)
        return actor.holds(role, situation.faculty_id, situation.card.programme_id)
    return any(member.person_id == person_id for member in situation.members(role, day))


def _capacity(work: Work, command: do.SignForm) -> None:
    """Refuse an acting signature without the letter and the person acted for (decisions, 15)."""
    if command.capacity == "own":
        if command.on_behalf_of:
            refuse("capacity", N_("Signing for somebody needs a capacity: a.n., u.b., Plt., Plh."))
        return
    if not command.on_behalf_of or not command.letter.strip():
        refuse("capacity", N_("Signing {capacity} needs the person acted for and the letter."),
               capacity=command.capacity)  # fmt: skip
    since = work.a_day(command.letter_since, default="")
    until = work.a_day(command.letter_until, default="")
    on = command.on or work.day
    if (since and on < since) or (until and on > until):
        refuse("letter_term", N_("The letter {letter} does not cover {on}."),
               letter=command.letter, on=on)  # fmt: skip


@handles(do.WithdrawSignOff)
def withdraw_sign_off(command: do.WithdrawSignOff, work: Work) -> None:
    """Withdraw a sign-off with a reason; it stays on record."""
    sign_off = work.get(SignOff, command.sign_off, "sign-off")
    card = work.card(sign_off.card_id)
    if sign_off.withdrawn_on:
        refuse("withdrawn", N_("This sign-off was withdrawn on {on}."), on=sign_off.withdrawn_on)
    if sign_off.medium == "program" and sign_off.person_id != work.actor.person_id:
        refuse("not_you", N_("Only {name} can withdraw this signature."),
               name=work.knowledge.name(sign_off.person_id))  # fmt: skip
    if sign_off.medium != "program":
        work.demand("record", card)
    if not command.reason.strip():
        refuse("reason", N_("This needs a reason."))
    reason = clean_text(command.reason.strip())
    work.put(changed(sign_off, withdrawn_on=work.day, withdrawn_reason=reason))
