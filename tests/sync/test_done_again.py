"""Done again, from the list or in an exchange: what was refused, what is put in its place."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, text_of, write
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
    filled, removed = other.attention()
    assert "the row goes with what others wrote" in removed.now[-1].en
    other.settle(filled.n, "mine")
    other.settle(removed.n, "again")
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
    other.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
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


def approved(team, walker: Walker) -> None:
    """Let the proposal be signed by all, so that the card may move on."""
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme", "dean", "hsp")
    team.settle_all()


def test_the_same_move_by_two_needs_nobody(team, two):
    one, _other = two
    approved(team, Walker(one))
    for desk in two:
        desk.execute(do.MoveCard(card="MC-1", to="timeline"))
    meet(team)
    for desk in two:
        assert desk.outline("MC-1").tile.stage == "timeline"
        assert not desk.attention()
        assert not desk.waiting()


def test_a_reason_that_was_typed_for_the_same_move_is_shown_once_and_seen(team, two):
    one, other = two
    for desk, reason in ((one, "Too broad."), (other, "The lecturer asked for it.")):
        desk.execute(do.MoveCard(card="MC-1", to="discussion", reason=reason))
    meet(team)
    (line,) = other.attention()
    assert (line.note, line.settles, line.is_so) == ("The lecturer asked for it.", ("away",), True)
    assert line.now[0].en == "What this wanted is so already."
    other.settle(line.n, "away")
    meet(team)
    told = one.history(card="MC-1", limit=1)[0]
    assert told.what.en == "Moved: given up after a collision"


def test_what_would_be_refused_again_says_so_beforehand(team, two):
    """And it is offered once the cause is gone."""
    one, other = two
    one.execute(do.HoldCard(card="MC-1", reason="Strike.", until="2027-01-31"))
    other.execute(do.ChangeCard(card="MC-1", title_en="Mine"))
    other.execute(do.HaltCard(card="MC-1", reason="No money."))
    one.execute(do.CancelCard(card="MC-1", reason="Nobody wants it."))
    meet(team)
    halted = other.attention()[-1]
    assert (halted.kind, halted.settles) == ("CardHalted", ("away",))
    assert halted.now[0].en.startswith("Done again now, it is refused: ")
    assert halted.note == "No money."
    one.execute(do.ReopenCard(card="MC-1", reason="Wanted after all."))
    meet(team)
    again = other.attention()[-1]
    assert (again.kind, again.settles) == ("CardHalted", ("again", "away"))
    assert [said.en for said in again.now] == ["What stood against it is gone: it can be done now."]


def test_a_row_that_both_took_out_is_only_seen(team, two):
    _one, other = two
    for desk in two:
        desk.execute(do.RemoveRow(form="MC-1/F2", field="p20", row="1"))
    meet(team)
    (line,) = other.attention()
    assert (line.kind, line.settles, line.is_so) == ("RowRemoved", ("away",), True)
    other.settle(line.n, "away")
    assert not form_of(other).content.table("p20")


def test_a_card_whose_code_was_given_meanwhile_gets_the_next_one(team, two):
    """What was written into it meanwhile finds it by its id."""
    one, other = two
    programme = one.directory().programmes[0].code
    for desk, title in ((one, "Theirs"), (other, "Mine")):
        desk.execute(do.CreateCard(programme=programme, title_en=title, code="MC-77"))
    other.execute(do.ChangeCard(card="MC-77", title_en="Mine, with more"))
    meet(team)
    card, _change = other.attention()
    assert (card.kind, card.settles) == ("CardCreated", ("again", "away"))
    assert card.now[-1].en.startswith("The code MC-77 was given meanwhile: created now, it gets")
    other.settle(card.n, "again")
    (change,) = other.attention()
    other.settle(change.n, "again")
    meet(team)
    for desk in two:
        found = {tile.title_en: tile.code for tile in desk.board().tiles}
        assert found["Theirs"] == "MC-77"
        assert found["Mine, with more"] not in ("", "MC-77")
        assert not desk.attention()


def test_a_form_taken_over_puts_nothing_in_the_place_of_what_others_changed(team, two):
    """What was set aside for another reason is asked about what stands when it is done again."""
    one, other = two
    Walker(one).fill_proposal()
    other_form = {"form": "MC-2/F2", "values": {"p47": "Taken over."}}
    one.execute(do.FillForm(**other_form, rows={"p35": [{"no": "9", "title": "Taken"}]}))
    team.settle_all()
    other.execute(do.TakeFromForm(form="MC-1/F2", source="MC-2/F2", overwrite=["p35"]))
    one.execute(do.CancelCard(card="MC-1", reason="r"))
    team.sync("r0")
    meet(team)
    one.execute(do.ReopenCard(card="MC-1", reason="r"))
    row = form_of(one).content.rows["p35"][0]
    cell = {"form": "MC-1/F2", "field": "p35", "row": row.id, "column": "title"}
    one.execute(do.SetCell(**cell, new="Base, of theirs"))
    meet(team)
    (line,) = other.attention()
    assert (line.kind, line.settles) == ("FormTaken", ("away",))
    assert "changed this meanwhile" in line.now[-1].en
    one.execute(do.SetCell(**cell, new=row.text("title")))
    one.execute(do.AddRow(form="MC-1/F2", field="p35", cells={"title": "Meanwhile"}))
    meet(team)
    (line,) = other.attention()
    other.settle(line.n, "again")
    assert {row.text("title") for row in form_of(other).content.rows["p35"]} == {
        "Taken", "Meanwhile"}  # fmt: skip


@pytest.mark.parametrize("deed", [do.CancelCard, do.HaltCard])
def test_what_both_cancelled_or_halted_is_so_already(team, two, deed):
    for desk, reason in zip(two, ("No money.", "Nobody wants it."), strict=True):
        desk.execute(deed(card="MC-1", reason=reason))
    meet(team)
    (line,) = two[1].attention()
    assert (line.settles, line.is_so, line.note) == (("away",), True, "Nobody wants it.")
    assert [each.en for each in line.now] == ["What this wanted is so already."]
