"""A planned end has passed or not, alike on the board and in the register."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.application.views import CardTile
from mcdesk.procedure.compute import COMPUTED
from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.overdue import days_over, is_over

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("end", "today", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SATURDAY, 1),
        (FRIDAY, SATURDAY + timedelta(days=1), 1),
        (FRIDAY, MONDAY, 1),
        (FRIDAY, MONDAY + timedelta(days=1), 2),
        (SATURDAY, SATURDAY, 0),
        (SATURDAY, MONDAY, 1),
        (SATURDAY, MONDAY + timedelta(days=1), 2),
    ],
)
def test_late_days_are_working_days_and_at_least_one_once_the_end_has_passed(end, today, days):
    assert days_over(end, today) == days
    facts = {"stage.end": end.isoformat()}
    where = Surroundings(today=today, look=facts.get)
    assert COMPUTED["late_days"](Content(), where, {}) == str(days)
    tile = SimpleNamespace(status="active", planned_end=end.isoformat())
    assert CardTile.is_late(tile, today) is bool(days)


def test_a_holiday_is_no_late_day():
    assert days_over(FRIDAY, MONDAY + timedelta(days=1), frozenset({MONDAY})) == 1
    assert days_over(FRIDAY, MONDAY, frozenset({MONDAY})) == 1


@given(end=DAYS, today=DAYS, holidays=st.frozensets(DAYS, max_size=20))
def test_what_is_late_has_late_days_and_the_other_way_round(end, today, holidays):
    assert (days_over(end, today, holidays) > 0) == is_over(end.isoformat(), today)
    later = days_over(end, today + timedelta(days=1), holidays)
    assert later >= days_over(end, today, holidays)
