"""The pages of a PDF, and what is laid over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.reader import PdfFileReader

MOST_PAGES = 2_000

Page = tuple[int, generic.DictionaryObject]
"""A page with the number of its object, 0 where it has none of its own."""


def pages_of(reader: PdfFileReader) -> list[Page]:
    """Return the pages of a file with the numbers of their objects."""
    found: list[Page] = []
    waiting: list[Any] = [reader.root.raw_get("/Pages")]
    seen: set[int] = set()
    while waiting and len(found) < MOST_PAGES:
        one = waiting.pop(0)
        number, node = number_of(one), one.get_object()
        if number in seen and number:
            continue
        seen.add(number)
        if "/Kids" in node:
            waiting[:0] = [node["/Kids"].raw_get(at) for at in range(len(node["/Kids"]))]
        else:
            found.append((number, node))
    return found


def notes_on(page: generic.DictionaryObject) -> Iterator[tuple[int, Any]]:
    """Yield what is laid over a page, each with the number of its object, 0 for none."""
    notes = page["/Annots"] if "/Annots" in page else generic.ArrayObject()
    for at in range(len(notes)):
        one = notes.raw_get(at)
        yield number_of(one), one.get_object()


def number_of(one: Any) -> int:
    """Return the number of the object that a reference names; 0 for no reference."""
    return int(one.idnum) if isinstance(one, generic.IndirectObject) else 0
