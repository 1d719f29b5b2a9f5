"""What is known of a micro-credential that was taken over: which essentials, of which shape.

They stand for a proposal where there is none (decisions.md, 4). A hub on a server asks for the same
shapes (`hub/shapes.sql`), and a test compares both; what another program stored in another one is
passed over.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import decimal_text, read_json

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Field

LISTED, COUNTED, CHOSEN = (
    ("outcomes", "modules", "language"),
    ("hours", "weeks"),
    ("mode", "pace", "kkni"),
)
TABLES = frozenset({"p20", "p35", "p28"})
"""The tables of the proposal for which outcomes, modules and hours stand."""
LARGEST, LONGEST = 10_000, 40
"""The highest number, and the longest name of a choice."""


NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,20})?")
"""How a number is written: plain digits, with a point before decimals."""


def fits(key: str, value: object) -> bool:
    """Tell whether a value can stand for the proposal's field; an essential that is none cannot."""
    if key in COUNTED:
        return _is_number(value)
    if key in LISTED:
        return isinstance(value, list | tuple) and all(map(_can_be_listed, value))
    return key in CHOSEN and isinstance(value, str) and 0 < len(value) <= LONGEST


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    text = decimal_text(Decimal(str(value))) if isinstance(value, float) else str(value)
    return NUMBER.fullmatch(text) is not None and 0 < Decimal(text) <= LARGEST


def _can_be_listed(entry: object) -> bool:
    return isinstance(entry, str | int | float | dict) and not isinstance(entry, bool)


def essentials_of(text: str) -> dict[str, Json]:
    """Return the essentials that a card keeps, as far as they can be read."""
    kept = read_json(text or "{}")
    if not isinstance(kept, dict):
        return {}
    return {key: value for key, value in kept.items() if fits(key, value)}


def are_known_to(entry: Field, form: object) -> bool:
    """Tell whether a table begins with what the essentials say that stand for a form."""
    kind, _mark, source = entry.prefill.partition(".")
    return kind == form and source in TABLES
