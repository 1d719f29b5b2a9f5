"""How fourteen columns share a window's width: pure arithmetic."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.stage import Stage

RAIL, TIGHTEST, NARROW, EASY, WIDEST = 34, 78, 108, 146, 320
GAP, PHASE_GAP, EDGE = 4, 12, 12
LEAST = 40  # an open column narrower than this would be a rail


Wishes = tuple[frozenset[str], frozenset[str], frozenset[str]]


class Arrangement:
    """Which columns a person closed, opened by hand or hid, and whether all are squeezed."""

    def __init__(
        self,
        closed: set[str] | None = None,
        opened: set[str] | None = None,
        hidden: set[str] | None = None,
        *,
        squeeze: bool = False,
    ) -> None:
        self.closed, self.opened = closed or set(), opened or set()
        self.hidden, self.squeeze = hidden or set(), squeeze

    def wishes(self) -> Wishes:
        """Return what a person wished of the columns: closed, opened, hidden."""
        return frozenset(self.closed), frozenset(self.opened), frozenset(self.hidden)

    def take(self, wishes: Wishes) -> None:
        """Take up again what was wished before."""
        self.closed, self.opened, self.hidden = (set(each) for each in wishes)

    def wish(self, stage: Stage, count: int) -> Wanted:
        """Return what a column of `count` cards asks for."""
        return Wanted(stage.phase, count, stage.id in self.closed, stage.id in self.opened)


class Wanted(NamedTuple):
    """A column that asks for room. `is_closed` and `is_open` are a person's own wishes."""

    phase: str
    cards: int
    is_closed: bool = False
    is_open: bool = False


class Place(NamedTuple):
    """Where a column stands, in pixels."""

    x: int
    width: int
    is_rail: bool


def fit(columns: Sequence[Wanted], room: int, *, squeeze: bool, loaded: bool = True) -> list[int]:
    """Return the width of each column.

    Empty columns become rails when the others would be narrower than is easy to read. The rest
    shrinks with the window down to what is still narrow but readable; squeezing goes further,
    down to what shows a code's number.
    """
    if not columns:
        return []
    free = room - gaps(columns)
    rails = [column.is_closed for column in columns]
    if loaded and _share(rails, free) < EASY:
        rails = [
            column.is_closed or (column.cards == 0 and not column.is_open) for column in columns
        ]
    least = TIGHTEST if squeeze or not loaded else NARROW
    width = min(max(_share(rails, free), least), WIDEST)
    return [RAIL if rail else width for rail in rails]


def stand(columns: Sequence[Wanted], widths: Sequence[int]) -> list[Place]:
    """Return the places of columns of these widths, a wider gap between phases."""
    places: list[Place] = []
    x, before = EDGE, ""
    for want, width in zip(columns, widths, strict=True):
        if before:
            x += GAP if before == want.phase else PHASE_GAP
        places.append(Place(x, width, want.is_closed or width < LEAST))
        x, before = x + width, want.phase
    return places


def gaps(columns: Sequence[Wanted]) -> int:
    """Return the room that lies between the columns and at the edges."""
    borders = sum(one.phase != other.phase for one, other in itertools.pairwise(columns))
    return GAP * (len(columns) - 1) + (PHASE_GAP - GAP) * borders + 2 * EDGE


def _share(rails: Sequence[bool], free: int) -> int:
    open_ones = len(rails) - sum(rails)
    return (free - RAIL * sum(rails)) // max(open_ones, 1)
