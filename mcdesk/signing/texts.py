"""The text of a PDF's pages, and whether two files say the same."""

from __future__ import annotations

from itertools import zip_longest

import pypdfium2 as pdfium

MOST_PAGES = 400
UNREADABLE = "\0"


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


def differing_pages(data: bytes, wanted: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages whose words differ, from 1; missing ones differ."""
    pairs = zip_longest(page_texts(data), page_texts(wanted), fillvalue=UNREADABLE)
    return tuple(number for number, (one, other) in enumerate(pairs, start=1) if one != other)
