"""Small decisions of the paper, one by one: headings, codes, rows for the pen, room for choices."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.procedure.definition import Column, Field, FieldType, Section
from mcdesk.procedure.stage import Label
from mcdesk.reports import board, board_card, fields, signature, tables
from mcdesk.reports.grid import grid_to_fill
from mcdesk.reports.paper import Paper
from mcdesk.reports.tables import MOST, set_table

NAME = Label("Name", "Nama")
COLUMNS = tuple(Column(key, Label(key, key), FieldType.LINE) for key in ("a", "b"))


@pytest.mark.parametrize(("kind", "heads"), [
    (FieldType.TABLE, True), (FieldType.CHECKLIST, True), (FieldType.GROUP, True),
    (FieldType.LINE, False), (FieldType.CHOICE, False), (FieldType.DATE, False),
])  # fmt: skip
def test_a_heading_names_its_first_field_where_that_has_a_name_of_its_own_line(kind, heads):
    entry = Field("p1", NAME, kind)
    assert fields._heads(Section("s", NAME, (entry,)), entry) == heads
    assert not fields._heads(Section("s", Label("Other", "Lain"), (entry,)), entry)


def test_room_to_write_that_never_breaks_is_not_named_again(kit, monkeypatch):
    """It stands whole beside its name; a text that is there already may go over the page."""
    named, entry = {}, Field("zz", NAME, FieldType.TEXT)
    note = named.__setitem__
    monkeypatch.setattr(Paper, "add", lambda _self, row, again=(), **_more: note(row.whole, again))
    for sheet in (kit.sheet("draft", sent="x"), kit.sheet("frozen")):
        fields.add_field(Paper(sheet), entry, "1")
    assert named[True] == ()
    assert named[False]


def test_a_code_is_narrowed_to_its_line_but_never_beyond_what_is_read():
    def share(room: float) -> float:
        page = SimpleNamespace(glyphs=SimpleNamespace(clean=str), code=SimpleNamespace(width=len))
        return board_card.code_share(page, SimpleNamespace(code="x" * 100), room)

    assert share(200) == 1.0
    assert share(89.2) == pytest.approx(0.9)
    assert share(100 * board_card.NARROWEST - board_card.BESIDE - 1) == 1.0


def test_codes_widen_columns_as_far_as_words_leave_them_room():
    assert board._with_codes([10.0, 10.0], [14.0, 18.0], 26.0) == [12.0, 14.0]
    assert board._with_codes([10.0, 10.0], [14.0, 18.0], 99.0) == [14.0, 18.0]
    assert board._with_codes([10.0, 10.0], [14.0, 18.0], 15.0) == [10.0, 10.0]
    assert board._with_codes([10.0, 10.0], [9.0, 10.0], 26.0) == [10.0, 10.0]


def test_a_box_says_what_a_signer_does_until_it_is_done(monkeypatch):
    monkeypatch.setattr(signature, "choices_of", lambda _paper, _line: [NAME])
    done, waiting = ("done", "returned"), "waiting"
    cases = [
        (waiting, False, True),
        (waiting, True, False),
        *((each, False, False) for each in done),
    ]
    for state, optional, says in cases:
        line = SimpleNamespace(state=state, optional=optional, act=NAME)
        assert signature._says_itself(None, line) == says


def test_a_table_to_fill_has_the_largest_room_that_its_page_has():
    assert grid_to_fill(COLUMNS, 500, [[300, 100], [200, 100]]).widths == (300, 200)
    assert grid_to_fill(COLUMNS, 500, [[500, 100], [350, 100]]).widths == (350, 150)


@pytest.mark.parametrize(("most", "may_go"), [(0, True), (2, False), (MOST, False),
                                              (MOST + 1, True)])  # fmt: skip
def test_the_rows_of_a_short_table_are_all_there_for_the_pen(kit, monkeypatch, most, may_go):
    groups = []
    monkeypatch.setattr(tables, "add_rows", lambda _paper, _head, rows: groups.extend(rows))
    entry = Field("t", NAME, FieldType.TABLE, columns=COLUMNS)
    set_table(Paper(kit.sheet("blank", most_rows={"t": most})), entry, COLUMNS, ())
    assert groups
    assert {bool(group[-1].spare) for group in groups} == {may_go}
