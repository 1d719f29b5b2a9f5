"""Which records are searched, and the words that stand in each of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.records import TYPED_ROWS
from mcdesk.procedure.rows import typed_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMED = ("code", "name_en", "name_id")
COLUMNS: dict[str, tuple[str, ...]] = {
    "card": ("code", "title_en", "title_id", "short_title", "status_reason", "back_reason"),
    "idea": ("title", "from_whom", "note"),
    "person": ("name", "titles_before", "titles_after", "position"),
    "programme": NAMED,
    "faculty": NAMED,
    "form": ("number",),
    "comment": ("text",),
    "file": ("name", "note", "link"),
    "external": ("number", "signed_by", "note", "facts"),
    "sign_off": ("note", "place", "letter", "withdrawn_reason"),
    "debt": ("reason", "instructed_by", "owed", "owed_by", "letter", "paid_note"),
    "correction": ("what", "why", "component", "backup", "agreed_by"),
    "closed_period": ("number", "reopened_reason"),
    "form_value": ("value",),
    "form_row": ("cells",),
    **{table: (*sorted(typed_columns(table)), "extra") for table in TYPED_ROWS},
}
"""The columns in which people's words stand. A person's number and e-mail are not searched."""
AS_JSON = ("value", "cells", "extra", "facts")
NO_WORDS = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\d|yes|no|na|"
)
"""What stands for something else: ids, digests, days, answers; and nothing."""


def words_in(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of a record by column, of a row of a form by the form's own column."""
    found: dict[str, str] = {}
    for column in COLUMNS[table]:
        stored = row[column]
        if not stored:
            continue
        inner = _read(stored) if column in AS_JSON else str(stored)
        if isinstance(inner, dict):
            for name, value in inner.items():
                found[name] = "\n".join(_texts(value))
        else:
            found[column] = "\n".join(_texts(inner))
    return {column: text for column, text in found.items() if text}


def _read(stored: str) -> Any:
    try:
        return json.loads(stored)
    except ValueError:
        return stored


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value that is written to be read."""
    if isinstance(value, str):
        if not NO_WORDS.fullmatch(value):
            yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
