"""What a scan may be: which files are opened, and why others are not (reliability.md, 36 to 40)."""

from __future__ import annotations

import re
import struct
import warnings
from contextlib import closing
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Literal, cast

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDFDoc_GetJavaScriptActionCount

from mcdesk.exchange.filled import is_returned

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["pdf", "image"]
FORMATS = ("JPEG", "PNG", "TIFF")

MOST_BYTES = 500_000_000
MOST_PAGES = 1_000
MOST_PIXELS = 80_000_000
"""An A3 page at 600 dots to the inch is smaller; what is larger may be a decompression bomb."""
SMALLEST = 40
"""Pixels of the shorter side: A4 at 5 dots to the inch. What is smaller is an icon, or a line."""
HEAD, TAIL = 1_024, 4_096
SCRIPT = re.compile(rb"/(JavaScript|JS)\b")

BROKEN = (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, KeyError, IndexError,
          AttributeError, ArithmeticError, AssertionError, RuntimeError, struct.error,
          pypdfium2.PdfiumError)  # fmt: skip
"""What the libraries raise over a picture that is damaged, or of a kind that they do not know."""


class Unreadable(Exception):
    """A file or page that is not read; `code` is the name of the reason (`words.REASONS`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Source:
    """A file with pages that can be read."""

    path: Path
    kind: Kind
    pages: int


def look(path: Path) -> Source:
    """Return what a file is, without reading its pages.

    Raises:
        Unreadable: It is no scan, or one that is not opened here.
    """
    try:
        if path.is_dir():
            raise Unreadable("folder")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            file.seek(max(size - TAIL, 0))
            tail = file.read()
    except OSError as error:
        raise Unreadable("not_there") from error
    if not size:
        raise Unreadable("empty")
    if size > MOST_BYTES:
        raise Unreadable("large")
    if is_returned(path):
        raise Unreadable("filled")
    if b"%PDF-" in head:
        return Source(path, "pdf", _pages_of_pdf(path, tail))
    return Source(path, "image", _pages_of_image(path))


def _pages_of_pdf(path: Path, tail: bytes) -> int:
    if b"%%EOF" not in tail:
        raise Unreadable("cut_short")
    with closing(open_pdf(path)) as document:
        pages = len(document)
        scripts = FPDFDoc_GetJavaScriptActionCount(document.raw)
    if not pages:
        raise Unreadable("damaged")
    if pages > MOST_PAGES:
        raise Unreadable("pages")
    if scripts > 0 or _has_script(path):
        raise Unreadable("script")
    return pages


def _has_script(path: Path) -> bool:
    """Tell whether a PDF names a script; what its streams hold is passed over, which is packed."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        at = 0
        while at >= 0:
            begin = data.find(b"stream", at)
            if SCRIPT.search(data[at : begin if begin >= 0 else len(data)]):
                return True
            at = data.find(b"endstream", begin) if begin >= 0 else -1
            at += len(b"endstream") if at >= 0 else 0
    return False


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF; raises Unreadable for one that is locked or damaged."""
    try:
        return pypdfium2.PdfDocument(path)
    except FileNotFoundError as error:
        raise Unreadable("not_there") from error
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD or "password" in str(error)
        raise Unreadable("locked" if locked else "damaged") from error


def open_image(path: Path) -> Image.Image:
    """Open a picture without unpacking it; raises Unreadable for one that is none, or huge."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Unreadable("huge") from error
    except FileNotFoundError as error:
        raise Unreadable("not_there") from error
    except BROKEN as error:
        raise Unreadable("no_scan") from error
    if image.width * image.height > MOST_PIXELS:
        image.close()
        raise Unreadable("huge")
    return image


def _pages_of_image(path: Path) -> int:
    with closing(open_image(path)) as image:
        try:
            pages = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        except BROKEN as error:
            raise Unreadable("damaged") from error
        if pages == 1 and is_tiny(image):
            raise Unreadable("tiny")
    if pages > MOST_PAGES:
        raise Unreadable("pages")
    return pages


def is_tiny(image: Image.Image) -> bool:
    """Tell whether a picture is too small to be a page."""
    return min(image.size) < SMALLEST


def in_few_shades(image: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a pixel, or more, in 256 shades of grey; others as they are."""
    if image.mode[0] not in "IF":
        return image
    deep = image if image.mode in ("I", "F") else image.convert("I")
    brightest = cast("tuple[float, float]", deep.getextrema())[1]
    if brightest > 255:
        deep = deep.point(lambda shade: shade * (255 / brightest))
    return deep.convert("L")
