"""Draws pages that are laid out: the faces of the house, margins, entries in the outline."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from mcdesk.reports.flow import SIDE, Page
from mcdesk.reports.fonts import BOLD, ITALIC, REGULAR, font
from mcdesk.reports.frame import draw_margins
from mcdesk.reports.pen import Asked, Pen, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.reports.composed import Composed

drawing = Lock()
"""A font of ReportLab serves one document at a time."""


def canvas_of(size: tuple[float, float]) -> Canvas:
    """Return a canvas in the house's faces, its first page of this size.

    Its pages begin in one of them. ReportLab's own would be Helvetica, which is not kept in the
    file, and of which pdfium leaves the name alone in a page that it lays another on.
    """
    for name in (REGULAR, BOLD, ITALIC):
        font(name)
    return Canvas(BytesIO(), pagesize=size, invariant=1, lang="en", initialFontName=REGULAR)


def name_document(canvas: Canvas, title: str, author: str) -> None:
    """Set a document's own title and author; its readers show the title, not the file's name."""
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("MC Desk")
    canvas.setProducer("MC Desk")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def mark_place(canvas: Canvas, title: str, key: str, level: int) -> None:
    """Name the page that comes next in the outline; links reach it by its key."""
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key, level, closed=True)


@dataclass(frozen=True, slots=True)
class Count:
    """How the pages of a part are counted in their footers: from `first` on, of so many."""

    first: int
    of: int


def draw_pages(
    canvas: Canvas,
    form: Composed,
    key: str,
    level: int,
    count: Count,
    above: Callable[[Pen, Page], None] | None = None,
    asked: list[Asked] | None = None,
) -> tuple[Spot, ...]:
    """Draw pages with their margins and entries in the outline; `above` adds to each of them.

    Returns the places that were named on them; the fields to be filled in go to `asked`.
    """
    pen = Pen(canvas, form.pages[0].size[1])
    for place, page in enumerate(form.pages, start=1):
        canvas.setPageSize(page.size)
        pen.new_page(page.size[1])
        for mark, (title, top) in enumerate(page.anchors):
            name = f"{key}p{place}a{mark}"
            canvas.bookmarkHorizontal(name, 0, page.size[1] - top)
            canvas.addOutlineEntry(title, name, level, closed=True)
        draw_margins(pen, form.frame, page, count.first + place - 1, count.of)
        if above is not None:
            above(pen, page)
        for placed in page.blocks:
            placed.block.draw(pen, SIDE, placed.top)
        canvas.showPage()
    if asked is not None:
        asked.extend(pen.asked)
    return tuple(pen.spots)
