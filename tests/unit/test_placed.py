"""What of a content a definition has a place for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.placed import has_place, placed
from tests.unit.shipped import FORMS


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [("F7", "d3", True), ("F7", "d2.title_id", True), ("F7", "d2.gone", False),
     ("F7", "d2", False), ("F7", "d19.01", True), ("F7", "d19.01.note", True),
     ("F7", "d19.99", False), ("F7", "d19", False), ("F7", "d4", False), ("F7", "d99", False),
     ("F2", "p43", True), ("F2", "p43.note", True), ("F2", "p43.other", False),
     ("F2", "p14", True), ("F2", "p14.note", True), ("F2", "p14.other", False)],
)  # fmt: skip
def test_a_value_has_a_place_in_a_field_a_part_an_item_and_its_note(kind, path, expected):
    assert has_place(FORMS[kind], path) is expected


def test_of_a_row_the_cells_of_other_columns_go_and_the_row_stays():
    row = Row("r", "V", {"trait": "prior", "gone": "Anything"})
    found = placed(FORMS["F7"], Content({}, {"d4": (row,), "gone": (row,), "d3": (row,)}))
    assert found.rows == {"d4": (Row("r", "V", {"trait": "prior"}),)}


def test_a_value_where_the_form_works_one_out_now_has_no_place():
    form = FORMS["F7"]
    made = {**form.fields, "d3": replace(form.fields["d3"], compute="versions")}
    content = Content({"d3": "Typed", "d23": "Typed"}, {})
    assert placed(form, content).values == content.values
    changed = replace(form, sections=tuple(
        replace(section, fields=tuple(made[each.id] for each in section.fields))
        for section in form.sections
    ))  # fmt: skip
    assert set(placed(changed, content).values) == {"d23"}
