"""The text of a PDF's pages, and whether two files say the same."""

from __future__ import annotations

import re
from itertools import zip_longest
from math import sin
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Box = tuple[float, float, float, float]
"""A place on a page in points: left, bottom, right, top."""
MOST_PAGES = 400
UNREADABLE = "\0"
ASLANT = 0.5
"""The sine of twice an angle is more for a letter that is turned by 15 to 75 degrees."""
OF_PAGES = re.compile(r"(Page\d+of|Halaman\d+dari)\d+")


def page_texts(data: bytes) -> list[str]:
    """Return the words on each page; breaks of lines and spaces do not count."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return [UNREADABLE]
    try:
        found = []
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            text = page.get_textpage()
            found.append("".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return found
    except pdfium.PdfiumError:
        return [UNREADABLE]
    finally:
        document.close()


def pages_with_words(data: bytes, boxes: Iterable[tuple[int, Box]]) -> tuple[int, ...]:
    """Return the pages, from 1, on which words of the page itself stand in one of these boxes.

    A mark that lies aslant across a page (`reports/frame.py`) is below all that stands there.
    """
    asked: dict[int, list[Box]] = {}
    for number, box in boxes:
        asked.setdefault(number, []).append(box)
    if not asked:
        return ()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return tuple(sorted(asked))
    try:
        there = (number for number in sorted(asked) if number <= len(document))
        return tuple(each for each in there if _has_words(document[each - 1], asked[each]))
    finally:
        document.close()


def _has_words(page: pdfium.PdfPage, boxes: Iterable[Box]) -> bool:
    text = page.get_textpage()
    try:
        found = [box for box in boxes if text.get_text_bounded(*box).strip()]
        return bool(found) and _has_straight_words(text, found)
    finally:
        text.close()
        page.close()


def _has_straight_words(text: pdfium.PdfTextPage, boxes: Sequence[Box]) -> bool:
    """Tell whether letters that do not lie aslant stand in one of these boxes."""
    for number in range(text.count_chars()):
        if not text.get_text_range(number, 1).strip() or _is_aslant(text, number):
            continue
        left, bottom, right, top = text.get_charbox(number)
        if any(left < box[2] and right > box[0] and bottom < box[3] and top > box[1]
               for box in boxes):  # fmt: skip
            return True
    return False


def _is_aslant(text: pdfium.PdfTextPage, number: int) -> bool:
    angle = pdfium.raw.FPDFText_GetCharAngle(text, number)
    return angle >= 0 and abs(sin(2 * angle)) > ASLANT  # below 0 it is not known


def is_print(mine: bytes, made: bytes) -> bool:
    """Tell whether a file goes on from a print, or says the same on all of its pages."""
    return mine.startswith(made) or not differing_pages(page_texts(mine), made)


def differing_pages(mine: Sequence[str], wanted: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages whose words differ, from 1; missing ones differ.

    `mine` are the words on a file's pages, `wanted` is the other file.
    """
    pairs = zip_longest(mine, page_texts(wanted), fillvalue=UNREADABLE)
    return tuple(number for number, (one, other) in enumerate(pairs, start=1) if one != other)


def has_frozen_words(mine: Sequence[str], whole: bytes, frozen: bytes, count: int) -> bool:
    """Tell whether a file says on each page what a print says there that was frozen.

    What its pages hold besides is not compared: it may say anything.

    Args:
        mine: The words on the file's pages.
        whole: The print, made for another day than the file.
        frozen: Its pages with nothing but what was frozen, which is drawn first.
        count: So many pages hold some of that.
    """
    said, made, kept = (
        [OF_PAGES.sub(r"\1", page) for page in pages]
        for pages in (mine, page_texts(whole), page_texts(frozen))
    )
    if len(said) < count:
        return False
    pairs = zip(said, made[:count], kept, strict=False)
    return all(one == other if other == part else one.startswith(part)
               for one, other, part in pairs)  # fmt: skip
