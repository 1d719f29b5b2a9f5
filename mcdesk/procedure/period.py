"""The periods of the register (domain.md, F4): semesters, and which follows which.

Which period a card stands in is worked out, never stored: it begins with the one that its entry
names and goes on past every closed register that does not keep the card.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import semester_days
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHOUT = Label("Without a period yet", "Belum ada periode")
SEMESTERS = {
    "odd": Label("Odd", "Gasal"),
    "even": Label("Even", "Genap"),
    "short": Label("Short", "Pendek"),
}
ORDER = ("", *SEMESTERS)
ENDS = {"odd": (1, 31), "even": (7, 31), "short": (8, 31)}
"""The last month and day of each semester, in the second year of its academic year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A semester of an academic year; both empty for what has no period yet."""

    year: str = ""
    semester: str = ""

    @property
    def order(self) -> tuple[str, int]:
        """What periods are sorted by: year, then semester."""
        known = self.semester in ORDER
        return self.year, ORDER.index(self.semester) if known else len(ORDER)

    @property
    def label(self) -> Label:
        """The period in words."""
        if not self.year and not self.semester:
            return WITHOUT
        semester = SEMESTERS.get(self.semester, Label(self.semester, self.semester))
        return Label(f"{self.year} {semester.en}".strip(), f"{self.year} {semester.id}".strip())

    @property
    def is_whole(self) -> bool:
        """Tell whether it names an academic year such as 2026/2027 and a semester."""
        first, slash, second = self.year.partition("/")
        whole = len(first) == 4 and bool(slash) and first.isdecimal() and second.isdecimal()
        return whole and int(second) == int(first) + 1 and self.semester in SEMESTERS

    @property
    def name(self) -> Label:
        """The semester as a letter calls it."""
        semester = SEMESTERS.get(self.semester, Label(self.semester, self.semester))
        return Label(f"{semester.en} semester {self.year}", f"Semester {semester.id} {self.year}")

    def following(self) -> Period:
        """Return the next regular semester: even after odd, else the odd one of the next year."""
        if self.semester == "odd":
            return Period(self.year, "even")
        first = int(self.year[:4]) + 1
        return Period(f"{first}/{first + 1}", "odd")

    def last_day(self) -> date:
        """Return the day on which the semester ends."""
        month, day = ENDS[self.semester]
        return date(int(self.year[:4]) + 1, month, day)


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period as cards are placed by it: who stays, and where all others go on."""

    period: Period
    next: Period
    stays: frozenset[str]


def running(today: date) -> Period:
    """Return the semester that runs on a day."""
    year = today.year if today.month >= 8 else today.year - 1
    return Period(f"{year}/{year + 1}", "odd" if today.month >= 8 or today.month == 1 else "even")


def way_of(
    card: str, entered: Period, closed: Iterable[Closed], *, ended: bool
) -> tuple[Period, ...]:
    """Return the periods that a card has stood in, the present one last.

    A closed register keeps the cards that had ended when it was closed, while they have; every
    other card, one that was reopened or entered afterwards, too, goes on in the next period.
    """
    known = {entry.period: entry for entry in closed}
    way = [entered]
    while (found := known.get(way[-1])) is not None:
        if ended and card in found.stays:
            break
        way.append(found.next)
    return tuple(way)


def semester_of(since: date, until: date) -> Period | None:
    """Return the semester that lasts from one day to another; None where these days are none."""
    for first in (since.year, since.year - 1):
        for semester in ("odd", "even"):
            period = Period(f"{first}/{first + 1}", semester)
            if semester_days(period.year, semester) == (since, until):
                return period
    return None
