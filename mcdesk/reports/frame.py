"""What stands on every page around the form: head with code, running header, footer, marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any

from mcdesk.application.logo import house_on
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Block, Solid
from mcdesk.reports.flow import FOOT, SIDE, TOP, Page
from mcdesk.reports.fonts import BOLD, Style
from mcdesk.reports.logo import in_head
from mcdesk.reports.paper import SECOND, SMALL, STRONG, SUBTITLE, TITLE, Paper
from mcdesk.reports.pen import HAIR, INK, MUTED, Pen
from mcdesk.reports.text import Line, lines

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.procedure.paper_code import PaperCode

META = 134.0
CODE_FIRST, CODE_LATER = 54.0, 46.0
"""The side of the QR code in the head, and above the running header of later pages."""
CODE_TOP = 22.0
"""So far from the edge that a page fed into the scanner 3 degrees askew does not lose it."""
QUIET = 6.0
"""The white room that a reader needs around the code."""
LETTERHEAD = Style(BOLD, 7.5, 12, MUTED)
META_STYLE = Style("NotoSans-Regular", 7.8, 10.9, 0x3D4651)
SECOND_LINE = 9.5
"""So far above the last line of a running head stands the first."""
SMALLEST = 5.6
"""The size below which a line of the footer is cut instead of being set smaller."""
MARK = 0xEFF0F3
WHITE = 0xFFFFFF
VOID_MARK = 0xF5DDDA
VOID_EDGE = 0x9C2F22
EDGE = Style(BOLD, 8, 10, MUTED)
EDGE_LINE = 19.0
"""Where marks stand: clear of the running head below them, as far as printers reach."""
APART = "  ·  "
"""What stands between the parts of a running header."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The texts of a form's margins, cleaned, and its marks with whether it is void."""

    running: str
    number: str
    foot: tuple[str, str]
    contacts: str
    marks: tuple[str, ...]
    void: bool
    code: PaperCode | None
    card: str = ""
    """The code of what the form is about; it is never cut."""
    running_id: str = ""
    below: str = ""
    """What stands below title and number: the title in Indonesian, and the digest."""
    across: bool = True
    """Whether the marks lie across the page, too; a foreign page that is laid on it has its own."""


def frame_of(paper: Paper) -> Frame:
    """Return what the margins of this form say."""
    sheet, header = paper.sheet, paper.sheet.header
    version = f"{words.VERSION.en} / {words.VERSION.id} {header.version}" if header.version else ""
    number = [header.number, version, _kind(paper).en if paper.is_blank else ""]
    title = sheet.definition.title
    return Frame(
        running=paper.clean(title.en),
        running_id=paper.clean(title.id if title.id != title.en else ""),
        card=paper.clean(header.code),
        number=paper.clean(APART.join(filter(None, number))),
        below=paper.clean(_kind(paper).id if paper.is_blank else words.grouped(sheet.digest)),
        foot=_foot(paper),
        contacts=paper.clean(" ".join(header.contacts.split())),
        marks=tuple(f"{mark.en} / {mark.id}" for mark in _marks(paper)),
        void=not sheet.valid,
        code=sheet.code,
    )


def _kind(paper: Paper) -> Label:
    """Return what a print without a revision is: the form for the pen, or an edition of a text."""
    if not paper.is_to_read:
        return words.BLANK
    version = paper.sheet.definition.version
    return Label(f"{words.EDITION.en} {version}", f"{words.EDITION.id} {version}")


def _marks(paper: Paper) -> list[Label]:
    sheet = paper.sheet
    found = [words.VOID] if not sheet.valid else []
    if sheet.since is not None:
        found.append(words.WORKING_COPY)
    elif _is_draft(paper):
        found.append(words.DRAFT)
    if sheet.header.provisional:
        found.append(words.PROVISIONAL)
    if sheet.header.sample:
        found.append(words.SAMPLE)
    return found


def _is_draft(paper: Paper) -> bool:
    """Tell whether what is printed may still be written; not so where all its parts stand."""
    sheet = paper.sheet
    is_draft = sheet.kind == "draft" and not sheet.sent and not sheet.stands_in_parts
    return is_draft or sheet.is_trial


def _foot(paper: Paper) -> tuple[str, str]:
    """Return the footer's sentence in both languages."""
    sheet = paper.sheet
    template = {
        "frozen": words.FROZEN_FOOT,
        "draft": words.DRAFT_FOOT,
        "blank": words.BLANK_FOOT,
    }[sheet.kind]
    if paper.is_blank and paper.is_to_read:
        template = words.READ_FOOT
    if sheet.stands_in_parts:
        template = words.PARTS_FOOT
    if sheet.sent:
        template = words.TO_FILL_FOOT
    if sheet.since is not None:
        template = words.CHANGES_FOOT
    values = {
        "version": sheet.definition.version if paper.is_blank else sheet.header.version,
        "when": words.moment_text(sheet.frozen_at),
        "day": words.day_text(sheet.as_of),
        "digest": words.grouped(sheet.definition.digest, 3),
    }
    both = (template.en.format_map(values), template.id.format_map(values))
    return paper.clean(both[0]), paper.clean(both[1])


def head(paper: Paper, logo: Path | None = None) -> Block:
    """Return the head of the first page: logo or name of the house, titles, number.

    Room for the QR code is left, which stands on every page and counts them: `draw_margins`.
    """
    form, house = paper.sheet.definition, house_on(paper.sheet.header)
    side = CODE_FIRST if paper.sheet.code else 0.0
    meta, whole = _meta(paper), paper.width - META - side - 20
    drawn = in_head(logo, whole) if logo else None
    shift = drawn.width + 14 if drawn and not drawn.is_above else 0.0
    down = drawn.height + 8 if drawn and drawn.is_above else 0.0
    room = whole - shift
    is_named = bool(house) and not logo
    found: tuple[Line, ...] = (
        () if not is_named else lines([(paper.clean(house), LETTERHEAD)], room)[:2]
    )
    found += lines([(paper.clean(form.title.en), TITLE)], room)[:4]
    found += lines([(paper.clean(form.title.id), SUBTITLE)], room)[:3]
    if paper.sheet.since is not None:
        found += paper.label(words.changes_label(paper.sheet), room, STRONG, SECOND)
    heights = (down + sum(line.height for line in found), sum(line.height for line in meta), side)
    height = max(*heights, drawn.height if drawn else 0.0)

    def paint(pen: Pen, left: float, top: float) -> None:
        if drawn:
            drawn.draw(pen, left, top)
        _column(pen, left + shift, top + down, found)
        right = left + paper.width - side - (12 if side else 0)
        for place, line in enumerate(meta):
            pen.line(right - line.width, top + place * META_STYLE.leading, line)
        pen.rule(left, left + paper.width, top + height + 9, INK, 0.9)

    return Solid(height + 10, paint)


def _column(pen: Pen, left: float, top: float, found: tuple[Line, ...]) -> None:
    for line in found:
        pen.line(left, top, line)
        top += line.height


def _meta(paper: Paper) -> list[Line]:
    """Return the lines that name this print: number, version and round, code, digest."""
    header, sheet = paper.sheet.header, paper.sheet
    loop = header.loop if header.loop > 1 or "loop" in sheet.definition.per else 0
    earlier = f" ({words.EARLIER.en} / {words.EARLIER.id})"
    counts = [
        f"{label.en} / {label.id} {count}{earlier * is_over}"
        for label, count, is_over in (
            (words.VERSION, header.version, False),
            (words.ROUND, header.round, header.earlier == "round"),
            (words.LOOP, loop, header.earlier == "loop"),
        )
        if count
    ]
    texts = [header.number, header.code, *counts, _scope(paper)]
    if paper.is_blank:
        texts.append(f"{_kind(paper).en} / {_kind(paper).id}")
    if sheet.digest:
        texts.append(f"{words.DIGEST.en} {words.grouped(sheet.digest)}")
    found: list[Line] = []
    for text in filter(None, texts):
        found.extend(lines([(paper.clean(text), META_STYLE)], META)[:2])
    return found


def _scope(paper: Paper) -> str:
    """Return what the form is about besides its card: the number of its sheet, else its name."""
    scope = paper.sheet.header.scope
    named = {"meeting": words.MEETING, "assessor": words.SHEET}
    label = next((named[per] for per in paper.sheet.definition.per if per in named), None)
    return f"{label.en} / {label.id} {scope}" if scope and label else scope


@lru_cache(maxsize=64)
def code_matrix(text: str) -> tuple[bytes, ...]:
    """Return the modules of the QR code that carries `text`, row by row; dark ones are not 0.

    Made by the library that reads scans: ReportLab's own takes 15 ms for each page.
    """
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(bytes(255 - value for value in row) for row in rows)


def draw_code(pen: Pen, matrix: tuple[bytes, ...], left: float, top: float, side: float) -> None:
    """Draw a QR code as one path of dark runs."""
    unit = side / len(matrix)
    path = pen.canvas.beginPath()
    for y, row in enumerate(matrix):
        bottom = pen.page_height - top - (y + 1) * unit
        start = 0
        for x in range(len(row) + 1):
            if x < len(row) and row[x]:
                continue
            if x > start:
                path.rect(left + start * unit, bottom, (x - start) * unit, unit + 0.04)
            start = x + 1
    pen.fill(INK)
    pen.canvas.drawPath(path, stroke=0, fill=1)


def draw_margins(pen: Pen, frame: Frame, page: Page, number: int, of: int) -> None:
    """Draw header, footer and marks of a page; the marks lie under what is written."""
    _draw_marks(pen, frame, page)
    left, right = SIDE, page.size[0] - SIDE
    inner = right - _draw_code(pen, frame, page, number, of)
    if not page.first:
        _draw_head(pen, frame, left, inner)
    top = page.size[1] - FOOT + 8
    pen.rule(left, right, top, HAIR)
    counter = f"{words.PAGE.en} {number} of {of}"
    second = f"{words.PAGE.id} {number} dari {of}"
    pen.right(right, top + 10.5, counter, SMALL)
    pen.right(right, top + 20, second, SECOND)
    room = page.width - SMALL.width(counter) - 24
    texts = [(frame.foot[0], SMALL), (frame.foot[1], SECOND), (frame.contacts, SMALL)]
    for place, (text, style) in enumerate(texts):
        if text:
            pen.text(left, top + 10.5 + place * 9.5, *_shrunk(text, style, room))


def _draw_head(pen: Pen, frame: Frame, left: float, right: float) -> None:
    """Draw the running head of a later page: in two lines where there is a second language."""
    width, last = right - left, TOP + 2
    top = last - SECOND_LINE if frame.running_id or frame.below else last
    named = _whole_parts(frame.number, width * 0.42)
    pen.text(left, top, _running(frame, width * 0.98 - SMALL.width(named)), SMALL)
    pen.right(right, top, named, SMALL)
    if top < last:
        room = width * 0.98 - SMALL.width(frame.below)
        pen.text(left, last, fitting(frame.running_id, SECOND, room), SECOND)
        pen.right(right, last, frame.below, SMALL)
    pen.rule(left, right, TOP + 8, HAIR)


def _running(frame: Frame, room: float) -> str:
    """Return what a later page belongs to; where room is short its title is cut, not its code."""
    if not frame.card:
        return fitting(frame.running, SMALL, room)
    code = f"{APART}{frame.card}"
    return fitting(frame.running, SMALL, room - SMALL.width(code)) + code


def _whole_parts(text: str, room: float) -> str:
    """Return as many parts of a text as fit; none of them is cut but the only one."""
    kept = text.split(APART)
    while len(kept) > 1 and SMALL.width(APART.join(kept)) > room:
        kept.pop()
    return fitting(APART.join(kept), SMALL, room)


def _draw_code(pen: Pen, frame: Frame, page: Page, number: int, of: int) -> float:
    """Draw the code that names this page, on white; return the width that it takes."""
    if frame.code is None:
        return 0.0
    side, top = (CODE_FIRST, TOP) if page.first else (CODE_LATER, CODE_TOP)
    left = page.size[0] - SIDE - side
    around = side + 2 * QUIET
    pen.frame(left - QUIET, top - QUIET, around, around, fill=WHITE, line=0)
    text = replace(frame.code, page=number, of=of).text()
    draw_code(pen, code_matrix(text), left, top, side)
    return side + 12


def code_room(frame: Frame, page: Page) -> float:
    """Return the width that the code takes beside the line above the page."""
    return 0.0 if frame.code is None or page.first else CODE_LATER + 12


def _shrunk(text: str, style: Style, room: float) -> tuple[str, Style]:
    """Return a text with a style small enough for one line, cut where that is not enough."""
    width = style.width(text)
    size = max(style.size * min(room / width, 1) if width else style.size, SMALLEST)
    small = Style(style.font, size, style.leading, style.colour)
    return (text if size > SMALLEST else fitting(text, small, room)), small


def fitting(text: str, style: Style, room: float) -> str:
    """Return as much of a text as fits, with an ellipsis where it is cut."""
    if style.width(text) <= room:
        return text
    text = text[:400]
    while text and style.width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _draw_marks(pen: Pen, frame: Frame, page: Page) -> None:
    if not frame.marks:
        return
    if frame.across:
        _draw_across(pen, frame, page)
    edge = replace(EDGE, colour=VOID_EDGE) if frame.void else EDGE
    pen.centred(page.size[0] / 2, EDGE_LINE, edge_text(frame), edge)


def _draw_across(pen: Pen, frame: Frame, page: Page) -> None:
    width, height = page.size
    reach = hypot(width, height) * 0.72
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    probe = Style(BOLD, 100, 100)
    for place, mark in enumerate(frame.marks):
        size = min(92.0, 100 * reach / probe.width(mark))
        colour = VOID_MARK if frame.void and place == 0 else MARK
        canvas.setFillColorRGB(*(part / 255 for part in colour.to_bytes(3, "big")))
        canvas.setFont(BOLD, size)
        offset = (len(frame.marks) - 1) * 52 - place * 104 - size * 0.35
        canvas.drawCentredString(0, offset, mark)
    canvas.restoreState()


def edge_text(frame: Frame) -> str:
    """Return the marks as they stand in words above the page."""
    return "   ·   ".join(frame.marks)
