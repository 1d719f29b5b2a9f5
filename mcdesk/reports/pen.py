"""Draws on a page: text, rules, boxes, signs. Places are counted from the top left, downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.reports import fonts
from mcdesk.reports.fonts import BOX, STAR, TICKED, Style, runs

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from mcdesk.reports.text import Line

INK = 0x1F2328
MUTED = 0x5B6470
HAIR = 0xC5CBD3
FRAME = 0x8A939E
GREEN = 0x1A6B3C
RED = 0x9C2F22
STAR_POINTS = (
    (0.5, 0.02), (0.62, 0.36), (0.98, 0.37), (0.69, 0.59), (0.79, 0.94),
    (0.5, 0.73), (0.21, 0.94), (0.31, 0.59), (0.02, 0.37), (0.38, 0.36),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that keeps its name: on which page (from 0), and its corners in points."""

    name: str
    page: int
    box: tuple[float, float, float, float]


BOX_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A field to be filled in on screen: its name, kind, what stands in it, what it is called.

    `options` are the answers of a choice by what is stored; `on` is what a box says when ticked:
    boxes of one name in a `radio` exclude each other.
    """

    name: str
    kind: Literal["line", "lines", "choice", "tick", "radio"]
    value: str
    tip: str
    options: tuple[tuple[str, str], ...] = ()
    on: str = "yes"
    size: float = 9.0

    @property
    def is_box(self) -> bool:
        return self.kind in ("tick", "radio")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field at its place: on which page (from 0), and its corners in points."""

    ask: Ask
    page: int
    box: tuple[float, float, float, float]


class Pen:
    """A canvas with its origin at the top left of the page; `spots` are the places named on it."""

    def __init__(self, canvas: Canvas, page_height: float) -> None:
        self.canvas = canvas
        self.page_height = page_height
        self._fill = self._stroke = -1
        self._page = -1
        self.spots: list[Spot] = []
        self.asked: list[Asked] = []

    def new_page(self, page_height: float) -> None:
        """Go on with a fresh page, on which no colour is set yet."""
        self.page_height = page_height
        self._page += 1
        self._fill = self._stroke = -1

    def spot(self, name: str, left: float, top: float, width: float, height: float) -> None:
        """Remember a place under a name."""
        bottom = self.page_height - top - height
        self.spots.append(Spot(name, self._page, (left, bottom, left + width, bottom + height)))

    def ask(self, ask: Ask, left: float, top: float, width: float, height: float) -> None:
        """Remember a field at its place."""
        bottom = self.page_height - top - height
        box = (left, bottom, left + width, bottom + height)
        self.asked.append(Asked(ask, self._page, box))

    def fill(self, colour: int) -> None:
        if colour != self._fill:
            self.canvas.setFillColorRGB(*_parts(colour))
            self._fill = colour

    def stroke(self, colour: int, width: float = 0.6) -> None:
        if colour != self._stroke:
            self.canvas.setStrokeColorRGB(*_parts(colour))
            self._stroke = colour
        self.canvas.setLineWidth(width)

    def text(self, left: float, baseline: float, text: str, style: Style) -> float:
        """Draw a text on its baseline; return where it ends."""
        self.fill(style.colour)
        start = left
        for name, piece in runs(text, style.font):
            if name:
                fonts.font(name)
                self.canvas.setFont(name, style.size)
                self.canvas.drawString(left, self.page_height - baseline, piece)
                left += style.width(piece)
            else:
                self.sign(piece, left, baseline, style)
                left += style.width(piece)
        if style.mark:
            down = 0.16 if style.mark == "added" else -0.28
            self.rule(start, left, baseline + style.size * down, style.colour, style.size * 0.08)
        return left

    def squeezed(self, left: float, baseline: float, text: str, style: Style, share: float) -> None:
        """Draw a text with its letters narrowed to a share of their width."""
        self.fill(style.colour)
        self.canvas.saveState()
        self.canvas.translate(left, self.page_height - baseline)
        self.canvas.scale(share, 1)
        self.text(0, self.page_height, text, style)
        self.canvas.restoreState()

    def line(self, left: float, top: float, line: Line) -> None:
        """Draw a broken line of text whose box begins at `top`."""
        for text, style, offset in line.pieces:
            self.text(left + offset, top + baseline_of(line.height, style), text, style)

    def centred(self, middle: float, baseline: float, text: str, style: Style) -> None:
        self.text(middle - style.width(text) / 2, baseline, text, style)

    def right(self, right: float, baseline: float, text: str, style: Style) -> None:
        self.text(right - style.width(text), baseline, text, style)

    def sign(self, sign: str, left: float, baseline: float, style: Style) -> None:
        """Draw a check box or a star, made of lines."""
        size = style.size * 0.86
        top = baseline - size * 0.88
        if sign == STAR:
            self.star(left, baseline - style.size * 0.7, style.size * 0.72, style.colour)
        elif sign in (BOX, TICKED):
            self.box(left, top, size, ticked=sign == TICKED, colour=style.colour)

    def box(self, left: float, top: float, size: float, *, ticked: bool, colour: int = INK) -> None:
        """Draw a check box, with its tick where it has one."""
        self.stroke(colour, 0.7)
        self.canvas.rect(left, self.page_height - top - size, size, size, stroke=1, fill=0)
        if ticked:
            self.stroke(colour, max(size * 0.14, 0.9))
            self.path(left, top, size, ((0.2, 0.52), (0.42, 0.76), (0.84, 0.2)))

    def path(
        self, left: float, top: float, size: float, points: tuple[tuple[float, float], ...]
    ) -> None:
        path = self.canvas.beginPath()
        path.moveTo(left + points[0][0] * size, self.page_height - top - points[0][1] * size)
        for x, y in points[1:]:
            path.lineTo(left + x * size, self.page_height - top - y * size)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def star(self, left: float, top: float, size: float, colour: int) -> None:
        path = self.canvas.beginPath()
        for place, (x, y) in enumerate(STAR_POINTS):
            move = path.lineTo if place else path.moveTo
            move(left + x * size, self.page_height - top - y * size)
        path.close()
        self.fill(colour)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def rule(
        self, left: float, right: float, top: float, colour: int = HAIR, width: float = 0.6
    ) -> None:
        """Draw a horizontal line."""
        self.stroke(colour, width)
        y = self.page_height - top
        self.canvas.line(left, y, right, y)

    def upright(
        self, left: float, top: float, bottom: float, colour: int = HAIR, width: float = 0.6
    ) -> None:
        """Draw a vertical line."""
        self.stroke(colour, width)
        self.canvas.line(left, self.page_height - top, left, self.page_height - bottom)

    def frame(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        colour: int = FRAME,
        fill: int | None = None,
        line: float = 0.7,
    ) -> None:
        """Draw a rectangle, empty or filled; a `line` of 0 leaves the edge out."""
        if fill is not None:
            self.fill(fill)
        self.stroke(colour, line)
        bottom = self.page_height - top - height
        self.canvas.rect(
            left, bottom, width, height, stroke=int(line > 0), fill=int(fill is not None)
        )


def baseline_of(height: float, style: Style) -> float:
    """Return how far below the top of its line the baseline of a text lies."""
    return (height + style.size * 0.72) / 2 + 0.2


def _parts(colour: int) -> tuple[float, float, float]:
    return (colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255
