"""Places of a form as fields to be filled in on screen, in the layout of the prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth

from mcdesk.application.names import SheetNames
from mcdesk.application.outside import is_open, name_of, text_of
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.grid import PAD, Grid, align_of, room_of
from mcdesk.reports.paper import CELL, COLUMN, COLUMN_ID, Paper
from mcdesk.reports.pen import BOX_SIZE, HAIR, Ask
from mcdesk.reports.text import Line, lines
from mcdesk.reports.values import Place, cell_place, filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.content import Row as DataRow
    from mcdesk.procedure.stage import Label

LINE = 18.0
LEADING = 11.5
LEAST, MOST = 3, 14
"""So many lines of a long text are in sight; a reader scrolls the rest."""
CELL_LINES = (2, 9)
SPARE = 6
CHOSEN, SMALLER, SMALLEST = 8.0, 7.0, 6.0
"""The size of a choice in a cell, a smaller one, and the least one of any."""
ARROW = 15.0
"""So much of a choice's field the readers' arrow and the edges take."""
ROUND = ARROW + 3.5
"""So much wider than its longest answer the column of a list is."""
FULL = 40
"""A table of so many rows gets no more empty ones than it has to."""
WORDED = (FieldType.TEXT, FieldType.LINE, FieldType.TAGS, FieldType.PERSON, FieldType.PROGRAMME,
          FieldType.CHOICES)  # fmt: skip


def spare_rows(entry: Field, count: int) -> int:
    """Return how many empty rows a table to be filled in gets."""
    wanted = max(entry.min_rows - count, SPARE if count < FULL else 2)
    return min(wanted, max(entry.max_rows - count, 0)) if entry.max_rows else wanted


def _text(paper: Paper, entry: Field | Column, value: Json) -> str:
    return text_of(entry, value, SheetNames(paper.sheet))


def options_of(paper: Paper, choices: Iterable[Choice], value: str) -> tuple[tuple[str, str], ...]:
    """Return the answers of a choice, none first; one that stands there and is none, too."""
    found = [("", ""), *((choice.id, choice.label.in_both()) for choice in choices)]
    stages = paper.sheet.stages
    known = {id_ for id_, _shown in found}
    if value not in known:
        found.append((value, stages[value].in_both() if value in stages else value))
    return tuple(found)


def _answered(paper: Paper, ask: Ask, choices: Iterable[Choice], room: float) -> Ask:
    """Return a choice with its answers, each whole in its field.

    In both languages where these have room, in smaller letters if need be, else in the one in use;
    at the smallest letters a long answer is cut at its end. The field's tip keeps both.
    """
    choices, inner = tuple(choices), room - ARROW
    both = options_of(paper, choices, ask.value)
    own = {choice.id: choice.label.text() for choice in choices}
    one = tuple((id_, own.get(id_, shown)) for id_, shown in both)
    sizes = (ask.size, ask.size - 1)
    for options, size in (*((both, each) for each in sizes), *((one, each) for each in sizes),
                          (one, SMALLEST)):  # fmt: skip
        if all(_wide(shown, size) <= inner for _id, shown in options):
            return replace(ask, options=options, size=size)
    cut = tuple((id_, _cut(shown, inner)) for id_, shown in one)
    return replace(ask, options=cut, size=SMALLEST)


def choices_of(column: Column) -> tuple[Choice, ...]:
    """Return the answers of which a cell takes one."""
    if column.type is FieldType.YESNO:
        return tuple(Choice(id_, label) for id_, label in words.ANSWERS.items())
    return column.choices


def lists_both(paper: Paper, column: Column, width: float) -> bool:
    """Tell whether the list in a cell of a column has room for its answers in both languages."""
    ask = Ask("", "choice", "", "", size=CHOSEN)
    choices = choices_of(column)
    return _answered(paper, ask, choices, width - 3).options == options_of(paper, choices, "")


def rooms_to_list(columns: Iterable[Column], size: float) -> tuple[float, ...]:
    """Return how wide columns have to be for lists of answers in the language in use."""
    return tuple(
        max((_wide(choice.label.text(), size) for choice in choices_of(column)), default=-ROUND)
        + ROUND
        for column in columns
    )


def _wide(shown: str, size: float) -> float:
    return float(stringWidth(shown, "Helvetica", size))


def _cut(shown: str, room: float) -> str:
    """Return what of an answer has room at the smallest size."""
    if _wide(shown, SMALLEST) <= room:
        return shown
    fits = (shown[:end].rstrip() + "…" for end in range(len(shown) - 1, 0, -1))
    return next((each for each in fits if _wide(each, SMALLEST) <= room), "…")


def asked(place: Place, entry: Field, path: str) -> tuple[CellLine, ...]:
    """Return a field of the form as one or more fields on screen."""
    paper, value = place.paper, place.paper.sheet.content.value(path)
    if entry.type is FieldType.CHOICES:
        return _boxes(place, entry, path, value)
    if entry.type is FieldType.TICK:
        on = "yes" if value in (True, "yes") else ""
        return (Gap(13, ask=Ask(name_of(path), "tick", on, entry.label.in_both())),)
    if entry.type is FieldType.YESNO:
        return (*_answers(place, entry, path, value), note_box(paper, f"{path}.note", place.width))
    text = _text(paper, entry, value)
    if entry.type is FieldType.CHOICE:
        return _choice(place, entry, path, text)
    if entry.type is FieldType.TEXT:
        count = max(min(max(_height(text, place.width, 9) + 1, entry.max // 240), MOST), LEAST)
        ask = Ask(name_of(path), "lines", text, entry.label.in_both())
        return (Gap(count * LEADING + 6, ask=ask),)
    long = _height(text, place.width, 9) > 1
    ask = Ask(name_of(path), "lines" if long else "line", text, entry.label.in_both())
    unit: tuple[Line, ...] = ()
    if entry.unit is not None:
        unit = lines(paper.both(entry.unit, place.style, place.second), place.width / 3)
    return (Gap(LINE + (LEADING if long else 0), ask=ask, beside=unit),)


def _height(text: str, width: float, size: float) -> int:
    """Return about how many lines a text takes in a field."""
    letters = max(int(width / (size * 0.5)), 1)
    return sum(len(line) // letters + 1 for line in text.split("\n"))


def _boxes(place: Place, entry: Field, path: str, value: Json) -> tuple[CellLine, ...]:
    held = value if isinstance(value, list) else []
    return tuple(
        _box(place, choice.label, Ask(
            f"{name_of(path)}={choice.id}", "tick", "yes" if choice.id in held else "",
            f"{entry.label.in_both()}: {choice.label.in_both()}"))
        for choice in entry.choices
    )  # fmt: skip


def _choice(place: Place, entry: Field, path: str, value: str) -> tuple[CellLine, ...]:
    """Return one of several answers: as a list where both languages fit into it, else as boxes."""
    ask = Ask(name_of(path), "choice", value, entry.label.in_both())
    listed = _answered(place.paper, ask, entry.choices, place.width)
    if listed.options == options_of(place.paper, entry.choices, value):
        return (Gap(LINE, ask=listed),)
    return tuple(
        _box(place, choice.label, Ask(name_of(path), "radio", value, entry.label.in_both(),
                                      on=choice.id))
        for choice in entry.choices
    )  # fmt: skip


def _answers(place: Place, entry: Field, path: str, value: Json) -> tuple[CellLine, ...]:
    held = "" if is_empty(value) else str(value)
    return tuple(
        _box(place, label, Ask(name_of(path), "radio", held, entry.label.in_both(), on=id_))
        for id_, label in words.ANSWERS.items()
    )


def _box(place: Place, label: Label, ask: Ask) -> Gap:
    """Return a box with its words at the right of it."""
    found: tuple[Line, ...] = lines(
        place.paper.both(label, place.style, place.second), place.width - BOX_SIZE - 5
    )
    return Gap(sum(line.height for line in found) + 2, ask=ask, beside=found)


def answer_box(path: str, label: Label, on: str, value: str) -> Gap:
    """Return the box of one answer of a checklist's item."""
    return Gap(13, ask=Ask(name_of(path), "radio", value, label.in_both(), on=on))


def note_box(paper: Paper, path: str, width: float) -> Gap:
    """Return the field of a note."""
    value = paper.sheet.content.value(path)
    text = "" if is_empty(value) else str(value)
    count = min(max(_height(text, width, 8), 2), 6)
    ask = Ask(name_of(path), "lines", text, words.NOTE.in_both(), size=8)
    return Gap(count * 10 + 6, ask=ask)


def asked_row(paper: Paper, grid: Grid, entry: Field, row: DataRow) -> Row:
    """Return a row of a table as fields; what the program works out is printed."""
    cells = []
    for column, width, left in zip(grid.columns, grid.widths, grid.lefts, strict=True):
        room = width - 3 if is_open(column) else room_of(column, width)
        shown = _cell(paper, entry, row, column, room)
        align = align_of(column)
        if is_open(column) and column.type is not FieldType.TICK:
            align = "left"
        cells.append(Cell(left + (1.5 if is_open(column) else PAD), room, shown, align))
    tallest = max((cell.height for cell in cells), default=0.0)
    level = tuple(replace(cell, lines=_stretched(cell.lines, tallest)) for cell in cells)
    return Row(level, grid.width, above=1.5, below=1.5, lines=grid.lefts[1:], colour=HAIR,
               whole=True)  # fmt: skip


def _stretched(shown: tuple[CellLine, ...], height: float) -> tuple[CellLine, ...]:
    """Make the only field of a cell as tall as its row."""
    if len(shown) == 1 and isinstance(shown[0], Gap) and shown[0].ask and not shown[0].ask.is_box:
        return (replace(shown[0], height=height),)
    return shown


def asked_below(
    paper: Paper,
    span: tuple[float, float],
    entry: Field,
    row: DataRow,
    columns: tuple[Column, ...],
) -> Row:
    """Return the second line of a row: further columns, each under its name."""
    left, right = span
    room = (right - left) / len(columns)
    cells = []
    for place, column in enumerate(columns):
        name = lines(paper.both(column.label, COLUMN, COLUMN_ID), room - 2 * PAD)
        shown = (*name, *_cell(paper, entry, row, column, room - 2 * PAD))
        cells.append(Cell(left + place * room + PAD, room - 2 * PAD, shown))
    return Row(tuple(cells), right, above=1, below=4, whole=True)


def _cell(
    paper: Paper, entry: Field, row: DataRow, column: Column, room: float
) -> tuple[CellLine, ...]:
    path = f"{entry.id}/{row.id}/{column.id}"
    value = row.cells.get(column.id)
    if not is_open(column):
        if is_empty(value):
            value = paper.value(path)
        return () if is_empty(value) else filled(cell_place(paper, room), column, value)
    name, tip, text = name_of(path), column.label.in_both(), _text(paper, column, value)
    if column.type is FieldType.TICK:
        return (Gap(13, ask=Ask(name, "tick", "yes" if value in (True, "yes") else "", tip)),)
    if column.type in (FieldType.YESNO, FieldType.CHOICE):
        ask = Ask(name, "choice", text, tip, size=CHOSEN)
        return (Gap(LINE, ask=_answered(paper, ask, choices_of(column), room)),)
    if column.type not in WORDED:
        return (Gap(LINE, ask=Ask(name, "line", text, tip, size=CELL.size)),)
    least, most = CELL_LINES
    count = min(max(_height(text, room, CELL.size), least if room > 60 else 1), most)
    return (Gap(count * 10 + 6, ask=Ask(name, "lines", text, tip, size=CELL.size)),)
