"""Periods: which follows which, when they end, and where a card stands (decisions.md, 24)."""

from __future__ import annotations

from datetime import date

import pytest

from mcdesk.procedure.period import Closed, Period, running, way_of

ODD, EVEN, NEXT = (
    Period("2025/2026", "odd"),
    Period("2025/2026", "even"),
    Period("2026/2027", "odd"),
)


@pytest.mark.parametrize(
    ("period", "after"),
    [(ODD, EVEN), (EVEN, NEXT), (Period("2025/2026", "short"), NEXT)],
)
def test_the_next_period_is_the_next_regular_semester(period, after):
    assert period.following() == after
    assert period.order < after.order


@pytest.mark.parametrize(
    ("year", "semester"), [("", ""), ("2025", "odd"), ("2025/2027", "odd"), ("2025/2026", "spring")]
)
def test_what_names_no_period_is_not_whole(year, semester):
    assert not Period(year, semester).is_whole


def test_a_semester_runs_until_the_next_begins():
    assert running(date(2026, 1, 31)) == ODD
    assert ODD.last_day() == date(2026, 1, 31)
    assert running(date(2026, 2, 1)) == EVEN
    assert running(date(2026, 8, 1)) == NEXT


def closed(period: Period, after: Period, *stays: str) -> Closed:
    return Closed(period, after, frozenset(stays))


def test_an_open_card_goes_on_past_every_closed_register():
    both = (closed(ODD, EVEN), closed(EVEN, NEXT))
    assert way_of("c", ODD, both, ended=False) == (ODD, EVEN, NEXT)
    assert way_of("c", ODD, both[1:], ended=False) == (ODD,)


def test_a_card_that_had_ended_stays_until_it_is_reopened():
    entry = (closed(ODD, EVEN, "c"),)
    assert way_of("c", ODD, entry, ended=True) == (ODD,)
    assert way_of("c", ODD, entry, ended=False) == (ODD, EVEN)


def test_a_card_entered_after_the_closing_stands_in_the_next_period():
    entry = (closed(ODD, EVEN, "c"),)
    assert way_of("late", ODD, entry, ended=False) == (ODD, EVEN)
    assert way_of("late", ODD, entry, ended=True) == (ODD, EVEN)
