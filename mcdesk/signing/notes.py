"""Notes, fields, stamps and pictures of signatures that lie over the pages of a print.

What cannot be read of them is a note: a reader may show it all the same.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from mcdesk.signing.added import Added
from mcdesk.signing.judge import MISHAPS
from mcdesk.signing.pages import notes_on, number_of, pages_of
from mcdesk.signing.texts import pages_with_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcdesk.signing.texts import Box

QUIET = ("/Link", "/Popup")
"""Notes that show no words of their own, where they have no picture."""


def notes_over(data: bytes) -> tuple[Added, ...]:
    """Return what lies on the pages of a file, but for signatures that cover nothing."""
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        pages = pages_of(reader)
        looked = _Looked(_signed(reader))
    except MISHAPS:
        return (Added("other"),)
    for number, (_ref, page) in enumerate(pages, start=1):
        looked.look(number, page)
    covering = pages_with_words(data, looked.signatures)
    found = (("note", sorted(looked.notes)), ("sign", covering))
    return tuple(Added(kind, tuple(numbers)) for kind, numbers in found if numbers)


class _Looked:
    """What was found so far: pages with notes, and where the pictures of signatures lie."""

    def __init__(self, signed: Collection[int]) -> None:
        self.signed = signed
        self.notes: set[int] = set()
        self.signatures: list[tuple[int, Box]] = []
        self._seen: set[int] = set()

    def look(self, number: int, page: generic.DictionaryObject) -> None:
        """Look at what is laid over a page."""
        try:
            for id_, note in notes_on(page):
                self._look_at(number, id_, note)
        except MISHAPS:
            self.notes.add(number)

    def _look_at(self, number: int, id_: int, note: Any) -> None:
        if note.get("/Subtype") != "/Widget":
            if note.get("/Subtype") not in QUIET or _has_picture(note):
                self.notes.add(number)
            return
        field = id_, note
        if "/FT" not in note and "/Parent" in note:
            field = number_of(note.raw_get("/Parent")), note["/Parent"]
        if field[1].get("/FT") != "/Sig":
            self.notes.add(number)
        elif _has_picture(note):
            is_alone = field[1] is note or len(field[1]["/Kids"]) == 1
            if field[0] not in self.signed or field[0] in self._seen or not is_alone:
                self.notes.add(number)
            self.signatures.append((number, _box([float(edge) for edge in note["/Rect"]])))
            self._seen.add(field[0])


def _box(edges: list[float]) -> Box:
    """Return the corners of a box, the lower left one first, whichever stood first."""
    left, bottom, right, top = edges
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _signed(reader: PdfFileReader) -> set[int]:
    """Return the numbers of the fields in which a signature stands."""
    references = (each.sig_field.container_ref for each in reader.embedded_signatures)
    return {int(each.idnum) for each in references if each is not None and each.idnum}


def _has_picture(note: generic.DictionaryObject) -> bool:
    """Tell whether anything is drawn of a note; an empty place has a picture of nothing."""
    waiting = [note["/AP"][key] for key in note["/AP"]] if "/AP" in note else []
    for one in waiting:
        if isinstance(one, generic.StreamObject):
            if one.data.strip():
                return True
        elif isinstance(one, generic.DictionaryObject):  # of a state that it may be in
            waiting += [one[key] for key in one if isinstance(one[key], generic.StreamObject)]
    return False
