"""What stands on the pages of a PDF, read by the library that draws them, three times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path


def texts_of(pdf: bytes | Path) -> list[str]:
    """Return the words of every page, line by line from the top."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()
