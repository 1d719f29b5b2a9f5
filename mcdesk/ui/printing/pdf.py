"""Pages of a PDF as pictures. PDFium serves one thread at a time, so each call takes a lock."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from mcdesk.errors import Trouble
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PIXELS = 40_000_000
_one_at_a_time = Lock()

Size = tuple[float, float]
"""Width and height of a page in points, 72 to the inch."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: rows of 4-byte pixels, blue first."""

    width: int
    height: int
    stride: int
    pixels: bytes


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    """Open a PDF and close it again, alone."""
    import pypdfium2

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise Trouble(
                "preview",
                N_("The page cannot be shown."),
                N_("Save it as PDF and open it in a reader."),
            ) from error


def page_sizes(data: bytes) -> tuple[Size, ...]:
    """Return the sizes of the pages of a PDF."""
    with _document(data) as document:
        return tuple(document.get_page_size(page) for page in range(len(document)))


def draw_page(data: bytes, page: int, scale: float) -> Picture:
    """Draw a page with `scale` pixels to a point, or with fewer where it would be huge."""
    with _document(data) as document:
        sheet = document[page]
        try:
            width, height = sheet.get_size()
            scale = min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            bitmap = sheet.render(scale=scale, prefer_bgrx=True)
            try:
                return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()
        finally:
            sheet.close()
