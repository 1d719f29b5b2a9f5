"""Done again, from the list or in an exchange: what was refused, what is put in its place."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.test_meeting import form_of, meet, text_of, write
from tests.walk import Walker

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def two(team: Team):
    return team.desks["r0"], team.desks["r1"]


def test_what_a_hub_refuses_is_asked_about_but_not_where_it_was_undone(team, two):
    one, _other = two
    write(one, "Undone.")
    undone = one.waiting()[0].id
    one.undo()
    write(one, "Kept.", "p16")
    kept = one.waiting()[-1].id
    assert one.set_aside(undone, "not yours").collided == 0
    assert (one.attention(), [line.id for line in one.waiting()]) == ((), [kept])
    assert one.set_aside(kept, "not yours").collided == 1
    (line,) = one.attention()
    assert (line.reasons[0].en, one.waiting()) == ("not yours", ())


def test_done_again_a_deed_is_about_what_there_is_now(team, two):
    one, other = two
    write(one, "Theirs.", "p47")
    form = form_of(other).form_id
    other.execute(do.FillForm(form=form, values={"p47": "Filled."}))
    other.execute(do.RemoveRow(form="MC-1/F2", field="p20", row="1"))
    cell = do.SetCell(form="MC-1/F2", field="p20", row="1", column="statement", new="New.")
    one.execute(cell)
    meet(team)
    for line in other.attention():
        other.settle(line.n, "again")
    assert text_of(other, "p47") == "Filled."
    assert not form_of(other).content.table("p20")
    assert not other.attention()


@pytest.mark.parametrize("meanwhile", ["frozen and signed", "signed"])
def test_a_send_back_lets_nothing_fall_that_its_author_did_not_see(team, two, meanwhile):
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    if meanwhile == "signed":
        walker.freeze("F2")
    team.settle_all()
    if meanwhile != "signed":
        walker.freeze("F2")
    walker.sign("F2", "sme", "dean")
    other.execute(do.MoveCard(card="MC-1", to="discussion", reason="Talk again."))
    meet(team)
    assert (one.outline("MC-1").tile.stage, form_of(one).status) == ("proposal", "frozen")
    (line,) = other.attention()
    assert "more would fall than you saw" in line.reasons[0].en
    other.settle(line.n, "again")
    assert other.outline("MC-1").tile.stage == "discussion"


def test_a_row_that_is_added_again_is_the_one_that_was_written_into(team, two):
    """By a script, which gives rows no ids, while another froze the form."""
    one, other = two
    Walker(one).fill_proposal()
    team.settle_all()
    one.execute(do.FreezeForm(form="MC-1/F2"))
    table = {"form": "MC-1/F2", "field": "p35"}
    other.execute(do.AddRow(**table, cells={"no": "9", "title": "Typed"}))
    other.execute(do.SetCell(**table, row="3", column="title", new="Typed further"))
    meet(team)
    other.execute(do.ChangeForm(form="MC-1/F2"))
    for how, line in zip(("again", "mine"), other.attention(), strict=True):
        other.settle(line.n, how)
    assert form_of(other).content.table("p35")[-1].text("title") == "Typed further"


def test_the_number_of_a_row_to_stand_behind_names_the_row_that_stood_there(team, two):
    one, other = two
    table = {"form": "MC-1/F2", "field": "p35"}
    for number in "123":
        one.execute(do.AddRow(**table, cells={"no": number, "title": f"Module {number}"}))
    team.settle_all()
    one.execute(do.AddRow(**table, after="^", cells={"no": "0", "title": "New"}))
    team.sync("r0")
    other.execute(do.MoveRow(**table, row="1", after="1"))
    other.execute(do.AddRow(**table, after="1", cells={"no": "9", "title": "Behind 2"}))
    meet(team)
    titles = [row.text("title") for row in form_of(other).content.rows["p35"]]
    assert titles == ["New", "Module 2", "Behind 2", "Module 1", "Module 3"]
    assert not other.attention()


def test_what_is_about_a_card_that_could_not_be_kept_says_so_in_words(team, two):
    one, other = two
    for desk, title in ((one, "First"), (other, "Second")):
        desk.execute(do.CreateCard(title_en=title, title_id=title, programme="LAW", code="MC-7"))
    other.execute(do.HoldCard(card="MC-7", reason="Of the second."))
    meet(team)
    created, held = other.attention()
    assert created.kind == "CardCreated"
    assert held.reasons[0].en == "The micro-credential that this is about is not here."
