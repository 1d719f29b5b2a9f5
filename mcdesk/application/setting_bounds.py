"""What a setting may be: an answer or number of the guide, told before it is given; holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.content import as_date
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from decimal import Decimal

LARGEST_NUMBER = 100_000
ABOVE_NOUGHT = ("hours_per_sks", "weeks_max", "workload_max", "outcomes_max", "modules_max")
OWN: dict[str, object] = {"name": "", "sample": False, "seal_pdf": False, "files_held": False}
"""The settings of a workspace itself, which no procedure names."""
SHARES = ("passing_mark", "weight_share_max", "eligibility_threshold")


def is_within(key: str, value: object) -> bool:
    """Tell whether a number can be meant: a share of 100, an hour count above nought."""
    number = _number(value)
    if number is None:
        return True
    low = number > 0 or key not in ABOVE_NOUGHT
    return low and 0 <= number <= (100 if key in SHARES else LARGEST_NUMBER)


def _number(value: object) -> Decimal | None:
    return decimal(value) if isinstance(value, int | float | str) else None


def expected(key: str, default: object) -> Label | None:
    """Return what a setting takes, in words; None for a text, which takes any."""
    if isinstance(default, bool):
        return Label("yes or no (in a script true or false)",
                     "ya atau tidak (dalam skrip true atau false)")  # fmt: skip
    if _number(default) is None:
        return None
    most = Label("100", "100") if key in SHARES else Label("100,000", "100.000")
    if key in ABOVE_NOUGHT:
        en, id_ = "a number above 0, at most {most}", "angka di atas 0, paling besar {most}"
        return Label(en.format(most=most.en), id_.format(most=most.id))
    return Label(f"a number from 0 to {most.en}", f"angka dari 0 sampai {most.id}")


def are_holidays(value: object) -> bool:
    """Tell whether a value is holidays: days that exist, each with its name, or without names."""
    if isinstance(value, dict):
        return all(as_date(day) and isinstance(name, str) for day, name in value.items())
    return isinstance(value, list) and all(map(as_date, value))


def holidays_in(value: object) -> dict[str, str]:
    """Return the name of each holiday by its date, of a value as far as it tells any.

    Anybody can write a hub's file: what is no holiday there is passed over.
    """
    named = value if isinstance(value, dict) else _without_names(value)
    days = {day: name for day, name in named.items() if as_date(day)}
    return {day: name if isinstance(name, str) else "" for day, name in days.items()}


def _without_names(value: object) -> dict[str, str]:
    days = value if isinstance(value, list) else []
    return {day: "" for day in days if isinstance(day, str)}
