"""What left as a file, was sent by who took it in, and comes back to where it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.journal import Line, read_event
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, journal
from tests.sync.meeting import form_of, meet
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
