"""What was added to a print before or between its signatures: an incremental update hides nothing.

pyHanko's difference analysis begins at the first signature; what was added to the print before
that is looked at here, object by object (reliability.md, section 3.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from mcdesk.application.days import runs
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.signing.judge import MISHAPS
from mcdesk.signing.pages import notes_on, pages_of
from mcdesk.signing.seal import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.errors import Level
    from mcdesk.signing.pages import Page
    from mcdesk.signing.seal import Place

DEEPEST = 40
OF_SIGNING = ("/AcroForm", "/Perms", "/DSS", "/Extensions", "/Metadata", "/Version")
"""What signing changes in the catalogue of a file."""
OF_A_PAGE = ("/Annots", "/Tabs", "/Parent")
"""What signing changes in a page, whose notes are looked at one by one."""
WORDS = {
    "page": N_("Pages were added to what was printed: {pages}."),
    "note": N_(
        "Notes, fields or stamps lie over what was printed, on pages: {pages}. They were not "
        "printed for signing, and their words are not compared."
    ),
    "drawn": N_(
        "Something was drawn or written over what was printed, on pages: {pages}. Look at them: "
        "pictures and what they cover are not compared."
    ),
    "sign": N_(
        "The picture of a signature lies over words that were printed, on pages: {pages}. Look at "
        "what it covers."
    ),
    "other": N_(
        "More than signatures was added to what was printed, and it is not known on which page."
    ),
}


@dataclass(frozen=True, slots=True)
class Added:
    """Something that was added to a print: its kind, and its pages, from 1."""

    kind: str
    pages: tuple[int, ...] = ()

    @property
    def finding(self) -> Finding:
        """It in words; a picture beside all words of the print is for a person to look at."""
        level: Level = "warn" if self.kind in ("drawn", "sign") else "block"
        params = {"pages": runs(self.pages)} if self.pages else {}
        return Finding(f"added_{self.kind}", WORDS[self.kind], params, level=level)


def added_to(data: bytes, made: bytes, places: Iterable[Place] = ()) -> tuple[Added, ...]:
    """Return what a file that goes on from a print adds to it, signatures and notes left out.

    Args:
        data: The file.
        made: The print.
        places: Those of its signatures; one of ours elsewhere lies over what was printed.
    """
    if data == made:
        return ()
    try:
        return tuple(_Compared(data, made, places).found())
    except MISHAPS:
        return (Added("other"),)


class _Compared:
    """A file held against the print that it goes on from, object by object."""

    def __init__(self, data: bytes, made: bytes, places: Iterable[Place]) -> None:
        self.places = {(place.page, *map(round, place.box)) for place in places}
        self.now = PdfFileReader(BytesIO(data), strict=False)
        self.then = PdfFileReader(BytesIO(made), strict=False)
        self.pages, self.before = pages_of(self.now), pages_of(self.then)

    def found(self) -> Iterator[Added]:
        more = tuple(range(len(self.before) + 1, len(self.pages) + 1))
        if more:
            yield Added("page", more)
        if moved := tuple(self._moved()):
            yield Added("note", moved)
        changed = self._changed()
        drawn = {number for number, pair in enumerate(zip(self.pages, self.before, strict=False), 1)
                 if self._is_drawn_on(*pair, changed)}  # fmt: skip
        reached = {ref for page in (*self.pages, *self.before) for ref in _reached(page[1])}
        if drawn:
            yield Added("drawn", tuple(sorted(drawn)))
        of_pages = {ref for ref, _page in (*self.pages, *self.before)}
        rest = changed - reached - of_pages - self._of_signing()
        if len(self.pages) < len(self.before) or (rest and not more) or self._is_led_elsewhere():
            yield Added("other")

    def _moved(self) -> Iterator[int]:
        """Yield the pages with a signature's place of ours that is elsewhere in the print."""
        for number, (_ref, page) in enumerate(self.pages if self.places else (), start=1):
            ours = (each for _id, each in notes_on(page)
                    if str(each.get("/T", "")).startswith(PREFIX))  # fmt: skip
            boxes = {tuple(round(float(edge)) for edge in each["/Rect"]) for each in ours}
            if any((number - 1, *box) not in self.places for box in boxes):
                yield number

    def _changed(self) -> set[int]:
        """Return the numbers of the print's objects that are others now."""
        numbers = {ref.idnum for revision in range(self.then.xrefs.total_revisions)
                   for ref in self.then.xrefs.explicit_refs_in_revision(revision)}  # fmt: skip
        return {
            number
            for number in numbers
            if _written(_object(self.then, number)) != _written(_object(self.now, number))
        }

    def _is_drawn_on(self, page: Page, before: Page, changed: set[int]) -> bool:
        """Tell whether a page shows more than it did, but for its notes."""
        if page[0] != before[0] or changed & set(_reached(page[1])):
            return True
        kept, was = ({key: _written(one.raw_get(key)) for key in one if key not in OF_A_PAGE}
                     for one in (page[1], before[1]))  # fmt: skip
        return kept != was

    def _of_signing(self) -> set[int]:
        """Return the numbers of the objects of the print that signing may change."""
        root, found = self.then.root, {self.then.root_ref.idnum}
        info = self.then.trailer_view.raw_get("/Info") if "/Info" in self.then.trailer_view else 0
        for one in (info, *(root.raw_get(key) for key in OF_SIGNING if key in root)):
            if isinstance(one, generic.IndirectObject):
                found.add(one.idnum)
        for _ref, page in self.before:
            if "/Annots" in page and isinstance(page.raw_get("/Annots"), generic.IndirectObject):
                found.add(page.raw_get("/Annots").idnum)
        return found

    def _is_led_elsewhere(self) -> bool:
        """Tell whether the catalogue names other things than it did, but for those of signing.

        A form of XFA is shown by some readers in the place of the pages.
        """
        if "/AcroForm" in self.now.root and "/XFA" in self.now.root["/AcroForm"]:
            return True
        now, then = ({key: _written(root.raw_get(key)) for key in root if key not in OF_SIGNING}
                     for root in (self.now.root, self.then.root))  # fmt: skip
        return now != then


def _reached(page: generic.DictionaryObject) -> Iterator[int]:
    """Yield the numbers of the objects that a page is drawn with."""
    waiting = [(page.raw_get(key), 0) for key in page if key not in OF_A_PAGE]
    seen: set[int] = set()
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, generic.IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            yield one.idnum
            one = one.get_object()
        if depth > DEEPEST:
            continue
        if isinstance(one, generic.DictionaryObject) and one.get("/Type") != "/Page":
            waiting += [(one.raw_get(key), depth + 1) for key in one if key != "/Parent"]
        elif isinstance(one, generic.ArrayObject):
            waiting += [(one.raw_get(at), depth + 1) for at in range(len(one))]


def _object(reader: PdfFileReader, number: int) -> Any:
    return reader.get_object(generic.Reference(number, 0, pdf=reader))


def _written(one: Any) -> bytes:
    out = BytesIO()
    one.write_to_stream(out, None)
    return out.getvalue()
