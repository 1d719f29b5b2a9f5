"""Commands about the periods of the register and the archive (decisions.md, 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import closing, periods
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.numbering import given_number
from mcdesk.application.handlers.resting import given_reason
from mcdesk.application.handlers.signers import (
    as_oneself,
    check_capacity,
    decided_day,
    shows_letter,
)
from mcdesk.application.handlers.signing import keep_decision, must_be_of_its_day, said_by_signer
from mcdesk.application.logo import house_of
from mcdesk.application.numbers import REGISTER
from mcdesk.application.periods import cards_of
from mcdesk.application.register import register_line
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.period import Period
from mcdesk.procedure.records import Card, ClosedPeriod, SignOff, StoredFile, changed
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.records import Person


@handles(do.ClosePeriod)
def close_period(command: do.ClosePeriod, work: Work) -> None:
    """Freeze the register of a period, and archive the cards in it that have ended.

    Open cards need nothing: where they stand follows from the closing (`procedure/period.py`).
    """
    work.demand("move")
    work.must_be_known()
    period = closing.a_period(command.year, command.semester)
    named = Period(command.next_year.strip(), command.next_semester.strip())
    after = named if named != Period() else period.following()
    found = tuple(closing.obstacles(work.uow, period, after))
    if found:
        raise Refused(*found)
    if named == Period() and work.replay is None:
        work.must_not(closing.unnamed(work.uow, period))
    cards = closing.cards_in(work.uow, period)
    closed = _closed(command, work, period, after, cards)
    told = cards_of(closed.ended)
    ended = [card for card in cards if card.status in ENDED and card.id in told]
    work.put(closed)
    work.put_all(changed(card, archived_on=work.day) for card in ended if not card.archived_on)


def _closed(
    command: do.ClosePeriod, work: Work, period: Period, after: Period, cards: Sequence[Card]
) -> ClosedPeriod:
    """Return the record of a closing; done again it keeps the text that was frozen first."""
    before = [e for e in periods.closings(work.uow) if periods.period_of(e) == period]
    version = len(before) + 1
    id_ = _free_id(work, period, version)
    number = before[-1].number if before else given_number(work, command.number, REGISTER)
    again = work.as_made(ClosedPeriod, id_)
    if again is not None:
        return changed(again, number=number)
    text = _content(work, period, cards)
    return ClosedPeriod(
        id=id_,
        year=period.year,
        semester=period.semester,
        next_year=after.year,
        next_semester=after.semester,
        version=version,
        number=number,
        content=text,
        digest=text_digest(text),
        ended=json_text(sorted(card.id for card in cards if card.status in ENDED)),
        closed_at=work.now,
        closed_on=work.day,
        closed_by=work.actor.person_id,
    )


def _free_id(work: Work, period: Period, version: int) -> str:
    """Return the id of a closing: the same for two who close a period without the hub.

    A closing that was undone keeps its record, so the next one is told from it by a number.
    """
    attempt = 0
    while True:
        id_ = natural_id("closed_period", period.year, period.semester, version, attempt)
        kept = work.uow.find(ClosedPeriod, id_)
        if kept is None or not kept.deleted:
            return id_
        attempt += 1


def _content(work: Work, period: Period, cards: Sequence[Card]) -> str:
    lines = []
    for place, card in enumerate(cards):
        work.step(place, len(cards))
        line = register_line(work.knowledge, card.id)
        assert line is not None
        lines.append(line)
    head = {
        "workspace": house_of(work.knowledge),
        "closed_on": work.day,
        "prepared_by": work.knowledge.full_name(work.actor.person_id),
    }
    return periods.content_text(period, head, lines)


@handles(do.SignPeriod)
def sign_period(command: do.SignPeriod, work: Work) -> None:
    """Keep a decision over the register of a closed period."""
    period = closing.a_period(command.year, command.semester)
    closed = periods.closing_of(work.uow, period)
    if closed is None:
        refuse("not_closed", N_("{period} is open: close it first, then its register is signed."),
               period=period.label)  # fmt: skip
    if closing.decision_over(work.knowledge, closed) is not None:
        refuse("signed_twice", N_("The register of {period} is signed already."),
               period=period.label)  # fmt: skip
    person = work.person(command.person)
    if command.medium == "program":
        as_oneself(work, person, None, command.role)
    else:
        work.demand("move")
    check_capacity(work, command)
    day = decided_day(work, command)
    must_be_of_its_day(work, command.medium, day)
    _not_before(closed, day)
    _holds_role(work, command, person, day)
    evidence = ""
    if command.scan:
        evidence = _scan(work, closed, command.scan, command.scan_name, command.scan_size)
    made = SignOff(
        id=work.id_for(SignOff, command.id),
        form_id=closed.id,
        revision_id=closed.id,
        version=closed.version,
        card_id="",
        digest=closed.digest,
        decision="verify",
        decided_on=day,
        recorded_at=work.now,
        evidence_id=evidence,
        scan_owed=(command.medium != "program" or shows_letter(command)) and not evidence,
        **said_by_signer(work, command),
    )
    keep_decision(work, made)


def _not_before(closed: ClosedPeriod, day: str) -> None:
    """Refuse a day on which the register could not have been signed."""
    if day < closed.closed_on:
        refuse("too_early", N_("The register was closed on {closed}; it cannot have been signed "
                               "on {on}."), closed=closed.closed_on, on=day)  # fmt: skip


def _holds_role(work: Work, command: do.SignPeriod, person: Person, day: str) -> None:
    """Refuse somebody who does not sign for CTL."""
    if command.role not in closing.ROLES:
        refuse("not_a_signer", N_("The register is signed by the CTL coordinator or the CTL lead."))
    holder = work.person(command.on_behalf_of) if command.on_behalf_of else person
    if not work.knowledge.actor(holder.id, as_date(day)).holds(command.role):
        refuse("not_in_role", N_("{name} did not hold the role {role} on {on}."),
               name=holder.name, role=work.procedure.role(command.role).label, on=day)  # fmt: skip


def _scan(work: Work, closed: ClosedPeriod, digest: str, name: str, size: int) -> str:
    """Keep the scan of what was signed; return its id."""
    if not work.has_file(digest):
        refuse("no_file", N_("The file is not in the store; add it first."))
    file = StoredFile(
        id=natural_id("file", closed.id, digest),
        card_id="",
        form_id=closed.id,
        name=name or digest[:12],
        size=size,
        digest=digest,
        purpose="evidence",
        added_by=work.actor.person_id,
        added_at=work.now,
    )
    return work.put(file).id


@handles(do.FilePeriodScan)
def file_period_scan(command: do.FilePeriodScan, work: Work) -> None:
    """Keep the scan of a signed register as the evidence of its signature."""
    work.demand("move")
    period = closing.a_period(command.year, command.semester)
    closed = periods.closing_of(work.uow, period)
    signed = closing.decision_over(work.knowledge, closed) if closed is not None else None
    if closed is None or signed is None or not signed.scan_owed:
        refuse("no_scan_owed", N_("No scan is owed for the register of {period}."),
               period=period.label)  # fmt: skip
    evidence = _scan(work, closed, command.scan, command.name, command.size)
    work.put(changed(signed, evidence_id=evidence, scan_owed=False))


@handles(do.ReopenPeriod)
def reopen_period(command: do.ReopenPeriod, work: Work) -> None:
    """Reopen a period: what was signed is kept, what it archived is on the board again."""
    period = closing.a_period(command.year, command.semester)
    closed = periods.closing_of(work.uow, period)
    if closed is None:
        refuse("not_closed", N_("{period} is not closed."), period=period.label)
    after = Period(closed.next_year, closed.next_semester)
    if periods.closing_of(work.uow, after) is not None:
        refuse("after_closed", N_("The open cards of {period} went on in {after}, which is closed, "
                                  "too: reopen that first."),
               period=period.label, after=after.label)  # fmt: skip
    reason = given_reason(command.reason)
    work.put(
        changed(closed, reopened_on=work.day, reopened_by=work.actor.person_id,
                reopened_reason=reason)
    )  # fmt: skip
    for id_ in cards_of(closed.ended):
        card = work.uow.find(Card, id_)
        if card is not None and card.archived_on == closed.closed_on:
            work.put(changed(card, archived_on=""))


@handles(do.ArchiveCard)
def archive_card(command: do.ArchiveCard, work: Work) -> None:
    """Take a card that has ended off the board."""
    card = work.card(command.card)
    work.demand("move", card)
    if card.status not in ENDED:
        refuse("not_ended", N_("{code} is not finished: only what is complete or cancelled is "
                               "archived."), code=card.code)  # fmt: skip
    if card.archived_on:
        refuse("archived", N_("{code} is in the archive already, since {on}."),
               code=card.code, on=card.archived_on)  # fmt: skip
    work.put(changed(card, archived_on=work.day))


@handles(do.RetrieveCard)
def retrieve_card(command: do.RetrieveCard, work: Work) -> None:
    """Take a card out of the archive."""
    card = work.card(command.card)
    work.demand("move", card)
    if not card.archived_on:
        refuse("not_archived", N_("{code} is not in the archive."), code=card.code)
    work.put(changed(card, archived_on=""))
