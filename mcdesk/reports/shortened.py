"""Texts that are cut so that a sheet stays one page: at a sentence, and marked where they end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.content import Content, Row

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcdesk.application.views import Sheet
    from mcdesk.procedure.canonical import Json

MORE = "…"
_END = re.compile(r"[.!?](?=\s)|\n")
LEAST = 0.4
"""A sentence that ends earlier in what has room is no place to cut: a word is then."""


def cut(text: str, most: int) -> str:
    """Return a text of at most so many letters: whole sentences if they fill some of it."""
    text = text.strip()
    if len(text) <= most:
        return text
    room = text[: most - 2]
    ends = [found.end() for found in _END.finditer(text[:most]) if found.end() <= len(room)]
    if ends and ends[-1] >= LEAST * most:
        return f"{room[: ends[-1]].rstrip()} {MORE}"
    return f"{room.rpartition(' ')[0].rstrip() or room} {MORE}"


def shortened(sheet: Sheet, most: int, rows: int, tables: Collection[str]) -> Sheet:
    """Return a sheet with texts of so many letters, and so many rows in these tables."""
    values = {path: _shorter(value, most, rows) for path, value in sheet.content.values.items()}
    kept = {name: own for name, own in sheet.content.rows.items() if name not in tables}
    for name in tables:
        own = sorted(sheet.content.table(name), key=lambda row: (row.rank, row.id))
        some = [_row(row, most) for row in own[:rows]]
        if len(own) > rows:
            rest = dict.fromkeys(("statement", "title"), MORE)
            some.append(Row("more", f"{some[-1].rank}~", rest))
        kept[name] = tuple(some)
    return replace(sheet, content=Content(values, kept))


def _row(row: Row, most: int) -> Row:
    return Row(
        row.id, row.rank, {key: _shorter(cell, most, most) for key, cell in row.cells.items()}
    )


def _shorter(value: Json, most: int, entries: int) -> Json:
    if isinstance(value, str):
        return cut(value, most)
    if isinstance(value, list) and len(value) > entries:
        return [*(_shorter(each, most, entries) for each in value[:entries]), MORE]
    if isinstance(value, list):
        return [_shorter(each, most, entries) for each in value]
    return value
