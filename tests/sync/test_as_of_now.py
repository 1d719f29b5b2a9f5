"""How what needs a look stands now: who did what since, and which ways of settling it are open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, write
from tests.walk import OUTCOMES, PEOPLE, Walker

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)
CELL = {"form": "MC-1/F2", "field": "p20", "row": "1", "column": "statement"}
SAID, NEW = "Identify valid terms", "Identify valid terms of contracts"


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled by one, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def said(lines) -> str:
    return " ".join(each.en for each in lines)


@FILE
@pytest.mark.parametrize("kind", ["cell", "text"])
def test_what_was_written_into_a_form_frozen_meanwhile_has_no_way_that_is_refused(team, two, kind):
    """Who wrote there before one's own change did not change it meanwhile."""
    one, other = two
    if kind == "cell":
        other.execute(do.SetCell(**CELL, base=SAID, new=NEW))
    else:
        write(other, "Another catalogue text.", "p47")
    one.execute(do.FreezeForm(form="MC-1/F2"))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("theirs",)
    assert line.both == ""
    assert line.now[0].en.startswith("Proposal is frozen: choose “Change…” first.")
    assert line.now[0].en.endswith("Once that is gone, the other ways are offered here.")
    assert "changed this meanwhile" not in said(line.now) + said(line.reasons)
    assert "CTL-01 did this meanwhile" in said(line.reasons)
    assert "Frozen for signature" in said(line.reasons)
    with pytest.raises(Refused):
        other.settle(line.n, "mine")
    one.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    meet(team)
    (line,) = other.attention()
    assert "mine" in line.settles
    assert not line.now
    other.settle(line.n, "mine")
    assert not other.attention()


@FILE
def test_who_changed_it_since_is_oneself(team, two):
    one, other = two
    write(one, "Theirs.", "p47")
    write(other, "Mine.", "p47")
    meet(team)
    now = other._now
    other._now = lambda: now() + timedelta(hours=1)
    write(other, "Mine, later.", "p47")
    (line,) = other.attention()
    assert said(line.now).startswith("You changed this since (23 Nov 2026")
    assert line.now[0].id.startswith("Anda sudah mengubahnya sejak itu (23 Nov 2026")


@FILE
@pytest.mark.parametrize("kind", ["text", "row"])
def test_a_settlement_that_was_undone_leaves_the_reason_as_it_was(team, two, kind):
    """The list tells who stands against it, not that one settled it and took that back."""
    one, other = two
    if kind == "text":
        write(one, "Theirs.", "p47")
        write(other, "Mine.", "p47")
    else:
        form = form_of(one)
        row = form.content.table("p20")[0].id
        one.execute(do.RemoveRow(form=form.form_id, field="p20", row=row))
        other.execute(do.SetCell(**CELL, base=SAID, new=NEW))
    team.sync("r0")
    meet(team)
    (before,) = other.attention()
    now = other._now
    other._now = lambda: now() + timedelta(hours=1)
    other.settle(before.n, "both" if kind == "text" else "mine")
    for again in (other.undo, other.redo, other.undo):
        again()
    (line,) = other.attention()
    assert (line.reasons, line.now) == (before.reasons, before.now)
    assert "CTL-01" in said(line.reasons)


@FILE
def test_what_was_taken_back_meanwhile_is_told_of_who_took_it_back(team, two):
    """One wrote over what somebody had written and undid it then: that is the change."""
    one, other = two
    write(one, "Theirs.", "p47")
    meet(team)
    write(other, "Mine.", "p47")
    one.undo()
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert "CTL-01 changed this meanwhile" in said(line.reasons)
    assert not line.now


@FILE
def test_a_text_of_one_line_is_settled_with_another_text_too(team, two):
    one, other = two
    cell = {**CELL, "column": "code"}
    one.execute(do.SetCell(**cell, base="LO1", new="LO7"))
    other.execute(do.SetCell(**cell, base="LO1", new="LO8"))
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("mine", "theirs", "edit")
    other.settle(line.n, "edit", "LO\n9 ")
    assert form_of(other).content.table("p20")[0].text("code") == "LO 9"


@FILE
def test_a_text_of_a_cell_is_settled_as_that_of_a_field(team, two):
    one, other = two
    one.execute(do.SetCell(**CELL, base=SAID, new="Theirs"))
    other.execute(do.SetCell(**CELL, base=SAID, new="Mine"))
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("mine", "theirs", "both", "edit")
    assert "Theirs" in line.both
    assert "Mine" in line.both


@FILE
def test_a_card_that_others_moved_is_said_to_stand_where_they_moved_it(team, two):
    """Nothing stands against moving it again; but that the other's move is gone is not true."""
    one, other = two
    one.execute(do.MoveCard(card="MC-1", to="discussion", reason="Talk once more"))
    other.execute(do.MoveCard(card="MC-1", to="assignment", reason="Begin anew"))
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("again", "away")
    assert line.now[-1].en == (
        "It was moved meanwhile and stands in stage 2 Initial discussion: done again, it goes "
        "from there."
    )


@FILE
def test_a_row_that_is_put_back_stands_before_what_came_in_its_place(team, two):
    one, other = two
    form, third = form_of(one).form_id, {**CELL, "row": "3"}
    rows = form_of(one).content.table("p20")
    other.execute(do.SetCell(**third, base=OUTCOMES[2]["statement"], new=NEW))
    for row in rows[1:]:
        one.execute(do.RemoveRow(form=form, field="p20", row=row.id))
    for said_later in ("Later", "Later still"):
        cells = {"code": "LO9", "statement": said_later}
        one.execute(do.AddRow(form=form, field="p20", cells=cells))
    one.execute(do.RemoveRow(form=form, field="p20", row=rows[0].id))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert any(each.en.startswith("The row that was taken out stood in place 1: ")
               for each in line.now)  # fmt: skip
    other.settle(line.n, "mine")
    meet(team)
    for desk in two:
        rows = form_of(desk).content.table("p20")
        assert [row.text("statement") for row in rows] == [NEW, "Later", "Later still"]


@FILE
def test_a_freezing_that_was_lost_names_the_number_that_its_print_bears(team, two):
    one, other = two
    other.execute(do.FreezeForm(form="MC-1/F2"))
    other.execute(
        do.SignForm(
            form="MC-1/F2", role="sme", person=PEOPLE["sme"], medium="paper", scan_owed=True
        )
    )
    number = form_of(other).header.number
    write(one, "Theirs.", "p47")
    team.sync("r0")
    meet(team)
    line = other.attention()[0]
    assert number
    assert number in said(line.now)


@FILE
def test_names_are_shown_whole_and_texts_word_by_word(team, two):
    one, other = two
    one.execute(do.MoveCard(card="MC-1", to="discussion", reason="Talk once more"))
    other.execute(do.MoveCard(card="MC-1", to="assignment", reason="Begin anew"))
    write(one, "Theirs.", "p47")
    write(other, "Mine.", "p47")
    meet(team)
    places = {place.label.en: place for line in other.attention() for place in line.places}
    assert places["Stage"].is_name
    text = next(place for label, place in places.items() if label.startswith("Catalogue"))
    assert not text.is_name
