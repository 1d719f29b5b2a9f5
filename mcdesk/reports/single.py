"""A paper of its own that is no form: a few blocks with margins, written to one PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4

from mcdesk.reports.composed import Composed
from mcdesk.reports.drawing import Count, canvas_of, draw_pages, drawing, name_document
from mcdesk.reports.flow import FOOT, SIDE, TOP, Page, Placed, paginate
from mcdesk.reports.frame import Frame, draw_margins
from mcdesk.reports.output import date_of, write
from mcdesk.reports.pen import Pen

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from reportlab.pdfgen.canvas import Canvas

    from mcdesk.reports.form import Progress
    from mcdesk.reports.paper import Blocks

SMALLEST = 0.8
"""What has to fit onto one page is drawn no smaller than this: its small print stays legible."""


def print_single(
    title: str, author: str, blocks: Blocks, frame: Frame, out: BinaryIO | Path,
    progress: Progress | None = None, *, fits: bool, day: date,
) -> int:  # fmt: skip
    """Print blocks and return the number of pages; with `fits`, on one if it can be read so.

    `day` is the one of which it tells.

    Where `progress` answers False nothing is written and 0 returned.

    Raises:
        Trouble: `out` cannot be written.
    """
    if progress is not None and not progress(0, 1):
        return 0
    with drawing:
        canvas = canvas_of(A4)
        date_of(canvas, day)
        name_document(canvas, blocks.clean(title), blocks.clean(author))
        scale = scale_of(blocks) if fits else 1.0
        if SMALLEST <= scale < 1.0:
            _draw_smaller(canvas, blocks, frame, scale)
            count = 1
        else:
            pages = tuple(paginate(blocks.entries))
            draw_pages(canvas, Composed(title, pages, frame), "s", 0, Count(1, len(pages)))
            count = len(pages)
        data: bytes = canvas.getpdfdata()
    write(data, out)
    return count


def scale_of(blocks: Blocks) -> float:
    """Return how much smaller everything has to be to stand on one page; 1 where it does."""
    page = Page(blocks.wide, first=True)
    height = sum(entry.block.height for entry in blocks.entries)
    return min((page.end - page.begin) / height, 1.0) if height else 1.0


def _draw_smaller(canvas: Canvas, blocks: Blocks, frame: Frame, scale: float) -> None:
    """Draw all blocks on one page, smaller and in its middle; the margins keep their size."""
    page = Page(blocks.wide, first=True)
    width, height = page.size
    canvas.setPageSize(page.size)
    pen = Pen(canvas, height)
    draw_margins(pen, frame, page, 1, 1)
    canvas.saveState()
    canvas.translate(width * (1 - scale) / 2, (height - TOP) * (1 - scale))
    canvas.scale(scale, scale)
    pen.new_page(height)
    top = TOP
    for entry in blocks.entries:
        placed = Placed(entry.block, top)
        placed.block.draw(pen, SIDE, placed.top)
        top += entry.block.height
    canvas.restoreState()
    assert TOP + (top - TOP) * scale <= height - FOOT + 1
    canvas.showPage()
