"""Where paper goes: into one file, into a file for each form, or to a printer. Run on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.ui.printing import documents, made, pdf
from mcdesk.ui.printing.documents import BOARD, Choice, Document

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress

Chosen = Sequence[tuple[Document, Choice]]
FINEST = 300
"""Dots to the inch at which pages are drawn for a printer; more is not seen on paper."""


def save_one(desk: DeskPort, chosen: Chosen, path: Path, progress: Progress) -> int:
    """Write all into one file; return how many forms are in it, 0 when it was cancelled."""
    from mcdesk.reports.output import write

    data = made.make_one_pdf(desk, chosen, progress)
    if not data:
        return 0
    write(data, path)
    return len(chosen)


def save_each(desk: DeskPort, chosen: Chosen, folder: Path, progress: Progress) -> int:
    """Write each into a file of its own; return how many were written.

    Raises:
        Trouble: The folder cannot be written to.
    """
    from mcdesk.reports.batch import print_many

    try:
        taken = [path.name for path in folder.iterdir()]
    except OSError as error:
        raise Trouble(
            "output",
            _("{name} could not be read.").format(name=folder),
            _("Choose another folder. ({reason})").format(reason=system_words(error)),
            retry=True,
        ) from error
    names = documents.names_for(chosen, taken)
    if any(document.id == BOARD for document, _choice in chosen):
        for entry, name in zip(chosen, names, strict=True):
            save_one(desk, [entry], folder / name, progress)
        return len(chosen)
    jobs = []
    for place, ((document, choice), name) in enumerate(zip(chosen, names, strict=True)):
        if not progress(place, 2 * len(chosen)):
            return 0
        jobs.append((made.sheet_of(desk, document, choice), folder / name))
    return print_many(jobs, _second_half(progress, len(chosen)))


def _second_half(progress: Progress, count: int) -> Progress:
    def told(done: int, _of: int) -> bool:
        return progress(count + done, 2 * count)

    return told


def print_on(desk: DeskPort, chosen: Chosen, printer: QPrinter, progress: Progress) -> int:
    """Print on paper; return how many pages were sent, 0 when it was cancelled before.

    Raises:
        Trouble: The printer does not answer.
    """
    data = made.make_one_pdf(desk, chosen, progress)
    return print_data(data, pdf.page_sizes(data), printer, progress) if data else 0


def print_data(
    data: bytes, sizes: Sequence[pdf.Size], printer: QPrinter, progress: Progress
) -> int:
    """Print those pages of a PDF that the printer was told to; return how many were sent.

    Raises:
        Trouble: The printer does not answer.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    pages = list(range(len(sizes)))[first - 1 : last]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return _paint(printer, data, sizes, pages, progress) if pages else 0


def _paint(
    printer: QPrinter, data: bytes, sizes: Sequence[pdf.Size], pages: Sequence[int],
    progress: Progress,
) -> int:  # fmt: skip
    """Paint pages one after the other, each turned and sized as it is in the PDF."""
    _turn(printer, sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble(
            "printer",
            _("The printer does not answer."),
            _("See whether it is switched on, or save the forms as PDF."),
            retry=True,
        )
    try:
        for place, page in enumerate(pages):
            if not progress(place, len(pages)):
                printer.abort()
                return place
            if place:
                _turn(printer, sizes[page])
                printer.newPage()
            _paint_page(painter, printer, data, page)
    finally:
        painter.end()
    progress(len(pages), len(pages))
    return len(pages)


def _turn(printer: QPrinter, size: pdf.Size) -> None:
    """Turn the paper as the page lies; A3 pages take A3 paper."""
    turned = QPageLayout.Orientation
    points = QSizeF(min(size), max(size))
    paper = QPageSize.id(points, QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch)
    if paper == QPageSize.PageSizeId.A3:
        printer.setPageSize(QPageSize(paper))
    printer.setPageOrientation(turned.Landscape if size[0] > size[1] else turned.Portrait)


def _paint_page(painter: QPainter, printer: QPrinter, data: bytes, page: int) -> None:
    """Paint one page over the whole sheet, keeping its shape."""
    dots = min(printer.resolution(), FINEST)
    drawn = pdf.draw_page(data, page, dots / 72)
    image = image_of(drawn)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    scale = min(paper.width() / drawn.width, paper.height() / drawn.height)
    width, height = drawn.width * scale, drawn.height * scale
    room = QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height)
    painter.drawImage(room, image)


def image_of(drawn: pdf.Picture) -> QImage:
    """Return a drawn page as an image that keeps its own pixels."""
    shape = QImage.Format.Format_RGB32
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, shape).copy()
