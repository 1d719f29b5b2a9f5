"""A number that is told as wrong in one form is in no total of another (docs/decisions/0023)."""

from __future__ import annotations

import pytest

from mcdesk.application.knowledge import Knowledge
from mcdesk.application.register import register_line
from mcdesk.application.surroundings import surroundings_of
from mcdesk.procedure import commands as do
from mcdesk.procedure.inspect import computed_content
from tests.walk import Walker


def form(desk, kind: str):
    found = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == kind)
    return desk.form(found)


@pytest.fixture
def desk(at):
    """A card at the baseline whose proposal is open again."""
    opened = at("baseline")
    Walker(opened).fill("F4", {"semester": "odd", "year": "2026/2027"})
    opened.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    return opened


@pytest.mark.parametrize("wrong", ["-500", "1e5", "1.000", "many"])
def test_the_register_leaves_out_the_hours_that_the_proposal_tells_as_wrong(desk, wrong):
    first, second = form(desk, "F2").content.rows["p28"][:2]
    assert (first.cells["hours"], second.cells["hours"]) == ("10", "20")
    desk.execute(do.SetCell(form="MC-1/F2", field="p28", row=first.id, column="hours", new=wrong))
    own, plan = form(desk, "F2"), form(desk, "F4")
    assert own.computed.value("p28.total") == "20"
    assert plan.computed.value("plan.hours") == "20"
    assert own.content.rows["p28"][0].cells["hours"] == wrong, "it stands as it was typed"
    in_editor = computed_content(plan.definition, plan.content, surroundings_of(plan))
    assert in_editor.value("plan.hours") == "20"
    card = desk.outline("MC-1").tile.id
    with desk.store.read() as reader:
        assert register_line(Knowledge(reader, desk.today), card).hours == 20
