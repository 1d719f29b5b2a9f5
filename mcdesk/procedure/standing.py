"""Where a card stands: what the next gate needs, whether it is ready, how far it is.

Gives the board's summary of a card (design.md, section 4: `card_summary` is rebuildable).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble, that_block
from mcdesk.i18n import _
from mcdesk.procedure.moves import CheckedWay, ways
from mcdesk.procedure.situation import Actor, Situation
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.errors import Finding
    from mcdesk.procedure.records import SignOff

NOBODY = Actor("")
REJECT = "reject:"
"""Stands before the role that rejected a form, in what a card's summary keeps."""
BACK_TO = "to:"
"""Stands before the earlier stage that a return names, and its role: `to:assignment:dean`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A card's standing. `done` of `of` is its progress (decisions.md, 10).

    It counts accepted components (`counts_components`), or what the next gate needs.
    `ready_for` is the stage that it may enter now ("" where none, "end" for completion);
    `first` the first thing that blocks; `waits_for` the roles that owe something, `role:person`
    where one of several is meant (domain.md, F9: each assessor has a sheet); `decided_against`
    who returned a form of the stage, as `to:stage:role` if to an earlier one, or `reject:role`, who
    rejected it.
    """

    done: int
    of: int
    ready_for: str
    blocking: tuple[Finding, ...]
    waits_for: tuple[str, ...]
    decided_against: str
    planned_end: str
    counts_components: bool = False

    @property
    def first(self) -> Finding | None:
        return self.blocking[0] if self.blocking else None


def next_way(situation: Situation) -> CheckedWay | None:
    """Return the forward way that is open, or nearest to being open."""
    return nearest(situation, ways(situation, NOBODY))


def nearest(situation: Situation, found: Iterable[CheckedWay]) -> CheckedWay | None:
    """Return the forward way that is open, or nearest to being open; of several the farthest one.

    Aligned with a tested build a micro-credential goes to 12, though a new build stays possible
    (decisions.md, 5).
    """
    number = {stage.id: stage.number for stage in situation.procedure.stages}

    def order(way: CheckedWay) -> tuple[int, int]:
        missing = _blocks(way)
        return missing, 0 if missing else -number.get(way.transition.target, 0)

    onward = [way for way in found if way.transition.kind != "back"]
    return min(onward, key=order, default=None)


def _blocks(way: CheckedWay) -> int:
    return len(that_block(way.findings))


def standing(situation: Situation) -> Standing:
    """Work out where a card stands today."""
    way = next_way(situation)
    blocking = tuple(that_block(way.findings)) if way else ()
    ready = ""
    if way is not None and not blocking and situation.card.status == "active":
        ready = way.transition.target or "end"
    components = _planned(situation)
    done, of = components if components is not None else _demands(way)
    owing = [_who(finding) for finding in blocking if finding.role] or list(
        _owed_by_stage(situation, blocking)
    )
    return Standing(
        done=done,
        of=of,
        ready_for=ready,
        blocking=blocking,
        waits_for=tuple(dict.fromkeys(owing)),
        decided_against=_decided_against(situation),
        planned_end=planned_end(situation),
        counts_components=components is not None,
    )


def _who(finding: Finding) -> str:
    return f"{finding.role}:{finding.person}" if finding.person else finding.role


def _owed_by_stage(situation: Situation, blocking: tuple[Finding, ...]) -> tuple[str, ...]:
    return situation.procedure.stage(situation.card.stage).owes[:1] if blocking else ()


def _planned(situation: Situation) -> tuple[int, int] | None:
    """Return accepted over planned components (decisions.md, 10), or None before there are any.

    No gate before confirmation waits for their acceptance, so a card may be ready with none of it.
    """
    components = [
        row for row in situation.content("F5").table("c1") if row.text("status") != "not_applicable"
    ]
    if not components or not situation.procedure.is_before("components", situation.card.stage):
        return None
    return sum(row.text("status") == "accepted" for row in components), len(components)


def _demands(way: CheckedWay | None) -> tuple[int, int]:
    """Return how many of the next gate's demands are met."""
    return (0, 0) if way is None else (len(way.met), len(way.met) + _blocks(way))


def _decided_against(situation: Situation) -> str:
    for kind in situation.procedure.stage(situation.card.stage).forms:
        present = situation.forms.get(kind)
        sheets = situation.sheets.get(kind, ())
        for state in sheets or ((present,) if present is not None else ()):
            kind_of = {"returned": "return", "rejected": "reject"}.get(state.status, "")
            for decision in (d for each in state.each for d in each.decided.values()):
                if decision.decision == kind_of:
                    return _said_against(situation, decision)
    return ""


def _said_against(situation: Situation, decision: SignOff) -> str:
    """Return who decided so, and to which stage a return would have the card go back."""
    if decision.decision == "reject":
        return f"{REJECT}{decision.role}"
    known = {stage.id: stage.number for stage in situation.procedure.stages}
    is_back = known.get(decision.to_stage, len(known) + 1) < known[situation.card.stage]
    return f"{BACK_TO}{decision.to_stage}:{decision.role}" if is_back else decision.role


def planned_end(situation: Situation) -> str:
    """Return the planned end of the present stage: the timeline's, else the default length.

    Nothing ends by itself that is completed or cancelled (`Situation.stage_end`).

    Raises:
        Trouble: Its days are such as no calendar has (`hub.check_written`).
    """
    card = situation.card
    if card.status in ENDED:
        return ""
    end = situation.stage_end()
    if end is None:
        raise Trouble(
            "unreadable_card",
            _("Something in {code} cannot be read.").format(code=card.code),
            _("Its days in this stage are impossible, and no program of ours writes such. Tell who "
              "looks after the hub."),
        )  # fmt: skip
    return end.isoformat()
