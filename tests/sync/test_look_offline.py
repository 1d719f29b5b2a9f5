"""What a look knows in a team: what was not sent yet goes behind what comes, in the journal too."""

from __future__ import annotations

import pytest

from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, write
from tests.walk import Walker

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled by one, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    one, other = team.desks["r0"], team.desks["r1"]
    other.person_id = person_of(other, "SME-03")
    return one, other


def person_of(desk, name: str) -> str:
    return next(each.id for each in desk.info().persons if each.name == name)


def changed(desk) -> list[tuple[str, list[str]]]:
    """Return which places changed since one looked, and who wrote there."""
    told = desk.redline(form_of(desk).form_id, "draft", "look").since
    return [(each.path, [one.who for one in who])
            for each, who in zip(told.found, told.who, strict=True)]  # fmt: skip


def name_of(desk) -> str:
    return next(each.name for each in desk.info().persons if each.id == desk.person_id)


@FILE
def test_what_comes_is_new_though_one_looked_with_words_not_sent_yet(team, two):
    one, other = two
    write(other, "Mine.", "p16")
    other.look(form_of(other).form_id)
    write(one, "Theirs.")
    meet(team)
    assert changed(other) == [("p10", [name_of(one)])]
    form = form_of(other).form_id
    assert other.as_of(form, other.looks(form)[0]).text("p16") == "Mine."


@FILE
def test_what_another_person_of_this_computer_wrote_before_is_not_new_once_it_is_sent(team, two):
    one, other = two
    me = other.person_id
    third = person_of(other, "ID-02")
    other.person_id = third
    write(other, "The third's.", "p16")
    other.person_id = me
    other.look(form_of(other).form_id)
    assert changed(other) == []
    other.person_id = third
    write(other, "The third's, later.", "p47")
    other.person_id = me
    write(one, "Theirs.")
    meet(team)
    assert [path for path, _who in changed(other)] == ["p10", "p47"]
