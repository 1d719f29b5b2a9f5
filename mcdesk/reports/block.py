"""What a page is built of: rows, which break between lines, and solid blocks, which do not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.reports.fonts import BOLD, Style
from mcdesk.reports.pen import BOX_SIZE, HAIR, INK, Ask, Pen
from mcdesk.reports.text import Line

if TYPE_CHECKING:
    from collections.abc import Callable

BAR = 9.0
"""So far left of the text stands the bar of a row that changed."""
SIGN = Style(BOLD, 9, 12)
PEN = 12.0
"""Room of this height is there to write in; less only sets things apart."""
DENSER, DENSEST = 1.0, 2.0
"""So much of the room around a row goes where pages are to be saved, and so much stays."""
FEW = 2
"""A row is not broken so that fewer lines stand alone."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room in a cell; `rule` draws a line at its lower edge for the pen.

    `ask` is a field to be filled in on screen that takes the room; `beside` are the words at its
    right: those of a box, or the unit of a number.
    """

    height: float
    rule: bool = False
    ask: Ask | None = None
    beside: tuple[Line, ...] = ()


CellLine = Line | Gap


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines at a distance from the left edge of the text; `width` is the column's.

    `fill` shades the cell and so much at both sides (`around`), as high as its row.
    """

    left: float
    width: float
    lines: tuple[CellLine, ...]
    align: str = "left"
    fill: int | None = None
    around: float = 0.0

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        left += self.left
        for line in self.lines:
            if isinstance(line, Line):
                room = self.width - line.width
                shift = {"left": 0.0, "right": room, "centre": room / 2}[self.align]
                pen.line(left + shift, top, line)
            elif line.ask is not None:
                self._ask(pen, line, left, top)
            elif line.rule:
                pen.rule(left, left + self.width, top + line.height - 2)
            top += line.height

    def _ask(self, pen: Pen, gap: Gap, left: float, top: float) -> None:
        """Draw a field: over the whole width, or as a box with its words beside it.

        Some readers draw nothing of a box that is not ticked, so its frame stands on the page.
        """
        assert gap.ask is not None
        if not gap.ask.is_box:
            room = self.width - max((words.width + 5 for words in gap.beside), default=0.0)
            pen.ask(gap.ask, left, top + 1, room, gap.height - 2)
            height = sum(words.height for words in gap.beside)
            self._beside(pen, gap, left + room + 5, top + max(gap.height - height, 0) / 2)
            return
        shift = (self.width - BOX_SIZE) / 2 if self.align == "centre" else 0.0
        pen.box(left + shift, top + 1, BOX_SIZE, ticked=False)
        pen.ask(gap.ask, left + shift, top + 1, BOX_SIZE, BOX_SIZE)
        self._beside(pen, gap, left + BOX_SIZE + 5, top)

    @staticmethod
    def _beside(pen: Pen, gap: Gap, left: float, top: float) -> None:
        for words in gap.beside:
            pen.line(left, top, words)
            top += words.height

    def split(self, room: float) -> tuple[Cell, Cell]:
        used = 0.0
        for place, line in enumerate(self.lines):
            used += line.height
            if used > room + 0.01:
                return replace(self, lines=self.lines[:place]), replace(
                    self, lines=self.lines[place:]
                )
        return self, replace(self, lines=())


class Block(ABC):
    """Something of a known height that stands on a page."""

    height: float

    @abstractmethod
    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the block with its upper left corner at this place."""

    def least(self) -> float:
        """Return the height that the block needs to begin on a page."""
        return self.height

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Return the part that fits into `room` and the rest, or None where it cannot break."""
        return None


@dataclass(slots=True)
class Row(Block):
    """Cells side by side, with a rule below; it breaks between the lines of its cells.

    `lines` are the distances of upright rules from the left, `fill` shades the row,
    `rule` and `top` are the weights of the lines below and above it; `whole` never breaks.
    `bar` marks it in the margin as changed, with a sign beside the bar where there is one.
    `spare` tells that it ends so many empty rows for the pen, of which there may be more.
    """

    cells: tuple[Cell, ...]
    width: float
    above: float = 3.0
    below: float = 3.0
    rule: float = 0.5
    colour: int = HAIR
    lines: tuple[float, ...] = ()
    fill: int | None = None
    minimum: float = 0.0
    top: float = 0.0
    whole: bool = False
    bar: str | None = None
    spare: int = 0
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((cell.height for cell in self.cells), default=0.0)
        self.height = max(self.above + tallest + self.below, self.minimum)

    def grown(self, more: float) -> Row:
        """Return the row with so much more room for the pen wherever it has any."""
        cells = tuple(_grown(cell, more) for cell in self.cells)
        minimum = self.minimum + more if self.minimum else 0.0
        return replace(self, cells=cells, minimum=minimum)

    @override
    def draw(self, pen: Pen, left: float, top: float) -> None:
        if self.fill is not None:
            pen.frame(left, top, self.width, self.height, fill=self.fill, line=0)
        for cell in self.cells:
            if cell.fill is not None:
                wide = cell.width + 2 * cell.around
                pen.frame(left + cell.left - cell.around, top, wide, self.height, fill=cell.fill,
                          line=0)  # fmt: skip
            cell.draw(pen, left, top + self.above)
        for place in self.lines:
            pen.upright(left + place, top, top + self.height, self.colour, self.rule or 0.7)
        if self.top:
            pen.rule(left, left + self.width, top, self.colour, self.top)
        if self.rule:
            pen.rule(left, left + self.width, top + self.height, self.colour, self.rule)
        if self.bar is not None:
            pen.upright(left - BAR, top + 1.5, top + self.height - 1.5, INK, 1.6)
            pen.right(left - BAR - 4, top + self.above + 8.5, self.bar, SIGN)

    @override
    def least(self) -> float:
        if self.whole:
            return self.height
        rest = max((_first(cell) for cell in self.cells), default=0.0)
        return min(self.height, self.above + rest + self.below)

    @override
    def split(self, room: float) -> tuple[Block, Block] | None:
        if self.whole:
            return None
        inner = room - self.above - self.below
        pairs = [cell.split(inner) for cell in self.cells]
        if not any(first.lines for first, _rest in pairs):
            return None
        if not any(rest.lines for _first_part, rest in pairs):
            return None
        upper = replace(self, cells=tuple(pair[0] for pair in pairs), minimum=0.0, rule=0.0)
        lower = replace(self, cells=tuple(pair[1] for pair in pairs), minimum=0.0, top=0.0)
        return upper, lower


def tightened(block: Block) -> Block:
    """Return a row a little denser, where a few lines more would need another page."""
    if not isinstance(block, Row):
        return block
    above, below = (min(room, max(room - DENSER, DENSEST)) for room in (block.above, block.below))
    return replace(block, above=above, below=below)


def _grown(cell: Cell, more: float) -> Cell:
    """Return a cell whose lines for the pen are higher."""
    grown = (
        replace(line, height=line.height + more)
        if isinstance(line, Gap) and line.ask is None and line.height >= PEN
        else line
        for line in cell.lines
    )
    return replace(cell, lines=tuple(grown))


def _first(cell: Cell) -> float:
    """Return the height of the first lines that must stay together."""
    lines = cell.lines
    count = len(lines) if len(lines) <= FEW + 1 else FEW
    return sum(line.height for line in lines[:count])


@dataclass(slots=True)
class Solid(Block):
    """A block that never breaks, drawn by a function of `(pen, left, top)`."""

    height: float
    paint: Callable[[Pen, float, float], None]

    @override
    def draw(self, pen: Pen, left: float, top: float) -> None:
        self.paint(pen, left, top)


@dataclass(slots=True)
class Space(Block):
    """Empty room between blocks; it falls away at the top of a page."""

    height: float

    @override
    def draw(self, pen: Pen, left: float, top: float) -> None:
        pass
