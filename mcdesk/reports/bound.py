"""Binds parts to one PDF: contents with page numbers, running heads, bookmarks, attached files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.procedure.stage import Label
from mcdesk.reports.block import Cell, Row
from mcdesk.reports.composed import Composed
from mcdesk.reports.drawing import Count, canvas_of, draw_pages, drawing, mark_place, name_document
from mcdesk.reports.flow import SIDE, Page, paginate
from mcdesk.reports.frame import EDGE, Frame, code_room, edge_text, fitting
from mcdesk.reports.listing import add_title
from mcdesk.reports.output import date_of, write
from mcdesk.reports.paper import BODY, SECOND, SMALL, STRONG, Blocks
from mcdesk.reports.plates import Plate, Sheaf, lay
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.reports.form import Progress
    from mcdesk.reports.pen import Pen

CONTENTS = Label("Contents", "Daftar isi")
NUMBERS = 34.0
INDENT = 14.0
HEAD_LINE = 24.0
SHEAF = 20
"""So many pages of a foreign file are laid in a document of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is bound: its name, its level in the contents, its pages.

    `own` pages are counted over the whole; a form keeps the count that it has by itself.
    """

    title: Label
    level: int
    composed: Composed
    own: bool = False
    plates: tuple[Plate | None, ...] = ()
    group: Label | None = None


@dataclass(slots=True)
class Volume:
    """What is bound, what stands on every page of it, and the day of which it tells."""

    title: str
    author: str
    running: str
    foot: tuple[str, str]
    marks: tuple[str, ...]
    day: date
    parts: list[Part] = field(default_factory=list)
    has_contents: bool = True

    def frame(self, running: str, number: str = "") -> Frame:
        """Return the margins of a page that is no form's."""
        return Frame(running, number, self.foot, "", self.marks, void=False, code=None)

    def add(self, title: Label, blocks: Blocks, level: int = 0) -> None:
        """Add a part made of blocks."""
        self.parts.append(self.part(title, blocks, level))

    def part(self, title: Label, blocks: Blocks, level: int = 0) -> Part:
        pages = tuple(paginate(blocks.entries))
        running = blocks.clean(f"{title.en} / {title.id}")
        return Part(title, level, Composed(title.en, pages, self.frame(running)), own=True)


@dataclass(slots=True)
class Linked(Row):
    """A row that leads to a place of the document."""

    key: str = ""

    @override
    def draw(self, pen: Pen, left: float, top: float) -> None:
        Row.draw(self, pen, left, top)
        bottom = pen.page_height - top - self.height
        area = (left, bottom, left + self.width, bottom + self.height)
        pen.canvas.linkAbsolute("", self.key, area)


def bind(volume: Volume, out: BinaryIO | Path, told: Progress, done: int, of: int) -> int:
    """Put the contents after the first part if they are wanted, draw everything and write it.

    Steps are told from `done` on. Returns the number of pages; 0 when it was cancelled, and
    nothing is written then.

    Raises:
        Trouble: `out` cannot be written.
    """
    if volume.has_contents:
        volume.parts[1:1] = [_contents(volume, 0)]
        length = len(volume.parts[1].composed.pages)
        volume.parts[1] = _contents(volume, length)
    total = sum(len(part.composed.pages) for part in volume.parts)
    with drawing:
        data = _drawn(volume, total, told, done, of)
    if data is None:
        return 0
    plates = _plates(volume.parts)
    after = done + len(volume.parts)
    sheaves = _sheaves(volume, total)
    laid = lay(data, plates, sheaves, lambda n: told(after + n, of)) if plates else data
    if laid is None or not told(of, of):
        return 0
    write(laid, out)
    return total


def steps(volume: Volume) -> int:
    """Return how many steps it takes to bind what is there."""
    laid = sum(plate is not None for part in volume.parts for plate in part.plates)
    return len(volume.parts) + 1 + laid


def _contents(volume: Volume, length: int) -> Part:
    """Return the contents, whose own pages number `length`, with the page of every part."""
    blocks = Blocks()
    add_title(blocks, CONTENTS)
    number, group = 1, None
    for place, part in enumerate(volume.parts):
        if part.title == CONTENTS:
            number += length
            continue
        if part.group is not None and part.group != group:
            _group_line(blocks, part.group)
        group = part.group
        _line(blocks, part, number, f"part{place}")
        number += len(part.composed.pages)
    return volume.part(CONTENTS, blocks)


def _group_line(blocks: Blocks, group: Label) -> None:
    spans = blocks.both(group, STRONG, SECOND)
    row = Row((Cell(0, blocks.width, lines(spans, blocks.width)),), blocks.width, above=6)
    blocks.add(row, keep=True)


def _line(blocks: Blocks, part: Part, number: int, key: str) -> None:
    """Add a line of the contents: what it is, and the page it begins on."""
    indent = INDENT * part.level
    room = blocks.width - indent - NUMBERS
    style = BODY if part.level else STRONG
    spans = blocks.both(part.title, style, SECOND)
    cells = (
        Cell(indent, room, lines(spans, room)),
        Cell(blocks.width - NUMBERS, NUMBERS, lines([(str(number), style)], NUMBERS), "right"),
    )
    blocks.add(Linked(cells, blocks.width, above=2.5, below=2.5, key=key))


def _is_laid(part: Part) -> bool:
    """Tell whether the pages of a part are foreign ones, which pdfium lays."""
    return any(plate is not None for plate in part.plates)


def _drawn_at_once(part: Part) -> tuple[Page, ...]:
    """Return the pages drawn with the whole: of a foreign file its first, which others lead to."""
    return part.composed.pages[:1] if _is_laid(part) else part.composed.pages


def _plates(parts: Sequence[Part]) -> list[tuple[int, Plate]]:
    """Return what pdfium is to lay on the pages that are drawn at once."""
    found, first = [], 0
    for part in parts:
        drawn = len(_drawn_at_once(part))
        plates = enumerate(part.plates[:drawn])
        found += [(first + n, plate) for n, plate in plates if plate is not None]
        first += drawn
    return found


def _sheaves(volume: Volume, total: int) -> Iterator[Sheaf]:
    """Yield the other pages of foreign files, some at a time, in their order."""
    number = 1
    for part in volume.parts:
        pages = part.composed.pages
        for first in range(1, len(pages) if _is_laid(part) else 0, SHEAF):
            some = slice(first, first + SHEAF)
            head = _Head(volume, part.composed.frame, number + first, total)
            with drawing:
                canvas = canvas_of(pages[first].size)
                cut = replace(part.composed, pages=pages[some])
                draw_pages(canvas, cut, "", 0, Count(1 + first, len(pages)), head.draw)
                data: bytes = canvas.getpdfdata()
            plates = tuple(plate for plate in part.plates[some] if plate is not None)
            yield Sheaf(number - 1 + first, data, plates)
        number += len(pages)


def _drawn(volume: Volume, total: int, told: Progress, done: int, of: int) -> bytes | None:
    """Draw all pages; None when it was cancelled."""
    canvas = canvas_of(volume.parts[0].composed.pages[0].size)
    date_of(canvas, volume.day)
    name_document(canvas, volume.title, volume.author)
    canvas.showOutline()
    number, group = 1, None
    for place, part in enumerate(volume.parts):
        if not told(done + place, of):
            return None
        if part.group is not None and part.group != group:
            mark_place(canvas, part.group.en, f"group{place}", 0)
        group = part.group
        mark_place(canvas, part.title.en, f"part{place}", part.level)
        pages = part.composed.pages
        count = Count(number, total) if part.own else Count(1, len(pages))
        head = _Head(volume, part.composed.frame, number, total)
        now = replace(part.composed, pages=_drawn_at_once(part))
        draw_pages(canvas, now, f"part{place}", part.level + 1, count, head.draw)
        number += len(pages)
    data: bytes = canvas.getpdfdata()
    return data


class _Head:
    """The line above every page: what it is bound in, and which page of the whole it is."""

    def __init__(self, volume: Volume, frame: Frame, number: int, total: int) -> None:
        self._volume, self._frame = volume, frame
        self._number, self._total = number, total

    def draw(self, pen: Pen, page: Page) -> None:
        """Draw the line above a page, and count on."""
        left, right = SIDE, page.size[0] - SIDE - code_room(self._frame, page)
        text = f"{self._number} / {self._total}"
        pen.right(right, HEAD_LINE, text, SMALL)
        room = right - left - SMALL.width(text) - 20
        if self._frame.marks:
            room = min(room, (page.width - EDGE.width(edge_text(self._frame))) / 2 - 10)
        pen.text(left, HEAD_LINE, fitting(self._volume.running, SMALL, room), SMALL)
        self._number += 1


def untold(_done: int, _of: int) -> bool:
    """Take the progress of a print that nobody watches."""
    return True
