"""Checks on single values: texts, numbers, dates, lists."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.compute import to_cents
from mcdesk.procedure.content import Content, Surroundings, as_date
from mcdesk.procedure.patterns import fits
from mcdesk.procedure.rules_registry import (
    Hit,
    applies,
    bound,
    cells,
    check,
    gives,
    numbers,
    outside,
    shown,
    values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.definition import FormDefinition, Rule


def find_word(text: str, words: list[str]) -> str | None:
    """Return the first of `words` that stands in `text` as a word of its own, as written there."""
    found = _any_of(tuple(words)).search(text) if any(words) else None
    return found.group() if found else None


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    spoken = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{spoken})(?!\w)", re.IGNORECASE)


@check
@gives("least", "most", "count")
def length(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A text has between `least` and `most` letters (domain.md, F2 p1, p10)."""
    texts = ((path, str(value).strip()) for path, value in values(content, rule))
    yield from _not_as_long(texts, rule, surroundings)


@check
@gives("word")
def not_words(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A text holds none of `words` (domain.md, F2 p1: no degree, no product)."""
    for path, value in values(content, rule):
        word = find_word(str(value), list(rule.params["words"]))
        if word:
            yield Hit(path, {"word": word})


@check
@gives("value")
def matches(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A text has the form of `pattern` (domain.md, F2 p20: SKKNI code)."""
    for path, value in values(content, rule):
        if not fits(str(rule.params["pattern"]), str(value).strip()):
            yield Hit(path, {"value": value})


@check
@gives("value")
def consecutive_years(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The years of an academic year follow each other: 2026/2027 (domain.md, F4).

    What is not written as two years is the matter of `matches`.
    """
    for path, value in values(content, rule):
        text = str(value).strip()
        first, _slash, second = text.partition("/")
        if fits("20[0-9]{2}/20[0-9]{2}", text) and int(second) != int(first) + 1:
            yield Hit(path, {"value": value})


@check
@gives("other")
def not_taken(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No other card has this title (domain.md, F2 p1, p3); `what` names the card's column."""
    columns = rule.params["what"]
    for path, value in values(content, rule):
        other = surroundings.look(f"taken:{columns[path]}:{str(value).strip()}")
        if other:
            yield Hit(path, {"other": other})


@check
@gives("other")
def not_taken_in_rows(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No other card has this name, in rows whose `column` holds one of `values` (F7 d17).

    `what` says which name: `lms_name` is the short name of a course in the LMS.
    """
    for place, text in _texts_in_rows(content, rule):
        other = surroundings.look(f"taken:{rule.params['what']}:{text}")
        if other:
            yield Hit(place, {"other": other})


@check
@gives("least", "most", "count")
def length_in_rows(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A text has so many letters, in rows whose `column` holds one of `values` (F7 d17)."""
    yield from _not_as_long(_texts_in_rows(content, rule), rule, surroundings)


def _not_as_long(
    texts: Iterable[tuple[str, str]], rule: Rule, surroundings: Surroundings
) -> Iterator[Hit]:
    """Yield which texts, each with its place, have not between `least` and `most` letters."""
    for place, text in texts:
        broken = outside(Decimal(len(text)), rule, surroundings)
        if broken:
            least, most = map(shown, broken)
            yield Hit(place, {"least": least, "most": most, "count": len(text)})


def _texts_in_rows(content: Content, rule: Rule) -> Iterator[tuple[str, str]]:
    for path in rule.paths:
        for row, place in cells(content, path):
            text = row.text(path.split("/", 1)[1]).strip()
            if text and row.text(str(rule.params["column"])) in rule.params["values"]:
                yield place, text


@check
@gives("least", "most", "count")
def count_between(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A list has between `least` and `most` entries (domain.md, F2 p23)."""
    for path, value in values(content, rule):
        count = len(value) if isinstance(value, list) else 1
        broken = outside(Decimal(count), rule, surroundings)
        if broken:
            yield Hit(path, {"least": shown(broken[0]), "most": shown(broken[1]), "count": count})


@check
@gives("least", "most", "value")
def number_between(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A number lies between `least` and `most`, where `when` applies (domain.md, F2 p30)."""
    if not applies(content, rule):
        return
    for path, value in values(content, rule):
        number = decimal(value)
        broken = outside(number, rule, surroundings) if number is not None else None
        if broken:
            params = {"least": shown(broken[0]), "most": shown(broken[1])}
            yield Hit(path, {**params, "value": shown(number)})


@check
@gives("least", "most", "value")
def number_in_rows(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A number lies within, in rows whose `column` holds one of `values` (domain.md, F1)."""
    for path in rule.paths:
        for row, place in cells(content, path):
            number = row.number(path.split("/", 1)[1])
            if number is None or row.text(str(rule.params["column"])) not in rule.params["values"]:
                continue
            broken = outside(number, rule, surroundings)
            if broken:
                params = {"least": shown(broken[0]), "most": shown(broken[1])}
                yield Hit(place, {**params, "value": shown(number)})


@check
@gives("value", "other")
def not_more_than(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A number is at most that of the field `other` (domain.md, F2 p26)."""
    other = content.number(str(rule.params["other"]))
    for path, value in values(content, rule):
        number = decimal(value)
        if number is not None and other is not None and number > other:
            yield Hit(path, {"value": shown(number), "other": shown(other)})


@check
@gives("first", "second")
def number_order(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The second number is not below the first (domain.md, F2 p17)."""
    first, second = (content.number(path) for path in rule.paths)
    if first is not None and second is not None and second < first:
        yield Hit(rule.paths[1], {"first": shown(first), "second": shown(second)})


@check
@gives("first", "second")
def date_order(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The second date comes after the first (domain.md, F3 t1)."""
    first, second = (content.day(path) for path in rule.paths)
    if first is not None and second is not None and second <= first:
        yield Hit(rule.paths[1], {"first": first.isoformat(), "second": second.isoformat()})


@check
@gives("person", "date")
def held_on(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Who is named held the office `role` on the day in the field `other` (domain.md, R1).

    Who is not in the directory, or a day that is none, is said by other rules.
    """
    day = content.day(str(rule.params["other"]))
    if day is None:
        return
    for path, value in values(content, rule):
        asked = f"held:{rule.params['role']}:{day.isoformat()}:{value}"
        if surroundings.look(asked) is False:
            name = surroundings.look(f"person:{value}")
            yield Hit(path, {"person": name, "date": day.isoformat()})


@check
@gives("days", "earliest")
def date_after_days(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A date lies at least `days` ahead of today (domain.md, F2 p48)."""
    days = int(bound(rule, surroundings, "days") or 0)
    earliest = surroundings.today + timedelta(days=days)
    for path, value in values(content, rule):
        day = as_date(value)
        if day is not None and day < earliest:
            yield Hit(path, {"days": days, "earliest": earliest.isoformat()})


@check
@gives("value")
def date_not_future(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A date is today's or earlier: it tells what has happened (domain.md, F8 k1)."""
    present = surroundings.present or surroundings.today
    for path, value in values(content, rule):
        day = as_date(value)
        if day is not None and day > present:
            yield Hit(path, {"value": day.isoformat()})


@check
@gives("value")
def date_not_past(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A date is today's or later (domain.md, F6 a4)."""
    for path, value in values(content, rule):
        day = as_date(value)
        if day is not None and day < surroundings.today:
            yield Hit(path, {"value": day.isoformat()})


@check
@gives("years")
def date_within_years(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A date is at most `years` old (domain.md, F2 p11)."""
    years = int(bound(rule, surroundings, "years") or 0)
    oldest = _years_before(surroundings.today, years)
    for path, value in values(content, rule):
        day = as_date(value)
        if day is not None and day < oldest:
            yield Hit(path, {"years": years})


def _years_before(day: date, years: int) -> date:
    """Return the day so many years before another, the calendar's first where there is none."""
    if years >= day.year:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@check
@gives("hours", "most")
def hours_per_week(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The hours of the column `total` over these weeks are at most `most` (domain.md, F2 p30)."""
    most = bound(rule, surroundings, "most")
    hours = sum((number for _, number in numbers(content, str(rule.params["total"]))), Decimal(0))
    for path, value in values(content, rule):
        weeks = decimal(value)
        if weeks and weeks > 0 and most is not None and hours / weeks > most:
            each = to_cents(hours / weeks)
            yield Hit(path, {"hours": shown(each), "most": shown(most)})
