"""A decision on paper of somebody whose entry was put away behind another one meanwhile.

An id that is signed with names its person for ever and reads as the entry that stays
(docs/decisions/0014): every hub judges the office, or the place in the team, of that person.
"""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Office, Person, TeamMember
from tests.conftest import TODAY
from tests.sync.conftest import found
from tests.sync.decided import asked, decided, exchange, freeze, roles, sign
from tests.walk import PEOPLE, Walker

BEFORE = "2026-01-01"
FIRST = "The entry that stays"


@pytest.fixture
def two(team):
    """Two people of the team, a proposal that waits for Head and Dean, and a second entry."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).fill_proposal()
    freeze(one)
    one.execute(do.AddPerson(name=FIRST))
    exchange(team)
    return one, other


def put_away(desk, role: str) -> None:
    """Let who decides be put away behind the entry that stays."""
    desk.execute(do.MatchEntry(kind="person", entry=PEOPLE[role], same_as=FIRST))


def all_have(team, *expected: str) -> None:
    for desk in (team.desks["r0"], team.desks["r1"]):
        assert roles(desk) == [*expected]
        assert not asked(desk)
        assert not desk.replica().waiting


def test_the_decision_stands_by_the_office_of_the_entry_that_stays(team, two):
    one, other = two
    sign(other, "sme")
    sign(other, "hsp")
    sign(other, "dean")
    put_away(one, "dean")
    exchange(team)
    all_have(team, "dean", "hsp", "sme")
    (own,) = [each for each in decided(one) if each.role == "dean"]
    assert own.person_id in {each.id for each in found(one, Person, name=PEOPLE["dean"])}


def test_so_it_does_where_that_office_was_ended_besides(team, two):
    one, other = two
    sign(other, "sme")
    sign(other, "hsp")
    sign(other, "dean")
    put_away(one, "dean")
    (office,) = [each.id for each in found(one, Office, role="dean")]
    one.execute(do.EndOffice(office=office, until=BEFORE))
    exchange(team)
    all_have(team, "dean", "hsp", "sme")


def test_so_it_does_on_a_team_that_was_left_besides(team, two):
    one, other = two
    sign(other, "sme")
    put_away(one, "sme")
    member = next(each for each in found(one, TeamMember, role="sme") if each.lead)
    one.execute(do.LeaveTeam(member=member.id, until=TODAY.isoformat()))
    exchange(team)
    all_have(team, "sme")


def test_a_secretary_decides_for_nobody_under_either_entry(team, two):
    """She was appointed before that was recorded, and her entry put away behind it."""
    one, other = two
    one.execute(do.AddPerson(name="SEC"))
    sign(one, "sme")
    sign(one, "hsp")
    exchange(team)
    one.execute(do.AppointOffice(person="SEC", role="secretary", faculty="LAW"))
    other.execute(do.SignForm(form="MC-1/F2", role="dean", person="SEC", medium="paper",
                              scan_owed=True, capacity="a.n.", on_behalf_of=PEOPLE["dean"],
                              letter="1"))  # fmt: skip
    one.execute(do.MatchEntry(kind="person", entry="SEC", same_as=FIRST))
    exchange(team)
    for desk in two:
        assert roles(desk) == ["hsp", "sme"]
    (line,) = asked(other)
    assert line.kind == "FormSigned"
