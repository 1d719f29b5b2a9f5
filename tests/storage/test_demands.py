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
