"""Prints forms: a sheet becomes a PDF that a dean can sign. Same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

from mcdesk.procedure.calendar import known_moment
from mcdesk.reports.composed import Composed, compose
from mcdesk.reports.drawing import Count, canvas_of, draw_pages, drawing, mark_place, name_document
from mcdesk.reports.output import date_of, write

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from mcdesk.application.views import Sheet
    from mcdesk.reports.flow import Page
    from mcdesk.reports.pen import Asked, Pen

NAMED = 4
"""So many kinds of form, and codes, stand in the title of a document of several."""

Progress = Callable[[int, int], bool]
"""Told (done, of); answers False to cancel."""


def print_form(sheet: Sheet, out: BinaryIO | Path) -> int:
    """Print one form and return its number of pages.

    Raises:
        Trouble: `out` cannot be written.
    """
    return print_forms([sheet], out)


def print_forms(
    sheets: Sequence[Sheet],
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print several forms into one PDF, with a bookmark for each; return the number of pages.

    `progress` hears of every form; where it answers False nothing is written and 0 returned.

    Raises:
        Trouble: `out` cannot be written.
    """
    composed = []
    for place, sheet in enumerate(sheets):
        if progress is not None and not progress(place, len(sheets)):
            return 0
        composed.append(compose(sheet))
    with drawing:
        data = _drawn(composed, sheets)
    if progress is not None and not progress(len(sheets), len(sheets)):
        return 0
    write(data, out)
    return sum(len(form.pages) for form in composed)


def print_twice(sheet: Sheet, *, dense: bool) -> tuple[bytes, bytes, int]:
    """Return a frozen form as PDF, its pages with nothing but what was frozen, and how many have.

    The pages lie as in the first, so that what they hold begins each of its pages. Whether its
    rows stand closer together hangs on how much is living, so that is told (`dense`).
    """
    whole = compose(sheet, dense=dense)
    pages = tuple(
        replace(page, blocks=[each for each in page.blocks if each.entry < whole.lasting])
        for page in whole.pages
    )
    with drawing:
        frozen = _drawn([replace(whole, pages=pages)], [sheet])
        return _drawn([whole], [sheet]), frozen, sum(bool(page.blocks) for page in pages)


def print_to_fill(sheet: Sheet, *, progress: Progress | None = None) -> bytes:
    """Return a form as a PDF whose places are fields, to be filled in and sent back.

    `progress` hears of every page; who wants it no more ends the process that makes it.
    """
    from mcdesk.reports.acroform import with_fields

    form = compose(sheet)
    asked: list[Asked] = []
    of, drawn = 2 * len(form.pages), count(1)

    def told(_pen: Pen, _page: Page) -> None:
        if progress is not None:
            progress(next(drawn), of)

    with drawing:
        canvas = begun([form], [sheet])
        draw_pages(canvas, form, "f0", 0, Count(1, len(form.pages)), told, asked=asked)
        data: bytes = canvas.getpdfdata()
    return with_fields(data, asked, sheet.sent)


def _drawn(composed: list[Composed], sheets: Sequence[Sheet]) -> bytes:
    """Draw the forms and return the PDF."""
    canvas = begun(composed, sheets)
    for number, form in enumerate(composed):
        _draw(canvas, form, number, nested=len(composed) > 1)
    data: bytes = canvas.getpdfdata()
    return data


def begun(composed: Sequence[Composed], sheets: Sequence[Sheet]) -> Canvas:
    """Return a canvas for forms to be drawn on, with the document's title, author and moment."""
    first = sheets[0]
    canvas = canvas_of(composed[0].pages[0].size)
    date_of(canvas, _moment(first))
    title = composed[0].title if len(composed) == 1 else _title_of(sheets)
    name_document(canvas, title, first.header.workspace)
    canvas.setSubject(" ".join(filter(None, (first.header.number, first.digest))))
    return canvas


def _moment(sheet: Sheet) -> date | datetime:
    """Return when a form was frozen; of one that may still be written, its day."""
    moment = known_moment(sheet.frozen_at)
    return moment.astimezone(UTC) if moment else sheet.as_of


def _title_of(sheets: Sequence[Sheet]) -> str:
    """Return what several forms in one document are called: their kinds, and of which cards."""
    kinds = dict.fromkeys(sheet.definition.id for sheet in sheets)
    codes = dict.fromkeys(sheet.header.code for sheet in sheets if sheet.header.code)
    return "  ·  ".join(_some(names) for names in (kinds, codes) if names)


def _some(names: Iterable[str]) -> str:
    """Return the first few names, and a sign that there are more."""
    listed = list(names)
    return ", ".join(listed[:NAMED]) + (" …" if len(listed) > NAMED else "")


def _draw(canvas: Canvas, form: Composed, number: int, *, nested: bool) -> None:
    """Draw the pages of one form, with its entries in the outline."""
    if nested:
        mark_place(canvas, form.title, f"f{number}", 0)
    draw_pages(canvas, form, f"f{number}", int(nested), Count(1, len(form.pages)))
