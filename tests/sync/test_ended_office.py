"""A decision on paper whose signer's office was ended meanwhile: judged as it was recorded.

Every hub decides alike (docs/decisions/0022).
"""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import TeamMember
from tests.conftest import TODAY
from tests.sync.decided import asked, exchange, freeze, roles, sign
from tests.walk import PEOPLE, Walker

BEFORE = "2026-01-01"


@pytest.fixture
def two(team):
    """Two people of the team, with a proposal that waits for Head and Dean."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).fill_proposal()
    freeze(one)
    sign(one, "sme")
    exchange(team)
    return one, other


def decide_on_paper(desk) -> None:
    desk.execute(do.SignForm(form="MC-1/F2", role="dean", person=PEOPLE["dean"], medium="paper",
                             scan_owed=True))  # fmt: skip


def end_office(desk, role: str = "dean") -> str:
    offices = [each for entry in desk.directory().people for each in entry.offices]
    (office,) = [each.id for each in offices if each.role == role]
    desk.execute(do.EndOffice(office=office, until=BEFORE))
    return office


def test_what_was_recorded_before_the_office_was_ended_stands_at_every_hub(team, two):
    one, other = two
    decide_on_paper(other)
    sign(other, "hsp")
    end_office(one)
    exchange(team)
    for desk in two:
        assert roles(desk) == ["dean", "hsp", "sme"]
        assert not asked(desk)
        assert not desk.replica().waiting


def test_what_was_recorded_after_that_is_asked_about_at_every_hub(team, two):
    """That it was ended had not come to who recorded it."""
    one, other = two
    end_office(one)
    decide_on_paper(other)
    exchange(team)
    for desk in two:
        assert roles(desk) == ["sme"]
    (line,) = asked(other)
    assert "not hold the role" in line.reasons[0].en
    assert not other.replica().waiting


def test_a_member_who_left_the_team_meanwhile_signed_what_was_recorded_before(team, two):
    one, other = two
    one.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    one.execute(do.SetValue(form="MC-1/F2", path="p10", new="Something else entirely."))
    freeze(one)
    exchange(team)
    other.execute(do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"], medium="paper",
                              scan_owed=True))  # fmt: skip
    with one.store.read() as reader:
        member = next(each for each in reader.select(TeamMember, role="sme") if each.lead)
    one.execute(do.LeaveTeam(member=member.id, until=TODAY.isoformat()))
    exchange(team)
    for desk in two:
        assert roles(desk) == ["sme", "sme"]
        assert not asked(desk)
