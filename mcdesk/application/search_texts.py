"""Which records are searched, and the words that stand in each of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import TYPED_ROWS
from mcdesk.procedure.rows import typed_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import Column, Field, FormDefinition

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
OF_FORMS = ("form_value", "form_row", *TYPED_ROWS)
"""The tables whose records stand in a form, each in a field that its definition knows."""
CHOSEN = (FieldType.CHOICE, FieldType.CHOICES)
FIGURES = (FieldType.YESNO, FieldType.PROGRAMME, FieldType.PERSON, FieldType.FILE,
           FieldType.DATE, FieldType.NUMBER)  # fmt: skip
"""Columns of these types hold ids or figures."""
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


def said_in(
    table: str, row: Mapping[str, Any], definition: FormDefinition | None
) -> dict[str, str]:
    """Return the words of a record by column that people wrote: the ids of choices are none."""
    texts = words_in(table, row)
    if definition is None or table not in OF_FORMS:
        return texts
    try:
        entry = definition.field_of(str(row["path" if table == "form_value" else "field"]))
    except KeyError:
        return texts
    if table == "form_value":
        told = {name: _unchosen(entry, text) for name, text in texts.items()}
    else:
        columns = {column.id: column for column in entry.columns}
        told = {name: _unchosen(columns.get(name), text) for name, text in texts.items()
                if name not in columns or columns[name].type not in FIGURES}  # fmt: skip
    return {name: text for name, text in told.items() if text}


def _unchosen(entry: Field | Column | None, text: str) -> str:
    """Return a text without the ids of choices, a line each; what was typed instead stays."""
    if entry is None or entry.type not in CHOSEN:
        return text
    ids = {choice.id for choice in entry.choices}
    return "\n".join(line for line in text.split("\n") if line not in ids)


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
