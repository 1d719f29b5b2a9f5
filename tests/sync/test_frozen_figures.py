"""Figures that follow from settings: what was frozen without the hub shows those of before."""

from __future__ import annotations

import json

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.decided import asked, decided, exchange, freeze, frozen, sign
from tests.sync.meeting import form_of, meet
from tests.walk import Walker

SETTING = "(a setting, the calendar, another form) was changed meanwhile"


@pytest.fixture
def apart(team: Team) -> Team:
    """A proposal that is written: who may settle, and who freezes it without the hub."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    return team


def size(desk) -> str:
    """Return the sks that the proposal shows as it is frozen."""
    (version,) = frozen(desk)
    return json.loads(version.content)["values"]["p29"]


def test_what_is_frozen_with_other_figures_is_told(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    freeze(other)
    before = size(other)
    one.execute(do.SetSetting(key="hours_per_sks", value=40))
    exchange(apart)
    assert not asked(other)
    (told,) = other.attention()
    assert any(SETTING in reason.en for reason in told.reasons)
    assert size(one) == size(other) != before
    assert other.sheet(form_of(other).form_id, "frozen").valid


def test_no_other_figures_are_frozen_where_those_of_before_were_decided_about(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    freeze(other)
    sign(other, "sme")
    one.execute(do.SetSetting(key="hours_per_sks", value=40))
    exchange(apart)
    assert not frozen(one)
    assert not decided(one)
    first, *_rest = asked(other)
    assert any(SETTING in reason.en for reason in first.reasons)


def test_a_setting_from_which_nothing_follows_changes_nothing(apart: Team):
    one, other = apart.desks["r0"], apart.desks["r1"]
    freeze(other)
    sign(other, "sme")
    one.execute(do.SetSetting(key="passing_mark", value=75))
    exchange(apart)
    assert not other.attention()
    assert len(decided(one)) == 1
