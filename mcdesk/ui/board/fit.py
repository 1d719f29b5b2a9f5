"""How fourteen columns share a window's width: pure arithmetic."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RAIL, TIGHTEST, NARROW, EASY, WIDEST = 34, 78, 108, 146, 320
GAP, PHASE_GAP, EDGE = 4, 12, 12


@dataclass(frozen=True)
class Wanted:
    """A column that asks for room. `is_closed` and `is_open` are a person's own wishes."""

    phase: str
    count: int
    is_closed: bool = False
    is_open: bool = False


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
            column.is_closed or (column.count == 0 and not column.is_open) for column in columns
        ]
    least = TIGHTEST if squeeze or not loaded else NARROW
    width = min(max(_share(rails, free), least), WIDEST)
    return [RAIL if rail else width for rail in rails]


def gaps(columns: Sequence[Wanted]) -> int:
    """Return the room that lies between the columns and at the edges."""
    borders = sum(one.phase != other.phase for one, other in itertools.pairwise(columns))
    return GAP * (len(columns) - 1) + (PHASE_GAP - GAP) * borders + 2 * EDGE


def _share(rails: Sequence[bool], free: int) -> int:
    open_ones = len(rails) - sum(rails)
    return (free - RAIL * sum(rails)) // max(open_ones, 1)
