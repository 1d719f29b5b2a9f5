"""Attached files on pages of a print: pages of PDFs as they are, and pictures.

The pages are drawn first, with room left; pdfium then lays the foreign pages into that room, so
that their text stays text. What a file's pages carry besides what is seen (scripts, links,
fields to fill) is left behind.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.stage import Label
from mcdesk.reports.block import Solid
from mcdesk.reports.flow import HEAD, SIDE, TOP, Page, Placed
from mcdesk.reports.pen import HAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mcdesk.reports.pen import Pen

Size = tuple[float, float]
TRAILER = 4096
"""In so many bytes at its end a PDF says what it is; a long one is not looked through for it."""
SCREEN = 0.75
"""A picture's dot is shown no larger than this many points."""
UPRIGHT, MIRRORED, SIDEWAYS = 1, (2, 4, 5, 7), (5, 6, 7, 8)

MISSING = Label("The file is missing from the store.", "Berkas tidak ada di penyimpanan.")
LINK = Label("Kept elsewhere; only its link is here.", "Disimpan di tempat lain; hanya tautan.")
OTHER = Label("Not a PDF and not a picture.", "Bukan PDF dan bukan gambar.")
LOCKED = Label("Locked with a password.", "Terkunci dengan kata sandi.")
DAMAGED = Label("Damaged: it cannot be read.", "Rusak: tidak dapat dibaca.")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be shown: the sizes of its pages in points, and whether it is a PDF."""

    path: Path
    sizes: tuple[Size, ...]
    is_pdf: bool


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Some pages of a print drawn by themselves, what is laid on them, and where they belong.

    Whoever writes a page anew looks through the whole document: in a small one that is soon done.
    """

    at: int
    data: bytes
    plates: tuple[Plate, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A page of a PDF on its way to a place on a page of the print."""

    source: Path
    number: int
    left: float
    bottom: float
    scale: float


def look_at(path: Path) -> Source | Label:
    """Return what can be shown of a file, or why nothing can."""
    try:
        with path.open("rb") as file:
            begin = file.read(1024)
    except OSError:
        return MISSING
    return _pdf(path) if b"%PDF-" in begin else _picture(path)


def _pdf(path: Path) -> Source | Label:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return LOCKED if "password" in str(error).lower() else DAMAGED
    try:
        sizes = [document[number].get_size() for number in range(len(document))]
    except pypdfium2.PdfiumError:
        return DAMAGED
    finally:
        document.close()
    return Source(path, tuple(sizes), is_pdf=True) if sizes and all(map(all, sizes)) else DAMAGED


def _picture(path: Path) -> Source | Label:
    from PIL import Image, UnidentifiedImageError

    sizes = []
    try:
        with Image.open(path) as picture:
            for frame in range(getattr(picture, "n_frames", 1)):
                picture.seek(frame)
                picture.load()
                width, height = picture.size
                turned = picture.getexif().get(0x0112, UPRIGHT) in SIDEWAYS
                sizes.append((height, width) if turned else (width, height))
    except UnidentifiedImageError:
        return OTHER
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return DAMAGED
    return Source(path, tuple((w * SCREEN, h * SCREEN) for w, h in sizes), is_pdf=False)


def pages_of(source: Source) -> tuple[tuple[Page, ...], tuple[Plate | None, ...]]:
    """Return a page for each page of a file, and what pdfium is to lay on it."""
    pages: list[Page] = []
    plates: list[Plate | None] = []
    for number, size in enumerate(source.sizes):
        page = Page(size[0] > size[1], first=False)
        room = (page.width, page.end - page.begin)
        scale = min(room[0] / size[0], room[1] / size[1], 1.0)
        width, height = size[0] * scale, size[1] * scale
        left = (room[0] - width) / 2
        if source.is_pdf:
            paint = _edge(left, width, height)
            bottom = page.size[1] - page.begin - height
            plates.append(Plate(source.path, number, SIDE + left, bottom, scale))
        else:
            paint = _drawing(source.path, number, left, (width, height))
            plates.append(None)
        page.blocks.append(Placed(Solid(height, paint), TOP + HEAD))
        pages.append(page)
    return tuple(pages), tuple(plates)


def _edge(left: float, width: float, height: float) -> Callable[[Pen, float, float], None]:
    """Draw the edge of the foreign page, so that it is seen where it ends."""

    def paint(pen: Pen, at: float, top: float) -> None:
        pen.frame(at + left, top, width, height, colour=HAIR, line=0.5)

    return paint


def _drawing(
    path: Path, number: int, left: float, size: Size
) -> Callable[[Pen, float, float], None]:
    def paint(pen: Pen, at: float, top: float) -> None:
        from PIL import Image, ImageOps
        from reportlab.lib.utils import ImageReader

        with Image.open(path) as picture:
            picture.seek(number)
            shown = ImageOps.exif_transpose(picture)
            if shown.mode not in ("1", "L", "RGB"):
                shown = shown.convert("RGBA" if "A" in shown.getbands() else "RGB")
            bottom = pen.page_height - top - size[1]
            pen.canvas.drawImage(ImageReader(shown), at + left, bottom, *size, mask="auto")

    return paint


def lay(
    data: bytes,
    plates: Sequence[tuple[int, Plate]],
    sheaves: Iterable[Sheaf],
    told: Callable[[int], bool],
) -> bytes | None:
    """Lay pages of PDFs onto the pages of a print; None where `told` (how many) answers False.

    Sheaves are put in between as they come, from the front to the back.

    Raises:
        Trouble: A page that could be read before cannot be shown.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    layer = _Layer(told)
    try:
        if not all(layer.lay(document, page, plate) for page, plate in plates):
            return None
        for sheaf in sheaves:
            if not layer.put(document, sheaf):
                return None
        out = io.BytesIO()
        document.save(out)
    except pypdfium2.PdfiumError as error:
        raise Trouble(
            "output",
            _("A page of an attached PDF could not be shown."),
            _("Save that file anew with a PDF reader and attach it again. ({reason})").format(
                reason=error
            ),
        ) from error
    finally:
        layer.close()
        document.close()
    return _settled(out.getvalue(), data)


class _Layer:
    """Lays plates one by one, each file opened once, until `told` answers False."""

    def __init__(self, told: Callable[[int], bool]) -> None:
        self._told, self._done = told, 0
        self._sources: dict[Path, Any] = {}

    def lay(self, document: Any, page: int, plate: Plate) -> bool:
        """Lay one plate; False when it was cancelled."""
        import pypdfium2

        if not self._told(self._done):
            return False
        self._done += 1
        if plate.source not in self._sources:
            self._sources[plate.source] = pypdfium2.PdfDocument(plate.source)
        _lay_one(document, page, self._sources[plate.source], plate)
        return True

    def put(self, document: Any, sheaf: Sheaf) -> bool:
        """Lay the plates of a sheaf and put its pages where they belong; False when cancelled."""
        import pypdfium2

        small = pypdfium2.PdfDocument(sheaf.data)
        try:
            if not all(self.lay(small, n, plate) for n, plate in enumerate(sheaf.plates)):
                return False
            document.import_pages(small, index=sheaf.at)
        finally:
            small.close()
        return True

    def close(self) -> None:
        for source in self._sources.values():
            source.close()


def _lay_one(document: Any, page: int, source: Any, plate: Plate) -> None:
    """Lay one page: what is filled into it becomes part of it, the rest is left behind."""
    import pypdfium2
    from pypdfium2 import raw

    foreign = source[plate.number]
    raw.FPDFPage_Flatten(foreign, raw.FLAT_PRINT)
    foreign.close()
    laid = source.page_as_xobject(plate.number, document).as_pageobject()
    place = pypdfium2.PdfMatrix().scale(plate.scale, plate.scale)
    laid.transform(place.translate(plate.left, plate.bottom))
    target = document[page]
    target.insert_obj(laid)
    target.gen_content()
    target.close()


def _settled(data: bytes, before: bytes) -> bytes:
    """Give the file the id that it had: pdfium makes a new one each time."""
    found = re.search(rb"/ID\s*\[\s*<([0-9a-fA-F]{32})>", before)
    kept = found.group(1) if found else b"0" * 32
    written = b"/ID[<" + kept + b"><" + kept + b">]"
    end = re.sub(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]", written, data[-TRAILER:])
    return data[:-TRAILER] + end
