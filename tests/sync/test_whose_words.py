"""Whose words they were is told also of what another person settles (docs/guide/team.md)."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, text_of, write


@pytest.fixture
def left(team: Team):
    """What ID-02 wrote collided, on a computer where CTL-01 works now."""
    one, other = team.desks["r0"], team.desks["r1"]
    office = other.person_id
    other.person_id = next(each.id for each in other.directory().people if each.name == "ID-02")
    write(other, "Hers.")
    other.execute(do.ChangeCard(card="MC-1", title_en="Her title"))
    write(one, "Theirs.")
    one.execute(do.ChangeCard(card="MC-1", title_en="Their title"))
    team.sync("r0")
    team.sync("r1")
    other.person_id = office
    return one, other


def entry(desk, kind: str):
    return next(line for line in desk.attention() if line.kind == kind)


def told(desk, most: int = 2) -> list[tuple[str, str]]:
    return [(line.who, line.what.en) for line in desk.history(card="MC-1")[:most]]


@pytest.mark.parametrize("how", ["mine", "both"])
def test_the_text_of_somebody_else_is_put_in_its_place_as_theirs(team, left, how):
    one, other = left
    text = entry(other, "ValueSet")
    assert not text.is_mine
    other.settle(text.n, how)
    meet(team)
    assert "Hers." in text_of(one)
    how_told = {"mine": "text of ID-02 put in its place after a collision",
                "both": "both texts kept after a collision (work of ID-02)"}[how]  # fmt: skip
    for desk in left:
        assert told(desk) == [("CTL-01", f"Filled: {how_told}"),
                              ("ID-02", "Filled (taken in by CTL-01)")]  # fmt: skip


def test_another_text_is_of_who_wrote_it_and_says_whose_gave_way(team, left):
    _one, other = left
    other.settle(entry(other, "ValueSet").n, "edit", "Agreed.")
    meet(team)
    for desk in left:
        assert told(desk) == [
            ("CTL-01", "Filled: another text put in its place after a collision (work of ID-02)"),
            ("CTL-01", "Filled"),
        ]


def test_a_deed_of_somebody_else_done_again_stays_theirs(team, left):
    one, other = left
    other.settle(entry(other, "CardChanged").n, "again")
    meet(team)
    with one.store.read() as reader:
        assert reader.select(Card, code="MC-1")[0].title_en == "Her title"
    for desk in left:
        assert told(desk) == [
            ("CTL-01", "Details changed: done again after a collision (work of ID-02)"),
            ("ID-02", "Details changed (taken in by CTL-01)"),
        ]


def test_what_somebody_else_wanted_is_given_up_by_their_name(team, left):
    _one, other = left
    other.settle(entry(other, "ValueSet").n, "theirs")
    meet(team)
    for desk in left:
        assert told(desk, 1) == [("CTL-01", "Filled: left as others made it (work of ID-02)")]


def test_what_is_settled_and_waits_keeps_whose_it_was_when_it_is_carried_out_again(team, left):
    one, other = left
    other.settle(entry(other, "ValueSet").n, "mine")
    one.execute(do.ChangeCard(card="MC-1", short_title="Elsewhere"))
    team.sync("r0")
    meet(team)
    names = [line for line in told(one, 3) if "Filled" in line[1]]
    assert names[0][1] == "Filled: text of ID-02 put in its place after a collision"
    assert names[1] == ("ID-02", "Filled (taken in by CTL-01)")
    assert form_of(one).content.text("p10") == "Hers."
