"""Commands that freeze a form, sign it and open it again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mcdesk.application import allowed, asking, closing, numbers, shelf
from mcdesk.application.booklet import booklet_id
from mcdesk.application.decisions import why_not_withdraw
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.keys import must_sign_now, with_signature
from mcdesk.application.handlers.signers import (
    as_signer,
    check_capacity,
    decided_day,
    may_be_signed,
    must_have_said,
    right_person,
    shows_letter,
    signer_line,
    state_of,
)
from mcdesk.application.letters import is_evidence
from mcdesk.application.logo import head_facts
from mcdesk.application.said_then import said_otherwise
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Refused, that_block
from mcdesk.i18n import N_
from mcdesk.procedure import by_module, inspect
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.canonical import clean_text, json_text
from mcdesk.procedure.deciding import AGREES, what_is_decided
from mcdesk.procedure.digest import digest
from mcdesk.procedure.records import (
    ClosedPeriod,
    Form,
    PrintedBooklet,
    Revision,
    SignOff,
    StoredFile,
    changed,
)
from mcdesk.procedure.rows import content_as_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Surroundings
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


@handles(do.FreezeForm)
def freeze_form(command: do.FreezeForm, work: Work) -> None:
    """Freeze a form: test completeness, give it a number, keep a revision with its digest."""
    state, situation = state_of(work, command.form)
    form, definition = state.form, state.definition
    _must_fill(work, situation, form)
    if form.revision_id:
        refuse("is_frozen", N_("{form} is frozen already."), form=definition.short)
    if state.parts:
        refuse("by_module", N_("{form} is signed module by module: freeze the course and each "
                               "module."), form=definition.short)  # fmt: skip
    found = by_module.findings_of(situation, state, definition.stage)
    blocking = that_block(found)
    if blocking:
        raise Refused(*blocking, code="incomplete")
    _not_too_early(situation, definition)
    open_paths = inspect.late_paths(
        definition, state.content, situation.surroundings, definition.stage
    )
    mark, asked = digest(definition, state.content, open_paths), _asked_today(work, state)
    if (
        state.revision is not None
        and state.revision.digest == mark
        and not command.extra_signers
        and asking.kept_roles(state.revision) == asked
    ):
        work.put(changed(form, revision_id=state.revision.id))
        return
    number = _number(work, form, command.number)
    whole = inspect.whole_content(definition, state.content, _at_freezing(work, state, situation))
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
        settings=json_text(
            {**head_facts(work.knowledge), **situation.settings}
            | ({asking.ASKED: asked} if asked else {})
        ),
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


def _asked_today(work: Work, state: FormState) -> list[str]:
    """Return the roles that a form asks where it is frozen today, as its revision keeps them."""
    whole = shelf.form_definition(work.uow, state.definition.digest)
    return asking.roles_on(work.uow, whole, state.form.card_id, work.day)


def _must_fill(work: Work, situation: Situation, form: Form) -> None:
    """Refuse whoever may not freeze a form or open it for changes."""
    work.must_not(allowed.why_not_fill(work.knowledge, work.procedure, work.actor, situation, form))


def _number(work: Work, form: Form, typed: str) -> str:
    """Return a form's document number, given at the first freezing; its parts share it."""
    if not is_part(form):
        return form.number or given_number(work, typed, form.kind)
    whole = work.get(Form, whole_id(form), "form")
    number = form.number or whole.number or given_number(work, typed, form.kind)
    if whole.number != number:
        work.put(changed(whole, number=number))
    return number


def _at_freezing(work: Work, state: FormState, situation: Situation) -> Surroundings:
    """Return what computed fields may know; the table of versions has the one that is frozen."""
    key, form = f"versions:{state.definition.id}", state.form

    def look(name: str) -> Json:
        found: Json = situation.look(name)
        if name != key or not isinstance(found, list):
            return found
        by = work.knowledge.full_name(work.actor.person_id)
        return [*found, {
            "round": str(form.round), "version": str(form.version + 1), "date": work.day,
            "by": by, "summary": state.content.value("d23"),
        }]  # fmt: skip

    return replace(situation.surroundings, look=look)


def _not_too_early(situation: Situation, definition: FormDefinition) -> None:
    """Refuse a form whose stage is still to come, save where its definition allows it earlier."""
    first = definition.begins or definition.stage
    if situation.procedure.is_before(situation.card.stage, first):
        stage = situation.procedure.stage(first)
        label = Label(f"{stage.number} {stage.title.en}", f"{stage.number} {stage.title.id}")
        refuse("too_early", N_("{form} can be frozen from stage {stage} on."),
               form=definition.short, stage=label)  # fmt: skip


def given_number(work: Work, typed: str, kind: str) -> str:
    """Return the document number typed, or the next one: CTL/MC/<form>/<year>/<seq>."""
    typed = typed.strip()
    if typed:
        numbers.must_be_number(typed)
        if _is_given(work, typed) or numbers.is_stated(work.uow, typed):
            refuse("number_taken", N_("The number {number} was given before."), number=typed)
        return typed
    series = numbers.of_documents(kind, work.today)
    while True:
        number = f"{series}/{numbers.draw(work, series):04d}"
        if not _is_given(work, number) and not numbers.is_by_hand(work.uow, number):
            return number


def _is_given(work: Work, number: str) -> bool:
    """Tell whether a document number was given: to a form, or to the register of a period."""
    return bool(work.uow.select(Revision, number=number)) or any(
        entry.number == number for entry in work.uow.select(ClosedPeriod)
    )


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
    state, situation = state_of(work, command.form)
    _must_fill(work, situation, state.form)
    if state.parts:
        refuse("by_module", N_("{form} is signed module by module: open the module that is to be "
                               "changed."), form=state.definition.short)  # fmt: skip
    if not state.form.revision_id:
        refuse("not_frozen", N_("{form} is open for changes already."), form=state.definition.short)
    work.put(changed(state.form, revision_id=""))


@handles(do.SignForm)
def sign_form(command: do.SignForm, work: Work) -> None:
    """Keep a decision over the frozen revision, in the order that the form demands."""
    person = work.person(command.person)
    state, situation = as_signer(work, command, person)
    work.must_be_under_way(situation.card)
    decided_on = decided_day(work, command)
    must_be_of_its_day(work, command.medium, decided_on)
    may_be_signed(situation, state, command)
    signer_line(situation, state, command)
    must_have_said(work, situation, state, command)
    right_person(work, situation, state, command, person)
    check_capacity(work, command)
    if command.decision in ("return", "reject") and not command.note.strip():
        refuse("note", N_("A return or rejection needs its reason in the note."))
    if command.evidence:
        must_be_evidence(work, command.evidence, state.form, situation.card.id)
    made = _decision(command, work, state, situation, decided_on=decided_on)
    keep_decision(work, made, state)


def must_be_evidence(work: Work, ref: str, form: Form, card: str) -> None:
    """Refuse a file that is not there, or is of another card and shows nothing of this decision."""
    if not is_evidence(work.uow, work.get(StoredFile, ref, "file"), form, card):
        refuse("other_card", N_("This file belongs to another micro-credential."))


def must_be_of_its_day(work: Work, medium: str, day: str) -> None:
    """Refuse a decision of a coming day, and one in the program of another day than today."""
    if day > work.day:
        refuse("future", N_("The decision cannot be dated {on}, after today."), on=day)
    if medium == "program" and day != work.day and not work.made_by:
        refuse("made_today", N_("A decision in the program is made now, and bears today’s date. "
                                "One that was made on paper is recorded as such."))  # fmt: skip


def _decision(
    command: do.SignForm, work: Work, state: FormState, situation: Situation, *, decided_on: str
) -> SignOff:
    """Return the record of a decision."""
    assert state.revision is not None
    return SignOff(
        id=work.id_for(SignOff, command.id),
        form_id=state.form.id,
        revision_id=state.revision.id,
        version=state.revision.version,
        card_id=situation.card.id,
        digest=state.revision.digest,
        decision=command.decision,
        decided_on=decided_on,
        recorded_at=_later(work.now, state),
        evidence_id=command.evidence,
        scan_owed=command.scan_owed or (shows_letter(command) and not command.evidence),
        decided=what_is_decided(
            state, command.role, command.decision, _unseen(work, state, command, decided_on)
        ),
        **said_by_signer(work, command),
    )


def _unseen(work: Work, state: FormState, command: do.SignForm, day: str) -> tuple[str, ...]:
    """Return what others said after the day of a decision on paper: its signer saw none of it.

    Raises:
        Refused: They said something else on that day, which the decision would have to name.
    """
    if command.medium == "program":
        return ()
    found = tuple(said_otherwise(work.uow, state, command.role, day))
    for entry, then in found:
        if then is not None and work.replay is None and command.decision in AGREES:
            words = N_("On {on} “{field}” said something else than now. A decision of that day is "
                       "none over what it says now: have it signed anew, or put back what it "
                       "said.")  # fmt: skip
            refuse("said_otherwise", words, on=day, field=entry.label)
    return tuple(entry.id for entry, _then in found)


def said_by_signer(work: Work, command: do.SignForm | do.SignPeriod) -> dict[str, Any]:
    """Return what a decision takes from its command: who, in which role and capacity, how."""
    return {
        "role": command.role,
        "person_id": work.person(command.person).id,
        "capacity": command.capacity,
        "on_behalf_of": work.person(command.on_behalf_of).id if command.on_behalf_of else "",
        "letter": command.letter,
        "letter_since": work.a_day(command.letter_since, default=""),
        "letter_until": work.a_day(command.letter_until, default=""),
        "medium": command.medium,
        "place": command.place,
        "note": clean_text(command.note.strip()),
        "recorded_by": work.actor.person_id,
    }


def keep_decision(work: Work, made: SignOff, state: FormState | None = None) -> None:
    """Keep a decision: signed where it is made here, and as it was made where it is done again.

    Raises:
        Refused: It was made over another text than the one that is frozen now, or what it decided
            says something else now: nobody decides about a text by a decision over an earlier one.
    """
    if work.replay is None:
        work.put(with_signature(work, made) if made.medium == "program" else made)
        return
    again = work.as_decided(made)
    as_named = changed(made, decided=work.had_decided(made))
    if again is None and state is not None and state.says(as_named):
        again = work.as_decided(as_named)  # what others said meanwhile it need not have named
    elif again is None and work.as_decided(as_named) is not None:
        refuse("other_result", N_("What was decided says something else now: look at it, and "
                                  "decide about it again."))  # fmt: skip
    if again is None and work.made_by and made.medium == "program":
        refuse("not_as_signed", N_("What was signed is no longer what would be kept now: it has to "
                                   "be signed anew."))  # fmt: skip
    if again is None:
        refuse("other_text", N_("What was decided about has been frozen anew meanwhile: look at "
                                "it, and decide about it again."))  # fmt: skip
    if again.medium == "program":
        must_sign_now(work, again)
    work.put(again)


def _later(now: str, state: FormState) -> str:
    """Return the moment of a decision: behind all earlier ones, whatever the clock says."""
    last = max((entry.recorded_at for entry in state.sign_offs), default="")
    if now > last:
        return now
    behind = datetime.fromisoformat(last) + timedelta(microseconds=1)
    return behind.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@handles(do.WithdrawSignOff)
def withdraw_sign_off(command: do.WithdrawSignOff, work: Work) -> None:
    """Withdraw a sign-off with a reason; it stays on record."""
    sign_off = work.get(SignOff, command.sign_off, "sign-off")
    if sign_off.card_id:
        situation = work.situation(work.card(sign_off.card_id))
        kept = why_not_withdraw(work.knowledge, situation, work.actor, sign_off)
    else:
        kept = closing.why_not_withdraw(work.knowledge, work.actor, work.procedure, sign_off)
    if kept is not None:
        raise Refused(kept)
    if work.made_by and sign_off.medium == "program":
        refuse("not_you", N_("Everyone withdraws their own signature: no packet does it for you. "
                             "Done again, it is done by you."))  # fmt: skip
    if not command.reason.strip():
        refuse("reason", N_("This needs a reason."))
    reason = clean_text(command.reason.strip())
    work.put(changed(sign_off, withdrawn_on=work.day, withdrawn_reason=reason))


@handles(do.KeepBooklet)
def keep_booklet(command: do.KeepBooklet, work: Work) -> None:
    """Keep which forms a booklet holds, each in the version that it was printed in.

    Done again it holds what it was printed with: paper does not change.
    """
    work.demand("record")
    printed = work.once_made(PrintedBooklet)
    if printed is not None:
        work.put(printed)
        return
    known = work.known_person(command.who)
    if not known and all(role.id != command.who for role in work.procedure.roles):
        work.person(command.who)
    who, pairs = known or command.who, []
    for ref in command.forms:
        state, _situation = state_of(work, ref)
        pairs.append((state.form.id, state.revision.version if state.revision else 0))
    work.put(
        PrintedBooklet(
            id=booklet_id(who, work.day, pairs),
            who=who,
            day=work.day,
            forms=json_text([list(pair) for pair in pairs]),
            printed_by=work.actor.person_id,
            printed_at=work.now,
        )
    )
