"""Whether stored values fit the types of their fields: dates that exist, numbers, choices.

The hits carry `code`, `text` (English, for gettext) and what fills it; saving never fails for
them, freezing does (design.md, section 5).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import Json, decimal, is_empty
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.rules_registry import Hit, cell_path, plain, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TYPE_TEXTS = {
    "not_a_date": N_(
        "“{field}”: “{value}” is not a date that exists. Write day, month and year: 17 Aug 2026."
    ),
    "strange_year": N_(
        "“{field}”: the year {year} can hardly be meant. Write day, month and year: 17 Aug 2026."
    ),
    "not_a_number": N_("“{field}”: “{value}” is not a number."),
    "two_numbers": N_("“{field}”: “{value}” may mean {whole} or {part}; write one of them."),
    "too_small": N_("“{field}”: {value} is less than {minimum}."),
    "too_large": N_("“{field}”: {value} is more than {maximum}."),
    "not_whole": N_("“{field}”: {value} is not a whole number."),
    "too_precise": N_("“{field}”: {value} has more than {decimals} decimal places."),
    "too_long": N_("“{field}” has {count} characters; shorten it to {max}."),
    "unknown_choice": N_("“{field}”: “{value}” is none of the choices; choose again."),
    "wrong_kind": N_("“{field}”: this value does not fit the field; enter it anew."),
}
PLAIN = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
_BEFORE = re.compile(r"(?i)^(?:rp|idr)\.?\s*|(?<=^[+-])\s+")
_SET_APART = re.compile(r"[+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f'\u2019]\d{3})+(?=$|[.,])")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
YEARS = range(1990, 2101)
"""The years that a date of a form can mean, as in a list that is taken over."""
LONGEST_ECHO = 120
LONGEST_KNOWN = 16
"""So many letters of a number whose field took it before are remembered."""
ANSWERS = ("yes", "no", "na")
Typed = Field | Column
Problem = tuple[str, dict[str, object]]


def type_hits(content: Content, definition: FormDefinition) -> Iterator[Hit]:
    """Yield a hit for every value and cell that does not fit the type of its field."""
    for path, entry in definition.fields.items():
        if entry.type is FieldType.TABLE:
            yield from _row_hits(entry, content)
        elif entry.type is FieldType.CHECKLIST:
            for item in entry.items:
                place = f"{path}.{item.id}"
                if not is_empty(content.value(place)):
                    yield from _hits(place, entry, _answer(entry, content.value(place)))
        else:
            yield from _value_hits(path, entry, content.value(path))


def problem_of(entry: Typed, value: Json) -> Problem | None:
    """Return why a filled value does not fit the type of its field, or None."""
    test = TESTS.get(entry.type)
    return test(entry, value) if test is not None else None


def misfit(entry: Typed, code: str, params: Mapping[str, object]) -> Finding:
    """Return as a finding why a value does not fit."""
    return Finding(code, TYPE_TEXTS[code], {"field": entry.label, **params})


def _row_hits(entry: Field, content: Content) -> Iterator[Hit]:
    tests = [(column, column.id, TESTS[column.type]) for column in entry.columns
             if column.type in TESTS]  # fmt: skip
    for row in content.rows.get(entry.id, ()):
        for column, id_, test in tests:
            value = row.cells.get(id_)
            if value is None or value == "":
                continue
            problem = test(column, value)
            if problem is not None:
                yield from _hits(cell_path(entry.id, row, id_), column, problem)


def _value_hits(path: str, entry: Typed, value: Json) -> Iterator[Hit]:
    test = TESTS.get(entry.type)
    if test is not None and value is not None and value != "":
        yield from _hits(path, entry, test(entry, value))


def _hits(path: str, entry: Typed, problem: Problem | None) -> Iterator[Hit]:
    if problem is not None:
        code, params = problem
        if isinstance(params.get("value"), str) and len(str(params["value"])) > LONGEST_ECHO:
            params = {**params, "value": f"{str(params['value'])[:LONGEST_ECHO]}…"}
        yield Hit(path, {"code": code, "text": TYPE_TEXTS[code], "field": entry.label, **params})


def _text(entry: Typed, value: Json) -> Problem | None:
    if not isinstance(value, str):
        return "wrong_kind", {}
    if entry.max and len(value) > entry.max:
        return "too_long", {"count": len(value), "max": entry.max}
    return None


def _name(entry: Typed, value: Json) -> Problem | None:
    return None if isinstance(value, str) else ("wrong_kind", {})


def _date(entry: Typed, value: Json) -> Problem | None:
    day = as_date(value)
    if day is None:
        return "not_a_date", {"value": value}
    return None if day.year in YEARS else ("strange_year", {"year": f"{day.year:04}"})


@cache
def _bound(number: float) -> Decimal:
    """Return a bound as it is written in the definition, to the last digit."""
    return Decimal(str(number))


def readings(entry: Typed, value: Json) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers that “1.000” may mean where it stands; None where it is one.

    With a point or a comma alike: the other language writes thousands so. Where it is typed into a
    field of whole numbers it is read as a thousand, but a script may have meant a point by it.
    What has too many decimals for a field that takes some is told as such.
    """
    return _either(value, entry.decimals) if isinstance(value, str) else None


def _either(value: str, decimals: int) -> tuple[Decimal, Decimal] | None:
    text = bare(value)
    if not _EITHER.fullmatch(text):
        return None
    part = Decimal(text.replace(",", "."))
    if decimals and len(plain(part).partition(".")[2]) > decimals:
        return None
    return Decimal(text.replace(",", "").replace(".", "")), part


def bare(text: str) -> str:
    """Return a number as it was typed without Rp, and without the spaces between its thousands.

    Other spaces stay: “12 14” is two numbers, which nobody meant as one.
    """
    text = _BEFORE.sub("", text.strip())
    thousands = _SET_APART.match(text)
    if thousands is None:
        return text
    digits = re.sub(r"[^+\-\d]", "", thousands.group())
    return digits + text[thousands.end() :]


def _number(entry: Typed, value: Json) -> Problem | None:
    bounds = entry.minimum, entry.maximum, entry.decimals
    if isinstance(value, str) and len(value) <= LONGEST_KNOWN and _fits(value, *bounds):
        return None
    return _misfit_of(value, *bounds)


@lru_cache(maxsize=4096)
def _fits(value: str, minimum: float | None, maximum: float | None, decimals: int) -> bool:
    """Tell whether a text is a number that its field takes.

    The same few stand in hundreds of rows, which are tried three times at each rest of the keys.
    """
    return _misfit_of(value, minimum, maximum, decimals) is None


def _misfit_of(
    value: Json, minimum: float | None, maximum: float | None, decimals: int
) -> Problem | None:
    both = _either(value, decimals) if isinstance(value, str) else None
    if both is not None:
        return "two_numbers", {"value": value, "whole": shown(both[0]), "part": shown(both[1])}
    fits = isinstance(value, str | int) and PLAIN.fullmatch(str(value).strip())
    number = decimal(value) if fits else None
    if number is None:
        return "not_a_number", {"value": value}
    told: dict[str, object] = {}
    code = ""
    if minimum is not None and number < _bound(minimum):
        code, told = "too_small", {"minimum": shown(_bound(minimum))}
    elif maximum is not None and number > _bound(maximum):
        code, told = "too_large", {"maximum": shown(_bound(maximum))}
    elif "." in str(number) and len(plain(number).partition(".")[2]) > decimals:
        code, told = "too_precise", {"decimals": decimals}
        code = code if decimals else "not_whole"
    return (code, {"value": shown(number), **told}) if code else None


def is_read(entry: Typed, value: Json) -> bool:
    """Tell whether what stands in a number's place is read as one number, so that it is shown so.

    One that is too small or large is; “1e5” and what may be a thousand or one stay as typed.
    """
    problem = _number(entry, value)
    return problem is None or problem[0] not in ("not_a_number", "two_numbers")


def _choice(entry: Typed, value: Json) -> Problem | None:
    known = {choice.id for choice in entry.choices}
    return (
        None if isinstance(value, str) and value in known else ("unknown_choice", {"value": value})
    )


def _choices(entry: Typed, value: Json) -> Problem | None:
    if not isinstance(value, list):
        return "wrong_kind", {}
    return next(filter(None, (_choice(entry, each) for each in value)), None)


def _tags(entry: Typed, value: Json) -> Problem | None:
    fits = isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )
    return None if fits else ("wrong_kind", {})


def _tick(entry: Typed, value: Json) -> Problem | None:
    return None if isinstance(value, bool) else ("wrong_kind", {})


def _answer(entry: Typed, value: Json) -> Problem | None:
    known = [choice.id for choice in entry.choices] or ANSWERS
    return None if value in known else ("unknown_choice", {"value": value})


SEVERAL = (FieldType.CHOICES, FieldType.TAGS)
"""The types of which a place holds several answers."""


def may_hold(entry: Typed, value: Json) -> bool:
    """Tell whether a place can keep a value at all: nothing takes an object, and few a list.

    What is typed is kept whatever it says (design.md, section 5); nobody types a list of JSON.
    """
    if isinstance(value, list) and value:
        return entry.type in SEVERAL and not any(isinstance(each, list | dict) for each in value)
    return not isinstance(value, dict) or not value


TESTS: dict[FieldType, Callable[[Typed, Json], Problem | None]] = {
    FieldType.LINE: _text,
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.TAGS: _tags,
    FieldType.PERSON: _name,
    FieldType.PROGRAMME: _name,
    FieldType.TICK: _tick,
    FieldType.YESNO: _answer,
}
