"""Working days, and a first plan made of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.procedure.calendar import (
    FIRST_ZONE,
    add_working_days,
    clock_name,
    day_after,
    day_before,
    day_of,
    end_of,
    is_moment,
    is_working_day,
    minute_of,
    moment_of,
    use_zone,
    working_days,
    zone_name,
    zone_names,
    zone_of,
)
from mcdesk.procedure.content import Row, as_date
from mcdesk.procedure.schedule import planned

MONDAY = date(2026, 11, 23)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (4, 5, 6))
HOLIDAYS = frozenset({MONDAY + timedelta(days=1), SATURDAY})
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
QUICK = settings(max_examples=40, deadline=None)


def test_weekends_and_holidays_are_no_working_days():
    assert [is_working_day(MONDAY + timedelta(days=n), HOLIDAYS) for n in range(7)] == [
        True, False, True, True, True, False, False,
    ]  # fmt: skip


@QUICK
@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=8))
def test_counting_is_what_going_day_by_day_gives(first, length, holidays):
    last = first + timedelta(days=length)
    slow = sum(is_working_day(first + timedelta(days=n), holidays) for n in range(length + 1))
    assert working_days(first, last, holidays) == slow
    assert working_days(last, first - timedelta(days=1), holidays) == 0


@QUICK
@given(DAYS, st.integers(1, 30), st.sets(DAYS, max_size=8))
def test_a_piece_of_work_ends_on_a_working_day_and_takes_its_days(start, days, holidays):
    end = end_of(start, days, holidays)
    assert is_working_day(end, holidays)
    assert working_days(start, end, holidays) == days


@pytest.mark.parametrize(
    ("days", "end"),
    [(0, FRIDAY), (1, MONDAY + timedelta(days=7)), (5, MONDAY + timedelta(days=11))],
)
def test_working_days_are_added_over_the_weekend(days, end):
    assert add_working_days(FRIDAY, days) == end


def row(no: str, after: str = "", start: str = "", end: str = "") -> Row:
    cells = {"no": no, "after": after, "planned_start": start, "planned_end": end}
    return Row(f"row{no}", no, cells)


def test_a_plan_goes_forward_from_its_start_in_the_order_of_after():
    rows = [row("1"), row("2", "1"), row("3"), row("4", "2")]
    found = planned(rows, SATURDAY, {"row1": 5, "row2": 1})
    monday = SATURDAY + timedelta(days=2)
    assert found["row1"] == (monday, monday + timedelta(days=4))
    assert found["row2"] == (monday + timedelta(days=7),) * 2
    assert found["row3"][0] == monday
    assert found["row4"][0] == monday + timedelta(days=8)


def test_a_plan_keeps_the_dates_that_are_there():
    rows = [row("1", start="2026-11-23", end="2026-12-04"), row("2", "1"), row("3", "9")]
    found = planned(rows, MONDAY, {})
    assert set(found) == {"row2", "row3"}
    assert found["row2"][0] == date(2026, 12, 7)
    assert found["row3"][0] == MONDAY


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-3", "20260203",
    "2026-02-03T00", "", None, 7,
                                  "٢٠٢٦-٠١-٠١", "2026-W01-1", "2026-001x"])  # fmt: skip
def test_a_text_that_is_no_day_is_none(text):
    assert as_date(text) is None


@pytest.mark.parametrize("odd", ["", "yesterday", "2026-02-30", "2026-11-23T24:00:00Z", "9:0:0Z"])
def test_what_is_no_moment_and_no_day_stays_as_it_is(odd):
    assert [tell(odd) for tell in (minute_of, day_of, day_before, day_after)] == [odd] * 4


def test_a_day_of_a_leap_year_is_a_day():
    assert as_date("2028-02-29") == date(2028, 2, 29)


def test_a_moment_is_told_by_the_institution_s_clock():
    assert minute_of("2026-11-28T17:04:05.000001Z") == "2026-11-29 00:04"
    assert minute_of("2026-11-28T18:04:05+01:00") == "2026-11-29 00:04"
    assert minute_of("2026-11-28T16:59:59") == "2026-11-28 23:59"
    assert [day_of(at) for at in ("2026-11-28T17:00:00Z", "2026-11-28", "")] == [
        "2026-11-29", "2026-11-28", ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "minute", "clock"),
    [
        ("Asia/Jakarta", "2026-11-28 22:30", "WIB"),
        ("Asia/Makassar", "2026-11-28 23:30", "WITA"),
        ("Asia/Jayapura", "2026-11-29 00:30", "WIT"),
        ("Asia/Singapore", "2026-11-28 23:30", "UTC+08"),
        ("Asia/Tokyo", "2026-11-29 00:30", "JST"),
        ("America/New_York", "2026-11-28 10:30", "EST"),
    ],
)
def test_a_moment_is_told_in_the_zone_in_use(zone, minute, clock):
    use_zone(zone)
    assert zone_name() == zone
    at = "2026-11-28T15:30:00Z"
    assert (minute_of(at), day_of(at), clock_name(moment_of(at))) == (minute, minute[:10], clock)


NO_ZONES = ("", "WIB", "Mars/Base", "../etc/passwd", "/etc/localtime", "America", "localtime",
            "right/UTC", "posix/UTC", "Factory", "a" * 5000, "a\0b", "\ud800")  # fmt: skip


@pytest.mark.parametrize("name", NO_ZONES)
def test_a_name_that_is_no_place_s_leaves_the_first_zone(name):
    use_zone("Asia/Jayapura")
    use_zone(name)
    assert (zone_name(), zone_of(name)) == (FIRST_ZONE, None)
    assert name not in zone_names()


def test_the_zones_of_indonesia_need_no_time_zone_database(monkeypatch):
    monkeypatch.setattr("zoneinfo.ZoneInfo", None)
    for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        use_zone(name)
        assert zone_name() == name in zone_names()


def test_a_moment_at_the_end_of_all_days_is_still_told():
    assert minute_of("9999-12-31T23:30:00Z") == "9999-12-31 23:30"
    use_zone("America/New_York")
    assert moment_of("0001-01-01T00:30:00Z").isoformat() == "0001-01-01T00:30:00+00:00"


@pytest.mark.parametrize(("offset", "is_one"), [
    ("Z", True), ("+07:00", True), ("-15:59", True), ("+15:59", True), ("+16:00", False),
    ("-19:00", False), ("+7:00", False), ("+07:60", False),
])  # fmt: skip
def test_a_moment_is_told_at_an_offset_that_a_database_reads(offset, is_one):
    """PostgreSQL takes less than sixteen hours."""
    assert is_moment(f"2026-11-23T09:00:00{offset}") == is_one
