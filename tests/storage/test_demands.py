"""What the gates of the shipped procedure ask, stage by stage (domain.md, sections a and b)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.walk import Walker


def codes(desk, to: str) -> list[str]:
    """Return why the card cannot move to a stage: the codes of the findings that block."""
    with pytest.raises(Refused) as caught:
        desk.execute(do.MoveCard(card="MC-1", to=to))
    return [finding.code for finding in caught.value.findings if finding.level == "block"]


def status(desk, kind: str) -> str:
    return next(line.status for line in desk.outline("MC-1").forms if line.kind == kind)


# --- stage 8: a maker is named in the register ----------------------------------------------


def test_makers_are_named_in_the_register_after_it_was_verified(at):
    """decisions.md, 17: the rows of F4 are living."""
    desk = at("design")
    desk.execute(do.SetValue(form="MC-1/F4", path="gd", new=""))
    assert status(desk, "F4") == "signed"


def test_the_register_names_a_maker_before_production(at):
    """domain.md, F4: "GD or DCS required before stage 9"."""
    desk = at("design")
    walker = Walker(desk)
    for path in ("gd", "dcs"):
        desk.execute(do.SetValue(form="MC-1/F4", path=path, new=""))
    walker.fill("F7", {"d3": "Aligned by table."},
                d7=[{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}])  # fmt: skip
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    assert codes(desk, "9") == ["maker_named"]
    desk.execute(do.FillForm(form="MC-1/F4", values={"gd": "GD-01"}))
    walker.move("development")


# --- stages 9 to 12: a build is of the components that are there (decisions.md, 5) ------------


def test_a_build_falls_with_the_components_that_are_made_anew(confirming):
    desk = confirming
    walker = Walker(desk)
    fallen = [line.kind for line in desk.fallen("MC-1", "development")]
    assert fallen == ["R11"]
    walker.move("development", "The videos are recorded anew")
    walker.hand_in()
    walker.move("reexamination")
    walker.reexamine("aligned")
    assert codes(desk, "12") == ["no_build"]
    walker.move("master_course")
    walker.build("rebuild", "2")
    walker.move("confirmation")


def test_a_build_stays_where_the_components_are_only_examined_again(confirming):
    walker = Walker(confirming)
    walker.move("reexamination", "A second look")
    walker.reexamine("aligned")
    walker.move("confirmation")


def test_a_build_made_before_the_verdict_falls_with_it(at):
    """A build record may be made from stage 9 on; what is reworked is built after that."""
    desk = at("reexamination")
    walker = Walker(desk)
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.build("first", "1")
    walker.reexamine("not_aligned")
    walker.move("master_course")
    assert status(desk, "R11") == "draft"
    walker.hand_in()
    assert codes(desk, "10") == ["not_frozen"]
    walker.freeze("R11")
    walker.sign("R11", "id")
    walker.move("reexamination")
    walker.reexamine("aligned")
    walker.move("confirmation")


def test_a_build_made_before_the_verdict_stays_where_all_is_aligned(at):
    desk = at("reexamination")
    walker = Walker(desk)
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.build("first", "1")
    walker.reexamine("aligned")
    walker.move("confirmation")
