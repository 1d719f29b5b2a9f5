"""What changed, told before the form: since when, how the marks read, and at which places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, Row
from mcdesk.reports.fields import NUMBER, add_heading, numbers_of
from mcdesk.reports.paper import (
    BODY,
    CELL,
    CELL_ID,
    COUNT,
    INLINE,
    SECOND,
    SMALL,
    WROTE,
    Paper,
    text_row,
)
from mcdesk.reports.redline import marked
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.redline import Difference
    from mcdesk.application.views import Since
    from mcdesk.procedure.definition import Field

LABEL = 0.42
NAMED = 6
"""So many parts of a field are named; of more their number is told."""
ROWS = {
    "cell": (words.ROW_CHANGED, words.ROWS_CHANGED),
    "new": (words.ROW_NEW, words.ROWS_NEW),
    "gone": (words.ROW_GONE, words.ROWS_GONE),
    "moved": (words.ROW_MOVED, words.ROWS_MOVED),
}
"""How rows are named by their numbers, one and several; never how many there are."""


def add_changes(paper: Paper) -> None:
    """List the changed places, with what the marks mean."""
    since = paper.sheet.since
    if since is None:
        return
    add_heading(paper, words.CHANGES)
    count = len(since.found) + len(since.lost)
    if not since.found and not since.lost:
        paper.add(text_row(paper.both(words.NO_CHANGES, BODY, INLINE), paper.width, below=4))
        return
    label = _counted(since, count)
    paper.add(text_row(paper.both(label, BODY, INLINE), paper.width, above=3), keep=True)
    paper.add(_legend(paper), keep=True)
    form = paper.sheet.definition
    numbers = numbers_of(form.sections)
    for section in form.sections:
        for entry in section.fields:
            found = [each for each in since.found if each.field == entry.id]
            if found:
                paper.add(_line(paper, entry, numbers[entry.id], found, _who(since, entry)))
    if since.lost:
        paper.add(text_row(paper.both(words.SEE_LOST, BODY, INLINE), paper.width, above=3))


def _counted(since: Since, count: int) -> Label:
    """Say how many places changed, and where not all are shown, whose they are."""
    if not since.only:
        return _filled(words.COUNT_ONE if count == 1 else words.COUNT, str(count))
    given = {"who": since.only, "n": count, "m": since.others}
    return Label(words.ONLY.en.format(**given), words.ONLY.id.format(**given))


def _who(since: Since, entry: Field) -> str:
    """Return who wrote in a field that changed, each with the last day."""
    told = zip(since.found, since.who, strict=False)
    return words.wrote_text(one for each, who in told if each.field == entry.id for one in who)


def add_lost(paper: Paper) -> None:
    """Print what stood before where the form has no place any more."""
    since = paper.sheet.since
    if since is None or not since.lost:
        return
    add_heading(paper, words.LOST)
    for label, text in since.lost:
        left = paper.width * LABEL
        found = paper.prose(text, paper.width - left, marked(CELL, "gone"))
        cells = (
            Cell(0, left - 8, paper.label(label, left - 8, BODY, SECOND)),
            Cell(left, paper.width - left, found),
        )
        paper.add(Row(cells, paper.width, bar="−"))


def _legend(paper: Paper) -> Row:
    """Say how the marks read, each set as it reads."""
    spans = []
    for label, mark in ((words.ADDED_TEXT, "added"), (words.GONE_TEXT, "gone")):
        first, second = (marked(style, mark) for style in (CELL, CELL_ID))
        spans += [*paper.both(label, first, second), ("\u00a0", SMALL)]
    spans += paper.both(words.MARGIN, SMALL, CELL_ID)
    if paper.sheet.since is not None and any(paper.sheet.since.who):
        spans += [("\u00a0", SMALL), *paper.both(words.WROTE, SMALL, CELL_ID)]
    return text_row(spans, paper.width, above=3, below=5)


def _line(paper: Paper, entry: Field, number: str, found: Sequence[Difference], who: str) -> Row:
    """Return a field that changed, where in it, and by whom."""
    left = NUMBER + paper.width * LABEL
    told = _told(found)
    spans = [(paper.clean(told.en), CELL)]
    if told.id and told.id != told.en:
        spans.append((f"/ {paper.clean(told.id)}", CELL_ID))
    by = lines([(paper.clean(who), WROTE)], paper.width - left) if who else ()
    cells = (
        Cell(0, NUMBER, lines([(number, COUNT)], NUMBER)),
        Cell(NUMBER, left - NUMBER - 8, lines(paper.both(entry.label, CELL, CELL_ID),
                                              left - NUMBER - 8)),
        Cell(left, paper.width - left, (*lines(spans, paper.width - left), *by)),
    )  # fmt: skip
    return Row(cells, paper.width, above=2, below=2)


def _told(found: Sequence[Difference]) -> Label:
    """Return where in a field something changed, in both languages."""
    told = []
    parts = list({each.part.en: each.part for each in found if each.act == "value" and each.part}
                 .values())  # fmt: skip
    if any(each.act == "value" and each.part is None for each in found):
        told.append(words.CHANGED)
    if len(parts) > NAMED:
        told.append(_filled(words.PARTS_CHANGED, str(len(parts))))
    elif parts:
        told.append(Label(", ".join(part.en for part in parts),
                          ", ".join(part.id or part.en for part in parts)))  # fmt: skip
    for act, (one, several) in ROWS.items():
        rows = sorted({each.row for each in found if each.act == act})
        if rows:
            told.append(_filled(one if len(rows) == 1 else several, _ranges(rows)))
    return Label("; ".join(each.en for each in told), "; ".join(each.id for each in told))


def _filled(label: Label, n: str) -> Label:
    return Label(label.en.format(n=n), label.id.format(n=n))


def _ranges(numbers: Iterable[int]) -> str:
    """Return rising numbers in few words: 1, 4–7, 9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
