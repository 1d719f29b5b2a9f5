"""Canonical JSON and text: one spelling for every value, in Python and in SQL alike.

Keys are sorted, nothing is escaped that need not be, there are no floats: decimals are texts
(design.md, section 4). Long text is NFC with LF line ends, without NUL and lone surrogates.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeVar, cast

GREATEST_EXPONENT = 5_000
LARGEST = 2**53 - 1
"""The largest whole number, with either sign, that whoever reads JSON reads to its last digit.

One beyond it is kept as text, as decimals are; a hub takes none (`hub/shapes.sql` is made with it).
"""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction in which what follows is read."""
T = TypeVar("T")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Json = None | bool | int | str | list[Any] | dict[str, Any]
UNREAD: Json = {}
"""What stands for a kept text that is no JSON, by its identity."""


def json_text(value: object) -> str:
    """Return `value` as canonical JSON text; a number that is not exact in it is written as text.

    That is a float, and a whole number beyond `LARGEST`.
    """
    return _ENCODER.encode(_plain(value))


def read_json(text: str, other: Json = None) -> Json:
    """Return what a kept text says as JSON, or `other`: anybody can write a hub's file."""
    try:
        kept: Json = json.loads(text)
    except (ValueError, RecursionError):
        return other
    return kept


def read_object(text: str) -> dict[str, Json]:
    """Return what a kept text says as JSON by names; nothing where it says something else."""
    kept = read_json(text or "{}")
    return kept if isinstance(kept, dict) else {}


def is_json(text: str) -> bool:
    """Tell whether a kept text can be read as JSON."""
    return read_json(text, UNREAD) is not UNREAD


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text; PostgreSQL computes the same over a column."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value as canonical JSON says it; what an event is full of is asked for first."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {_clean_name(str(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        return f"{Decimal(str(value)).normalize():f}"
    if isinstance(value, int):
        return value if is_exact(value) else str(value)
    return value


@lru_cache(maxsize=2048)
def _clean_name(name: str) -> str:
    """Return what something is called in an object, as it is stored: few names, again and again."""
    return clean_text(name)


def clean_text(text: str) -> str:
    """Return `text` as it is stored: NFC, LF line ends, no NUL, no lone surrogates.

    A lone surrogate, which no file can hold, becomes U+FFFD; a NUL is dropped.
    """
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", text)


def in_one_line(text: str) -> str:
    """Return a text as one line: breaks and control characters become one space."""
    seen = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join("".join(seen).split())


def is_line(value: object, most: int) -> bool:
    """Tell whether a value is a text of one line, of so many letters, that no sign turns round."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= most:
        return False
    return not any(
        sign in TURNING or unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in value
    )


def clean(value: T) -> T:
    """Return a value with every text in it, also in lists and objects, as it is stored."""
    made: object = value
    if isinstance(value, str):
        made = clean_text(value)
    elif isinstance(value, list | tuple):
        made = type(value)(clean(entry) for entry in value)
    elif isinstance(value, dict):
        made = {clean(key): clean(entry) for key, entry in value.items()}
    return cast("T", made)


def is_exact(value: object) -> bool:
    """Tell whether a value is a whole number within `LARGEST`."""
    return isinstance(value, int) and abs(value) <= LARGEST


def decimal(value: object) -> Decimal | None:
    """Return a stored number (text or int) as Decimal, or None where it is not one.

    An exponent beyond `GREATEST_EXPONENT` is no number: written out it would never end.
    """
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > GREATEST_EXPONENT:
        return None
    return number


def decimal_text(number: Decimal) -> str:
    """Return a number as it is stored: plain digits, no exponent, no trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def same(one: Json, other: Json) -> bool:
    """Tell whether two stored values say the same; all kinds of empty are one."""
    return one == other or (is_empty(one) and is_empty(other))


def is_empty(value: object) -> bool:
    """Tell whether a stored value counts as not filled."""
    if value:
        return False
    return value is None or value == "" or value == [] or value == {} or value is False
