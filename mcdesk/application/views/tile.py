"""The board: tiles and columns.

Tiles are named tuples: ten thousand of them are made from rows in the time that the rows take
to be read, where a dataclass would double it (docs/decisions/0005).
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from mcdesk.procedure.overdue import is_over

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.stage import Phase, Stage


Part = Literal["board", "archived", "all"]
"""Which cards are asked for: those on the board, those that were archived off it, or all."""


class Face(NamedTuple):
    """A person on a card: initials, name and role, as the tile shows and speaks them."""

    person_id: str
    initials: str
    name: str
    role: str


def faces_text(faces: Iterable[Face]) -> str:
    """Return the people of a card as the text that its row keeps."""
    return json.dumps([list(face) for face in faces], ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def _faces_of(text: str) -> tuple[Face, ...]:
    """Return the people in a row's text; few teams serve many cards, so each is read once."""
    try:
        return tuple(Face(*entry) for entry in json.loads(text))
    except (ValueError, TypeError):
        return ()


class CardTile(NamedTuple):
    """A card on the board: one row of `card_summary`, nothing to be looked up any more.

    `done` of `of` is the progress (decisions.md, 10); `blocked_en`/`blocked_id` say in a few
    words what blocks the next gate; `ready_for` is the stage it may enter, or ""; `sample` is 1
    for a card of the sample; `scans_owed` counts the decisions whose scan is still to come;
    `returned` is the role that returned a form of the stage, `to:stage:role` where that would have
    the card go back to an earlier one, or `reject:role`;
    `back_from` is the stage that the card was sent back from, `back_reason` why; `archived_on` is
    the day since which it is off the board, or ""; `counts_components` is 1 where the progress
    counts accepted components, 0 where it counts what the next gate needs.
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
    faces_text: str
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
    sample: int = 0
    scans_owed: int = 0
    back_from: str = ""
    back_reason: str = ""
    archived_on: str = ""
    counts_components: int = 0

    @property
    def faces(self) -> tuple[Face, ...]:
        """The people of the card; nobody where the row is damaged."""
        return _faces_of(self.faces_text)

    def data(self) -> dict[str, Any]:
        """Return the tile as plain data, for scripts."""
        plain = self._asdict()
        del plain["faces_text"]
        faces = [face._asdict() for face in self.faces]
        told = {"returned": self.returned_by, "returned_to": self.returned_to,
                "rejected": self.rejected_by}  # fmt: skip
        return {**plain, **told, "faces": faces, "sample": bool(self.sample),
                "counts_components": bool(self.counts_components)}  # fmt: skip

    @property
    def returned_by(self) -> str:
        """The role that returned a form of the present stage, or ""."""
        return "" if self.rejected_by else self.returned.rpartition(":")[2]

    @property
    def returned_to(self) -> str:
        """The earlier stage to which that return would have the card go back, or ""."""
        kind, _, rest = self.returned.partition(":")
        return rest.partition(":")[0] if kind == "to" else ""

    @property
    def rejected_by(self) -> str:
        """The role that rejected a form of the present stage, or ""."""
        kind, _, role = self.returned.partition(":")
        return role if kind == "reject" else ""

    def title(self, shown: str) -> str:
        return self.title_en if shown == "en" or not self.title_id else self.title_id

    def programme(self, shown: str) -> str:
        return self.programme_en if shown == "en" or not self.programme_in else self.programme_in

    def blocked(self, shown: str) -> str:
        return self.blocked_en if shown == "en" else self.blocked_id

    def is_late(self, today: date) -> bool:
        """Tell whether today is after the planned end of the present stage (decisions.md, 10)."""
        return self.status == "active" and is_over(self.planned_end, today)

    def age(self, today: date) -> int:
        """Return the days in the present stage; a card that has ended ages no more."""
        last = date.fromisoformat(self.ended_on) if self.ended_on else today
        return max((last - date.fromisoformat(self.stage_since)).days, 0)


class Board(NamedTuple):
    """Everything that the board shows: columns and tiles."""

    stages: tuple[Stage, ...]
    phases: tuple[Phase, ...]
    tiles: tuple[CardTile, ...]
    today: date
    ideas: int = 0
