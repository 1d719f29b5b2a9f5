"""Going back: to the design begins a round, past it everything is decided anew in the same one."""

from __future__ import annotations

import pytest

from tests.storage.by_module import design_by_module, sign_all
from tests.walk import Walker


class Again(Walker):
    """Walks once more through stages whose forms are filled."""

    def supply_late_fields(self) -> None:
        """They stand in the proposal by now."""


def counts(desk) -> tuple[str, int, int]:
    tile = next(tile for tile in desk.board().tiles if tile.code == "MC-1")
    return tile.stage, tile.round, tile.loop


def forms(desk) -> dict[str, tuple[int, str]]:
    """Return the round and the standing of each present form by its kind."""
    return {line.kind: (line.round, line.status) for line in desk.outline("MC-1").forms}


@pytest.mark.parametrize("stage", ["development", "completion"])
def test_past_the_design_a_card_walks_on_in_its_round_with_everything_signed_anew(at, stage):
    desk = at(stage)
    walker = Again(desk)
    kept = {kind for kind, (_round, status) in forms(desk).items() if status == "signed"}
    fall = {line.kind for line in desk.fallen("MC-1", "proposal")}
    assert fall == kept - {"R1", "R2"}
    walker.move("proposal", "The outcomes change")
    assert counts(desk)[:2] == ("proposal", 1)
    assert {forms(desk)[kind] for kind in fall} == {(1, "draft")}
    walker.to(stage, "proposal")
    assert counts(desk)[:2] == (stage, 1)
    assert {kind for kind, (_round, status) in forms(desk).items() if status == "signed"} == kept


def test_to_the_design_itself_a_round_begins(at):
    desk = at("development")
    Walker(desk).move("design", "Two scripts contradict each other")
    assert counts(desk) == ("design", 2, 1)
    assert forms(desk)["F7"] == (2, "draft")


def test_of_a_design_in_parts_each_part_is_signed_anew(at):
    desk = at("design", design_by_module, sign_all)
    walker = Walker(desk)
    walker.move("development")
    walker.move("proposal", "New outcomes")
    lines = [line for line in desk.page("MC-1").all_forms if line.kind == "F7"]
    assert {(line.round, line.status) for line in lines} == {(1, "draft")}
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F7")
    assert {part.status for part in desk.form(form).parts} == {"draft"}
