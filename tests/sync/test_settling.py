"""Settling an entry of the attention list is a command: history, undo, and what was given up."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, journal
from tests.sync.meeting import form_of, meet, text_of, write

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def collided(team: Team):
    """Two desks that wrote another sentence in the same place; the second one is asked."""
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "Theirs.")
    write(other, "Mine.")
    meet(team)
    return one, other


@pytest.mark.parametrize(
    ("how", "now"), [("mine", "Mine."), ("theirs", "Theirs."), ("edit", "Agreed.")]
)
def test_undo_brings_an_entry_back_and_redo_settles_it_again(team, collided, how, now):
    _one, other = collided
    (line,) = other.attention()
    other.settle(line.n, how, "Agreed.")
    assert (text_of(other), other.attention()) == (now, ())
    other.undo()
    assert text_of(other) == "Theirs."
    (again,) = other.attention()
    assert (again.n, again.places) == (line.n, line.places)
    other.redo()
    assert (text_of(other), other.attention()) == (now, ())
    other.undo()
    other.settle(line.n, "both")
    meet(team)
    assert text_of(team.desks["r0"]) == "Theirs.\n\nMine."
    assert not other.attention()


def test_what_was_given_up_stays_in_everybodys_history(team, collided):
    one, other = collided
    other.settle(other.attention()[0].n, "theirs")
    meet(team)
    for desk in (one, other):
        told = desk.history(form=form_of(desk).form_id)[0]
        assert told.what.en == "Filled: left as others made it"
        assert told.what.id == "Diisi: dibiarkan seperti buatan orang lain"
        assert told.card_code == "MC-1"
        ((label, new),) = [(change.label.en, change.new) for change in told.changes]
        assert label.endswith(", not kept")
        assert new == "Mine."


@FILE
def test_a_settlement_undone_elsewhere_opens_the_entry_where_it_lies(team, collided):
    one, other = collided
    other.settle(other.attention()[0].n, "theirs")
    meet(team)
    settled = one.history(card="MC-1")[0]
    one.execute(do.UndoEvent(of=settled.event_id))
    meet(team)
    (line,) = other.attention()
    assert line.places[0].mine == "Mine."


@FILE
def test_what_could_only_be_noted_is_noted_in_the_history(team):
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.ChangeCard(card="MC-1", title_en="One"))
    other.execute(do.ChangeCard(card="MC-1", title_en="Other"))
    meet(team)
    other.settle(other.attention()[0].n, "away")
    told = other.history(card="MC-1")[0]
    assert told.what.en == "Details changed: given up after a collision"
    assert [change.new for change in told.changes] == ["Other"]
    assert not other.attention()
    other.undo()
    assert len(other.attention()) == 1


@FILE
@pytest.mark.parametrize(
    "wrong",
    [{"how": "somehow"}, {"entry": ""}, {"body": "{}"}, {"body": "nothing"}, {"body": "[]"}],
)
def test_a_script_settles_nothing_that_is_no_entry(team, wrong):
    desk = team.desks["r0"]
    with pytest.raises(Refused, match="settles nothing") as refused:
        desk.execute(do.SettleAttention(**({"entry": "e", "how": "theirs"} | wrong)))
    told = refused.value.findings[0].sentence()
    assert "mcdesk attention N mine|both|edit|again|anew|theirs|away" in told


def test_what_is_removed_for_ever_is_gone_from_what_was_given_up(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "Theirs.")
    write(other, "The secret.")
    meet(team)
    other.settle(other.attention()[0].n, "theirs")
    meet(team)
    assert "The secret." in "".join(line.body for line in journal(team.hub))
    form = form_of(one).form_id
    one.execute(do.RemoveContent(form=form, path="p10", reason="Asked by the person"))
    meet(team)
    assert "The secret." not in "".join(line.body for line in journal(team.hub))
    for desk in (one, other):
        assert "The secret." not in json.dumps([str(each) for each in desk.history(form=form)])


@FILE
def test_what_was_removed_meanwhile_is_given_up_without_it(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "Theirs.")
    write(other, "The secret.")
    meet(team)
    form = form_of(one).form_id
    one.execute(do.RemoveContent(form=form, path="p10", reason="Asked by the person"))
    meet(team)
    other.settle(other.attention()[0].n, "theirs")
    meet(team)
    assert "The secret." not in "".join(line.body for line in journal(team.hub))


@FILE
@pytest.mark.parametrize(
    ("how", "said"),
    [("mine", "It begins with mine. It goes on here. It ends with theirs."),
     ("both", "It begins with theirs. It begins with mine. It goes on here. It ends with theirs.")],
)  # fmt: skip
def test_what_others_wrote_in_other_sentences_stays(team: Team, how, said):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "It begins with theirs. It goes on here. It ends with theirs.")
    write(other, "It begins with mine. It goes on here. It ends here.")
    meet(team)
    (line,) = other.attention()
    assert line.both.startswith("It begins with theirs. It begins with mine.")
    other.settle(line.n, how)
    assert text_of(other) == said


def test_who_changed_a_place_since_it_was_set_aside_is_told_as_of_now(team, collided):
    one, other = collided
    (line,) = other.attention()
    assert "changed this meanwhile" in line.reasons[0].en
    assert (line.now, line.is_mine) == ((), True)
    write(other, "Others.", "p16")
    assert other.attention()[0].now == ()
    now = one._now
    one._now = lambda: now() + timedelta(hours=1)
    write(one, "Theirs once more.")
    meet(team)
    (later,) = other.attention()
    assert later.places[0].theirs == "Theirs once more."
    assert later.reasons == line.reasons
    assert [said.en.split(" (")[0] for said in later.now] == ["You changed this since"]
    assert later.now[0] not in line.reasons
    other.person_id = next(each.id for each in other.directory().people if each.name == "ID-02")
    (shown,) = other.attention()
    assert [said.en.split(" (")[0] for said in shown.now] == ["CTL-01 changed this meanwhile"]


@FILE
def test_what_a_hub_refused_once_more_is_not_offered_until_something_comes_from_it(
    team, monkeypatch
):
    """Whether its reason can go only the hub knows; over the same state it says the same."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.ChangeCard(card="MC-1", title_en="One"))

    def refused(why: str = "The hub refuses"):
        (deed,) = [line for line in one.waiting() if line.kind == "CardChanged"]
        one.set_aside(deed.id, why)
        team.sync("r0")  # how it was settled goes to the hub all the same
        (line,) = one.attention()
        return line

    def again(line) -> None:
        one.settle(line.n, "again")

    line = refused()
    assert line.settles == ("again", "away")
    again(line)
    line = refused("For another reason")
    assert line.settles == ("again", "away")
    again(line)
    line = refused("For another reason")
    assert line.settles == ("away",)
    assert line.now[-1].en.startswith("It was done again, and the hub refused it for the same")
    one.execute(do.WriteComment(form="MC-2/F2", path="p10", text="Of another one"))
    one.execute(do.AddRow(form="MC-2/F2", field="p28", cells={"hours": "7"}))
    assert one.attention()[0].settles == ("away",), "what is written into another one is no reason"
    with monkeypatch.context() as later:
        later.setattr(one, "_day", lambda: date(2026, 12, 24))
        assert one.attention()[0].settles == ("again", "away"), "its day may have come"
    one.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Of this one"))
    assert one.attention()[0].settles == ("again", "away"), "it is about the same one"
    one.execute(do.ChangeCard(card="MC-2", title_en="Waits"))
    assert one.attention()[0].settles == ("again", "away"), "what waits may be what it lacks"
    team.sync("r0")
    other.execute(do.ChangeCard(card="MC-2", title_en="Came"))
    team.sync("r1")
    team.sync("r0")
    (line,) = one.attention()
    assert line.settles == ("again", "away")
    again(line)
    team.sync("r0")
    assert not one.attention()
