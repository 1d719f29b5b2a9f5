"""What the boxes of signatures show: a picture that whoever seals may draw as they like."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields

from mcdesk.signing.judge import MISHAPS
from mcdesk.signing.pages import notes_on, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.signing.texts import Box


def faces_of(data: bytes) -> dict[str, str]:
    """Return the words in the box of each signature, by the name of its field.

    A box that cannot be read is left out.
    """
    try:
        places = dict(_places(PdfFileReader(BytesIO(data), strict=False)))
        return dict(_words(data, places))
    except (*MISHAPS, pdfium.PdfiumError):
        return {}


def _places(reader: PdfFileReader) -> Iterator[tuple[str, tuple[int, Box]]]:
    """Yield where the box of each filled signature field is: its page, from 0, and edges."""
    pages = pages_of(reader)
    for name, value, reference in fields.enumerate_sig_fields(reader):
        if value is None:
            continue
        for number, (_ref, page) in enumerate(pages):
            if any(id_ == reference.idnum for id_, _note in notes_on(page)):
                left, bottom, right, top = (float(e) for e in reference.get_object()["/Rect"])
                yield name, (number, (left, bottom, right, top))


def _words(data: bytes, places: dict[str, tuple[int, Box]]) -> Iterator[tuple[str, str]]:
    """Yield the words in each box: what its picture adds to the words of the page."""
    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()
        for number in sorted({page for page, _box in places.values()}):
            document[number].flatten()
            page = document[number]  # the one before flattening knows nothing of it
            text = page.get_textpage()
            for name, (its, box) in places.items():
                if its == number:
                    yield name, " ".join(text.get_text_bounded(*box).split())
            text.close()
            page.close()
    finally:
        document.close()
