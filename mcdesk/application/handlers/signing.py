"""Commands that sign a form, or record a decision about it, and withdraw one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mcdesk.application import closing
from mcdesk.application.decisions import why_not_withdraw
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.keys import must_sign_now, with_signature
from mcdesk.application.handlers.returning import stage_named
from mcdesk.application.handlers.signers import (
    as_signer,
    check_capacity,
    decided_day,
    may_be_signed,
    must_have_said,
    must_name_whom,
    right_person,
    shows_letter,
    signer_line,
)
from mcdesk.application.letters import is_evidence
from mcdesk.application.said_then import said_otherwise
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_before, is_moment
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.deciding import AGREES, SENDS_BACK, what_is_decided
from mcdesk.procedure.records import (
    Form,
    SignOff,
    StoredFile,
    changed,
)

if TYPE_CHECKING:
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


@handles(do.SignForm)
def sign_form(command: do.SignForm, work: Work) -> None:
    """Keep a decision over the frozen revision, in the order that the form demands."""
    person = work.person(command.person)
    state, situation = as_signer(work, command, person)
    work.must_be_under_way(situation.card)
    decided_on = decided_day(work, command)
    must_be_of_its_day(work, command.medium, decided_on)
    may_be_signed(work, situation, state, command)
    assert state.revision is not None
    must_not_be_before(command.medium, decided_on, state.revision.frozen_on)
    signer_line(situation, state, command)
    must_have_said(work, situation, state, command)
    must_name_whom(command)
    right_person(work, situation, state, command, person)
    check_capacity(work, command)
    if command.decision in SENDS_BACK and not command.note.strip():
        refuse("note", N_("A return or rejection needs its reason in the note."))
    must_be_shown(work, command)
    if command.evidence:
        must_be_evidence(work, command.evidence, state.form, situation.card.id)
    made = _decision(command, work, state, situation, decided_on=decided_on)
    keep_decision(work, made, state)


def must_be_shown(work: Work, command: do.SignForm) -> None:
    """Refuse a decision outside the program that neither has its scan nor owes it (decisions, 15).

    One that says both is refused in any medium: a debt that is none would be told for ever, and one
    that is meant is not to vanish. Done again here, what was recorded before this was asked is a
    fact that stays; that it is shown or owed a server asks of all that comes.
    """
    if command.evidence and command.scan_owed and work.replay is None:
        refuse("shown_and_owed", N_("It names the file that shows the decision, and says that its "
                                    "scan is still owed: give one of the two. Where the file is "
                                    "not the scan, attach it without naming it here."))  # fmt: skip
    if work.replay is None and command.is_unshown:
        refuse("not_shown", N_("What was decided outside the program needs something that shows "
                               "it: attach the scan or file and name it as the evidence, or say "
                               "that the scan is still owed."))  # fmt: skip


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


def must_not_be_before(medium: str, day: str, frozen_on: str) -> None:
    """Refuse a decision in the program that is dated before its text was frozen.

    A day between them is one of clocks or time zones. What was decided outside the program bears
    the day that its paper bears, and is doubted in words only.
    """
    if medium == "program" and frozen_on and day < day_before(frozen_on):
        refuse("before_frozen", N_("What is decided about was frozen on {frozen}, and the decision "
                                   "would bear {on}, an earlier day: set the clock of this "
                                   "computer right, and sign then."),
               frozen=frozen_on, on=day)  # fmt: skip


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
        scan_owed=not command.evidence and (command.scan_owed or shows_letter(command)),
        decided=what_is_decided(
            state, command.role, command.decision, _unseen(work, state, command, decided_on)
        ),
        to_stage=stage_named(work, situation, command),
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
    moments = (entry.recorded_at for entry in state.sign_offs)
    last = max(filter(is_moment, moments), default="")
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
