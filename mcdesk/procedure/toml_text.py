"""Writes the parsed content of a definition as TOML text again; reading it gives the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

APART = frozenset(("phase", "role", "stage", "transition", "setting", "guard", "effect",
                   "signer", "section", "field", "rule", "sentence"))  # fmt: skip
"""Lists whose tables stand under a heading of their own; others stand one to a line."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(data: Mapping[str, Any]) -> str:
    """Return `data` as TOML text."""
    return "\n".join(_lines(data, "")).strip() + "\n"


def _lines(data: Mapping[str, Any], heading: str) -> Iterator[str]:
    """Yield the keys of a table, then the tables under headings of their own."""
    below = {key: value for key, value in data.items() if key in APART and _is_tables(value)}
    for key, value in data.items():
        if key not in below:
            yield f"{_key(key)} = {_many(value) if _is_tables(value) else _value(value)}"
    for key, tables in below.items():
        name = f"{heading}.{key}" if heading else key
        for table in tables:
            yield from ("", f"[[{name}]]", *_lines(table, name))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _many(tables: list[dict[str, Any]]) -> str:
    return "\n".join(("[", *(f"  {_value(table)}," for table in tables), "]"))


def _value(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)
