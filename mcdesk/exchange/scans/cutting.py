"""Puts pages of scans together as one PDF, upright and otherwise as they were scanned."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack, closing
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from PIL import ImageOps
from pypdfium2.raw import FLAT_PRINT, FPDFPage_Flatten

from mcdesk.exchange.scans.sources import (
    BROKEN,
    Source,
    Unreadable,
    in_few_shades,
    open_image,
    open_pdf,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import Image

LONG_SIDE = 11.69
"""The longer side of an A4 page in inches; a picture that does not say its size is one."""
QUALITY = 90
MADE = re.compile(rb"/CreationDate\(D:\d{14}")
FIRST_DAY = b"/CreationDate(D:20000101000000"
IDS = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of a file, and the degrees, clockwise, that set it upright."""

    source: Source
    number: int
    turn: int = 0


def cut(pieces: Sequence[Piece], out: Path) -> int:
    """Write pages into one PDF, in the order given; return their number.

    Raises:
        Unreadable: A file cannot be opened any more, or one of the pages cannot be taken out.
        OSError: The PDF cannot be written.
    """
    with ExitStack() as stack:
        made = stack.enter_context(closing(pypdfium2.PdfDocument.new()))
        opened: dict[Path, pypdfium2.PdfDocument] = {}
        for place, piece in enumerate(pieces):
            path = piece.source.path
            if piece.source.kind == "pdf" and path not in opened:
                opened[path] = stack.enter_context(closing(open_pdf(path)))
                opened[path].init_forms()
            try:
                _put(piece, opened.get(path), made, stack)
                _turn(made[place], piece.turn)
            except BROKEN as error:
                raise Unreadable("damaged") from error
        whole = BytesIO()
        made.save(whole)
    out.write_bytes(_named_by_content(whole.getvalue()))
    return len(pieces)


def _put(
    piece: Piece, opened: pypdfium2.PdfDocument | None, made: pypdfium2.PdfDocument,
    stack: ExitStack,
) -> None:  # fmt: skip
    """Put a page behind those of a new PDF; `opened` is the PDF that it stands in."""
    number = piece.number
    if opened is None:
        data = _as_pdf(piece.source, number)
        opened, number = stack.enter_context(closing(pypdfium2.PdfDocument(data))), 0
    else:
        _print_fields(opened, number)
    made.import_pages(opened, [number])


def _named_by_content(data: bytes) -> bytes:
    """Return a PDF whose random id is made from what it holds: same pages, same bytes.

    The moment of cutting, which PDFium writes to the second, gives way to a fixed one: pages cut
    again later are found to be the file that is kept already.
    """
    data = MADE.sub(FIRST_DAY, data, count=1)
    mark = hashlib.sha256(IDS.sub(b"", data)).hexdigest()[:32].upper().encode()
    return IDS.sub(b"/ID[<%b><%b>]" % (mark, mark), data)


def _print_fields(document: pypdfium2.PdfDocument, number: int) -> None:
    """Make what stands in the fields of a page part of it: fields are not among what is cut."""
    if document.formenv is not None:
        with closing(document[number]) as page:
            FPDFPage_Flatten(page, FLAT_PRINT)


def _turn(page: pypdfium2.PdfPage, degrees: int) -> None:
    with closing(page):
        page.set_rotation((page.get_rotation() + degrees) % 360)


def _as_pdf(source: Source, number: int) -> bytes:
    """Return a picture as a PDF of one page."""
    out = BytesIO()
    with closing(open_image(source.path)) as image:
        image.seek(number)
        plain = in_few_shades(ImageOps.exif_transpose(image))
        if plain.mode not in ("1", "L", "RGB"):
            plain = plain.convert("L" if plain.mode == "LA" else "RGB")
        # black and white is packed as faxes are, without a quality
        packed = {} if plain.mode == "1" else {"quality": QUALITY}
        plain.save(out, "PDF", resolution=_dots(image), **packed)
    return out.getvalue()


def _dots(image: Image.Image) -> float:
    """Return the dots to the inch that a picture was scanned with."""
    told = image.info.get("dpi", (0, 0))[0]
    return float(told) if 50 <= told <= 2_400 else max(image.size) / LONG_SIDE
