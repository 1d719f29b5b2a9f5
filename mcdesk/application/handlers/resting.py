"""Commands about resting, ending and reopening cards, debts and corrections."""

from __future__ import annotations

from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.content import as_date
from mcdesk.procedure.records import (
    Card,
    Correction,
    Debt,
    changed,
)
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import STATUSES


def given_reason(text: str) -> str:
    """Return a reason as clean text, refusing an empty one."""
    if not text.strip():
        refuse("reason", N_("This needs a reason."))
    return clean_text(text.strip())


def must_be(card: Card, *states: str) -> None:
    """Refuse unless the card is in one of these states."""
    if card.status not in states:
        fitting = [STATUSES[state] for state in states]
        either = Label(" or ".join(each.en for each in fitting),
                       " atau ".join(each.id for each in fitting))  # fmt: skip
        refuse("wrong_status", N_("{code} is {status}; this is for one that is {states}."),
               code=card.code, status=STATUSES[card.status], states=either)  # fmt: skip


@handles(do.HoldCard)
def hold_card(command: do.HoldCard, work: Work) -> None:
    """Put a card on hold."""
    card = work.card(command.card)
    must_be(card, *command.states)
    until = work.a_day(command.until, default="")
    if until and until < work.day:
        refuse("past", N_("The day {on} is past."), on=until)
    reason = given_reason(command.reason)
    work.put(
        changed(
            card, status="on_hold", status_reason=reason, resume_on=until, status_since=work.day
        )
    )


@handles(do.HaltCard)
def halt_card(command: do.HaltCard, work: Work) -> None:
    """Halt a card, reversibly."""
    card = work.card(command.card)
    must_be(card, *command.states)
    reason = given_reason(command.reason)
    work.put(changed(card, status="halted", status_reason=reason, status_since=work.day))


@handles(do.CancelCard)
def cancel_card(command: do.CancelCard, work: Work) -> None:
    """Cancel a card."""
    card = work.card(command.card)
    must_be(card, *command.states)
    reason = given_reason(command.reason)
    work.put(changed(card, status="cancelled", status_reason=reason, status_since=work.day))


@handles(do.ResumeCard)
def resume_card(command: do.ResumeCard, work: Work) -> None:
    """Resume a card; the planned end of its stage shifts by the days it rested."""
    card = work.card(command.card)
    must_be(card, *command.states)
    _activate(work, card)


@handles(do.ReopenCard)
def reopen_card(command: do.ReopenCard, work: Work) -> None:
    """Reopen a cancelled or completed card at its stage."""
    card = work.card(command.card)
    must_be(card, *command.states)
    given_reason(command.reason)
    _activate(work, card)


def _activate(work: Work, card: Card) -> None:
    since = as_date(card.status_since)
    rested = max((work.today - since).days, 0) if since else 0
    work.put(
        changed(
            card,
            status="active",
            status_reason="",
            resume_on="",
            status_since="",
            held_days=card.held_days + rested,
            archived_on="",
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
    if day > work.day:
        refuse("future", N_("The payment cannot be dated {on}, after today."), on=day)
    paid_by = work.actor.person_id
    work.put(changed(debt, paid_on=day, paid_note=clean_text(command.note), paid_by=paid_by))


@handles(do.RecordCorrection)
def record_correction(command: do.RecordCorrection, work: Work) -> None:
    """Record a correction to a completed micro-credential."""
    card = work.card(command.card)
    must_be(card, *command.states)
    if not command.what.strip():
        refuse("no_what", N_("Say what was corrected."))
    if not command.agreed_by.strip():
        refuse("no_agreement", N_("Say who agreed to it."))
    day = work.a_day(command.on, default=work.day)
    if day > work.day:
        refuse("future", N_("The correction cannot be dated {on}, after today."), on=day)
    work.put(
        Correction(
            id=work.id_for(Correction, command.id),
            card_id=card.id,
            what=clean_text(command.what),
            why=given_reason(command.why),
            component=command.component,
            backup=command.backup,
            agreed_by=command.agreed_by,
            made_on=day,
            made_by=work.actor.person_id,
        )
    )
