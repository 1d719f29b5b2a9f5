"""What a seal shows on a sealed form: the decision in both languages, by whom, where and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.application.seals import marks_in_reason
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.drawing import canvas_of, drawing
from mcdesk.reports.fonts import REGULAR, Style
from mcdesk.reports.paper import CELL, INLINE, SECOND, STRONG, Paper
from mcdesk.reports.pen import Pen
from mcdesk.reports.result import said_label, tone_of
from mcdesk.reports.text import Line, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import Sheet, SignatureLine

SMALL = Style(REGULAR, 7.5, 9.8, 0x3D4651)
STEP, SMALLEST = 0.05, 0.3
"""By so much a seal is drawn smaller at a time; from the smallest on its lines stay as they are."""


def seal_reason(sheet: Sheet, line: SignatureLine, since: Sequence[SignatureLine] = ()) -> str:
    """Return in both languages what was decided, as PDF readers list it beside a signature.

    It ends with what names the decision, and those `since` that the seal shows: once one of them
    is withdrawn, the PDF counts no more.
    """
    office = words.office_of(line)
    label = said_label(Paper(sheet), line, line.decision)
    said = f"{office.en}: {label.en} / {office.id}: {label.id}"
    marks = marks_in_reason(line.sign_off_id, (each.sign_off_id for each in since))
    told = (said, words.date_text(line.decided_on), marks)
    return " · ".join(filter(None, told))


def seal_face(
    sheet: Sheet,
    line: SignatureLine,
    certificate: str,
    at: str,
    size: tuple[float, float],
    since: Sequence[SignatureLine] = (),
) -> bytes:
    """Return a PDF of one page, of the size of a seal's place, with what the seal shows.

    `certificate` is whose certificate seals, `at` the stored moment, `since` are the lines that
    were decided since the PDF was begun, and stand nowhere in it. It is set as the form is; what is
    too much for its place is drawn smaller, never cut.
    """
    width, height = size
    paper = Paper(sheet)
    said = partial(_said, paper, line, certificate, at)
    scale = 1.0
    while True:
        room = width / scale
        found = (*said(room), *_since(paper, since, room))
        tall = sum(each.height for each in found)
        if tall * scale <= height or scale <= SMALLEST:
            break
        scale -= STEP
    scale = min(scale, height / tall)
    with drawing:
        canvas = canvas_of(size)
        canvas.scale(scale, scale)
        pen = Pen(canvas, height / scale)
        pen.new_page(height / scale)
        top = height / scale - sum(each.height for each in found)
        for each in found:
            pen.line(0, top, each)
            top += each.height
        canvas.showPage()
        data: bytes = canvas.getpdfdata()
    return data


def _since(paper: Paper, since: Sequence[SignatureLine], room: float) -> tuple[Line, ...]:
    """Return the lines of a seal that name who decided since, what, when and by which medium."""
    found: tuple[Line, ...] = ()
    for number, line in enumerate(since):
        office, label = words.office_of(line), said_label(paper, line, line.decision)
        medium = words.KEYED if line.keyed else words.MEDIA.get(line.medium, Label(line.medium, ""))
        told = (f"{office.en}: {label.en} / {label.id}", line.person,
                words.date_text(line.decided_on), f"{medium.en} / {medium.id}")  # fmt: skip
        if not number:
            found += lines(paper.both(words.DECIDED_SINCE, SMALL, SECOND), room)
        found += lines([(paper.clean(" · ".join(filter(None, told))), SMALL)], room)
    return found


def _said(
    paper: Paper, line: SignatureLine, certificate: str, at: str, room: float
) -> tuple[Line, ...]:
    """Return the lines of a seal: decision, office acted for, name, place and day, moment."""
    strong = Style(STRONG.font, 9, 12, tone_of(paper, line))
    found = lines(paper.both(said_label(paper, line, line.decision), strong, INLINE), room)
    if line.capacity != "own":
        found += lines(paper.both(words.office_of(line), CELL, SECOND), room)
    found += lines([(paper.clean(line.person), CELL)], room)
    if certificate and certificate != line.person:
        label = words.CERTIFICATE
        told = Label(f"{label.en} {certificate}", f"{label.id} {certificate}")
        found += lines(paper.both(told, SMALL, SECOND), room)
    day = words.date_text(line.decided_on)
    found += lines([(paper.clean(", ".join(filter(None, (line.place, day)))), SMALL)], room)
    when = words.moment_text(at)
    label = Label(f"{words.SEALED.en} {when}", words.SEALED.id)
    return found + lines(paper.both(label, SMALL, SECOND), room)
