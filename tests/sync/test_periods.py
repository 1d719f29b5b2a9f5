"""Periods that are closed by people who did not see each other (decisions.md, 24)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.models import checking
from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from mcdesk.procedure.records import Card
from tests.sync.conftest import Team, records

ODD, EVEN = Period("2025/2026", "odd"), Period("2025/2026", "even")
NAMED = {"year": ODD.year, "semester": ODD.semester}


def enter(desk, code: str) -> None:
    desk.execute(do.OpenForm(card=code, form="F4"))
    desk.execute(do.FillForm(form=f"{code}/F4", values=NAMED))


def codes(desk, period: Period) -> list[str]:
    return [line.code for line in desk.register(period).lines]


@pytest.fixture
def two(team: Team):
    """Two people of the team; MC-1 stands in a period."""
    one, other = team.desks["r0"], team.desks["r1"]
    enter(one, "MC-1")
    team.settle_all()
    return one, other


def meet(team: Team) -> None:
    for name in ("r0", "r1", "r0", "r1"):
        team.sync(name)


def all_well(team: Team, *desks) -> None:
    assert records(desks[0]) == records(desks[1]) == records(team.hub)
    for desk in desks:
        assert checking.check(desk.store.path) == ()


def test_a_period_that_both_closed_is_closed_once(team, two):
    one, other = two
    one.execute(do.ClosePeriod(**NAMED))
    other.execute(do.ClosePeriod(**NAMED))
    meet(team)
    assert one.register(ODD).closing == other.register(ODD).closing
    assert not one.attention()
    (line,) = other.attention()
    assert line.kind == "PeriodClosed"
    all_well(team, one, other)


def test_what_was_entered_meanwhile_stands_in_the_next_period(team, two):
    one, other = two
    one.execute(do.ClosePeriod(**NAMED))
    enter(other, "MC-2")
    meet(team)
    for desk in two:
        assert codes(desk, ODD) == ["MC-1"]
        assert codes(desk, EVEN) == ["MC-1", "MC-2"]
        assert not desk.attention()
    all_well(team, one, other)


def test_a_closing_that_waits_keeps_the_text_that_was_signed(team, two):
    one, other = two
    enter(other, "MC-2")
    one.execute(do.ClosePeriod(**NAMED))
    one.execute(do.SignPeriod(**NAMED, person="CTL-01", medium="paper"))
    digest = one.register(ODD).closing.digest
    team.sync("r1")
    meet(team)
    for desk in two:
        closing = desk.register(ODD).closing
        assert (closing.digest, closing.is_signed) == (digest, True)
        assert codes(desk, ODD) == ["MC-1"]
        assert codes(desk, EVEN) == ["MC-1", "MC-2"]
    all_well(team, one, other)


def test_a_card_that_ended_meanwhile_is_not_archived_by_a_closing_before_it(team, two):
    """The register says that it goes on; it ends in the next period."""
    one, other = two
    other.execute(do.ClosePeriod(**NAMED))
    one.execute(do.CancelCard(card="MC-1", reason="No students."))
    meet(team)
    with one.store.read() as reader:
        (card,) = reader.select(Card, code="MC-1")
    assert (card.status, card.archived_on) == ("cancelled", "")
    all_well(team, one, other)


@pytest.fixture
def reopened(team, two):
    """A period that both closed, reopened by the one whose closing came first."""
    one, other = two
    one.execute(do.ClosePeriod(**NAMED))
    other.execute(do.ClosePeriod(**NAMED))
    meet(team)
    one.execute(do.ReopenPeriod(**NAMED, reason="One was missing."))
    return one, other


def test_another_register_is_closed_only_over_the_one_that_was_shown(team, reopened):
    one, other = reopened
    enter(one, "MC-2")
    meet(team)
    (line,) = other.attention()
    assert (line.kind, line.settles) == ("PeriodClosed", ("anew", "away"))
    assert line.now[0].en == "Another register would be frozen now. Places that differ: 1, below."
    (place,) = line.places
    assert (place.label.en, place.base, bool(place.theirs)) == ("MC-2", "", True)
    with pytest.raises(Refused, match="cannot be settled so"):
        other.settle(line.n, "again")
    with pytest.raises(Refused, match="once more meanwhile"):
        other.settle(line.n, "anew", "")
    other.settle(line.n, "anew", line.digest)
    meet(team)
    assert codes(one, ODD) == ["MC-1", "MC-2"]
    assert one.register(ODD).closing.version == 2
    all_well(team, one, other)


def test_the_same_register_is_closed_by_doing_it_again(team, reopened):
    one, other = reopened
    meet(team)
    (line,) = other.attention()
    assert (line.settles, line.places) == (("again", "away"), ())
    other.settle(line.n, "again")
    meet(team)
    assert one.register(ODD).closing.version == 2
    all_well(team, one, other)
