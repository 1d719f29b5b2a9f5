"""Pages are filled: room for the pen on blank forms, no page that ends early without need."""

from __future__ import annotations

import pytest

from mcdesk.procedure.content import Content
from mcdesk.procedure.content import Row as Row_
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.reports.block import Gap, Row
from mcdesk.reports.form import compose

EIGHT_MM = 8 / 25.4 * 72
BLANKS = ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "R1", "R2", "R10", "R11", "R13", "R14")


def rows_of(pages):
    return [one.block for page in pages for one in page.blocks if isinstance(one.block, Row)]


@pytest.mark.parametrize("form", BLANKS)
def test_the_pages_of_a_blank_form_are_filled_and_nothing_lies_over_the_foot(kit, form):
    *before, last = compose(kit.sheet("blank", kit.form(form))).pages
    assert all(0.8 <= page.filled <= 1.001 for page in before)
    assert last.filled <= 1.001
    for page in (*before, last):
        tops = [placed.top for placed in page.blocks]
        ends = [placed.top + placed.block.height for placed in page.blocks]
        assert tops[1:] == pytest.approx(ends[:-1])


@pytest.mark.parametrize("form", BLANKS)
def test_every_row_and_line_for_the_pen_is_at_least_eight_millimetres_high(kit, form):
    rows = rows_of(compose(kit.sheet("blank", kit.form(form))).pages)
    lines = [line for row in rows for cell in row.cells for line in cell.lines]
    ruled = [line.height for line in lines if isinstance(line, Gap) and line.rule]
    empty = [row.height for row in rows if row.minimum]
    assert min((*ruled, *empty)) >= EIGHT_MM


def test_a_heading_is_reached_where_it_stands_on_a_filled_page(kit):
    for page in compose(kit.sheet("blank", kit.form("F7"))).pages:
        tops = [placed.top for placed in page.blocks]
        assert all(top in tops for _title, top in page.anchors)


def test_a_table_of_so_many_rows_gets_no_more_of_them(kit):
    column = Column("a", Label("Name", "Nama"), FieldType.LINE)
    table = Field("p1", Label("Three", "Tiga"), FieldType.TABLE, columns=(column,), max_rows=3)
    rest = tuple(Field(f"p{n}", Label("Text", ""), FieldType.TEXT, max=9000) for n in range(2, 5))
    form = kit.small_form(fields=(table, *rest))
    pages = compose(kit.sheet("blank", form)).pages
    assert len(pages) > 1
    assert sum(bool(row.minimum) for row in rows_of(pages)) == 3


def test_the_answers_of_a_table_stand_on_the_page_of_its_last_row(kit):
    for form in ("F3", "F4", "F7"):
        for page in compose(kit.sheet("blank", kit.form(form))).pages:
            first = next(placed.block for placed in page.blocks if isinstance(placed.block, Row))
            words = "".join(
                text
                for cell in first.cells
                for line in cell.lines
                if not isinstance(line, Gap)
                for text, _style, _left in line.pieces
            )
            assert not words.startswith(("Status:", "Feedback:", "Kind:", "Type:", "Role:")), words


@pytest.mark.parametrize("roles", ["sme hsp dean", "sme hsp dean hc", "sme id hsp dean hc ctl"])
@pytest.mark.parametrize("count", range(54, 92, 4))
def test_no_page_ends_early_before_the_signatures(kit, roles, count):
    fields = tuple(
        Field(f"p{n}", Label(f"Field {n}", f"Isian {n}"), FieldType.LINE) for n in range(count)
    )
    content = Content({field.id: "x" for field in fields})
    lines = tuple(kit.signed(role) for role in roles.split())
    form = kit.small_form(fields=fields)
    pages = compose(kit.sheet("frozen", form, content=content, signatures=lines)).pages
    assert min(page.filled for page in pages[:-1]) >= 0.749


def test_no_row_of_a_table_is_alone_with_the_signatures(kit):
    column = Column("a", Label("Name", "Nama"), FieldType.LINE)
    table = Field("p1", Label("Names", "Nama"), FieldType.TABLE, columns=(column,))
    form = kit.small_form(fields=(Field("p0", Label("Text", "Teks"), FieldType.TEXT), table))
    rows = {"p1": tuple(Row_(f"r{n}", f"{n:03}", {"a": f"Entry {n:02}"}) for n in range(12))}
    counts = set()
    for length in range(12, 34, 2):
        content = Content({"p0": "line\n" * length}, rows)
        last = kit.pages(kit.printed(kit.sheet("frozen", form, content=content)))[-1]
        counts.add(last.count("Entry "))
    assert 2 in counts
    assert 1 not in counts


def test_the_text_of_a_blank_form_is_denser_where_that_saves_a_page(kit):
    assert len(compose(kit.sheet("blank", kit.form("F2"))).pages) == 8
