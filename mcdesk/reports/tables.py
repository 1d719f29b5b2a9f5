"""Tables: real columns, a header that comes again on every page, rows that break well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.outside import NEW, is_open
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Row as DataRow
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.reports import words
from mcdesk.reports.aligned import marks_of, with_marks
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.grid import PAD, Grid, align_of, eased, fitting, grid_of, grid_to_fill, room_of
from mcdesk.reports.inputs import (
    SMALLER,
    SMALLEST,
    asked_below,
    asked_row,
    choices_of,
    lists_both,
    rooms_to_list,
    spare_rows,
)
from mcdesk.reports.paper import CELL, CELL_ID, COLUMN, COLUMN_ID, SMALL, Blocks, Paper, text_row
from mcdesk.reports.pen import FRAME, HAIR, INK
from mcdesk.reports.redline import shown_cell
from mcdesk.reports.text import Line, lines
from mcdesk.reports.values import PEN_LINE, cell_place, for_pen, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    if paper.is_to_fill and is_open(entry):
        rooms = [rooms_to_list(first, size) for size in (SMALLER, SMALLEST)]
        grid = grid_to_fill(first, paper.width, rooms)
        add_rows(paper, header_row(paper, grid), _to_fill(paper, grid, entry, second, rows))
        if "checks" not in entry.params:
            _legend(paper, _explained(paper, grid, columns))
        return
    grid, filled = _filled(paper, entry, first, rows)
    groups = [
        [line, *_second(paper, entry, grid, second, row)]
        for line, row in zip(filled, rows, strict=True)
    ]
    if paper.is_blank:
        empty = DataRow("", "", {})
        most = entry.max_rows or paper.sheet.most_rows.get(entry.id, 0)
        is_whole = bool(entry.max_rows) or 0 < most <= MOST
        for _ in range(_spare(entry, len(rows), most)):
            group = [_pen_row(paper, grid), *_second(paper, entry, grid, second, empty)]
            group[-1].spare = 0 if is_whole else len(group)
            groups.append(group)
    add_rows(paper, header_row(paper, grid), groups or [[nothing(paper)]])
    if paper.is_blank and "checks" not in entry.params:
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
    if better is not grid:
        lower = [
            data_row(paper, better, entry, row, before)
            for row, before in zip(rows, found, strict=True)
        ]
        if sum(row.height for row in found) > sum(row.height for row in lower):
            grid, found = better, lower
    marked = marks_of(paper, entry, rows)
    if marked:
        found = [with_marks(paper, grid, line, row, marked)
                 for line, row in zip(found, rows, strict=True)]  # fmt: skip
    return grid, found


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
    cells: list[Cell] = []
    names = [paper.both(column.label, COLUMN, COLUMN_ID) for column in columns]
    for column, name, width in zip(columns, names, _shares(columns, names, grid.width - left),
                                   strict=True):  # fmt: skip
        value, room = cell_value(paper, entry, row, column), width - 2 * PAD
        found: tuple[CellLine, ...] = lines(name, room)
        is_worded = column.type in WORDED and not is_empty(value)
        if len(columns) == 1 and is_worded and paper.redline is None:
            found = lines([*name, (paper.clean(plain_text(value)), CELL)], room)
        elif paper.is_blank and is_empty(value):
            cells += _to_write(lines(name, room), left + PAD, room)
            left += width
            continue
        else:
            found += shown_cell(cell_place(paper, room), entry, row, column, value)
        cells.append(Cell(left + PAD, room, found))
        left += width
    tallest = max(cell.height for cell in cells)
    cells = [_down_to(cell, tallest) for cell in cells]
    bar = None if _bar(paper, entry, row) is None else ""
    return [Row(tuple(cells), grid.width, above=1, below=4, colour=FRAME, bar=bar)]


TO_WRITE = 40.0
"""So wide is the room for the pen at least that stands beside its name."""


def _to_write(name: tuple[Line, ...], left: float, room: float) -> list[Cell]:
    """Return a name with a line for the pen: beside it where there is room, else below it."""
    beside = name[0].width + 2 * PAD
    if len(name) > 1 or room - beside < TO_WRITE:
        return [Cell(left, room, (*name, Gap(PEN_LINE, rule=True)))]
    down = Gap(PEN_LINE - name[0].height)
    line = Cell(left + beside, room - beside, (Gap(PEN_LINE, rule=True),))
    return [Cell(left, beside, (down, *name)), line]


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


SHORT = 150.0
"""Two rows so tall together do not part at the beginning or the end of a table."""
SMALL_TABLE, LOW = 6, 240.0
"""A table of so few rows that are no taller together stays on one page."""


def add_rows(paper: Blocks, header: Row, groups: list[list[Row]]) -> None:
    """Add the rows under their header; the first two, the last two, and the lines of one hold.

    A small table holds as a whole. Two tall rows may part: they would leave too much of a page
    empty.
    """
    paper.add(header, keep=True)
    held = holding([sum(block.height for block in group) for group in groups])
    for group, holds in zip(groups, held, strict=True):
        for line, block in enumerate(group, start=1):
            is_open = line < len(group)
            if is_open:
                block.rule = 0.0
            paper.add(block, heads=(header,), keep=is_open or holds)


def holding(heights: Sequence[float]) -> list[bool]:
    """Tell of rows of these heights, under one head, which stay with the next one."""
    count = len(heights)
    if count <= SMALL_TABLE and sum(heights) <= LOW:
        return [place < count - 1 for place in range(count)]
    return ends_held(heights)


def ends_held(heights: Sequence[float]) -> list[bool]:
    """Tell of rows of these heights, which of the first two and the last two stay together."""
    count = len(heights)
    begins, ends = sum(heights[:2]) <= SHORT, sum(heights[-2:]) <= SHORT
    return [
        (place == 0 and begins and count > 1) or (place == count - 2 and ends)
        for place in range(count)
    ]


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
    named = [column.id for column in entry.columns if _names(entry, column)]
    rows = [{key: row[key] for key in ("key", *named) if key in row} for row in entry.rows]
    return [*rows, *({"check": str(check["id"])} for check in checks)]


def _names(entry: Field, column: Column) -> bool:
    """Tell whether a column says what the rows of a definition are for.

    What is the same in all of them is only the answer that they begin with on screen (planned,
    one, new), and so is what changes as the work goes on: by pen it is still to be given.
    """
    given = [row[column.id] for row in entry.rows if column.id in row]
    is_first = column is entry.columns[0]
    return is_first or (not column.living and len(set(map(str, given))) > 1)


def _cells(row: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in row.items() if key not in ("key", "each")}


USUAL, MOST = 4, 10
"""So many empty rows a blank table has that nothing is known of, and so many of which it is."""
LISTED = 8
"""A table whose rows are of so many kinds has room for each of them once."""


def _spare(entry: Field, filled_rows: int, most: int) -> int:
    """Return how many empty rows a blank table gets; a list of checks is whole.

    As many as the form takes at most (`most`, 0 where no rule says), if these are few.
    """
    if "checks" in entry.params:
        return 0
    wanted = 2 if filled_rows else max(entry.min_rows, USUAL)
    kinds = len(entry.columns[0].choices) if entry.columns else 0
    if not filled_rows and USUAL < (most or kinds) <= (MOST if most else LISTED):
        wanted = max(wanted, most or kinds)
    if most:
        wanted = min(wanted, max(most - filled_rows, 0))
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
