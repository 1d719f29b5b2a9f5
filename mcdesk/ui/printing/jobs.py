"""What the worker does for a preview: plain values in, plain values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.ui.printing import documents, made, output, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.ui.printing.documents import Choice, Document, Request
    from mcdesk.ui.printing.pdf import Size


@dataclass(frozen=True, eq=False)
class Printed:
    """A document as PDF, with the sizes of its pages."""

    document: Document
    choice: Choice
    data: bytes
    sizes: tuple[Size, ...]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A page of a document, drawn at a scale."""

    printed: Printed
    page: int
    scale: float
    image: QImage


def prepare(
    requests: tuple[Request, ...], desk: DeskPort, progress: Progress
) -> tuple[Document, ...]:
    """Return what there is to print."""
    return documents.documents_of(desk, requests, progress)


def print_one(document: Document, choice: Choice, desk: DeskPort) -> Printed:
    """Print one form, to be shown."""
    data = made.make_pdf(desk, document, choice)
    return Printed(document, choice, data, pdf.page_sizes(data))


def draw(printed: Printed, page: int, scale: float, _desk: DeskPort) -> Drawn:
    """Draw a page of it."""
    image = output.image_of(pdf.draw_page(printed.data, page, scale))
    return Drawn(printed, page, scale, image)


def into_one(chosen: output.Chosen, path: Path, desk: DeskPort, progress: Progress) -> int:
    """Save all into one file."""
    return output.save_one(desk, chosen, path, progress)


def into_each(chosen: output.Chosen, folder: Path, desk: DeskPort, progress: Progress) -> int:
    """Save each into a file of its own."""
    return output.save_each(desk, chosen, folder, progress)


def on_paper(chosen: output.Chosen, printer: QPrinter, desk: DeskPort, progress: Progress) -> int:
    """Send all to a printer."""
    return output.print_on(desk, chosen, printer, progress)
