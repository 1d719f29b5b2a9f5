"""Where ids and order come from.

Records with a natural key get a uuid5 made from it, so two people who open the same empty form
offline make the same record; what a person adds gets a random id. Order is a fractional rank:
text that sorts by bytes, with room between any two.
"""

from __future__ import annotations

import re
import uuid
from hashlib import sha1
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMESPACE = uuid.UUID("6f1d7a52-0f6b-5a0e-9c59-3c0a9d2b8e11")
_SEED = NAMESPACE.bytes
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANK = "[0-9A-Za-z]*[1-9A-Za-z]"
"""What every rank is like: with the lowest digit at its end there would be no room before it.

A hub on a server takes no other (`hub/shapes.sql` is made with it); one in a file takes any.
"""
_RANK = re.compile(RANK)


def natural_id(*key: object) -> str:
    """Return the id of the record with this natural key."""
    name = "\x1f".join(map(str, key)).encode()
    made = bytearray(sha1(_SEED + name, usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50  # as `uuid.uuid5` does, four times as fast
    made[8] = made[8] & 0x3F | 0x80
    text = made.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_id() -> str:
    """Return a random id for something that a person adds."""
    return str(uuid.uuid4())


def is_id(ref: str) -> bool:
    """Tell whether a word is an id, which says nothing to a person."""
    return _ID.fullmatch(ref) is not None


def form_id(
    subject_kind: str, subject_id: str, kind: str, scope: str = "", round_: int = 1, loop: int = 1
) -> str:
    """Return the id of a form from its address (design.md, section 4)."""
    return natural_id("form", subject_kind, subject_id, kind, scope, round_, loop)


def value_id(form: str, path: str) -> str:
    """Return the id of the value at `path` of a form."""
    return natural_id("value", form, path)


def rank_between(before: str, after: str) -> str:
    """Return a rank that sorts after `before` and before `after`; "" means open.

    Raises:
        ValueError: `before` does not sort before `after`.
    """
    if after and before >= after:
        raise ValueError(f"no rank between {before!r} and {after!r}")
    return _midpoint(before, after)


def _midpoint(low: str, high: str) -> str:
    """Return the shortest text between two ranks; neither ends in the lowest digit."""
    if high:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _midpoint(low[shared:], high[shared:])
    first = _DIGITS.index(low[0]) if low else 0
    last = _DIGITS.index(high[0]) if high else len(_DIGITS)
    if last - first > 1:
        return _DIGITS[(first + last + (1 if not low else 0)) // 2]
    if high and len(high) > 1:
        return high[0]
    rest = low[1:]
    full = len(rest) - len(rest.lstrip(_DIGITS[-1]))
    return _DIGITS[first] + rest[:full] + _midpoint(rest[full:], "")


def ranks(count: int, before: str = "", after: str = "") -> tuple[str, ...]:
    """Return `count` ranks in order, spread evenly between two others."""
    if count <= 0:
        return ()
    middle = rank_between(before, after)
    left = (count - 1) // 2
    return (*ranks(left, before, middle), middle, *ranks(count - 1 - left, middle, after))


def is_rank(text: str) -> bool:
    """Tell whether a text is a rank, beside which there is a place."""
    return _RANK.fullmatch(text) is not None


def last_rank(order: Sequence[str]) -> str:
    """Return the last rank of some; "" where there is none."""
    return max(filter(is_rank, order), default="")


def place_in(order: Sequence[str], index: int) -> str:
    """Return the rank that puts something at `index` of rows with the ranks `order`."""
    return places_in(order, index, 1)[0]


def places_in(order: Sequence[str], index: int, count: int) -> tuple[str, ...]:
    """Return the ranks that put so many rows at `index` of rows with the ranks `order`.

    What is no rank counts for nothing: what came with a hub in a file stops nobody.
    """
    before = last_rank(order[:index])
    after = min((each for each in filter(is_rank, order[index:]) if each > before), default="")
    return ranks(count, before, after)
