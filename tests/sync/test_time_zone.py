"""The time zone travels with the hub; a day that has begun in the east is taken by a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import use_zone, zone_name
from mcdesk.reports.words import moment_text
from tests.asking import line_of
from tests.sync.conftest import Team, records
from tests.walk import Walker

LATE = datetime(2026, 11, 23, 15, 4, tzinfo=UTC)
"""00:04 of the 24th in Jayapura; the day of the tests' server is the 23rd."""


def later(team: Team, name: str):
    """Open a replica again with a clock that goes on from just after midnight in Jayapura."""
    ticks = count()
    team.app.close(team.desks[name])
    app = App(now=lambda: LATE + timedelta(milliseconds=next(ticks)))
    team.desks[name] = app.open(team.desks[name].store.path)
    return team.desks[name]


def test_a_sign_off_after_midnight_in_jayapura_bears_that_day_at_everybody_s(team: Team):
    one, other = later(team, "r0"), later(team, "r1")
    one.execute(do.SetSetting(key="time_zone", value="Asia/Jayapura"))
    walker = Walker(one)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    team.sync("r0")
    assert not one.waiting()
    use_zone("Asia/Jakarta")  # as in the process of the other one
    team.sync("r1")
    assert (zone_name(), other.settings_view().time_zone) == ("Asia/Jayapura",) * 2
    for desk in (one, other):
        sheet = desk.sheet(line_of(desk, "F2").form_id, "frozen")
        signed = next(entry for entry in sheet.signatures if entry.role == "sme")
        assert (signed.decided_on, moment_text(sheet.frozen_at)) == (
            "2026-11-24", "24 Nov 2026 00:04 WIT"
        )  # fmt: skip
    assert records(one) == records(other)


def test_two_who_set_it_apart_are_asked_which_holds(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.SetSetting(key="time_zone", value="Asia/Jayapura"))
    other.execute(do.SetSetting(key="time_zone", value="Asia/Makassar"))
    team.sync("r0")
    team.sync("r1")
    (asked,) = other.attention()
    assert zone_name() == other.settings_view().time_zone == "Asia/Jayapura"
    assert "again" in asked.settles
    other.settle(asked.n, "again")
    assert zone_name() == other.settings_view().time_zone == "Asia/Makassar"
