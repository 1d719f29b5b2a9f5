"""What stands for what in the sample's files: days from today, people, facts of a card."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from string import Template
from typing import TYPE_CHECKING, Any

from mcdesk.application.days import MONTHS
from mcdesk.procedure.calendar import ONE_DAY, is_working_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.canonical import Json

DAY, WRITTEN = "day:", "written:"


def fixed_holidays(names: Mapping[str, str], today: date) -> dict[str, str]:
    """Return holidays that fall on the same day every year, by date, around this year."""
    years = range(today.year - 2, today.year + 3)
    return {f"{year}-{day}": name for year in years for day, name in names.items()}


def academic_year(on: date) -> dict[str, str]:
    """Return the academic year and the semester in which a day lies."""
    first = on.year if on.month >= 8 else on.year - 1
    semester = "odd" if on.month >= 8 or on.month == 1 else "even"
    return {"year": f"{first}/{first + 1}", "semester": semester}


@dataclass
class Values:
    """Turns what the files say into what a command takes.

    `day:-30` is a working day some thirty days ago, `written:-30` the same as one writes it into
    a text, `@SME-01` a person's id, `$hours` a fact of
    the card, `$on` the day of the step, `$year` its academic year; numbers become texts, as
    forms keep them.
    """

    today: date
    persons: dict[str, str]
    holidays: frozenset[date] = frozenset()
    always: str = "2000-01-01"
    facts: Mapping[str, str] = field(default_factory=dict)

    def know(self, name: str, id_: str) -> str:
        """Remember a person's id, and return it."""
        self.persons[name] = id_
        return id_

    def person(self, name: str) -> str:
        """Return the id of a person of the sample."""
        return self.persons[name]

    def day(self, offset: int) -> date:
        """Return the working day nearest to a day: before it in the past, behind it ahead."""
        step = ONE_DAY if offset > 0 else -ONE_DAY
        day = self.today + timedelta(days=offset)
        while not is_working_day(day, self.holidays):
            day += step
        return day

    def of(self, value: Any, on: date | None = None) -> Json:
        """Return a value of a file as a command takes it; `on` is the day of the step."""
        if isinstance(value, dict):
            return {key: self.of(entry, on) for key, entry in value.items()}
        if isinstance(value, list):
            return [self.of(entry, on) for entry in value]
        if isinstance(value, str):
            return self._text(value, on or self.today)
        return value if isinstance(value, bool) else str(value)

    def _text(self, text: str, on: date) -> str:
        if text.startswith(DAY):
            return self.day(int(text.removeprefix(DAY))).isoformat()
        if text.startswith(WRITTEN):
            day = self.day(int(text.removeprefix(WRITTEN)))
            months = MONTHS[self.facts.get("language", "en")]
            return f"{day.day} {months[day.month - 1]} {day.year}"
        if text.startswith("@"):
            return self.person(text.removeprefix("@"))
        if "$" not in text:
            return text.strip()
        known = {**self.facts, **academic_year(on), "on": on.isoformat(), "yyyy": str(on.year)}
        return Template(text).substitute(known).strip()
