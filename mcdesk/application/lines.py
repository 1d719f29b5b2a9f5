"""Lines of lists: forms with their state, signature blocks, teams, debts, files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.current_forms import earlier_of
from mcdesk.application.sheet_names import sheet_of
from mcdesk.application.views import (
    DebtLine,
    FileLine,
    FormLine,
    IdeaLine,
    ScanLine,
    SignatureLine,
    TeamLine,
)
from mcdesk.procedure import progress
from mcdesk.procedure.by_module import part_name
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.guards import deemed_since
from mcdesk.procedure.sheets import assessor_of, owed_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.definition import Signer
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Debt, Idea, SignOff, StoredFile
    from mcdesk.procedure.situation import Situation
    from mcdesk.procedure.stage import Label

OPEN = ("waiting", "later")
RETURN = "return"
RECEIVED = "received"
"""A field of a form that has this parameter asks when the form came to each signer."""


def signature_lines(
    knowledge: Knowledge, situation: Situation, state: FormState
) -> tuple[SignatureLine, ...]:
    """Return the signature block of a form: who has signed, whose turn it is, who comes later.

    Signed module by module it is that of the course and of each module, one after the other.
    """
    if state.parts:
        return tuple(
            replace(line, part=part_name(state.definition, part.form.scope, part.content))
            for part in state.parts
            for line in signature_lines(knowledge, situation, part)
        )
    turn = {signer.role for signer in state.next_signers} if state.revision else set()
    since = deemed_since(situation, state)
    lines = (
        _signature_line(knowledge, situation, state, signer, is_turn=signer.role in turn)
        for signer in sorted(state.signers, key=lambda entry: entry.step)
    )
    deemed = (
        replace(line, deemed_on=since.isoformat()) if since and line.state in OPEN else line
        for line in lines
    )
    if not any(entry.params.get(RECEIVED) for entry in state.definition.fields.values()):
        return tuple(deemed)
    return tuple(replace(line, received_on=received_on(state, line.step)) for line in deemed)


def received_on(state: FormState, step: int) -> str:
    """Return the day on which a form came to the signers of a step; "" where it has not yet.

    To the first it comes by the freezing, to any other once all before have agreed (domain.md, F6
    a1).
    """
    if state.revision is None or not state.is_current:
        return ""
    before = [signer for signer in state.signers if signer.step < step and not signer.optional]
    if not all(state.has_signed(signer) for signer in before):
        return ""
    days = (state.decided[signer.role].decided_on for signer in before)
    return max((state.revision.frozen_on, *days))


def _signature_line(
    knowledge: Knowledge,
    situation: Situation,
    state: FormState,
    signer: Signer,
    *,
    is_turn: bool,
) -> SignatureLine:
    decision = state.decided.get(signer.role)
    label = situation.role_label(signer.role)
    if decision is None:
        waiting = "waiting" if is_turn and state.is_current else "later"
        whose = owed_by(state, signer.role)
        person_id = whose or expected_signer(knowledge, situation, state, signer.role)
        person = knowledge.person(person_id)
        return SignatureLine(
            role=signer.role,
            role_label=label,
            act=signer.act,
            step=signer.step,
            state="optional" if signer.optional else waiting,
            optional=signer.optional,
            person_id=person_id,
            person=person.full_name if person else "",
            position=person.position if person else "",
            number=f"{person.number_kind} {person.number}".strip() if person else "",
            decisions=signer.decisions,
            media=signer.media,
            away_until=knowledge.away.get(knowledge.same(person_id), ""),
            returns_to=_returns_to(situation, signer),
        )
    line = signed_line(knowledge, decision, signer, label, is_current=state.is_current)
    return replace(line, to_stage=situation.stage_name(decision.to_stage))


def _returns_to(situation: Situation, signer: Signer) -> tuple[tuple[str, Label], ...]:
    """Return the stages that a return of this signer may name (decisions.md, 1 and 2)."""
    if RETURN not in signer.decisions:
        return ()
    here = situation.procedure.stage(situation.card.stage).number
    return tuple((e.id, e.name) for e in situation.procedure.stages if e.number < here)


def signed_line(
    knowledge: Knowledge, decision: SignOff, signer: Signer, label: Label, *, is_current: bool
) -> SignatureLine:
    """Return the line of a decision that was made."""
    person = knowledge.person(decision.person_id)
    standing = {"return": "returned", "reject": "rejected"}.get(decision.decision, "done")
    if not is_current:
        standing = "void"
    return SignatureLine(
        role=signer.role,
        role_label=label,
        act=signer.act,
        step=signer.step,
        state=standing,
        optional=signer.optional,
        sign_off_id=decision.id,
        person_id=decision.person_id,
        person=knowledge.full_name(decision.person_id),
        position=person.position if person else "",
        number=f"{person.number_kind} {person.number}".strip() if person else "",
        capacity=decision.capacity,
        on_behalf_of=knowledge.full_name(decision.on_behalf_of) if decision.on_behalf_of else "",
        letter=decision.letter,
        letter_since=decision.letter_since,
        letter_until=decision.letter_until,
        keyed=bool(decision.signature),
        decision=decision.decision,
        medium=decision.medium,
        decided_on=decision.decided_on,
        place=decision.place,
        note=decision.note,
        recorded_by=knowledge.name(decision.recorded_by),
        evidence_id=decision.evidence_id,
        scan_owed=decision.scan_owed,
        decisions=signer.decisions,
        media=signer.media,
        decided=decision.decided,
    )


def expected_signer(knowledge: Knowledge, situation: Situation, state: FormState, role: str) -> str:
    """Return the person who is expected to sign in a role: the team's, else the office's.

    Of several it is whom the form names for the role: what is signed and who signs it agree. Where
    it names nobody, it is whom the card's other forms name, as R1 does the Head (domain.md, R1).
    """
    members = sorted(situation.members(role), key=lambda m: (not m.lead, m.since))
    held = [member.person_id for member in members] or [
        office.person_id for office in knowledge.offices_for(situation.card) if office.role == role
    ]
    asked = (state, *situation.forms.values()) if len(held) > 1 else ()
    named = [knowledge.same(who) for each in asked for who in _named(each, role)]
    return next((who for who in (*named, *held) if who in held), "")


def _named(state: FormState, role: str) -> Iterator[str]:
    """Yield whom the fields of a form name for a role."""
    for path, entry in state.definition.fields.items():
        if entry.type is FieldType.PERSON and entry.role == role:
            yield state.content.text(path)


def signed_of(state: FormState, part: FormState) -> tuple[int, int]:
    """Return how many of those who have to sign a form signed a part of it, and how many have to.

    A form that is signed as a whole is its own part. What was changed since nobody has signed.
    """
    needed = [signer for signer in state.signers if not signer.optional]
    signed = sum(part.has_signed(signer) for signer in needed) if part.is_current else 0
    return signed, len(needed)


def form_line(situation: Situation, state: FormState) -> FormLine:
    """Return one form of a card in a list."""
    found = progress.section_progress(
        state.definition, state.content, situation.surroundings, situation.levels
    )
    counts = [signed_of(state, part) for part in state.each]
    waiting = state.next_signers if state.status == "frozen" else ()
    return FormLine(
        form_id=state.form.id,
        kind=state.form.kind,
        title=state.definition.title,
        short=state.definition.short,
        stage=state.definition.stage,
        status=state.status,
        signed=sum(signed for signed, _of in counts),
        signers=sum(of for _signed, of in counts),
        version=state.form.version,
        round=state.form.round,
        loop=state.form.loop,
        scope=state.form.scope,
        number=state.form.number or (state.external.number if state.external else ""),
        filled=sum(part.filled for part in found.values()),
        required=sum(part.required for part in found.values()),
        waits_for=tuple(signer.role for signer in waiting),
        assessor=str(situation.facts.get(f"person:{assessor_of(state)}") or ""),
        note=state.external.note if state.external else "",
        sheet=sheet_of(state.definition.per, state.form.scope, state.form.round, state.form.loop),
        assessor_id=assessor_of(state),
        is_open=state.revision is not None and not state.is_frozen and not state.parts,
        earlier=earlier_of(state.form, state.definition.per, situation.card),
    )


def debt_lines(knowledge: Knowledge, debts: Iterable[Debt]) -> tuple[DebtLine, ...]:
    """Return debts, the open ones first; of one day always in one order, as they are printed."""
    return tuple(
        DebtLine(
            id=debt.id,
            stage=debt.stage,
            owed=debt.owed,
            owed_by=knowledge.name(debt.owed_by),
            until=debt.until,
            reason=debt.reason,
            instructed_by=debt.instructed_by,
            letter=debt.letter,
            raised_on=debt.raised_on,
            paid_on=debt.paid_on,
            paid_note=debt.paid_note,
        )
        for debt in sorted(debts, key=lambda e: (bool(e.paid_on), e.until, e.raised_on, e.id))
    )


def scan_lines(knowledge: Knowledge, states: Iterable[FormState]) -> tuple[ScanLine, ...]:
    """Return the forms whose decisions still owe a scan."""
    return tuple(
        ScanLine(
            form_id=state.form.id,
            kind=state.form.kind,
            form=state.definition.short,
            sheet=sheet_of(
                state.definition.per, state.form.scope, state.form.round, state.form.loop
            ),
            who=tuple(
                (knowledge.name(entry.person_id), entry.decided_on) for entry in state.scans_owed
            ),
        )
        for state in (each for state in states for each in state.each)
        if state.scans_owed
    )


def team_lines(knowledge: Knowledge, situation: Situation) -> tuple[TeamLine, ...]:
    """Return the team with dates: who is on duty, then who will be, then who was."""
    today = situation.today.isoformat()
    order = {role.id: number for number, role in enumerate(situation.procedure.roles)}
    return tuple(
        TeamLine(
            id=member.id,
            person_id=member.person_id,
            person=knowledge.name(member.person_id),
            role=member.role,
            role_label=situation.role_label(member.role),
            since=member.since,
            until=member.until,
            lead=member.lead,
        )
        for member in sorted(
            situation.team,
            key=lambda m: (
                not m.is_on(today),
                m.since <= today,
                order.get(m.role, 99),
                not m.lead,
                m.since,
            ),
        )
    )


def file_lines(knowledge: Knowledge, files: Iterable[StoredFile]) -> tuple[FileLine, ...]:
    """Return files, the newest first."""
    return tuple(
        file_line(knowledge, file)
        for file in sorted(files, key=lambda entry: entry.added_at, reverse=True)
    )


def file_line(knowledge: Knowledge, file: StoredFile) -> FileLine:
    """Return a file, with who added it."""
    return FileLine(
        id=file.id,
        name=file.name,
        size=file.size,
        digest=file.digest,
        purpose=file.purpose,
        note=file.note,
        link=file.link,
        added_by=knowledge.name(file.added_by),
        added_at=file.added_at,
        form_id=file.form_id,
    )


def idea_lines(ideas: Iterable[Idea]) -> tuple[IdeaLine, ...]:
    """Return ideas as lines, the newest first."""
    return tuple(
        IdeaLine(i.id, i.title, i.from_whom, i.note, i.received_on, i.programme_id)
        for i in sorted(ideas, key=lambda entry: entry.received_on, reverse=True)
    )
