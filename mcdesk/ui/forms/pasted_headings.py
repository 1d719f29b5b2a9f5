"""Whether the first line of what is pasted says what the columns are: it makes no row.

Each column of what is pasted goes where its heading says, as with a list that is taken over. Where
it is not sure that the line is one of headings (`exchange/headings.py`), a person is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcdesk.exchange.headings import FEWEST, are_likely, are_sure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.i18n import Language
    from mcdesk.procedure.definition import Column

LANGUAGES: tuple[Language, ...] = ("en", "id")


class Headings(NamedTuple):
    """Which column each cell of a line of headings means, -1 for none of the table."""

    columns: tuple[int, ...]
    is_sure: bool


def are_headings(cells: Sequence[str], columns: Sequence[Column], first: int) -> bool:
    """Tell whether cells only say in one language what the columns from `first` on are called.

    They may stand in both or with their unit, and some be left out or said by their first words,
    as people write them over their own tables.
    """
    filled = [(_plain(cell), at) for at, cell in enumerate(cells) if _plain(cell)]
    if any(first + at >= len(columns) for _said, at in filled):
        return False
    return any(_name_all(filled, columns[first:], language) for language in LANGUAGES)


def _name_all(
    filled: Sequence[tuple[str, int]], columns: Sequence[Column], language: Language
) -> bool:
    names = [_names(columns[at], language) for _said, at in filled]
    exact = [
        said in each | _in_both(columns[at]) for (said, at), each in zip(filled, names, strict=True)
    ]
    begun = [_begins(said, each) for (said, _at), each in zip(filled, names, strict=True)]
    known = [one or other for one, other in zip(exact, begun, strict=True)]
    return are_sure(known) and sum(exact) >= FEWEST


def headings(cells: Sequence[str], columns: Sequence[Column]) -> Headings | None:
    """Return what a line of headings means, in whatever order; None where it is none.

    Of two that mean the same, the first one counts.
    """
    names = [_in_both(column).union(*(_names(column, each) for each in LANGUAGES))
             for column in columns]  # fmt: skip
    said = [_plain(cell) for cell in cells]
    found = [-1] * len(said)
    for at, words in enumerate(said):
        exact = [n for n, each in enumerate(names) if words in each and n not in found]
        found[at] = exact[0] if words and exact else -1
    if sum(at >= 0 for at in found) < FEWEST:
        return None
    for at, words in enumerate(said):
        begun = [n for n, each in enumerate(names) if _begins(words, each)]
        if words and found[at] < 0 and len(begun) == 1 and begun[0] not in found:
            found[at] = begun[0]
    known = [at >= 0 for at, words in zip(found, said, strict=True) if words]
    if not are_likely(known):
        return None
    filled = [(words, at) for words, at in zip(said, found, strict=True) if words]
    is_sure = all(known) and any(_name_all(filled, columns, each) for each in LANGUAGES)
    return Headings(tuple(found), is_sure)


def _begins(said: str, names: set[str]) -> bool:
    """Tell whether words are the first ones of a name, or all of it."""
    return any(f"{name} ".startswith(f"{said} ") for name in names)


def _names(column: Column, language: Language) -> set[str]:
    return {_plain(label.text(language)) for label in (column.label, column.heading)}


def _in_both(column: Column) -> set[str]:
    """Return what a column is called in both languages, as a form in Word has it."""
    return {_plain(label.in_both()) for label in (column.label, column.heading)}


def _plain(words: str) -> str:
    """Return words as they are compared: without the signs that stand behind headings."""
    return " ".join(words.split()).rstrip(" *:").casefold()
