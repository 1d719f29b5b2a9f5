"""What is told as done was done: no day to come is kept where no freezing tests it any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mcdesk.application.queries import find_card
from mcdesk.application.surroundings import surroundings_of
from mcdesk.errors import Finding, Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.guards import GUARDS
from mcdesk.procedure.inspect import inspection
from tests.asking import content, form_of
from tests.conftest import TODAY
from tests.storage.conftest import freeze_components
from tests.storage.days import TOMORROW, told
from tests.walk import Walker


def asked(desk, guard: str, form: str, path: str) -> list[Finding]:
    """Return what a guard says of a table."""
    with desk.store.read() as reader:
        knowledge, actor = desk._knowledge(reader)
        situation = knowledge.situation(find_card(knowledge, "MC-1"))
        return list(GUARDS[guard](situation, actor, {"form": form, "path": path}))


def blocks(desk, stage: str) -> set[str]:
    """Return the codes of what speaks against a move."""
    with pytest.raises(Refused) as refused:
        desk.execute(do.MoveCard(card="MC-1", to=stage))
    return {each.code for each in refused.value.findings if not each.met}


@pytest.fixture
def listed(at):
    """A card whose list of components is frozen."""
    return at("components", freeze_components)


@pytest.mark.parametrize("column", ["sent", "acknowledged"])
def test_a_day_to_come_in_a_frozen_form_is_kept_told_and_holds_up_the_gate(listed, column):
    told(listed, "F5", "c3", column, TOMORROW)
    assert content(listed, "F5").table("c3")[0].text(column) == TOMORROW
    missing = listed.form(form_of(listed, "F5")).missing
    assert "lies in the future" in next(
        each.sentence("en") for each in missing if each.code == "done_not_future"
    )
    assert "done_not_future" in blocks(listed, "approval")
    told(listed, "F5", "c3", column, TODAY.isoformat())
    assert "done_not_future" not in blocks(listed, "approval")


def test_a_row_added_to_a_frozen_form_keeps_it_too(listed):
    cells = {"question": "Who checks the captions?", "date": TOMORROW}
    listed.execute(do.AddRow(form="MC-1/F5", field="c4", cells=cells))
    assert content(listed, "F5").table("c4")[0].text("date") == TOMORROW
    assert "done_not_future" in blocks(listed, "approval")


def test_a_condition_that_is_to_be_closed_on_a_day_to_come_is_open(at):
    desk = at("approval")
    condition = {"condition": "Insert the logo", "due": "2027-01-15"}
    desk.execute(do.FillForm(form="MC-1/F6", rows={"a3": [condition]}))
    for day, codes in ((TOMORROW, ["to_come"]), (TODAY.isoformat(), ["conditions"])):
        told(desk, "F6", "a3", "closed", day)
        assert [each.code for each in asked(desk, "conditions_closed", "F6", "a3")] == codes


def test_a_draft_keeps_it_and_is_not_frozen_with_it(at):
    desk = at("components")
    told(desk, "F5", "c3", "acknowledged", TOMORROW)
    assert "done_not_future" in {each.code for each in desk.form(form_of(desk, "F5")).missing}
    with pytest.raises(Refused) as refused:
        Walker(desk).freeze("F5")
    assert [each.code for each in refused.value.findings] == ["done_not_future"]


def test_a_workspace_that_only_warns_of_it_freezes_it_and_lets_the_card_go_on(at):
    desk = at("components")
    told(desk, "F5", "c3", "acknowledged", TOMORROW)
    desk.execute(do.SetSetting(key="level:F5.done_not_future", value="warn"))
    Walker(desk).freeze("F5")
    missing = desk.form(form_of(desk, "F5")).missing
    assert [each.level for each in missing if each.code == "done_not_future"] == ["warn"]
    assert "done_not_future" not in blocks(desk, "approval")


def test_a_day_after_the_freezing_is_no_day_to_come(listed):
    view = listed.form(form_of(listed, "F5"))
    told(listed, "F5", "c3", "acknowledged", TODAY.isoformat())
    view = listed.form(form_of(listed, "F5"))
    around = surroundings_of(view)
    assert around.present == TODAY
    earlier = TODAY - timedelta(days=7)
    found = inspection(view.definition, view.content, replace(around, today=earlier), view.levels)
    assert "done_not_future" not in {each.code for each in found.all}
