"""Moving a card: which ways are open, why others are not, and what a move changes.

The rule is the same for drag, menu, keyboard, bulk action and script: all call `check_move`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, that_block
from mcdesk.i18n import N_
from mcdesk.procedure import effects, guards
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.opening import goes_on, new_form, open_form
from mcdesk.procedure.procedure_definition import EffectUse, Transition
from mcdesk.procedure.records import Card, Form, Record, changed
from mcdesk.procedure.stage import Label, Stage
from mcdesk.procedure.status import WHY_IT_STAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation


@dataclass(frozen=True, slots=True)
class CheckedWay:
    """A way out of the present stage with everything that speaks against it, and for it."""

    transition: Transition
    findings: tuple[Finding, ...]
    met: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        return not that_block(self.findings)


def check_way(situation: Situation, actor: Actor, way: Transition) -> CheckedWay:
    """Ask all guards of a way; levels of the workspace and profile decide how hard each is.

    In one situation each way is asked once for whoever acts: the answer keeps the way.
    """
    key = (id(way), actor)
    if key not in situation.found:
        situation.found[key] = _asked(situation, actor, way)
    checked: CheckedWay = situation.found[key]
    return checked


def _asked(situation: Situation, actor: Actor, way: Transition) -> CheckedWay:
    found: list[Finding] = []
    met: list[Finding] = []
    own = {SAID[said.id]: said.message for said in situation.procedure.sentences}
    for use in way.guards:
        level = situation.levels.get(f"guard.{use.name}", use.levels.of(situation.profile))
        if level == "off":
            continue
        for said in guards.GUARDS[use.name](situation, actor, use.params):
            finding = _in_own_words(said, own)
            if finding.met:
                met.append(finding)
            elif level == "warn" and finding.level == "block":
                found.append(_as_warning(finding))
            else:
                found.append(finding)
    return CheckedWay(way, _once(found), _once(met))


def _in_own_words(finding: Finding, own: Mapping[str, Label]) -> Finding:
    """Return a finding as the workspace's procedure says it, where it has words of its own."""
    if finding.texts is not None or finding.text not in own:
        return finding
    message = own[finding.text]
    return replace(finding, texts=(message.en, message.id))


def _as_warning(finding: Finding) -> Finding:
    return Finding(
        finding.code, finding.text, finding.params, finding.form, finding.path, finding.role,
        "warn", finding.texts,
    )  # fmt: skip


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.path, finding.sentence("en")), finding)
    return tuple(seen.values())


def ways(situation: Situation, actor: Actor) -> tuple[CheckedWay, ...]:
    """Return the defined ways out of the present stage, each checked."""
    found = situation.procedure.transitions_from(situation.card.stage)
    return tuple(check_way(situation, actor, way) for way in found)


def resting(situation: Situation) -> Iterator[Finding]:
    """Yield why a card that rests cannot move at all."""
    card = situation.card
    if card.status in WHY_IT_STAYS:
        yield Finding(card.status, WHY_IT_STAYS[card.status], {"code": card.code})


def may_move(situation: Situation, actor: Actor, movers: tuple[str, ...]) -> bool:
    """Tell whether the actor may move this card (decisions.md, 1)."""
    programme = situation.card.programme_id
    by_team = {role.id for role in situation.procedure.roles if role.scope == "card"}
    offices = [role for role in movers if role not in by_team]
    if any(actor.holds(role, situation.faculty_id, programme) for role in offices):
        return True
    return any(
        member.person_id == actor.person_id
        for role in by_team.intersection(movers)
        for member in situation.members(role)
    )


def check_move(
    situation: Situation, actor: Actor, target: str, reason: str = "", *, asks: bool = False
) -> tuple[Transition, tuple[Finding, ...]]:
    """Return the way to `target` and all reasons why it is closed now.

    Args:
        situation: The card with all that decides.
        actor: Who wants to move it.
        target: The stage's id.
        reason: Given where the way asks for one.
        asks: Only ask: a missing reason, which will be asked for, is no finding.
    """
    stopped = tuple(resting(situation))
    way = way_to(situation, target)
    if way is None:
        return _no_way(situation, target), (*stopped, _too_far(situation, target))
    found = [*stopped]
    if not may_move(situation, actor, way.movers):
        names = " / ".join(situation.role_label(role).en for role in way.movers)
        names_id = " / ".join(situation.role_label(role).id for role in way.movers)
        text = N_("Only {roles} may move this card here.")
        found.append(Finding("not_yours", text, {"roles": Label(names, names_id)}))
    found.extend(check_way(situation, actor, way).findings)
    if way.reason and not reason.strip() and not asks:
        found.append(Finding("reason", N_("Sending a card back needs a reason.")))
    return way, tuple(found)


def way_to(situation: Situation, target: str) -> Transition | None:
    """Return the defined way to `target`, or the general one back to an earlier stage."""
    here = situation.card.stage
    way = situation.procedure.transition(here, target)
    if way is None and situation.procedure.is_before(target, here):
        return _way_back(situation, target)
    return way


def _way_back(situation: Situation, target: str) -> Transition:
    """Return the way back that CTL always has (decisions.md, 2)."""
    stage = situation.procedure.stage(target)
    return Transition(
        id=f"back-to-{target}",
        source=situation.card.stage,
        target=target,
        kind="back",
        title=Label(f"Sent back to {stage.title.en}", f"Dikembalikan ke {stage.title.id}"),
        effects=_effects_of_going_back(situation, stage),
        movers=situation.procedure.rights.get("move", ()),
        reason=True,
    )


def _effects_of_going_back(situation: Situation, target: Stage) -> tuple[EffectUse, ...]:
    """Return what falls: a new round by going back to the design, a new loop behind it, or neither.

    Only who goes back to the design itself begins a round; from before it the design is signed
    anew, as another version (docs/decisions/0003). A build does not outlast that its components
    are made anew (decisions.md, 5).
    """
    procedure = situation.procedure
    here = procedure.stage(situation.card.stage).number
    numbers = {stage.id: stage.number for stage in procedure.stages}
    design, build = numbers.get("design", 0), numbers.get("master_course", 0)
    found, renewed, builds = [], "", []
    if target.number == design < here:
        found, renewed = [EffectUse("next_round")], "round"
    elif target.number <= build:
        if target.number > design:
            found, renewed = [EffectUse("next_loop")], "loop"
        known = (d for d in situation.definitions.values() if d.begins and "loop" in d.per)
        builds = [form.id for form in known if target.number <= numbers[form.begins]]
        found += [EffectUse("build_falls", {"form": kind}) for kind in builds]
    kinds = [
        kind
        for stage in procedure.stages
        if target.number <= stage.number <= here
        for kind in stage.forms
        if renewed not in situation.definitions[kind].per and kind not in builds
    ]
    if kinds:
        found.append(EffectUse("new_version", {"forms": kinds}))
    return tuple(found)


def _no_way(situation: Situation, target: str) -> Transition:
    return Transition(
        id="", source=situation.card.stage, target=target, kind="forward", title=Label("", "")
    )


def _too_far(situation: Situation, target: str) -> Finding:
    here = situation.procedure.stage(situation.card.stage)
    if target == here.id:
        return Finding(
            "same_stage", N_("{code} is in this stage already."), {"code": situation.card.code}
        )
    onward = [way for way in situation.procedure.transitions_from(here.id) if way.target]
    names = [situation.procedure.stage(way.target) for way in onward if way.kind == "forward"]
    label = Label(
        " / ".join(f"{stage.number} {stage.title.en}" for stage in names),
        " / ".join(f"{stage.number} {stage.title.id}" for stage in names),
    )
    return Finding("no_way", N_("From here the next stage is {stages}."), {"stages": label})


def fallen(situation: Situation, way: Transition) -> tuple[FormState, ...]:
    """Return the forms that are open again when this way is taken (decisions.md, 2).

    Their sign-offs fall, or that they were frozen, though nobody had signed; or the original done
    outside that stood for them.
    """
    sheets = (state for states in situation.sheets.values() for state in states)
    known = (*situation.earlier.values(), *sheets, *situation.forms.values())
    before = {each.form.id: each for state in known for each in state.each}
    outside = {s.external.id: s for s in before.values() if s.external is not None}
    _card, records = moved(situation, way)
    found: dict[str, FormState] = {}
    for entry in records:
        state = outside.get(entry.id) or (before.get(entry.id) if isinstance(entry, Form) else None)
        if state is not None and (state.decided or state.is_frozen or state.external is not None):
            found.setdefault(state.form.id, state)
    return tuple(found.values())


def moved(situation: Situation, way: Transition) -> tuple[Card, tuple[Record, ...]]:
    """Return the card after a move, and every other record that changes.

    In one situation this is worked out once for each way, which the answer keeps.
    """
    key = ("moved", id(way))
    if key not in situation.found:
        situation.found[key] = (way, _moved(situation, way))
    after: tuple[Card, tuple[Record, ...]] = situation.found[key][1]
    return after


def _moved(situation: Situation, way: Transition) -> tuple[Card, tuple[Record, ...]]:
    card = situation.card
    records: list[Record] = []
    for use in way.effects:
        for made in effects.EFFECTS[use.name](situation, card, use.params):
            if isinstance(made, Card):
                card = made
            else:
                records.append(made)
    if way.kind == "finish":
        today = situation.today.isoformat()
        return changed(card, status="completed", status_since=today), tuple(records)
    card = changed(card, stage=way.target, stage_since=situation.today.isoformat(), held_days=0)
    if card.entered_at and situation.procedure.is_before(card.stage, card.entered_at):
        card = changed(card, entered_at=card.stage)
    records.extend(_opened(situation, card, way.target, records))
    return card, tuple(records)


def with_send_back(situation: Situation, way: Transition, card: Card, reason: str, by: str) -> Card:
    """Return a card moved by a way with why it was sent back (decisions.md, 2).

    That stands until the card is again in the stage that it came from, or in a later one.
    """
    procedure, before = situation.procedure, situation.card
    if way.kind == "back":
        return changed(card, back_from=before.stage, back_reason=reason, back_by=by,
                       back_on=situation.today.isoformat())  # fmt: skip
    if card.back_from and not procedure.is_before(card.stage, card.back_from):
        return changed(card, back_from="", back_reason="", back_by="", back_on="")
    return card


def _opened(
    situation: Situation, card: Card, stage: str, changes: list[Record]
) -> Iterator[Record]:
    """Yield the forms of the stage entered, where the card does not have them yet."""
    known = situation.known_forms | {state.form.id for state in situation.forms.values()}
    touched = {entry.id for entry in changes}
    for kind in situation.procedure.stage(stage).forms:
        definition = situation.definitions[kind]
        if "meeting" in definition.per and kind in situation.forms:
            continue
        form = new_form(definition, card, situation.today.isoformat())
        if form.id not in known and form.id not in touched:
            earlier = situation.forms.get(kind)
            carry = earlier if _carries_over(earlier) else None
            yield from open_form(definition, card, situation, earlier=carry)


def _carries_over(earlier: FormState | None) -> bool:
    """Tell whether a new sheet begins with the old one's content: a new round's design does."""
    return earlier is not None and goes_on(earlier.definition)
