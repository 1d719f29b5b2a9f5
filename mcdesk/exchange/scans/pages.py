"""Reads the codes on one page of a scan: crooked, upside down, grey, blurred."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from mcdesk.exchange.scans.sources import (
    BROKEN,
    MOST_PIXELS,
    Source,
    Unreadable,
    in_few_shades,
    is_tiny,
    open_image,
    open_pdf,
)
from mcdesk.procedure.paper_code import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

DOTS = 200
"""A page is looked at with so many dots to the inch ..."""
ENOUGH = 12_000_000
"""... or with fewer where that would be more pixels than this."""
SMALL = 2_000_000
"""A corner with fewer pixels is looked at twice as large."""
MOST_PICTURES = 500
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read on a page of a file, counted from 0.

    `turn` are the degrees, clockwise, that set it upright; `trouble` says why it was not read.
    """

    number: int
    codes: tuple[str, ...] = ()
    turn: int = 0
    trouble: str = ""


def read_pages(source: Source, numbers: tuple[int, ...]) -> tuple[PageRead, ...]:
    """Read some pages of a file; one that cannot be read says so, and the next one is read."""
    return tuple(_read(source, number) for number in numbers)


def _read(source: Source, number: int) -> PageRead:
    try:
        codes, turn = _codes_of(page_image(source, number))
    except Unreadable as error:
        return PageRead(number, trouble=error.code)
    except BROKEN:
        return PageRead(number, trouble="damaged")
    return PageRead(number, codes, turn)


def page_image(source: Source, number: int) -> Image.Image:
    """Return a page as a grey picture; raises Unreadable for one too large to unpack, or tiny."""
    if source.kind == "pdf":
        with closing(open_pdf(source.path)) as document:
            return _drawn(document[number])
    with closing(open_image(source.path)) as image:
        image.seek(number)
        if image.width * image.height > MOST_PIXELS:
            raise Unreadable("huge")
        if is_tiny(image):
            raise Unreadable("tiny")
        if image.width * image.height > ENOUGH:
            image.draft("L", (image.width // 2, image.height // 2))
        grey = ImageOps.exif_transpose(in_few_shades(image).convert("L"))
    return grey.reduce(2) if grey.width * grey.height > ENOUGH else grey


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """Draw a page of a PDF; no picture in it is unpacked before its size is known."""
    with closing(page):
        pictures = page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=4)
        for count, picture in enumerate(pictures):
            width, height = picture.get_px_size()
            if width * height > MOST_PIXELS or count > MOST_PICTURES:
                raise Unreadable("huge")
        width, height = page.get_size()
        scale = min(DOTS / 72, (ENOUGH / max(width * height, 1)) ** 0.5)
        with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
            image: Image.Image = bitmap.to_pil()
            return image.convert("L")


def _codes_of(image: Image.Image) -> tuple[tuple[str, ...], int]:
    """Return the codes on a page, ours first, and how it is turned; look harder where none is."""
    found: dict[str, int] = {}
    for view in _views(image):
        rows = memoryview(view.tobytes()).cast("B", (view.height, view.width))
        for code in zxingcpp.read_barcodes(
            rows,
            formats=QR,
            text_mode=zxingcpp.TextMode.Plain,
            try_invert=False,
        ):
            found.setdefault(code.text, code.orientation)
        if any(map(is_ours, found)):
            break
    codes = sorted(found, key=lambda text: not is_ours(text))
    turn = -_quarter(found[codes[0]]) % 360 if codes and is_ours(codes[0]) else 0
    return tuple(codes), turn


def _quarter(degrees: int) -> int:
    """Return the quarter turn that is nearest to an angle."""
    return round(degrees / 90) * 90


def _views(image: Image.Image) -> Iterator[Image.Image]:
    """Yield a page as it is, then its corners, where our code stands, sharper and larger.

    A page of a few pixels has none.
    """
    yield image
    width, height = image.size
    if is_tiny(image):
        return
    for left in (width - width * 2 // 5, 0):
        for top in (0, height - height * 3 // 10):
            box = (left, top, left + width * 2 // 5, top + height * 3 // 10)
            corner = ImageOps.autocontrast(image.crop(box), cutoff=1)
            yield corner.filter(ImageFilter.GaussianBlur(0.9))  # for dots instead of grey
            if corner.width * corner.height <= SMALL:
                size = (corner.width * 2, corner.height * 2)
                corner = corner.resize(size, Image.Resampling.BICUBIC)
            yield corner.filter(ImageFilter.UnsharpMask(3, 150, 2))
