"""Every decision over a card's forms: which stand, which fell or were withdrawn, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.allowed import not_under_way, procedure_of_today, why_not_record
from mcdesk.application.journal import Effect, Event, read_event
from mcdesk.application.views import DecisionLine, Ended
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.records import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import SignOff
    from mcdesk.procedure.situation import Actor, Situation

OPENED = "FormReopened"
FALLS = (OPENED, "CardMoved", "ExceptionGranted")


@dataclass(frozen=True, slots=True)
class _Fall:
    """What may have let decisions fall: a form opened for changes, or a card sent back."""

    event: Event
    effect: Effect

    def ends(self, decision: SignOff) -> bool:
        """Tell whether this let a decision fall for good, or with its whole sheet."""
        before, after = self.effect.old or {}, self.effect.new
        fell = before.get("fallen_version", 0) < decision.version <= after["fallen_version"]
        return fell or (after["superseded"] and not before.get("superseded"))


def decision_lines(
    knowledge: Knowledge, situation: Situation, actor: Actor, states: Sequence[FormState]
) -> tuple[DecisionLine, ...]:
    """Return the decisions over these forms, the newest first."""
    falls = _falls(knowledge, situation.card.id)
    found = [
        (entry.recorded_at, _line(knowledge, situation, actor, state, entry, falls))
        for state in states
        for entry in state.sign_offs
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(line for _at, line in found)


def _falls(knowledge: Knowledge, card: str) -> tuple[_Fall, ...]:
    """Return what may have let decisions fall, the oldest first."""
    lines = knowledge.reader.journal(card=card, kinds=FALLS)
    events = [read_event(str(line["body"])) for line in reversed(lines)]
    return tuple(_Fall(e, effect) for e in events for effect in e.effects if effect.table == "form")


def _line(
    knowledge: Knowledge,
    situation: Situation,
    actor: Actor,
    state: FormState,
    decision: SignOff,
    falls: Iterable[_Fall],
) -> DecisionLine:
    own = [fall for fall in falls if fall.effect.id == state.form.id]
    return DecisionLine(
        sign_off_id=decision.id,
        form_id=state.form.id,
        kind=state.form.kind,
        form=state.definition.short,
        version=decision.version,
        role=situation.role_label(decision.role),
        person=knowledge.name(decision.person_id),
        decision=decision.decision,
        medium=decision.medium,
        decided_on=decision.decided_on,
        recorded_by=knowledge.name(decision.recorded_by),
        note=decision.note,
        scan_owed=decision.scan_owed,
        ended=_ended(knowledge, state, decision, own),
        kept=why_not_withdraw(knowledge, situation, actor, decision),
        capacity=decision.capacity,
        on_behalf_of=knowledge.name(decision.on_behalf_of) if decision.on_behalf_of else "",
        letter=decision.letter,
        letter_since=decision.letter_since,
        letter_until=decision.letter_until,
        to_stage=situation.stage_name(decision.to_stage),
    )


def _ended(
    knowledge: Knowledge, state: FormState, decision: SignOff, falls: Sequence[_Fall]
) -> Ended | None:
    """Return why a decision counts no more; None for one that stands."""
    if decision.withdrawn_on:
        return Ended("withdrawn", decision.withdrawn_on, reason=decision.withdrawn_reason)
    if decision.id in state.refuted:
        return Ended("forged", decision.decided_on)
    after = _followed_by(knowledge, decision, state.form.fallen_version)
    # A send-back that was undone is still in the journal: the form tells whether it holds.
    stands = decision.version > state.form.fallen_version and not state.form.superseded
    back = None if stands else next((fall for fall in falls if fall.ends(decision)), None)
    if back is not None and (after is None or back.event.at < after.frozen_at):
        return _told(knowledge, "sent_back", back)
    newest = state.latest.get(decision.role)
    is_same = stands and state.revision is not None and state.revision.digest == decision.digest
    if is_same and newest is not None and newest.id != decision.id:
        return Ended("replaced", newest.decided_on, knowledge.name(newest.person_id))
    if is_same and state.is_current:
        return None if state.says(decision) else Ended("otherwise", "")
    return _changed(knowledge, decision, after, falls)


def _followed_by(knowledge: Knowledge, decision: SignOff, fell: int) -> Revision | None:
    """Return the first version after the one that was decided on for which it does not stand.

    It has another text, or that one fell.
    """
    revisions = knowledge.reader.select(Revision, form_id=decision.form_id)
    later = [
        each
        for each in revisions
        if each.version > decision.version
        and (each.digest != decision.digest or each.version > fell >= decision.version)
    ]
    return min(later, key=lambda entry: entry.version, default=None)


def _changed(
    knowledge: Knowledge, decision: SignOff, after: Revision | None, falls: Sequence[_Fall]
) -> Ended:
    """Return by which opening for changes a decision fell, and which version came then."""
    opened = [
        fall
        for fall in falls
        if fall.event.kind == OPENED
        and fall.event.at > decision.recorded_at
        and (after is None or fall.event.at <= after.frozen_at)
    ]
    version = after.version if after is not None else 0
    if opened:
        return _told(knowledge, "changed", opened[-1], version)
    return Ended("changed", after.frozen_on if after is not None else "", version=version)


def _told(knowledge: Knowledge, kind: str, fall: _Fall, version: int = 0) -> Ended:
    event = fall.event
    reason = str(event.command.get("reason") or "")
    return Ended(kind, event.today, knowledge.name(event.by), reason, version)


def why_not_withdraw(
    knowledge: Knowledge, situation: Situation, actor: Actor, decision: SignOff
) -> Finding | None:
    """Return why somebody may not withdraw a decision: the signer does, or who may record it."""
    if decision.withdrawn_on:
        text = N_("This sign-off was withdrawn on {on}.")
        return Finding("withdrawn", text, {"on": decision.withdrawn_on})
    ended = not_under_way(situation.card)
    if ended is not None:
        return ended
    if decision.medium == "program":
        if knowledge.same(decision.person_id) == actor.person_id:
            return None
        text = N_("Only {name} can withdraw this signature.")
        return Finding("not_you", text, {"name": knowledge.name(decision.person_id)})
    procedure = procedure_of_today(knowledge)
    return why_not_record(knowledge, procedure, actor, situation.card, decision.role)
