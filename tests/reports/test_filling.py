"""Pages are filled: room for the pen on blank forms, no page that ends early without need."""

from __future__ import annotations

import pytest

from mcdesk.procedure.content import Content
from mcdesk.procedure.content import Row as Row_
from mcdesk.procedure.definition import Choice, Column, Field, FieldType, Item
from mcdesk.procedure.stage import Label
from mcdesk.reports.block import Gap, Row
from mcdesk.reports.composed import compose

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
    assert len(compose(kit.sheet("blank", kit.form("R13"))).pages) == 2


def words_of(kit, made):
    return " ".join(" ".join(kit.pages(kit.printed(made))).split())


def test_by_pen_an_answer_that_the_screen_begins_with_is_still_to_be_given(kit):
    """What default rows name stays; “planned”, “new”, “one” are answers."""
    timeline = words_of(kit, kit.sheet("blank", kit.form("F3")))
    assert timeline.count("Planned / Direncanakan") == 1  # below the table, where answers are told
    assert "Issue the assignment letter" in timeline
    assert "2 Initial discussion" in timeline or "discussion" in timeline
    proposal = words_of(kit, kit.sheet("blank", kit.form("F2")))
    assert proposal.count("New / Baru") == 1
    assert "RM1 E-book" in proposal
    components = words_of(kit, kit.sheet("blank", kit.form("F5")))
    assert components.count("Not started") == 1
    assert "Consent on file" in components
    assert "Topics / Topik" not in words_of(kit, kit.sheet("blank", kit.form("F7")))


def empty_rows(made, after, before):
    """Count the empty rows of a table between the names of two fields."""
    said = [
        " ".join(t for c in row.cells for x in c.lines if not isinstance(x, Gap)
                 for t, _style, _left in x.pieces)
        for row in rows_of(compose(made).pages)
    ]  # fmt: skip
    rows = rows_of(compose(made).pages)
    first, last = (next(n for n, text in enumerate(said) if name in text)
                   for name in (after, before))  # fmt: skip
    return sum(bool(row.minimum) for row in rows[first:last])


def test_a_blank_table_has_as_many_rows_as_the_form_takes_at_most(kit):
    made = kit.sheet("blank", kit.form("F2"))
    made = kit.replace(made, most_rows={"p20": 7, "p35": 8})
    assert empty_rows(made, "Learning outcomes", "KKNI level") == 7
    assert empty_rows(made, "Modules / Modul", "Module hours total") >= 8
    assert empty_rows(made, "Workload / Beban", "Total hours") >= 7  # one for each kind
    many = kit.replace(made, most_rows={"p20": 40})
    assert empty_rows(many, "Learning outcomes", "KKNI level") < 12
    few = kit.replace(made, most_rows={"p20": 3, "p35": 4})
    assert empty_rows(few, "Learning outcomes", "KKNI level") == 3
    assert empty_rows(few, "Modules / Modul", "Module hours total") == 4


def test_conditions_do_not_fill_a_page_with_empty_rows(kit):
    made = kit.sheet("blank", kit.form("F6"))
    assert 4 <= empty_rows(made, "Conditions / Syarat", "Estimated start") <= 8


def test_the_name_of_what_is_written_by_pen_in_a_second_line_stands_beside_its_room(kit):
    pages = compose(kit.sheet("blank", kit.form("F3"))).pages
    assert len(pages) <= 8
    second = [row for row in rows_of(pages) if len(row.cells) == 8]  # four names, four lines
    assert len(second) >= 26


@pytest.mark.parametrize("count", range(2, 7))
def test_a_small_table_is_not_divided_where_the_next_page_has_room(kit, count):
    column = Column("a", Label("Name", "Nama"), FieldType.LINE)
    table = Field("p1", Label("Names", "Nama"), FieldType.TABLE, columns=(column,))
    form = kit.small_form(fields=(Field("p0", Label("Text", "Teks"), FieldType.TEXT), table))
    rows = {"p1": tuple(Row_(f"r{n}", f"{n:03}", {"a": f"Entry {n:02}"}) for n in range(count))}
    for length in range(36, 60, 3):
        content = Content({"p0": "line\n" * length}, rows)
        made = kit.sheet("draft", form, content=content)
        found = [page.count("Entry ") for page in kit.pages(kit.printed(made))]
        assert max(found) == count, found


@pytest.mark.parametrize("note", ["short", "a note of some lines " * 12])
def test_no_item_stands_alone_below_its_heading_or_on_the_next_page(kit, note):
    items = tuple(Item(f"i{n}", Label(f"Judge {n:02}", "Nilai"), "g") for n in range(6))
    group = (Choice("g", Label("Group", "Kelompok")),)
    checks = Field("a2", Label("Checks", "Periksa"), FieldType.CHECKLIST, items=items, groups=group)
    form = kit.small_form(fields=(Field("a1", Label("Text", "Teks"), FieldType.TEXT), checks))
    for length in range(30, 58, 3):
        content = Content({"a1": "line\n" * length, "a2.i0.note": note, "a2.i5.note": note})
        made = kit.sheet("draft", form, content=content)
        found = [page.count("Judge ") for page in kit.pages(kit.printed(made))]
        assert 1 not in found, (length, found)
