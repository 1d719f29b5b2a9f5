"""A form filled at once that was set aside: weighed place by place against what stands now."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, text_of, write

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)

FORM = "MC-1/F2"


@pytest.fixture
def two(team: Team):
    """Two people, who both have a form with a text and a row of modules."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.FillForm(form=FORM, values={"p47": "Base text."}, rows=modules("Base")))
    meet(team)
    return one, other


def modules(*titles: str) -> dict[str, list[dict[str, str]]]:
    return {"p35": [{"no": "1", "title": title} for title in titles]}


def add(desk, title: str) -> None:
    desk.execute(do.AddRow(form=FORM, field="p35", cells={"no": "2", "title": title}))


def titles(desk) -> set[str]:
    return {row.text("title") for row in form_of(desk).content.rows["p35"]}


def fill(desk, text: str = "Lead text.", *rows: str) -> None:
    desk.execute(do.FillForm(form=FORM, values={"p47": text}, rows=modules(*(rows or ("Lead",))),
                             replace=True))  # fmt: skip


def said(line) -> str:
    return " ".join(each.en for each in line.now)


@pytest.fixture
def collided(team: Team, two):
    """One wrote into a text and added a row, the other filled both anew; one went on since."""
    one, other = two
    write(one, "Designer text.", "p47")
    add(one, "Designer")
    fill(other)
    team.sync("r0")
    meet(team)
    add(one, "Designer later")
    meet(team)
    return one, other


def test_a_collision_in_a_filled_form_is_offered_as_every_other(collided):
    _one, other = collided
    (line,) = other.attention()
    assert line.settles == ("mine", "theirs", "both", "edit", "away")
    assert "1 of its places" in said(line)
    assert "rows that came meanwhile stay" in said(line)
    assert "What stood against it is gone" not in said(line)
    place = line.places[0]
    assert (place.base, place.mine, place.theirs) == ("Base text.", "Lead text.", "Designer text.")
    with pytest.raises(Refused):
        other.settle(line.n, "again")


@pytest.mark.parametrize(
    ("how", "text", "wanted"),
    [
        ("mine", "", {"Lead text."}),
        ("theirs", "", {"Designer text."}),
        ("both", "", {"Lead text.", "Designer text."}),
        ("edit", "Of both.", {"Of both."}),
    ],
)
def test_rows_that_came_meanwhile_stay_whatever_is_chosen(team, collided, how, text, wanted):
    one, other = collided
    (line,) = other.attention()
    other.settle(line.n, how, text)
    meet(team)
    for desk in (one, other):
        assert titles(desk) == {"Lead", "Designer", "Designer later"}
        assert {part for part in ("Lead text.", "Designer text.", "Of both.")
                if part in text_of(desk, "p47")} == wanted  # fmt: skip
        assert not desk.attention()


def test_given_up_nothing_of_it_is_filled_in(team, collided):
    _one, other = collided
    (line,) = other.attention()
    other.settle(line.n, "away")
    assert (titles(other), text_of(other, "p47")) == (
        {"Base", "Designer", "Designer later"}, "Designer text.")  # fmt: skip


def test_what_was_set_aside_for_another_reason_is_weighed_when_it_is_done_again(team, two):
    """It is reopened, and others write on: sentences of both are put together."""
    one, other = two
    write(one, "First. Second.", "p47")
    meet(team)
    fill(other, "First of mine. Second.")
    one.execute(do.CancelCard(card="MC-1", reason="r"))
    team.sync("r0")
    meet(team)
    one.execute(do.ReopenCard(card="MC-1", reason="r"))
    write(one, "First. Second of theirs.", "p47")
    add(one, "Designer")
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("again", "away")
    assert "put together with what others changed" in said(line)
    other.settle(line.n, "again")
    assert text_of(other, "p47") == "First of mine. Second of theirs."
    assert titles(other) == {"Lead", "Designer"}


@pytest.mark.parametrize(("how", "stands"), [("mine", set()), ("theirs", {"Base, of theirs"})])
def test_a_row_that_others_changed_is_asked_about_before_it_goes(team, two, how, stands):
    one, other = two
    row = form_of(one).content.rows["p35"][0].id
    one.execute(do.SetCell(form=FORM, field="p35", row=row, column="title", new="Base, of theirs"))
    other.execute(do.FillForm(form=FORM, rows=modules("Lead"), replace=True))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("mine", "theirs", "away")
    assert "Base, of theirs" in {place.theirs for place in line.places}
    other.settle(line.n, how)
    assert titles(other) == {"Lead", *stands}


def test_a_row_that_came_by_another_way_is_left_as_it_is(team, collided):
    """What was chosen may have been filled in elsewhere, too: its rows are known by their ids."""
    _one, other = collided
    (line,) = other.attention()
    other.settle(line.n, "theirs")
    row = next(row for row in form_of(other).content.rows["p35"] if row.text("title") == "Lead")
    other.execute(do.SetCell(form=FORM, field="p35", row=row.id, column="title", new="Lead on"))
    other.undo()
    other.undo()
    (line,) = other.attention()
    other.settle(line.n, "mine")
    assert titles(other) == {"Lead", "Designer", "Designer later"}
