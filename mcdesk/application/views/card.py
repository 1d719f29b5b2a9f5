"""One micro-credential: where it stands and what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mcdesk.errors import that_block
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mcdesk.application.views.line import (
        DebtLine,
        DecisionLine,
        FileLine,
        FormLine,
        HistoryLine,
        ScanLine,
        TeamLine,
    )
    from mcdesk.application.views.tile import CardTile
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Choice
    from mcdesk.procedure.stage import Stage


NOTHING = Label("", "")


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of the present stage, with all the reasons why not (yet)."""

    id: str
    target: str
    kind: Literal["forward", "back", "finish"]
    title: Label
    findings: tuple[Finding, ...]
    met: tuple[Finding, ...] = ()

    @property
    def is_open(self) -> bool:
        return not that_block(self.findings)


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why a card was sent back: who did so, on which day, from which stage, in which words."""

    who: str
    on: str
    stage: Label
    reason: str


@dataclass(frozen=True, slots=True)
class CardOutline:
    """What the side panel shows: where a card stands and what it needs.

    `resume_on` is the day to which a card on hold is put off, where one was given. `away` has the
    last day on which nobody is there who owes something: by role, and by person (id). `onward` is
    the id of the way that is the next one; `is_usual_end` tells that no timeline plans the end of
    the stage, so that its usual length counts (decisions.md, 10).
    """

    tile: CardTile
    stage: Stage
    number_of_stages: int
    ways: tuple[Way, ...]
    forms: tuple[FormLine, ...]
    debts: tuple[DebtLine, ...]
    changes: tuple[HistoryLine, ...]
    today: date
    sent_back: SentBack | None = None
    scans: tuple[ScanLine, ...] = ()
    carried_from: Label = NOTHING
    resume_on: str = ""
    away: Mapping[str, str] = field(default_factory=dict)
    onward: str = ""
    is_usual_end: bool = False

    @property
    def next(self) -> Way | None:
        """The forward way that is open, or nearest to being open."""
        forward = [way for way in self.ways if way.kind != "back"]
        return min(forward, key=self._order, default=None)

    def _order(self, way: Way) -> tuple[bool, int]:
        return way.id != self.onward, len(way.findings)

    @property
    def beside(self) -> tuple[Way, ...]:
        """The other forward ways that are open, too."""
        return tuple(w for w in self.ways if w.kind != "back" and w.is_open and w is not self.next)


@dataclass(frozen=True, slots=True)
class CardPage:
    """The page of one micro-credential.

    Only one that was taken over has essentials; `essential_choices` are what its proposal may say.
    `revision_of` is the code of the completed one that it revises, `revised_by` those of its own
    revisions. `denied` says of each right that whoever works here lacks on it who has it.
    """

    outline: CardOutline
    stages: tuple[Stage, ...]
    team: tuple[TeamLine, ...]
    files: tuple[FileLine, ...]
    history: tuple[HistoryLine, ...]
    all_forms: tuple[FormLine, ...]
    essentials: Mapping[str, Json] = field(default_factory=dict)
    has_essentials: bool = False
    essential_choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    decisions: tuple[DecisionLine, ...] = ()
    revision_of: str = ""
    revised_by: tuple[str, ...] = ()
    denied: Mapping[str, Finding] = field(default_factory=dict)
