"""A single page of a form's print, to look whether a paper says the same there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.reports.composed import compose
from mcdesk.reports.drawing import Count, canvas_of, draw_pages, drawing

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
        canvas = canvas_of(alone.pages[0].size)
        draw_pages(canvas, alone, "f0", 0, Count(number, len(form.pages)))
        data: bytes = canvas.getpdfdata()
    return data, len(form.pages)
