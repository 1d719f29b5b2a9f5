"""Which row of a table something is about, by the first things said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Column, Field

NAMING = (FieldType.LINE, FieldType.TEXT, FieldType.CHOICE)
NAMED, LONGEST = 2, 48
"""By so many cells is a row named, in so many letters at most."""
SPLIT = " / "
"""What stands between the two languages in a usual row of a definition."""


def row_name(
    table: Field,
    before: Mapping[str, Json],
    after: Mapping[str, Json],
    say: Callable[[Column, Json], str],
    naming: Sequence[FieldType] = NAMING,
) -> Label | None:
    """Return what a row is called in both languages: by the first cells with words that stayed.

    Cells that are `naming` count, of all that have words.
    """
    said = []
    for column in table.columns:
        value = before.get(column.id)
        if column.type in naming and value == after.get(column.id) and not is_empty(value):
            known = next((each.label for each in column.choices if each.id == value), None)
            said.append(known or _in_halves(table, column, " ".join(say(column, value).split())))
    if not said:
        return None
    parts = said[:NAMED]
    return Label(_joined([each.en for each in parts]), _joined([each.id for each in parts]))


def _in_halves(table: Field, column: Column, words: str) -> Label:
    """Return words by language, where a usual row gives them so: "Backup file / Berkas cadangan".

    It may have been written on in both; what a person typed otherwise is told whole.
    """
    halves = words.split(SPLIT)
    usual = (str(row.get(column.id, "")).split(SPLIT) for row in table.rows)
    if any(_goes_on(halves, given) for given in usual):
        return Label(halves[0], halves[1])
    return Label(words, words)


def _goes_on(halves: Sequence[str], given: Sequence[str]) -> bool:
    """Tell whether words in two languages are what is given, or begin with it in each."""
    pairs = zip(halves, given, strict=False)
    return len(halves) == len(given) == 2 and all(
        said.casefold().startswith(usual.casefold()) for said, usual in pairs
    )


def _joined(parts: list[str]) -> str:
    """Return the parts as one name; what another one says already is not said again.

    A code is told with its usual name ("LM9 Backup file"): that of the row takes its place.
    """
    name = parts[0]
    for part in parts[1:]:
        code, _space, usual = name.partition(" ")
        if part.casefold() in name.casefold():
            continue
        says_more = usual and part.casefold().startswith(usual.casefold())
        name = f"{code} {part}" if says_more else f"{name}, {part}"
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
