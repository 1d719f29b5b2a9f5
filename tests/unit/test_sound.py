"""Numbers that are told as wrong are in no total, and stay as they were typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.durations import durations
from mcdesk.procedure.inspect import findings, whole_content
from mcdesk.procedure.sound import sound
from mcdesk.procedure.tree import tree
from tests.ui.forms.fakes import SETTINGS, read_definition

BUDGET, DESIGN = read_definition("F2"), read_definition("F7")
AROUND = Surroundings(today=date(2026, 11, 23), setting=SETTINGS.get)
WRONG = ["1e5", "-20", "12.5", "many", "9999", "1_000"]


def table(name: str, *cells: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(Row(f"{name}-{n}", str(n), row) for n, row in enumerate(cells, start=1))


def scenes(*seconds: str) -> Content:
    return Content({}, {
        "d6": table("d6", {"no": "1", "title": "Start", "hours": "1"}),
        "d11": table("d11", {"code": "V1", "title": "Film", "module": "1", "minutes": "2"}),
        "d12": table("d12", *({"video": "V1", "scene": str(n), "seconds": each}
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
    whole = whole_content(BUDGET, Content({}, {"p42": table("p42", *lines)}), AROUND)
    assert [row.cells["total"] for row in whole.rows["p42"]] == ["10000", None]
    assert whole.value("p42.total") == "10000"
    assert whole.rows["p42"][1].cells["quantity"] == wrong


def test_what_fits_is_left_alone_and_what_does_not_still_counts_as_filled() -> None:
    good = scenes("20", "25")
    assert sound(DESIGN, good) is good
    row = sound(DESIGN, scenes("1e5")).rows["d12"][0]
    assert row.number("seconds") is None
    assert row.text("seconds").startswith("1e5")
    assert sound(DESIGN, sound(DESIGN, scenes("1e5"))).rows["d12"][0].number("seconds") is None
