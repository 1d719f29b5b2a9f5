"""Commands that move a card: by the gate, by exception, to completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused, that_block
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text, json_text
from mcdesk.procedure.moves import (
    check_move,
    check_way,
    may_move,
    moved,
    resting,
    with_send_back,
)
from mcdesk.procedure.records import Debt

if TYPE_CHECKING:
    from mcdesk.procedure.procedure_definition import Transition
    from mcdesk.procedure.situation import Situation


@handles(do.MoveCard)
def move_card(command: do.MoveCard, work: Work) -> None:
    """Move a card when its gate is met, or back with a reason."""
    card = work.card(command.card)
    situation = work.situation(card)
    target = work.stage_id(command.to, situation.procedure)
    way, findings = check_move(situation, work.actor, target, command.reason)
    blocking = that_block(findings)
    if blocking:
        raise Refused(*blocking, code="gate_not_met" if way.id else "no_way")
    _keep_move(work, situation, way, command.reason)


@handles(do.CompleteCard)
def complete_card(command: do.CompleteCard, work: Work) -> None:
    """Declare the development complete, when nothing is owed any more."""
    situation = work.situation(work.card(command.card))
    ways = situation.procedure.transitions_from(situation.card.stage)
    way = next((entry for entry in ways if entry.kind == "finish"), None)
    if way is None:
        last = situation.procedure.stages[-1].title
        refuse("not_last", N_("Completion is declared in the last stage, {stage}."), stage=last)
    findings = [*resting(situation), *check_way(situation, work.actor, way).findings]
    if not may_move(situation, work.actor, way.movers):
        findings.append(Finding("not_yours", N_("Only CTL may declare the completion.")))
    blocking = that_block(findings)
    if blocking:
        raise Refused(*blocking, code="gate_not_met")
    _keep_move(work, situation, way)


@handles(do.MoveCardByException)
def move_card_by_exception(command: do.MoveCardByException, work: Work) -> None:
    """Move a card although its gate is not met; the debt stays visible until it is paid."""
    card = work.card(command.card)
    situation = work.situation(card)
    target = work.stage_id(command.to, situation.procedure)
    way, findings = check_move(situation, work.actor, target, command.reason)
    if not way.id:
        raise Refused(*findings, code="no_way")
    stopped = tuple(resting(situation))
    if stopped:
        raise Refused(*stopped)
    if way.kind == "finish":
        refuse("no_exception", N_("Completion cannot be declared by exception."))
    for name in ("reason", "instructed_by", "owed"):
        if not getattr(command, name).strip():
            text = N_("An exception needs a reason, who instructed it, and what is owed.")
            refuse("exception_incomplete", text)
    blocking = that_block(findings)
    if not blocking:
        refuse("not_needed", N_("The gate is met: no exception is needed."))
    until = work.a_day(command.until)
    if until < work.day:
        refuse("past", N_("The day {on} is past."), on=until)
    work.put(
        Debt(
            id=work.id_for(Debt, command.id),
            card_id=card.id,
            stage=card.stage,
            reason=clean_text(command.reason),
            instructed_by=command.instructed_by,
            owed=clean_text(command.owed),
            owed_by=work.person(command.owed_by).id,
            until=until,
            letter=command.letter,
            findings=json_text([finding.sentence("en") for finding in blocking]),
            raised_by=work.actor.person_id,
            raised_on=work.day,
        )
    )
    _keep_move(work, situation, way, command.reason)


def _keep_move(work: Work, situation: Situation, way: Transition, reason: str = "") -> None:
    card, records = moved(situation, way)
    work.put_all(records)
    said = clean_text(reason.strip())
    work.put(with_send_back(situation, way, card, said, work.actor.person_id))
