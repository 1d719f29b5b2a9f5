"""A single page of a form's print, to look whether a paper says the same there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from mcdesk.reports import fonts
from mcdesk.reports.fonts import BOLD, ITALIC, REGULAR
from mcdesk.reports.form import Count, compose, draw_pages, drawing

if TYPE_CHECKING:
    from mcdesk.application.views import Sheet


def print_page(sheet: Sheet, number: int) -> tuple[bytes, int]:
    """Return one page of a form's print, by its number from 1, and how many the print has.

    The page is empty where there is none of that number.
    """
    form = compose(sheet)
    if number > len(form.pages):
        return b"", len(form.pages)
    alone = replace(form, pages=(form.pages[number - 1],))
    with drawing:
        for name in (REGULAR, BOLD, ITALIC):
            fonts.font(name)
        canvas = Canvas(BytesIO(), pagesize=alone.pages[0].size, invariant=1, lang="en")
        draw_pages(canvas, alone, "f0", 0, Count(number, len(form.pages)))
        data: bytes = canvas.getpdfdata()
    return data, len(form.pages)
