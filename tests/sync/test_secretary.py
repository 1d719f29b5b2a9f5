"""Who is a Dean's secretary decides for nobody: at an exchange it is judged as it was recorded."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.decided import asked, exchange, freeze, roles, sign
from tests.sync.meeting import meet
from tests.walk import PEOPLE, Walker

SECRETARY = do.AppointOffice(person="SEC", role="secretary", faculty="LAW")


@pytest.fixture
def two(team):
    """Two people of the team, with a proposal that waits for the Dean, and somebody who may act."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).fill_proposal()
    freeze(one)
    one.execute(do.AddPerson(name="SEC"))
    sign(one, "sme")
    meet(team)
    return one, other


def act_on_paper(desk) -> None:
    """Record what was signed on paper for the Dean."""
    desk.execute(do.SignForm(form="MC-1/F2", role="dean", person="SEC", medium="paper",
                             scan_owed=True, capacity="a.n.", on_behalf_of=PEOPLE["dean"],
                             letter="1"))  # fmt: skip


def test_what_was_recorded_before_she_was_appointed_stands_at_every_hub(team, two):
    one, other = two
    act_on_paper(other)
    sign(other, "hsp")
    one.execute(SECRETARY)
    exchange(team)
    for desk in two:
        assert roles(desk) == ["dean", "hsp", "sme"]
        assert not asked(desk)
        assert not desk.replica().waiting


def test_what_was_recorded_after_it_is_asked_about_at_every_hub(team, two):
    """The appointment had not come to who recorded it; it can be recorded where it was wrong."""
    one, other = two
    one.execute(SECRETARY)
    act_on_paper(other)
    exchange(team)
    for desk in two:
        assert roles(desk) == ["sme"]
    (line,) = asked(other)
    assert "decides for nobody" in line.reasons[0].en
    assert line.settles == ("away",)
    offices = [each for entry in one.directory().people for each in entry.offices]
    (office,) = [each.id for each in offices if each.role == "secretary"]
    one.execute(do.EndOffice(office=office, until="2026-01-01"))
    exchange(team)
    (line,) = asked(other)
    assert line.settles == ("again", "away")
    other.settle(line.n, "again")
    exchange(team)
    for desk in two:
        assert roles(desk) == ["dean", "sme"]
