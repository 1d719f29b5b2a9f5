"""The board: tiles and columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mcdesk.procedure.definition import Phase, Stage


@dataclass(frozen=True, slots=True)
class Face:
    """A person on a card: initials, name and role, as the tile shows and speaks them."""

    person_id: str
    initials: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class CardTile:
    """A card on the board: one row of `card_summary`, nothing to be looked up any more.

    `done` of `of` is the progress (decisions.md, 10); `blocked_en`/`blocked_id` say in a few
    words what blocks the next gate; `ready_for` is the stage it may enter, or "".
    """

    id: str
    code: str
    title_en: str
    title_id: str
    programme_id: str
    programme_en: str
    programme_in: str
    faculty_id: str
    faculty_en: str
    faculty_in: str
    stage: str
    status: str
    status_reason: str
    stage_since: str
    planned_end: str
    opening_on: str
    round: int
    loop: int
    faces: tuple[Face, ...]
    done: int
    of: int
    blocked_en: str
    blocked_id: str
    blocked_count: int
    ready_for: str
    waits_for: str
    returned: str
    debts: int
    late_debts: int
    search: str
    rank: str
    ended_on: str = ""
    sample: bool = False

    def title(self, shown: str) -> str:
        return self.title_en if shown == "en" or not self.title_id else self.title_id

    def programme(self, shown: str) -> str:
        return self.programme_en if shown == "en" or not self.programme_in else self.programme_in

    def blocked(self, shown: str) -> str:
        return self.blocked_en if shown == "en" else self.blocked_id

    def is_late(self, today: date) -> bool:
        """Tell whether today is after the planned end of the present stage (decisions.md, 10)."""
        return (
            self.status == "active"
            and bool(self.planned_end)
            and (today.isoformat() > self.planned_end)
        )

    def age(self, today: date) -> int:
        """Return the days in the present stage; a card that has ended ages no more."""
        last = date.fromisoformat(self.ended_on) if self.ended_on else today
        return max((last - date.fromisoformat(self.stage_since)).days, 0)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the board shows: columns and tiles."""

    stages: tuple[Stage, ...]
    phases: tuple[Phase, ...]
    tiles: tuple[CardTile, ...]
    today: date
    ideas: int = 0
