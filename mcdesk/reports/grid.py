"""How wide the columns of a table are: each readable, the rest by their shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.procedure.definition import Column, FieldType
from mcdesk.procedure.shown_as import holds_numbers
from mcdesk.reports.paper import CELL, COLUMN, COLUMN_ID
from mcdesk.reports.text import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.reports.block import Cell, Row

PAD = 3.5
LEAST_COLUMNS = 3
APART = 5.0
"""The further distance of numbers, which stand at the right, from the next column."""
FLOOR: Mapping[FieldType, float] = {
    FieldType.LINE: 52, FieldType.TEXT: 84, FieldType.PERSON: 68, FieldType.TAGS: 40,
    FieldType.CHOICE: 52, FieldType.CHOICES: 52, FieldType.FILE: 52, FieldType.NUMBER: 18,
    FieldType.COMPUTED: 22, FieldType.PROGRAMME: 60, FieldType.TICK: 14, FieldType.YESNO: 22,
}  # fmt: skip
WORTH = 12.0
"""So much room that no row needs is worth giving away: a column is not moved for less."""
CENTRE = (FieldType.TICK,)


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table with their widths and places."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]

    @property
    def width(self) -> float:
        return sum(self.widths)

    @property
    def lefts(self) -> tuple[float, ...]:
        return tuple(sum(self.widths[:place]) for place in range(len(self.widths)))


def needed(columns: Iterable[Column]) -> float:
    """Return the width below which a table cannot be read."""
    return sum(map(_floor, columns))


def fitting(
    columns: tuple[Column, ...], width: float
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns that fit side by side, and those that stand in a second line.

    Those that say so go there, then living columns, then the last ones.
    """
    first = [column for column in columns if not column.below]
    if needed(first) > width:
        first = [column for column in first if not column.living] or first
    for column in reversed(columns):
        if needed(first) <= width or len(first) <= LEAST_COLUMNS:
            break
        if column in first:
            first.remove(column)
    return tuple(first), tuple(column for column in columns if column not in first)


def _floor(column: Column) -> float:
    """Return the least width of a column: its longest word, or what its values need."""
    heads = [(word, COLUMN) for word in column.heading.en.split()]
    heads += [(word, COLUMN_ID) for word in column.heading.id.split()]
    longest = max((style.width(word) for word, style in heads), default=0.0)
    values = CELL.width("30 May 2026") + 1 if column.type is FieldType.DATE else 0.0
    shown = column.choices if column.width >= 1 else ()
    choices = [word for choice in shown for word in choice.label.en.split()]
    widest = max((CELL.width(word) for word in choices), default=0.0)
    floor = FLOOR.get(column.type, 40.0)
    apart = APART if align_of(column) == "right" else 0.0
    return max(min(longest, 90), values, min(widest, 80), floor) + 2 * PAD + apart + 0.5


def grid_to_fill(
    columns: tuple[Column, ...], width: float, rooms: Iterable[Sequence[float]]
) -> Grid:
    """Return the columns with room for what is chosen in them: the first of `rooms` that fits.

    Where none does, the last is kept as far as the other columns stay readable.
    """
    floors, wanted = [_floor(column) for column in columns], list[float]()
    for room in rooms:
        wanted = [max(pair) for pair in zip(floors, room, strict=True)]
        if sum(wanted) <= width:
            break
    more, free = sum(wanted) - sum(floors), max(width - sum(floors), 0.0)
    part = min(free / more, 1.0) if more else 0.0
    return _grid(columns, width, [
        floor + part * (want - floor) for floor, want in zip(floors, wanted, strict=True)
    ])  # fmt: skip


def grid_of(columns: tuple[Column, ...], width: float) -> Grid:
    """Return the columns set to `width`: each at least readable, the rest by their shares."""
    return _grid(columns, width, [_floor(column) for column in columns])


def _grid(columns: tuple[Column, ...], width: float, floors: Sequence[float]) -> Grid:
    shares = [max(column.width, 0.1) for column in columns]
    total = sum(floors)
    if total >= width:
        return Grid(columns, tuple(floor * width / total for floor in floors))
    fixed: set[int] = set()
    while True:
        free = width - sum(floors[place] for place in fixed)
        unit = free / sum(shares[place] for place in range(len(columns)) if place not in fixed)
        tight = {
            place
            for place in range(len(columns))
            if place not in fixed and shares[place] * unit < floors[place]
        }
        if not tight:
            break
        fixed |= tight
    widths = [
        floors[place] if place in fixed else shares[place] * unit for place in range(len(columns))
    ]
    return Grid(columns, tuple(widths))


def eased(grid: Grid, head: Row, rows: Sequence[Row]) -> Grid:
    """Return the columns with the room that no row needs given to those that make rows high.

    What is broken into lines stays so in a column as wide as its longest line; none gets more
    than its longest text on one line takes.
    """
    columns = list(zip(*(row.cells for row in (head, *rows)), strict=True))
    highs = [0.0] * len(columns)
    for row in rows:
        heights = [cell.height for cell in row.cells]
        at = heights.index(max(heights))
        highs[at] += heights[at] if len(row.cells[at].lines) > 1 else 0.0
    spare, wanted = [], []
    for width, cells, high in zip(grid.widths, columns, highs, strict=True):
        spare.append(0.0 if high else max(width - max(map(_longest, cells)), 0.0))
        wanted.append(max(max(map(_at_most, cells[1:])) - width, 0.0) if high else 0.0)
    free = sum(spare)
    if free < WORTH or not any(wanted):
        return grid
    given = [min(free * high / sum(highs), want) for high, want in zip(highs, wanted, strict=True)]
    part = sum(given) / free
    moved = zip(grid.widths, spare, given, strict=True)
    return replace(grid, widths=tuple(width - room * part + more for width, room, more in moved))


def _longest(cell: Cell) -> float:
    """Return how wide the column of a cell has to be, so that its lines stay as they are."""
    return max(_line_widths(cell), default=0.0) + _around(cell)


def _at_most(cell: Cell) -> float:
    """Return how wide the column of a cell may become: for all that it says in one line."""
    return sum(_line_widths(cell)) + 3.0 * len(cell.lines) + _around(cell)


def _line_widths(cell: Cell) -> list[float]:
    return [line.width for line in cell.lines if isinstance(line, Line)]


def _around(cell: Cell) -> float:
    return 2 * PAD + (APART if cell.align == "right" else 0.0) + 0.5


def room_of(column: Column, width: float) -> float:
    """Return the room for text in a column of this width."""
    return width - 2 * PAD - (APART if align_of(column) == "right" else 0.0)


def align_of(column: Column) -> str:
    """Return at which side of its column a value stands."""
    if holds_numbers(column) and column.id != "no":
        return "right"
    return "centre" if column.type in CENTRE else "left"
