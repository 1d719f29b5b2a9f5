"""Numbers that are told as wrong are in no total, and stay as they were typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.durations import durations
from mcdesk.procedure.inspect import findings, whole_content
from mcdesk.procedure.rules_types import problem_of
from mcdesk.procedure.sound import sound
from mcdesk.procedure.tree import tree
from tests.ui.forms.fakes import SETTINGS, read_definition
from tests.unit.rows import rows_of

BUDGET, DESIGN = read_definition("F2"), read_definition("F7")
AROUND = Surroundings(today=date(2026, 11, 23), setting=SETTINGS.get)
WRONG = ["1e5", "-20", "12.5", "many", "9999", "1_000"]


def scenes(*seconds: str) -> Content:
    return Content({}, {
        "d6": rows_of("d6", {"no": "1", "title": "Start", "hours": "1"}),
        "d11": rows_of("d11", {"code": "V1", "title": "Film", "module": "1", "minutes": "2"}),
        "d12": rows_of("d12", *({"video": "V1", "scene": str(n), "seconds": each}
                              for n, each in enumerate(seconds, start=1))),
    })  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_seconds_that_are_told_as_wrong_are_added_nowhere(wrong: str) -> None:
    content = scenes("20", wrong, "25")
    told = [f.path for f in findings(DESIGN, content, AROUND, {}, None) if f.level == "block"]
    assert "d12/d12-2/seconds" in told
    (video,) = [each for total in durations(DESIGN, content, AROUND).sums
                for each in total.spans if each.code == "V1"]  # fmt: skip
    assert video.filled == Decimal(45)
    (videos,) = tree(DESIGN, content)[0].children
    assert videos.children[0].time == Decimal(45)


@pytest.mark.parametrize("wrong", ["1e5", "-20", "100001", "1.000"])
def test_a_budget_leaves_out_the_line_that_is_told_as_wrong(wrong: str) -> None:
    lines = ({"item": "Paper", "quantity": "2", "cost": "5000"},
             {"item": "Room", "quantity": wrong, "cost": "7000"})  # fmt: skip
    whole = whole_content(BUDGET, Content({}, {"p42": rows_of("p42", *lines)}), AROUND)
    assert [row.cells["total"] for row in whole.rows["p42"]] == ["10000", None]
    assert whole.value("p42.total") == "10000"
    assert whole.rows["p42"][1].cells["quantity"] == wrong


def test_what_is_wrong_and_no_number_stays_as_it_was_typed() -> None:
    day = next(path for path, entry in BUDGET.fields.items() if entry.type is FieldType.DATE)
    assert problem_of(BUDGET.fields[day], "31.2.2026") is not None
    wrong = Content({day: "31.2.2026"}, {})
    assert sound(BUDGET, wrong) is wrong


def test_what_fits_is_left_alone_and_what_does_not_still_counts_as_filled() -> None:
    good = scenes("20", "25")
    assert sound(DESIGN, good) is good
    row = sound(DESIGN, scenes("1e5")).rows["d12"][0]
    assert row.number("seconds") is None
    assert row.text("seconds").startswith("1e5")
    assert sound(DESIGN, sound(DESIGN, scenes("1e5"))).rows["d12"][0].number("seconds") is None


@pytest.mark.parametrize(("value", "code"), [("27", ""), ("27.5", "not_whole"), ("-1", "too_small"),
                                             ("nine", "not_a_number")])  # fmt: skip
def test_a_number_is_told_as_wrong_however_often_it_is_asked_about(value: str, code: str) -> None:
    column = DESIGN.fields["d12"].column("seconds")
    for _time in range(2):
        problem = problem_of(column, value)
        assert (problem[0] if problem else "") == code
    half = replace(column, decimals=1)
    assert problem_of(half, "27.5") is None
    assert problem_of(column, "27.5") is not None


def test_a_table_is_looked_through_for_empty_rows_once() -> None:
    content = Content({}, {"d6": rows_of("d6", {"no": "1"}, {"no": ""}, {})})
    assert [row.id for row in content.table("d6")] == ["d6-1"]
    assert content.table("d6") is content.table("d6")
    assert content == Content({}, content.rows)
