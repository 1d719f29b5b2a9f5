"""Tables: real columns, a header that comes again on every page, rows that break well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.outside import NEW, is_open
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Row as DataRow
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.grid import PAD, Grid, align_of, eased, fitting, grid_of, room_of
from mcdesk.reports.inputs import (
    asked_below,
    asked_row,
    choices_of,
    lists_both,
    spare_rows,
)
from mcdesk.reports.paper import CELL, CELL_ID, COLUMN, COLUMN_ID, SMALL, Blocks, Paper, text_row
from mcdesk.reports.pen import FRAME, HAIR, INK
from mcdesk.reports.redline import shown_cell
from mcdesk.reports.text import lines
from mcdesk.reports.values import PEN_LINE, cell_place, for_pen, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.reports.fonts import Style

WORDED = (FieldType.LINE, FieldType.TEXT)
PEN_ROW = 24.0
"""The height of an empty row, enough for handwriting."""


def columns_of(paper: Paper, entry: Field) -> tuple[Column, ...]:
    """Return the columns that stand in the form's text: living ones are printed apart."""
    if paper.sheet.kind != "frozen" or entry.living:
        return entry.columns
    return tuple(column for column in entry.columns if not column.living)


def add_table(paper: Paper, entry: Field) -> None:
    """Add the table of a field: its header, its rows, or room for the pen."""
    set_table(paper, entry, columns_of(paper, entry), rows_of(paper, entry))


def set_table(
    paper: Paper, entry: Field, columns: tuple[Column, ...], rows: tuple[DataRow, ...]
) -> None:
    """Add rows under these columns of a table."""
    first, second = fitting(columns, paper.width)
    grid, filled = _filled(paper, entry, first, rows)
    groups = [
        [line, *_second(paper, entry, grid, second, row)]
        for line, row in zip(filled, rows, strict=True)
    ]
    if paper.is_to_fill and is_open(entry):
        groups = _to_fill(paper, grid, entry, second, rows)
    elif paper.is_blank:
        empty = DataRow("", "", {})
        for _ in range(_spare(entry, len(rows))):
            group = [_pen_row(paper, grid), *_second(paper, entry, grid, second, empty)]
            group[-1].spare = 0 if entry.max_rows else len(group)
            groups.append(group)
    add_rows(paper, header_row(paper, grid), groups or [[nothing(paper)]])
    is_filled_in = paper.is_blank or (paper.is_to_fill and is_open(entry))
    if is_filled_in and "checks" not in entry.params:
        _legend(paper, _explained(paper, grid, columns))


def _filled(
    paper: Paper, entry: Field, columns: tuple[Column, ...], rows: tuple[DataRow, ...]
) -> tuple[Grid, list[Row]]:
    """Return the filled rows, lower ones where columns have room that no row needs."""
    grid = grid_of(columns, paper.width)
    found = [data_row(paper, grid, entry, row) for row in rows]
    if paper.is_blank or not found:
        return grid, found
    better = eased(grid, header_row(paper, grid), found)
    if better is grid:
        return grid, found
    lower = [
        data_row(paper, better, entry, row, before) for row, before in zip(rows, found, strict=True)
    ]
    gained = sum(row.height for row in found) > sum(row.height for row in lower)
    return (better, lower) if gained else (grid, found)


def _to_fill(
    paper: Paper, grid: Grid, entry: Field, second: tuple[Column, ...], rows: tuple[DataRow, ...]
) -> list[list[Row]]:
    """Return the rows to be filled in on screen, and empty ones for more."""
    spare = 0 if "checks" in entry.params else spare_rows(entry, len(rows))
    every = (*rows, *(DataRow(f"{NEW}{place + 1}", "", {}) for place in range(spare)))
    groups = []
    for row in every:
        group = [asked_row(paper, grid, entry, row)]
        if second:
            left = grid.lefts[1] if len(grid.lefts) > 1 else 0.0
            group.append(asked_below(paper, (left, grid.width), entry, row, second))
        groups.append(group)
    return groups


def _second(
    paper: Paper, entry: Field, grid: Grid, columns: tuple[Column, ...], row: DataRow
) -> list[Row]:
    """Return the second line of a row: each further column with its name and value."""
    if not columns:
        return []
    left = grid.lefts[1] if len(grid.lefts) > 1 else 0.0
    cells, names = [], [paper.both(column.label, COLUMN, COLUMN_ID) for column in columns]
    for column, name, width in zip(columns, names, _shares(columns, names, grid.width - left),
                                   strict=True):  # fmt: skip
        value, room = cell_value(paper, entry, row, column), width - 2 * PAD
        found: tuple[CellLine, ...] = lines(name, room)
        is_worded = column.type in WORDED and not is_empty(value)
        if len(columns) == 1 and is_worded and paper.redline is None:
            found = lines([*name, (paper.clean(plain_text(value)), CELL)], room)
        elif paper.is_blank and is_empty(value):
            found += (Gap(PEN_LINE, rule=True),)
        else:
            found += shown_cell(cell_place(paper, room), entry, row, column, value)
        cells.append(Cell(left + PAD, room, found))
        left += width
    tallest = max(cell.height for cell in cells)
    cells = [_down_to(cell, tallest) for cell in cells]
    bar = None if _bar(paper, entry, row) is None else ""
    return [Row(tuple(cells), grid.width, above=1, below=4, colour=FRAME, bar=bar)]


def _shares(
    columns: tuple[Column, ...], names: list[list[tuple[str, Style]]], width: float
) -> list[float]:
    """Return how wide the cells of a second line are: their names, the rest by their shares."""
    needed = [sum(style.width(f"{text} ") for text, style in name) + 2 * PAD for name in names]
    free, total = width - sum(needed), sum(max(column.width, 0.1) for column in columns)
    if free < 0:
        return [width / len(columns)] * len(columns)
    return [
        least + free * max(column.width, 0.1) / total
        for least, column in zip(needed, columns, strict=True)
    ]


def _down_to(cell: Cell, height: float) -> Cell:
    """Set the line for the pen at the foot of its row: what stands beside it gives it room."""
    last = cell.lines[-1]
    if not (isinstance(last, Gap) and last.rule):
        return cell
    more = height - cell.height
    return replace(cell, lines=(*cell.lines[:-1], replace(last, height=last.height + more)))


MANY = 12
"""So many answers of a column are said below a table to be filled in by pen."""


def _explained(paper: Paper, grid: Grid, columns: tuple[Column, ...]) -> list[Column]:
    """Return the columns whose answers are said below their table.

    On screen so are long lists, and yes and no, that have no room for both languages.
    """
    told = [column for column in columns if column.choices and len(column.choices) <= MANY]
    if not paper.is_to_fill:
        return told
    wide = dict(zip((column.id for column in grid.columns), grid.widths, strict=True))
    return [
        column for column in columns
        if column in told
        or (column.id in wide and choices_of(column) and is_open(column)
            and not lists_both(paper, column, wide[column.id]))
    ]  # fmt: skip


def _legend(paper: Paper, told: list[Column]) -> None:
    """Say below a table that is to be filled in which answers its columns take, in both languages.

    It stays with the last row; lists on screen have no room for both.
    """
    if told:
        paper.hold()
    for number, column in enumerate(told, start=1):
        spans = [(f"{paper.clean(column.label.en)}:", COLUMN)]
        choices = choices_of(column)
        for place, choice in enumerate(choices):
            end = ";" if place < len(choices) - 1 else ""
            same = choice.label.id in ("", choice.label.en)
            spans.append((paper.clean(choice.label.en) + (end if same else ""), SMALL))
            if not same:
                spans.append((f"/ {paper.clean(choice.label.id)}{end}", CELL_ID))
        paper.add(text_row(spans, paper.width, above=2), keep=number < len(told))


SHORT = 70.0
"""Two rows so tall together do not part at the beginning or the end of a table."""


def add_rows(paper: Blocks, header: Row, groups: list[list[Row]]) -> None:
    """Add the rows under their header; the first two, the last two, and the lines of one hold.

    Two tall rows may part: they would leave too much of a page empty.
    """
    paper.add(header, keep=True)
    begin, end = (sum(block.height for group in pair for block in group)
                  for pair in (groups[:2], groups[-2:]))  # fmt: skip
    for place, group in enumerate(groups):
        holds = len(groups) > 2 and place == len(groups) - 2 and end <= SHORT
        holds |= place == 0 and len(groups) > 1 and begin <= SHORT
        for line, block in enumerate(group, start=1):
            is_open = line < len(group)
            if is_open:
                block.rule = 0.0
            paper.add(block, heads=(header,), keep=is_open or holds)


def rows_of(paper: Paper, entry: Field) -> tuple[DataRow, ...]:
    """Return the rows that hold anything; a blank form begins with those of its definition."""
    sheet = paper.sheet
    made = entry.compute and sheet.kind == "draft"
    source = sheet.computed if made else sheet.content
    found = source.rows.get(entry.id, ()) if sheet.sent else source.table(entry.id)
    rows = tuple(sorted(found, key=lambda row: (row.rank, row.id)))
    if paper.redline is not None:
        return paper.redline.with_gone(entry, rows)
    if rows or not paper.is_blank:
        return rows
    return tuple(
        DataRow(str(row.get("key", place)), f"{place:06}", _cells(row))
        for place, row in enumerate(_usual(entry))
    )


def _usual(entry: Field) -> list[Mapping[str, Json]]:
    """Return the rows that a table begins with; checks worked out are answered by pen."""
    checks = entry.params.get("checks", ())
    return [*entry.rows, *({"check": str(check["id"])} for check in checks)]


def _cells(row: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in row.items() if key not in ("key", "each")}


def _spare(entry: Field, filled_rows: int) -> int:
    """Return how many empty rows a blank table gets; a list of checks is whole."""
    if "checks" in entry.params:
        return 0
    wanted = 2 if filled_rows else max(entry.min_rows, 4)
    if entry.max_rows:
        wanted = min(wanted, max(entry.max_rows - filled_rows, 0))
    return min(wanted, 12)


def header_row(paper: Paper, grid: Grid) -> Row:
    """Return the row of the columns' names in both languages."""
    cells = []
    for column, width, left in zip(grid.columns, grid.widths, grid.lefts, strict=True):
        room, heading = room_of(column, width), column.heading
        found = lines([(paper.clean(heading.en), COLUMN)], room)
        if heading.id not in ("", heading.en):
            found += lines([(paper.clean(heading.id), COLUMN_ID)], room)
        cells.append(Cell(left + PAD, room, found, align_of(column)))
    return Row(tuple(cells), grid.width, above=4, below=4, rule=0.8, colour=INK)


def data_row(
    paper: Paper, grid: Grid, entry: Field, row: DataRow, before: Row | None = None
) -> Row:
    """Return one filled row; of one `before` in other widths only what may become lower is set."""
    cells = []
    for at, (column, width, left) in enumerate(
        zip(grid.columns, grid.widths, grid.lefts, strict=True)
    ):
        room = room_of(column, width)
        known = before.cells[at] if before is not None else None
        if known is not None and (len(known.lines) < 2 or known.width >= room):
            cells.append(replace(known, left=left + PAD, width=room))
            continue
        place = cell_place(paper, room)
        value = cell_value(paper, entry, row, column)
        is_open = paper.is_blank and is_empty(value)
        found: tuple[CellLine, ...]
        found = for_pen(place, column) if is_open else shown_cell(place, entry, row, column, value)
        cells.append(Cell(left + PAD, room, found, align_of(column)))
    return Row(
        tuple(cells),
        grid.width,
        lines=grid.lefts[1:] if paper.is_blank else (),
        colour=HAIR,
        minimum=PEN_ROW if paper.is_blank else 0.0,
        bar=_bar(paper, entry, row),
    )


def _bar(paper: Paper, entry: Field, row: DataRow) -> str | None:
    return paper.redline.row_bar(entry, row) if paper.redline is not None else None


def cell_value(paper: Paper, entry: Field, row: DataRow, column: Column) -> Json:
    """Return what stands in a cell: typed, computed or living."""
    value = row.cells.get(column.id)
    return paper.value(f"{entry.id}/{row.id}/{column.id}") if is_empty(value) else value


def _pen_row(paper: Paper, grid: Grid) -> Row:
    """Return an empty row for the pen; ticks and short answers get their boxes."""
    cells = []
    for column, width, left in zip(grid.columns, grid.widths, grid.lefts, strict=True):
        room = width - 2 * PAD
        is_box = column.type is FieldType.TICK
        found = for_pen(cell_place(paper, room), column) if is_box else ()
        cells.append(Cell(left + PAD, room, found, align_of(column)))
    return Row(
        tuple(cells), grid.width, above=6, lines=grid.lefts[1:], colour=FRAME, minimum=PEN_ROW
    )


def nothing(paper: Blocks) -> Row:
    """Return the row of a table without any."""
    spans = [(f"{words.DASH} {words.NO_ROWS.en} / {words.NO_ROWS.id}", CELL_ID)]
    return Row((Cell(PAD, paper.width, lines(spans, paper.width)),), paper.width)
