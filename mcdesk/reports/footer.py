"""The foot of a form: what is attached to it, and its versions with what each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.footer import changed_words
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, Row
from mcdesk.reports.fields import add_heading
from mcdesk.reports.paper import CELL, SECOND, SMALL, Paper
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from mcdesk.application.views import FileLine

FEW = 6
"""So many versions stay on one page."""
DIGITS = 16
"""So much of a file's digest names it."""
NUMBER, WHEN = 26.0, 74.0
LINKED = Label("kept outside: {place}", "disimpan di luar: {place}")


def add_footer(paper: Paper) -> None:
    """Add attachments and versions, one line each; nothing where there are none.

    The only version there is is told by the head of the page.
    """
    sheet = paper.sheet
    if sheet.attached:
        add_heading(paper, words.ATTACHED)
        for place, each in enumerate(sheet.attached, start=1):
            _add(paper, str(place), "", *_attached(each))
    if len(sheet.versions) > (sheet.kind == "frozen"):
        add_heading(paper, words.VERSIONS)
        for note in sheet.versions:
            day = words.day_text(note.day) if note.day else ""
            _add(paper, f"v{note.version}", day, note.by, changed_words(note))
            if note is not sheet.versions[-1] and len(sheet.versions) <= FEW:
                paper.hold()  # so that none goes to the page of the signatures alone


def _add(paper: Paper, number: str, when: str, told: str, more: Label) -> None:
    left = NUMBER + (WHEN if when else 0)
    room = paper.width - left
    found = lines([(paper.clean(told), CELL)], room) + paper.label(more, room, SMALL, SECOND)
    cells = [Cell(0, NUMBER - 4, lines([(number, SMALL)], NUMBER - 4)), Cell(left, room, found)]
    if when:
        cells.append(Cell(NUMBER, WHEN - 4, lines([(when, SMALL)], WHEN - 4)))
    paper.add(Row(tuple(cells), paper.width, above=2, below=2))


def _attached(note: FileLine) -> tuple[str, Label]:
    """Return a file's name, and what is known of it: of a web address neither size nor digest."""
    known = [words.size_text(note.size), f"SHA-256 {note.digest[:DIGITS]}…"] if note.digest else []
    outside = [LINKED] if note.link else []
    en, id_ = (
        "  ·  ".join([*known, *(each.format(place=note.link) for each in said)])
        for said in ([label.en for label in outside], [label.id for label in outside])
    )
    return note.name, Label(en, id_)
