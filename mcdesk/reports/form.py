"""Prints forms: a sheet becomes a PDF that a dean can sign. Same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from io import BytesIO
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from mcdesk.application.seals import place_names
from mcdesk.procedure.calendar import moment_of
from mcdesk.procedure.content import Content
from mcdesk.reports import fonts
from mcdesk.reports.changes import add_changes, add_lost
from mcdesk.reports.ending import close, paged
from mcdesk.reports.fields import add_sections, leans_wide
from mcdesk.reports.filling import fill, loosen
from mcdesk.reports.flow import SIDE, Page
from mcdesk.reports.fonts import BOLD, ITALIC, REGULAR
from mcdesk.reports.frame import Frame, draw_margins, frame_of, head
from mcdesk.reports.logo import drawable
from mcdesk.reports.output import date_of, write
from mcdesk.reports.paper import Paper
from mcdesk.reports.parts import (
    add_debts,
    add_identity,
    add_living,
)
from mcdesk.reports.pen import Asked, Pen, Spot
from mcdesk.reports.redline import Redline
from mcdesk.reports.signed_parts import add_parts

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from mcdesk.application.views import Sheet, SignatureLine

NAMED = 4
"""So many kinds of form, and codes, stand in the title of a document of several."""

Progress = Callable[[int, int], bool]
"""Told (done, of); answers False to cancel."""

drawing = Lock()
"""A font of ReportLab serves one document at a time."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A form laid out on its pages, ready to be drawn.

    Its first `lasting` entries hold what is frozen; what follows stands as on the day of printing.
    """

    title: str
    pages: tuple[Page, ...]
    frame: Frame
    lasting: int = 0


def print_form(
    sheet: Sheet,
    out: BinaryIO | Path,
    progress: Progress | None = None,
    *,
    logo: Path | None = None,
) -> int:
    """Print one form and return its number of pages; 0 when it was cancelled.

    Raises:
        Trouble: `out` cannot be written.
    """
    return print_forms([sheet], out, progress, logo=logo)


def print_forms(
    sheets: Sequence[Sheet],
    out: BinaryIO | Path,
    progress: Progress | None = None,
    *,
    logo: Path | None = None,
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
        composed.append(compose(sheet, logo))
    with drawing:
        data = _drawn(composed, sheets)
    if progress is not None and not progress(len(sheets), len(sheets)):
        return 0
    write(data, out)
    return sum(len(form.pages) for form in composed)


def print_to_seal(sheet: Sheet, decided: str = "") -> tuple[bytes, tuple[Spot, ...]]:
    """Return a frozen form as PDF without anybody's decision, and the place of each signer.

    It holds what was frozen and nothing that changes afterwards, so that it stays the same; with
    what the signer's decision names beside that (`decided`), if anything. Who signs for something
    else has no place in it (docs/decisions/0009).
    """
    names = place_names(line.role for line in sheet.signatures)
    stripped = to_be_sealed(sheet, decided)
    shut = {name for name, line, drawn in zip(names, sheet.signatures, stripped.signatures,
                                              strict=True)
            if drawn.state == "done" or (not decided and _states(sheet, line.role))}  # fmt: skip
    sheet = stripped
    form = compose(sheet)
    with drawing:
        for name in (REGULAR, BOLD, ITALIC):
            fonts.font(name)
        canvas = Canvas(BytesIO(), pagesize=form.pages[0].size, invariant=1, lang="en")
        date_of(canvas, _moment(sheet))
        _describe(canvas, [form], [sheet])
        spots = draw_pages(canvas, form, "f0", 0, Count(1, len(form.pages)))
        data: bytes = canvas.getpdfdata()
    named = zip(place_names(spot.name for spot in spots), spots, strict=True)
    return data, tuple(replace(spot, name=name) for name, spot in named if name not in shut)


def to_be_sealed(sheet: Sheet, decided: str = "") -> Sheet:
    """Return a frozen form with what is printed of it to be sealed, and nothing else."""
    lines = tuple(_to_sign(line, decided) for line in sheet.signatures)
    return replace(sheet, signatures=lines, living=Content(), debts=(), remarks=(), valid=True,
                   content=sheet.content if decided else unstated(sheet),
                   to_seal=True)  # fmt: skip


def shown_in(sheet: Sheet, decided: str) -> tuple[SignatureLine, ...]:
    """Return the lines that a PDF to be sealed shows as recorded: those signed before."""
    return tuple(line for line in sheet.signatures if _to_sign(line, decided) is line)


def _to_sign(line: SignatureLine, decided: str) -> SignatureLine:
    """Return a signer's line as a PDF to be sealed has it: empty, unless it was signed before."""
    if decided and line.state == "done" and line.decided != decided:
        return line
    return replace(line, state="waiting", decision="", decisions=(), keyed=False, scan_owed=False)


def _states(sheet: Sheet, role: str) -> bool:
    """Tell whether a role decides something beside the frozen text."""
    return any(sheet.definition.fields[path].decided_by == role for path in sheet.stated)


def unstated(sheet: Sheet) -> Content:
    """Return the frozen text without what is decided beside it."""
    told = {path: value for path, value in sheet.content.values.items()
            if path.split(".", 1)[0] not in sheet.stated}  # fmt: skip
    return Content(told, sheet.content.rows)


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
        for name in (REGULAR, BOLD, ITALIC):
            fonts.font(name)
        canvas = Canvas(BytesIO(), pagesize=form.pages[0].size, invariant=1, lang="en")
        date_of(canvas, _moment(sheet))
        _describe(canvas, [form], [sheet])
        draw_pages(canvas, form, "f0", 0, Count(1, len(form.pages)), told, asked=asked)
        data: bytes = canvas.getpdfdata()
    return with_fields(data, asked, sheet.sent)


def compose(sheet: Sheet, logo: Path | None = None, *, dense: bool | None = None) -> Composed:
    """Lay out a form on its pages; a logo that is not there gives way to the house's name.

    Where a table needs a page on its side, the whole form lies on its side if that takes no more
    pages: one does not turn a short form twice. Where a page would end early, rows stand a little
    closer together if that saves a page (or where it is told: `dense`), else a little further
    apart on it.
    """
    logo = drawable(logo or sheet.logo)
    found = _composed(sheet, logo, wide=False, dense=dense)
    if any(page.is_wide != found.pages[0].is_wide for page in found.pages):
        aside = _composed(sheet, logo, wide=True, dense=dense)
        found = aside if len(aside.pages) <= len(found.pages) else found
    if sheet.kind == "blank" and not sheet.sent:
        fill(found.pages)
    loosen(found.pages)
    return found


def _composed(sheet: Sheet, logo: Path | None, *, wide: bool, dense: bool | None) -> Composed:
    """Lay out a form upright, with wide tables on their side, or all of it on its side."""
    paper = Paper(sheet)
    paper.wide = wide or leans_wide(paper)
    if sheet.since is not None:
        paper.redline = Redline(sheet.since)
    frame = frame_of(paper)
    paper.add(head(paper, logo))
    add_identity(paper)
    add_parts(paper)
    add_changes(paper)
    add_sections(paper)
    add_lost(paper)
    lasting = len(paper.entries)
    add_debts(paper)
    add_living(paper)
    pages = paged(paper, close(paper), dense=dense)
    title = " ".join(filter(None, (sheet.definition.title.en, sheet.header.code)))
    return Composed(title, tuple(pages), frame, lasting)


def _drawn(composed: list[Composed], sheets: Sequence[Sheet]) -> bytes:
    """Draw the forms and return the PDF."""
    for name in (REGULAR, BOLD, ITALIC):
        fonts.font(name)
    canvas = Canvas(BytesIO(), pagesize=composed[0].pages[0].size, invariant=1, lang="en")
    date_of(canvas, _moment(sheets[0]))
    _describe(canvas, composed, sheets)
    for number, form in enumerate(composed):
        _draw(canvas, form, number, nested=len(composed) > 1)
    data: bytes = canvas.getpdfdata()
    return data


def _moment(sheet: Sheet) -> date | datetime:
    """Return when a form was frozen; of one that may still be written, its day."""
    return moment_of(sheet.frozen_at).astimezone(UTC) if sheet.frozen_at else sheet.as_of


def _describe(canvas: Canvas, composed: list[Composed], sheets: Sequence[Sheet]) -> None:
    """Set the document's own title, author and subject."""
    first = sheets[0]
    canvas.setTitle(composed[0].title if len(composed) == 1 else _title_of(sheets))
    canvas.setAuthor(first.header.workspace)
    canvas.setSubject(" ".join(filter(None, (first.header.number, first.digest))))
    canvas.setCreator("MC Desk")
    canvas.setProducer("MC Desk")
    canvas.setViewerPreference("DisplayDocTitle", "true")


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


def mark_place(canvas: Canvas, title: str, key: str, level: int) -> None:
    """Name the page that comes next in the outline; links reach it by its key."""
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key, level, closed=True)


@dataclass(frozen=True, slots=True)
class Count:
    """How the pages of a part are counted in their footers: from `first` on, of so many."""

    first: int
    of: int


def draw_pages(
    canvas: Canvas,
    form: Composed,
    key: str,
    level: int,
    count: Count,
    above: Callable[[Pen, Page], None] | None = None,
    asked: list[Asked] | None = None,
) -> tuple[Spot, ...]:
    """Draw pages with their margins and entries in the outline; `above` adds to each of them.

    Returns the places that were named on them; the fields to be filled in go to `asked`.
    """
    pen = Pen(canvas, form.pages[0].size[1])
    for place, page in enumerate(form.pages, start=1):
        canvas.setPageSize(page.size)
        pen.new_page(page.size[1])
        for mark, (title, top) in enumerate(page.anchors):
            name = f"{key}p{place}a{mark}"
            canvas.bookmarkHorizontal(name, 0, page.size[1] - top)
            canvas.addOutlineEntry(title, name, level, closed=True)
        draw_margins(pen, form.frame, page, count.first + place - 1, count.of)
        if above is not None:
            above(pen, page)
        for placed in page.blocks:
            placed.block.draw(pen, SIDE, placed.top)
        canvas.showPage()
    if asked is not None:
        asked.extend(pen.asked)
    return tuple(pen.spots)
