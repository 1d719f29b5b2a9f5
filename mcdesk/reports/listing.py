"""Lists on paper that are no form's table: columns with names in both languages, rows of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports.block import Cell, CellLine, Row
from mcdesk.reports.fonts import Style
from mcdesk.reports.paper import (
    BODY,
    CELL,
    CELL_ID,
    COLUMN,
    COLUMN_ID,
    SECOND,
    SMALL,
    SUBTITLE,
    TITLE,
    Blocks,
    text_row,
)
from mcdesk.reports.pen import INK
from mcdesk.reports.tables import add_rows, nothing
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAD = 3.5
CAPTION = 130.0
MOST = 1 / 3
"""What a column with whole words takes of the paper at most."""
Spans = list[tuple[str, Style]]
"""A piece of running text in several styles; it begins a line of its own."""
Text = str | Label | list[Spans]


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its name, its share of the width, and where its words stand.

    A `whole` one is as wide as its longest word, which is cut only beyond a third of the paper.
    """

    name: Label
    share: float
    align: str = "left"
    whole: bool = False


def add_title(blocks: Blocks, title: Label, note: Label | None = None) -> None:
    """Add the title of a chapter in both languages, with a sentence below it."""
    blocks.add(text_row([(blocks.clean(title.en), TITLE)], blocks.width), keep=True)
    row = text_row([(blocks.clean(title.id), SUBTITLE)], blocks.width, below=8)
    row.rule, row.colour = 0.9, INK
    blocks.add(row, keep=note is not None)
    if note is not None:
        blocks.add(text_row([(blocks.clean(note.en), SMALL)], blocks.width, above=6), keep=True)
        blocks.add(text_row([(blocks.clean(note.id), SECOND)], blocks.width))


def add_fact(blocks: Blocks, name: Label, value: Text) -> None:
    """Add a line with a name and what it is; nothing where that is empty."""
    if not value or value == Label("", ""):
        return
    room = blocks.width - CAPTION
    found = _words(blocks, value, room, strong=True)
    cells = (
        Cell(0, CAPTION - 8, blocks.label(name, CAPTION - 8, SMALL, SECOND)),
        Cell(CAPTION, room, found),
    )
    blocks.add(Row(cells, blocks.width, above=3.5, below=3.5))


def add_listing(blocks: Blocks, columns: Sequence[Col], rows: Iterable[Sequence[Text]]) -> None:
    """Add a table; its header comes again on every page."""
    rows = list(rows)
    widths = _widths(blocks, columns, rows)
    lefts = [sum(widths[:place]) for place in range(len(widths))]
    places = list(zip(columns, widths, lefts, strict=True))
    header = Row(
        tuple(
            Cell(left + PAD, width - 2 * PAD,
                 blocks.label(column.name, width - 2 * PAD, COLUMN, COLUMN_ID), column.align)
            for column, width, left in places
        ),
        blocks.width, above=4, below=4, rule=0.8, colour=INK,
    )  # fmt: skip
    groups = [
        [
            Row(
                tuple(
                    Cell(left + PAD, width - 2 * PAD, _words(blocks, text, width - 2 * PAD),
                         column.align)
                    for text, (column, width, left) in zip(row, places, strict=True)
                ),
                blocks.width,
            )
        ]
        for row in rows
    ]  # fmt: skip
    add_rows(blocks, header, groups or [[nothing(blocks)]])


def _widths(blocks: Blocks, columns: Sequence[Col], rows: Sequence[Sequence[Text]]) -> list[float]:
    """Share out the width; columns with whole words take what they need from the others."""
    total = sum(column.share for column in columns)
    widths = [blocks.width * column.share / total for column in columns]
    more = [0.0] * len(columns)
    for place, column in enumerate(columns):
        if column.whole:
            longest = max((_longest(blocks, row[place]) for row in rows), default=0.0) + 2 * PAD
            more[place] = max(min(longest, blocks.width * MOST) - widths[place], 0.0)
    others = sum(width for width, column in zip(widths, columns, strict=True) if not column.whole)
    rest = 1 - sum(more) / others if others else 1.0
    return [
        width + extra if column.whole else width * rest
        for width, extra, column in zip(widths, more, columns, strict=True)
    ]


def _longest(blocks: Blocks, text: Text) -> float:
    """Return how wide the longest word of a cell's plain text is."""
    plain = blocks.clean(text) if isinstance(text, str) else ""
    return max((CELL.width(word) for word in plain.split()), default=0.0)


def _words(
    blocks: Blocks, text: Text, width: float, *, strong: bool = False
) -> tuple[CellLine, ...]:
    """Return what stands in a cell, broken into lines."""
    if isinstance(text, Label):
        first, second = (BODY, SECOND) if strong else (CELL, CELL_ID)
        return blocks.label(text, width, first, second)
    if isinstance(text, str):
        return blocks.prose(text, width, BODY if strong else CELL)
    pieces = ([(blocks.clean(words), style) for words, style in spans] for spans in text)
    return tuple(line for spans in pieces for line in lines(spans, width))
