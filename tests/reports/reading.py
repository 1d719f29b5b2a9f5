"""What a printed PDF says: its words and its bookmarks."""

from __future__ import annotations

import re

from pypdf import PdfReader


def outline(reader: PdfReader) -> dict[str, int]:
    """The page, counted from 1, of every bookmark."""
    found: dict[str, int] = {}

    def walk(entries) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                found.setdefault(entry.title, reader.get_destination_page_number(entry) + 1)

    walk(reader.outline)
    return found


def text_of(reader: PdfReader, first: int = 1, last: int = 0) -> str:
    pages = reader.pages[first - 1 : last or len(reader.pages)]
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
