"""The institution's calendar.

Working days: a five-day week without the workspace's holidays (domain.md, F3 t2). A moment is
stored in UTC; the day on which it fell, on paper and on screen, is the one of the institution,
whose time zone is a setting of the workspace (docs/decisions/0019-time-zone.md).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import tzinfo

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
                     r"(\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-5]):[0-5][0-9])")  # fmt: skip
ONE_DAY = timedelta(days=1)
FIRST_ZONE: Final = "Asia/Jakarta"
"""The zone where a workspace sets none."""
ZONES: Final[Mapping[str, tzinfo]] = {
    FIRST_ZONE: timezone(timedelta(hours=7), "WIB"),
    "Asia/Makassar": timezone(timedelta(hours=8), "WITA"),
    "Asia/Jayapura": timezone(timedelta(hours=9), "WIT"),
}
"""The zones of Indonesia by their fixed offsets: they need no time zone database."""
OF_NO_PLACE: Final = frozenset({"localtime", "posix", "posixrules", "right", "Factory"})
"""What databases hold beside places: the computer's own zone, and others with leap seconds."""

_used: tuple[str, tzinfo] = (FIRST_ZONE, ZONES[FIRST_ZONE])


def use_zone(name: str) -> None:
    """Tell every moment in the zone of this IANA name, for the whole program.

    One that is not known here, as "" is not, leaves the first zone.
    """
    global _used
    found = zone_of(name)
    _used = (FIRST_ZONE, ZONES[FIRST_ZONE]) if found is None else (name, found)


def zone() -> tzinfo:
    """Return the zone in use: the institution's."""
    return _used[1]


def zone_name() -> str:
    """Return the IANA name of the zone in use."""
    return _used[0]


@cache
def zone_of(name: str) -> tzinfo | None:
    """Return the zone of an IANA name; None where this computer's database knows none."""
    from zoneinfo import ZoneInfo

    if name in ZONES or not _is_place(name):
        return ZONES.get(name)
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


@cache
def zone_names() -> tuple[str, ...]:
    """Return the IANA names that can be used here, in their order; reads the database once."""
    from zoneinfo import available_timezones

    return tuple(sorted(ZONES.keys() | filter(_is_place, available_timezones())))


def _is_place(name: str) -> bool:
    return name.partition("/")[0] not in OF_NO_PLACE


def clock_name(moment: datetime) -> str:
    """Return what the clock of a moment is called: WIB, JST; UTC+08 where it has no name."""
    name = f"{moment:%Z}"
    return f"UTC{name}" if name[:1] in ("+", "-") else name


def day_at(moment: datetime) -> date:
    """Return the institution's day of a moment."""
    return moment.astimezone(zone()).date()


def stamp_of(moment: datetime) -> str:
    """Return a moment as the names of files tell it, to the second (decision 0019)."""
    return moment.astimezone(zone()).strftime("%Y-%m-%d-%H%M%S")


def stamped(stamp: str) -> datetime | None:
    """Return the moment that a name of a file tells; None where it tells none."""
    try:
        return datetime.strptime(stamp, "%Y-%m-%d-%H%M%S").replace(tzinfo=zone())
    except ValueError:
        return None


def is_moment(text: object) -> bool:
    """Tell whether something is a moment that exists, with its zone, as events and records bear it.

    A server asks the same (`hub.is_moment`); a test compares the two.
    """
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def moment_of(at: str) -> datetime:
    """Return a stored moment in the institution's time, wherever this computer stands.

    A mere day is its midnight there. A moment at the end of all days, which has no day there any
    more, stays in UTC.
    """
    moment = datetime.fromisoformat(at)
    if len(at) == len("2026-11-28"):
        return moment.replace(tzinfo=zone())
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(zone())
    except OverflowError:
        return moment


def known_moment(at: str) -> datetime | None:
    """Return a stored moment in the institution's time; None for what is none.

    Anybody can write a hub's file; what is told with an odd moment is told all the same.
    """
    try:
        return moment_of(at)
    except ValueError:
        return None


def minute_of(at: str) -> str:
    """Return a stored moment as the institution's day and minute: 2026-11-28 23:04.

    What is no moment stays as it is, here and where the day of one is asked for.
    """
    moment = known_moment(at)
    return at if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def day_of(at: str) -> str:
    """Return the institution's day of a stored moment; what is only a day stays as it is."""
    moment = known_moment(at) if len(at) > len("2026-11-28") else None
    return at if moment is None else moment.date().isoformat()


def day_before(day: str) -> str:
    """Return the day before an ISO date; the first one there is has none before it.

    What is no day stays as it is, here and where the day after is asked for.
    """
    found = known_day(day)
    return (max(found, date.min + ONE_DAY) - ONE_DAY).isoformat() if found else day


def day_after(day: str) -> str:
    """Return the day after an ISO date; the last one there is has none after it."""
    found = known_day(day)
    return (min(found, date.max - ONE_DAY) + ONE_DAY).isoformat() if found else day


def known_day(day: str) -> date | None:
    """Return the day of an ISO date; None for what is none."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def is_working_day(day: date, holidays: Collection[date] = frozenset()) -> bool:
    """Tell whether people work on `day`."""
    return day.weekday() < 5 and day not in holidays


def working_days(first: date, last: date, holidays: Collection[date] = frozenset()) -> int:
    """Return the working days from `first` to `last`, both counted; 0 where last is earlier."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    days = weeks * 5 + sum((first + timedelta(days=n)).weekday() < 5 for n in range(rest))
    return days - sum(1 for day in holidays if first <= day <= last and day.weekday() < 5)


def add_working_days(start: date, days: int, holidays: Collection[date] = frozenset()) -> date:
    """Return the day that lies `days` working days after `start`."""
    day = start
    while days > 0:
        day += ONE_DAY
        if is_working_day(day, holidays):
            days -= 1
    return day


def end_of(start: date, days: int, holidays: Collection[date] = frozenset()) -> date:
    """Return the last day of a piece of work of `days` working days that begins on `start`."""
    day = start
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return add_working_days(day, max(days, 1) - 1, holidays)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def semester_days(year: str, semester: str) -> tuple[date, date] | None:
    """Return first and last day of a semester of an academic year such as 2026/2027.

    The odd semester runs from August to January, the even one from February to July; None where
    the text is no academic year.
    """
    found = re.fullmatch(r"(\d{4})/(\d{4})", year.strip())
    if found is None or int(found.group(2)) != int(found.group(1)) + 1:
        return None
    first = int(found.group(1))
    if semester == "odd":
        return date(first, 8, 1), date(first + 1, 1, 31)
    return date(first + 1, 2, 1), date(first + 1, 7, 31)
