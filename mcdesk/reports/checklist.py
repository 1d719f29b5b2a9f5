"""Checklists: numbered items under their groups, a drawn box for every answer, room for a note."""

from __future__ import annotations

from itertools import groupby

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import Choice, Field, FieldType, Item
from mcdesk.procedure.shown_as import number_of
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Row
from mcdesk.reports.fonts import BOX, STAR, TICKED, Style
from mcdesk.reports.inputs import answer_box, note_box
from mcdesk.reports.paper import (
    BODY,
    CELL,
    CELL_ID,
    COLUMN,
    COLUMN_ID,
    COUNT,
    HEADING_ID,
    SECOND,
    SMALL,
    STRONG,
    Paper,
)
from mcdesk.reports.pen import FRAME, INK
from mcdesk.reports.redline import bar_of, marked, shown_note, wrote_at
from mcdesk.reports.tables import ends_held
from mcdesk.reports.text import Line, lines
from mcdesk.reports.values import Place

NUMBER = 22.0
ANSWER = 36.0
NOTE = 0.27
BOXES = Style("NotoSans-Regular", 10, 12)


def add_checklist(paper: Paper, entry: Field) -> None:
    """Add a checklist: header, groups and items; both come again where a page ends.

    The first two items of a group hold together, and the last two.
    Of a group that nobody has judged one line says so; only paper for the pen has its boxes.
    """
    header = _header(paper, entry)
    unjudged = _unjudged(paper, entry)
    if len(unjudged) < len(entry.groups) or not unjudged:
        paper.add(header, keep=True)
    heads: tuple[Row, ...] = (header,)
    titles = {choice.id: choice.label for choice in entry.groups}
    for group, items in groupby(entry.items, key=lambda item: item.group):
        title = titles.get(group, Label(group, ""))
        if group in unjudged:
            paper.add(_empty_group(paper, title))
            continue
        if group:
            paper.add(_group(paper, title), heads=(header,), keep=True)
            heads = (header, _group(paper, title, again=True))
        rows = [_item(paper, entry, item) for item in items]
        for row, holds in zip(rows, ends_held([row.height for row in rows]), strict=True):
            paper.add(row, heads=heads, keep=holds)


def _unjudged(paper: Paper, entry: Field) -> frozenset[str]:
    """Return the groups of items on a scale of which none has an answer or a note.

    A reviewer judges some groups, another one the rest (F9); a list of yes and no stays whole.
    """
    if paper.is_blank or paper.is_to_fill or paper.redline is not None or not is_scale(entry):
        return frozenset()
    begun = {
        item.group
        for item in entry.items
        for path in (f"{entry.id}.{item.id}", f"{entry.id}.{item.id}.note")
        if not is_empty(paper.value(path))
    }
    return frozenset(item.group for item in entry.items if item.group) - begun


def is_scale(entry: Field) -> bool:
    """Tell whether items are answered by figures, which the words of the section explain."""
    return entry.type is FieldType.CHECKLIST and any(
        choice.label.en.isdecimal() for choice in entry.choices
    )


def _empty_group(paper: Paper, title: Label) -> Row:
    """Return the line of a group that is not judged."""
    said = words.UNJUDGED if paper.sheet.kind == "frozen" else words.UNJUDGED_YET
    spans = [*paper.both(title, STRONG, HEADING_ID), (words.DASH, SMALL)]
    spans += paper.both(said, SMALL, CELL_ID)
    found = lines(spans, paper.width - 4)
    return Row((Cell(4, paper.width - 4, found),), paper.width, above=8, below=3, colour=FRAME)


def answers_of(entry: Field) -> tuple[Choice, ...]:
    """Return the answers of an item: the field's own, or yes, no and not applicable."""
    if entry.choices:
        return entry.choices
    return tuple(Choice(id_, label) for id_, label in words.ANSWERS.items())


def _columns(paper: Paper, count: int) -> tuple[float, float, float]:
    """Return the width of the item's text, of one answer, and of the note."""
    answer = ANSWER if count <= 3 else 29.0
    note = paper.width * NOTE
    return paper.width - NUMBER - answer * count - note, answer, note


def _header(paper: Paper, entry: Field) -> Row:
    answers = answers_of(entry)
    text, answer, note = _columns(paper, len(answers))
    has_must = any(item.must for item in entry.items)
    first = [(words.ITEM.en, COLUMN), (f"/ {words.ITEM.id}", COLUMN_ID)]
    if has_must:
        mark = words.CRITICAL if entry.choices else words.MUST
        first += [(f"({STAR}\u00a0{mark.en} / {mark.id})", COLUMN_ID)]
    cells = [Cell(NUMBER, text, lines(first, text))]
    left = NUMBER + text
    for choice in answers:
        found = paper.label(choice.label, answer - 2, COLUMN, COLUMN_ID)
        cells.append(Cell(left + 1, answer - 2, found, "centre"))
        left += answer
    spans = [(words.NOTE.en, COLUMN), (f"/ {words.NOTE.id}", COLUMN_ID)]
    cells.append(Cell(left + 6, note - 6, lines(spans, note - 6)))
    return Row(tuple(cells), paper.width, above=4, below=4, rule=0.8, colour=INK)


def _group(paper: Paper, title: Label, *, again: bool = False) -> Row:
    spans = paper.both(title, STRONG, HEADING_ID)
    if again:
        spans.append((f"({words.CONTINUED.en} / {words.CONTINUED.id})", SMALL))
    found = lines(spans, paper.width - 4)
    return Row((Cell(4, paper.width - 4, found),), paper.width, above=8, below=3, colour=FRAME)


def _item(paper: Paper, entry: Field, item: Item) -> Row:
    answers = answers_of(entry)
    text, answer, note = _columns(paper, len(answers))
    path = f"{entry.id}.{item.id}"
    value = paper.value(path)
    number = lines([(number_of(entry, item), COUNT)], NUMBER - 4)
    label = _must(paper.label(item.label, text - 8, BODY, SECOND)) if item.must else None
    found = label or paper.label(item.label, text - 8, BODY, SECOND)
    cells = [Cell(4, NUMBER - 4, number), Cell(NUMBER, text - 8, found)]
    left = NUMBER + text
    for choice in answers:
        found_box: tuple[CellLine, ...] = lines([_box(paper, path, choice)], answer)
        if paper.is_to_fill:
            given = "" if value is None else str(value)
            found_box = (answer_box(path, item.label, choice.id, given),)
        cells.append(Cell(left, answer, found_box, "centre"))
        left += answer
    beside = Place(paper, note - 6, CELL, CELL_ID)
    noted = (*shown_note(beside, f"{path}.note"), *wrote_at(beside, path))
    if paper.is_to_fill:
        noted = (note_box(paper, f"{path}.note", note - 6),)
    cells.append(Cell(left + 6, note - 6, noted))
    bar = bar_of(paper, path, f"{path}.note")
    return Row(tuple(cells), paper.width, above=3.5, below=3.5, whole=paper.is_to_fill, bar=bar)


def _box(paper: Paper, path: str, choice: Choice) -> tuple[str, Style]:
    """Return the box of an answer: the one given ticked, one that it was before struck through."""
    value = paper.value(path)
    is_given = not is_empty(value) and str(value) == choice.id
    redline = paper.redline
    if redline is None or path not in redline.places:
        return (TICKED if is_given else BOX), BOXES
    if is_given:
        return TICKED, marked(BOXES, "added")
    was = str(redline.since.before.value(path)) == choice.id
    return (TICKED, marked(BOXES, "gone")) if was else (BOX, BOXES)


def _must(label: tuple[Line, ...]) -> tuple[Line, ...]:
    """Put the star before the first line of an item that is a must."""
    first = label[0]
    _text, style, left = first.pieces[0]
    shift = style.width(f"{STAR}\u00a0")
    pieces = tuple((part, kind, place + shift) for part, kind, place in first.pieces)
    star = (STAR, style, left)
    return (Line((star, *pieces), first.height, first.width + shift), *label[1:])
