"""The sample workspace: micro-credentials at every kind of stage, told by commands alone.

The content lies in `resources/sample/`: the people (`people.toml`), texts that several cards
share (`shared.toml`) and one file a card. Every date there is counted from today, so that the
sample is as fresh on the day it is made as the work of a real team; all that is told happens in
the order of its days, as the person who did it, through the same commands and guards as ever.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mcdesk import resources
from mcdesk.application.sample_steps import Teller
from mcdesk.application.sample_values import Values, fixed_holidays
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id

if TYPE_CHECKING:
    from mcdesk.application.desk import Desk
    from mcdesk.application.ports import Progress
    from mcdesk.procedure.commands import Command

Story = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What one person did for one card on one day; `acts` are verbs or whole commands."""

    day: date
    who: str
    teller: Teller
    acts: tuple[Any, ...]


def fill_sample(desk: Desk, progress: Progress | None = None) -> bool:
    """Fill a new workspace, whose only person is CTL-01, with the sample.

    `progress` hears of every line; where it answers False the rest is left out and False returned.

    Raises:
        Refused: A line of the sample breaks the procedure; the sample is a legal walk.
    """
    people, shared, cards = _read()
    newcomer = desk.person_id
    values = _values(people, desk.today, newcomer)
    with desk.at(values.day(int(people["day"]))):
        desk.execute_together(_directory(people, values))
    tellers = [Teller(desk, story, shared, values) for story in (people, *cards)]
    lines = sorted(
        (line for teller in tellers for line in _lines(teller)), key=lambda line: line.day
    )
    told = progress or _untold
    numbered = enumerate(lines)
    try:
        for day, of_the_day in groupby(numbered, key=lambda entry: entry[1].day):
            with desk.at(day):
                for number, line in of_the_day:
                    if not told(number, len(lines)):
                        return False
                    desk.person_id = values.person(line.who)
                    desk.execute_together(line.teller.commands(line.acts))
    finally:
        desk.person_id = newcomer
    desk.refresh_summaries()
    return told(len(lines), len(lines))


def first_day(today: date) -> date:
    """Return the day from which the sample's definitions bind: before its first card began."""
    people, _shared, _cards = _read()
    return _values(people, today, "").day(int(people["day"]))


def _values(people: Story, today: date, newcomer: str) -> Values:
    days = fixed_holidays(people["holidays"], today)
    return Values(today, {"CTL-01": newcomer}, frozenset(map(date.fromisoformat, days)))


def _untold(_done: int, _of: int) -> bool:
    return True


def _read() -> tuple[Story, Story, tuple[Story, ...]]:
    """Return the people, the shared texts and the cards of the sample, in the files' order."""
    files = sorted((resources.root() / "sample").glob("*.toml"))
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in files}
    people, shared = read.pop("people"), read.pop("shared")
    return people, shared, tuple(read.values())


def _lines(teller: Teller) -> Iterator[Line]:
    """Yield the lines of one story: `[day, who, what they did …]`."""
    for day, who, *acts in teller.story["steps"]:
        yield Line(teller.values.day(day), who, teller, tuple(acts))


# --- the directory --------------------------------------------------------------------------


def _directory(people: Story, values: Values) -> Iterator[Command]:
    """Yield the commands that enter settings, faculties, programmes, people and offices."""
    for key, value in people["settings"].items():
        yield do.SetSetting(key=key, value=value, since=values.always)
    holidays = fixed_holidays(people["holidays"], values.today)
    yield do.SetSetting(key="holidays", value=holidays, since=values.always)
    for code, (name_en, name_id, programmes) in people["faculties"].items():
        yield do.AddFaculty(code=code, name_en=name_en, name_id=name_id)
        for short, (programme_en, programme_id) in programmes.items():
            yield do.AddProgramme(
                code=short, name_en=programme_en, name_id=programme_id, faculty=code
            )
    for entry in people["people"]:
        yield from _person(entry, values)


def _person(entry: Story, values: Values) -> Iterator[Command]:
    """Yield the commands that enter one person and the offices held, each with its term."""
    name = entry["name"]
    id_ = values.know(name, natural_id("sample", name))
    yield do.AddPerson(
        id=id_,
        name=name,
        login=name.lower(),
        roles=list(entry.get("roles", ())),
        titles_before=entry.get("before", ""),
        titles_after=entry.get("after", ""),
        position=entry.get("position", ""),
        number_kind="NIDN" if "nidn" in entry else "",
        number=entry.get("nidn", ""),
    )
    for role, scope, place in entry.get("offices", ()):
        yield do.AppointOffice(
            id=natural_id("sample", "office", name, role, place),
            person=id_,
            role=role,
            since=str(values.of(entry.get("since", "day:-900"))),
            until=str(values.of(entry.get("until", "day:+560"))),
            **{scope: place},
        )
