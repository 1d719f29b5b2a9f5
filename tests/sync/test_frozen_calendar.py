"""What is worked out from the calendar and other forms: a version shows them as they were."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision, SignOff
from tests.sync.conftest import Team
from tests.sync.decided import asked, exchange
from tests.sync.meeting import FILE, form_of, meet
from tests.walk import Walker

CHANGED = "(a setting, the calendar, another form) was changed meanwhile"


@pytest.fixture
def apart(team: Team) -> Team:
    """A timeline that is planned: who may settle, and who freezes it without the hub."""
    Walker(team.desks["r0"]).proposal()
    team.desks["r0"].execute(do.PlanTimeline(form="MC-1/F3"))
    meet(team)
    return team


def versions(desk) -> list[Revision]:
    form = form_of(desk, "F3").form_id
    with desk.store.read() as reader:
        return sorted(reader.select(Revision, form_id=form), key=lambda each: each.version)


def decided(desk) -> list[SignOff]:
    form = form_of(desk, "F3").form_id
    with desk.store.read() as reader:
        return list(reader.select(SignOff, form_id=form))


def days(version: Revision) -> int:
    """Return the working days that a version shows."""
    rows = json.loads(version.content)["rows"]["t3"]
    return sum(int(row["cells"].get("days") or 0) for row in rows)


def feast(desk) -> do.SetSetting:
    """Return what gives the calendar holidays from the first day of the timeline on."""
    rows = form_of(desk, "F3").content.table("t3")
    first = min(row.day("planned_start") or date.max for row in rows)
    found = [first + timedelta(days=n) for n in range(40)]
    value = {day.isoformat(): "Feast" for day in found if day.weekday() < 5}
    return do.SetSetting(key="holidays", value=value)


@FILE
def test_what_is_frozen_with_other_working_days_is_told(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    Walker(other).freeze("F3")
    (before,) = versions(other)
    one.execute(feast(other))
    exchange(apart)
    (now,) = versions(one)
    assert days(now) < days(before)
    assert not asked(other)
    (told,) = other.attention()
    said = " ".join(reason.en for reason in told.reasons)
    assert CHANGED in said
    assert "Holidays" in said


@FILE
def test_no_other_working_days_are_frozen_where_those_of_before_were_decided_about(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    Walker(other).freeze("F3")
    Walker(other).sign("F3", "sme")
    one.execute(feast(other))
    exchange(apart)
    assert not versions(one)
    assert not decided(one)
    first, *_rest = asked(other)
    assert any(CHANGED in reason.en for reason in first.reasons)


@FILE
def test_holidays_at_another_time_change_nothing(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    Walker(other).freeze("F3")
    Walker(other).sign("F3", "sme")
    one.execute(do.SetSetting(key="holidays", value={"2040-01-02": "Feast"}))
    exchange(apart)
    assert not other.attention()
    assert len(decided(one)) == 1


@FILE
def test_a_title_that_came_from_the_proposal_is_told_too(team: Team):
    """The design shows the title of the proposal, which somebody else writes anew."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).to("design", since="proposal")
    outcomes = [{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}]
    Walker(one).fill("F7", {"d3": "Aligned by table."}, d7=outcomes)
    meet(team)
    Walker(other).freeze("F7")
    one.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    base = form_of(one).content.value("p1")
    one.execute(do.SetValue(form="MC-1/F2", path="p1", base=base, new="Another title of it"))
    exchange(team)
    told = [reason.en for line in other.attention() for reason in line.reasons]
    assert any(CHANGED in each and "Title (English)" in each for each in told)


@FILE
def test_what_is_frozen_again_as_it_was_is_another_version_by_another_calendar(apart: Team):
    one = apart.desks["r0"]
    for calendar in ((), (feast(one),)):
        Walker(one).freeze("F3")
        one.execute(do.ChangeForm(form="MC-1/F3", reason="r"))
        for command in calendar:
            one.execute(command)
        Walker(one).freeze("F3")
        if not calendar:
            assert len(versions(one)) == 1
            one.execute(do.ChangeForm(form="MC-1/F3", reason="r"))
    first, second = versions(one)
    assert days(second) < days(first)
