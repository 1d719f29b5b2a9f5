"""What left as a file, was sent by who took it in, and comes back to where it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.journal import Line, read_event
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, journal
from tests.sync.meeting import form_of, meet, text_of, write
from tests.walk import Walker

PLACE = {"form": "MC-1/F2", "field": "p20"}


@pytest.fixture
def two(team: Team):
    """Two people of the team, who both have the proposal filled."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def said(desk) -> list[str]:
    return [row.text("statement") for row in form_of(desk).content.table("p20")]


def fill(desk, *statements: str) -> None:
    rows = [{"code": f"LO{n}", "statement": each, "bloom": "C4", "domain": "skill"}
            for n, each in enumerate(statements, 1)]  # fmt: skip
    desk.execute(do.FillForm(form="MC-1/F2", rows={"p20": rows}, replace=True))


def test_what_did_less_where_it_was_taken_in_is_known_when_it_comes_back(team, two, tmp_path):
    """The rows that it took out were gone there already; what was done since goes on from it."""
    one, other = two
    fill(one, "Theirs.")
    fill(other, "First of mine.", "Second of mine.")
    path, _count = team.app.packet_out(other, tmp_path / "mine")
    team.app.packet_in(one, path)
    team.sync("r0")
    row = form_of(other).content.table("p20")[0]
    other.execute(do.SetCell(**PLACE, row=row.id, column="statement",
                             base=row.text("statement"), new="Mine, since then."))  # fmt: skip
    meet(team)
    for desk in two:
        assert sorted(said(desk)) == ["Mine, since then.", "Second of mine.", "Theirs."]
    assert not any(desk.attention() for desk in two)
    filled = [line for line in journal(team.hub) if "First of mine." in line.body]
    assert [line.kind for line in filled] == ["FormFilled", "CellSet"]


def test_what_was_taken_out_since_it_came_as_a_file_is_not_put_back(team, two, tmp_path):
    """Whoever took it in worked on: what comes back has arrived, and is not done once more."""
    one, other = two
    fill(one, "Theirs.")
    fill(other, "First of mine.", "Second of mine.")
    path, _count = team.app.packet_out(other, tmp_path / "mine")
    team.app.packet_in(one, path)
    gone = next(row for row in form_of(one).content.table("p20")
                if row.text("statement") == "First of mine.")  # fmt: skip
    one.execute(do.RemoveRow(**PLACE, row=gone.id))
    team.sync("r0")
    meet(team)
    assert [sorted(said(desk)) for desk in two] == [["Second of mine.", "Theirs."]] * 2
    assert not any(desk.attention() for desk in two)


def test_what_bears_the_id_of_something_else_keeps_its_place(team, two):
    """A copy of the workspace went on under the same ids: what was done first stays first."""
    _one, other = two
    fill(other, "First of mine.", "Second of mine.")
    row = form_of(other).content.table("p20")[0]
    other.execute(do.SetCell(**PLACE, row=row.id, column="statement",
                             base=row.text("statement"), new="Mine, since then."))  # fmt: skip
    first, _second = other.waiting()
    event = replace(
        read_event(first.body), kind="IdeaNoted", command={"do": "NoteIdea"}, effects=()
    )
    line = Line(first.id, event.kind, event.by, event.at, event.group, event.body())
    assert team.hub.append([line], team.hub.identity()[2])
    meet(team)
    assert [said(desk) for desk in two] == [["Mine, since then.", "Second of mine."]] * 2


@pytest.mark.parametrize("by", ["history", "key"])
@pytest.mark.parametrize("is_less", [True, False])
def test_what_was_undone_before_it_left_stays_undone_under_its_other_id(team, two, by, is_less):
    """The undo is of what waits, however it is named by now: not of what bears its id instead."""
    _one, other = two
    before = said(other)
    fill(other, "First of mine.", "Second of mine.")
    (first,) = other.waiting()
    if by == "key":
        other.undo()
    else:
        other.execute(do.UndoEvent(of=first.id))
    assert said(other) == before
    event = read_event(first.body)
    if is_less:
        event = replace(event, effects=event.effects[:1])
    else:
        event = replace(event, kind="IdeaNoted", command={"do": "NoteIdea"}, effects=())
    line = Line(first.id, event.kind, event.by, event.at, event.group, event.body())
    assert team.hub.append([line], team.hub.identity()[2])
    meet(team)
    for desk in two:
        assert not {"First of mine.", "Second of mine."} & set(said(desk))
    assert not any(desk.attention() for desk in two)


def test_an_undo_leaves_alone_what_others_sent_under_the_id_of_what_it_undoes(team, two):
    """Somebody has seen what waits in a packet: their deed under its id is theirs, and stays."""
    one, other = two
    fill(other, "First of mine.")
    (first,) = other.waiting()
    other.execute(do.UndoEvent(of=first.id))
    write(one, "Theirs, and it stays.")
    (theirs,) = one.waiting()
    body = replace(read_event(theirs.body), id=first.id).body()
    assert team.hub.append([replace(theirs, id=first.id, body=body)], team.hub.identity()[2])
    meet(team)
    assert [text_of(desk) for desk in two] == ["Theirs, and it stays."] * 2
    assert all("First of mine." not in said(desk) for desk in two)
