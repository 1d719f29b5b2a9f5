"""Columns on paper: below their row, in short, on one line."""

from __future__ import annotations

from mcdesk.procedure.definition import Choice, Column, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.reports.grid import fitting
from mcdesk.reports.paper import Paper
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


def words_of(lines) -> str:
    return " ".join(text for line in lines for text, _style, _left in line.pieces)
