"""Columns on paper: below their row, in short, on one line."""

from __future__ import annotations

from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.reports.grid import fitting
from mcdesk.reports.paper import Paper
from mcdesk.reports.tables import columns_of, set_table
from mcdesk.reports.values import cell_place, filled


def test_a_column_may_stand_below_its_row() -> None:
    columns = (
        Column("code", Label("Code", "Kode"), FieldType.LINE),
        Column("standard", Label("Standard", "Standar"), FieldType.LINE, below=True),
        Column("due", Label("Due", "Batas"), FieldType.DATE),
    )
    first, second = fitting(columns, 500)
    assert ([c.id for c in first], [c.id for c in second]) == (["code", "due"], ["standard"])


def test_a_choice_that_its_code_leads_is_short_where_it_does_not_fit(kit) -> None:
    paper = Paper(kit.sheet())
    choices = (Choice("RM1", Label("RM1 E-book", "RM1 Buku elektronik")),)
    column = Column("code", Label("Code", "Kode"), FieldType.CHOICE, choices=choices)
    narrow, wide = (filled(cell_place(paper, room), column, "RM1") for room in (40, 300))
    assert words_of(narrow) == "RM1"
    assert words_of(wide) == "RM1 E-book / RM1 Buku elektronik"


def test_columns_that_make_rows_high_take_the_room_that_no_row_needs(kit) -> None:
    paper = Paper(kit.sheet("frozen", kit.form("F3")))
    paper.wide = True
    entry = paper.sheet.definition.fields["t3"]
    columns = columns_of(paper, entry)
    dated = {"person": "u6", "planned_start": "2026-11-12", "planned_end": "2026-11-13"}
    rows = [Row(str(at), f"{at:03}", {**row, **dated}) for at, row in enumerate(entry.rows)]
    set_table(paper, entry, columns, tuple(rows))
    place = [column.id for column in columns].index("role")
    head, *found = (entry.block.cells for entry in paper.entries)
    assert len(found) == len(rows)
    assert {len(cells[place].lines) for cells in found} <= {1, 2}
    lefts = [cell.left for cell in head]
    assert [[cell.left for cell in cells] for cells in found] == [lefts] * len(found)
    assert lefts[-1] + head[-1].width < paper.width


def test_a_column_takes_no_more_room_than_its_longest_text(kit) -> None:
    paper = Paper(kit.sheet("frozen"))
    keys = ("place", "who", "note")
    columns = tuple(Column(key, Label(key, key), FieldType.LINE) for key in keys)
    entry = Field("t", Label("T", "T"), FieldType.TABLE, columns=columns)
    where = "Laboratory of the school of nursing, building C, second floor"
    rows = (Row("1", "1", {"place": where, "who": "ID", "note": "-"}),)
    set_table(paper, entry, columns, rows)
    place, who, _note = paper.entries[-1].block.cells
    assert len(place.lines) == 1
    assert who.left - place.left < place.lines[0].width + 20


def words_of(lines) -> str:
    return " ".join(text for line in lines for text, _style, _left in line.pieces)
