"""The alignment on paper: gaps shaded, red and named, so that they stand out in grey, too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.matrix import GAP_SIGN, Mark, marks
from mcdesk.reports import words
from mcdesk.reports.fonts import BOLD
from mcdesk.reports.grid import PAD
from mcdesk.reports.paper import CELL, CELL_ID, Paper
from mcdesk.reports.pen import RED
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from mcdesk.procedure.content import Row as DataRow
    from mcdesk.procedure.definition import Field
    from mcdesk.reports.block import Row
    from mcdesk.reports.grid import Grid

Marks = dict[tuple[str, str], Mark]
FILLS: dict[Mark, int] = {"gap": 0xF6D5D1, "orphan": 0xFBF1DC}
"""Grey enough each that they show where nothing is printed in colour."""
_SIGN, _NAMED = replace(CELL, font=BOLD, colour=RED), replace(CELL_ID, colour=RED)


def marks_of(paper: Paper, entry: Field, rows: tuple[DataRow, ...]) -> Marks:
    """Return the marks of the cells of a table; nothing where it is no alignment."""
    if paper.is_blank or paper.sheet.as_before or entry.compute != "alignment":
        return {}
    return marks(paper.sheet.definition, paper.sheet.content, entry, rows)


def with_marks(paper: Paper, grid: Grid, line: Row, row: DataRow, marked: Marks) -> Row:
    """Return a filled row with its gaps marked, or shaded where it gathers orphans."""
    cells = []
    for column, cell in zip(grid.columns, line.cells, strict=True):
        mark = marked.get((row.id, column.id))
        if mark is None:
            cells.append(cell)
            continue
        found = replace(cell, fill=FILLS[mark], around=PAD)
        if mark == "gap" and not row.text(column.id):
            sign, *rest = paper.both(words.GAP, _SIGN, _NAMED)
            spans = [(f"{GAP_SIGN} {sign[0]}", sign[1]), *rest]
            found = replace(found, lines=lines(spans, cell.width))
        cells.append(found)
    return replace(line, cells=tuple(cells))
