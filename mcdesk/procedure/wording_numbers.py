"""What may be set of a number that a team adds: its decimals, its bounds and its unit.

A bound that is no number stays as it was typed and is told; nothing that was typed is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure import wording
from mcdesk.procedure.canonical import decimal, decimal_text
from mcdesk.procedure.definition import Column, FieldType
from mcdesk.procedure.rules_registry import shown
from mcdesk.procedure.rules_types import readings
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_add import OWN, is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.definition import Field
    from mcdesk.procedure.wording import Data

Bound: TypeAlias = int | float | str | None
BOUNDS = ("minimum", "maximum")
MOST_DECIMALS = 6
"""So many decimals can be asked for; paper prints no more."""
LONGEST_UNIT = 16
DIGITS = 12
"""So many digits of a bound are kept to the last one."""


def is_own_number(entry: Data, place: str) -> bool:
    """Tell whether an entry is a number, field or column, that the team added."""
    kind = wording.kind_of(place)
    return kind in ("field", "column") and entry.get("type") == FieldType.NUMBER and is_own(place)


def bound_of(text: str) -> Bound:
    """Return a bound as the data holds it: a number, the text where it is none, None for none."""
    if not text.strip():
        return None
    number = decimal(text)
    if number is None or len(number.as_tuple().digits) > DIGITS or abs(number.adjusted()) > DIGITS:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def bound_text(value: object) -> str:
    """Return a bound as a stored number is written, or what was typed in its place."""
    number = decimal(str(value)) if value is not None else None
    return decimal_text(number) if number is not None else str(value or "")


def _spoken(value: object) -> Label:
    """Return a bound as each language writes it."""
    text = bound_text(value)
    return Label(text, text.replace(".", ","))


def bounds_label(entry: Field | Column) -> Label | None:
    """Return between what a number of the team lies, as it stands beside its place."""
    if entry.type is not FieldType.NUMBER or not entry.id.startswith(OWN):
        return None
    least, most = (
        _spoken(int(value) if value == int(value) else value) if value is not None else None
        for value in (entry.minimum, entry.maximum)
    )
    if least is not None and most is not None:
        return Label(f"{least.en} to {most.en}", f"{least.id} sampai {most.id}")
    if least is not None:
        return Label(f"at least {least.en}", f"paling sedikit {least.id}")
    return Label(f"at most {most.en}", f"paling banyak {most.id}") if most is not None else None


def with_unit(data: Data, place: str, unit: Label) -> dict[str, object]:
    """Return data with another unit of a number; an empty one goes."""
    kept = {"en": unit.en, "id": unit.id} if unit.en or unit.id else None
    return wording.with_value(data, place, "unit", kept)


def number_faults(data: Data) -> Iterator[Finding]:
    """Yield what cannot be of the numbers that the team added."""
    for entry in wording.outline(data):
        own = wording.entry_at(data, entry.place)
        if is_own_number(own, entry.place):
            yield from _faults(own, entry.place)


def _faults(own: Data, place: str) -> Iterator[Finding]:
    least, most = (own.get(key) for key in BOUNDS)
    decimals = int(own.get("decimals", 0))
    read_as = Column("bound", Label("", ""), FieldType.NUMBER, decimals=decimals)
    for value in (least, most):
        both = readings(read_as, value)
        if both is not None:
            text = N_("“{value}” may mean {whole} or {part}; write one of them.")
            two = {"value": value, "whole": shown(both[0]), "part": shown(both[1])}
            yield Finding("bound", text, two, path=place)
        elif isinstance(value, str):
            text = N_("“{value}” is not a number that can be a bound; write at most {n} digits.")
            yield Finding("bound", text, {"value": value[:40], "n": DIGITS}, path=place)
    numbers = [value for value in (least, most) if isinstance(value, int | float)]
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        text = N_("The least, {least}, is more than the greatest, {most}.")
        params: dict[str, object] = {"least": _spoken(least), "most": _spoken(most)}
        yield Finding("bounds", text, params, path=place)
    for value in numbers:
        if len(bound_text(value).partition(".")[2]) > decimals:
            text = N_("{value} has more decimals than can be filled in here ({n}).")
            told: dict[str, object] = {"value": _spoken(value), "n": decimals}
            yield Finding("bound_decimals", text, told, path=place)
    unit = wording.label_of(own.get("unit"))
    if bool(unit.en) != bool(unit.id):
        yield Finding("unit", N_("Write the unit in English and Indonesian."), path=place)
    if max(len(unit.en), len(unit.id)) > LONGEST_UNIT:
        text = N_("A unit has room for {n} letters.")
        yield Finding("unit_long", text, {"n": LONGEST_UNIT}, path=place)
