"""Whether the first line of what is pasted says what the columns are: it makes no row.

Where that line also names what the table has not, or other columns first, each column of what is
pasted goes where its heading says, as with a list that is taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.definition import Column

FEWEST = 2
"""So many cells must say what their column is called: one alone may be an answer."""


def are_headings(cells: Sequence[str], columns: Sequence[Column], first: int) -> bool:
    """Tell whether cells only say what the columns from `first` on are called.

    They may stand in either language, with their unit or not, and some be left out or said by
    their first words, as people write them over their own tables.
    """
    names = [_names(column) for column in columns[first : first + len(cells)]]
    filled = [(_plain(cell), at) for at, cell in enumerate(cells) if _plain(cell)]
    if any(at >= len(names) for _said, at in filled):
        return False
    exact = sum(said in names[at] for said, at in filled)
    begun = all(any(f"{name} ".startswith(f"{said} ") for name in names[at]) for said, at in filled)
    return begun and exact >= FEWEST


def places(cells: Sequence[str], columns: Sequence[Column]) -> tuple[int, ...]:
    """Return which column each heading means, -1 for none of the table; () for no headings.

    More of them must be known than not; of two that mean the same, the first one counts.
    """
    names = [_names(column) for column in columns]
    said = [_plain(cell) for cell in cells]
    found = [-1] * len(said)
    for at, words in enumerate(said):
        exact = [n for n, each in enumerate(names) if words in each and n not in found]
        found[at] = exact[0] if words and exact else -1
    if sum(at >= 0 for at in found) < FEWEST:
        return ()
    for at, words in enumerate(said):
        begun = [n for n, each in enumerate(names) if any(f"{name} ".startswith(f"{words} ")
                 for name in each)]  # fmt: skip
        if words and found[at] < 0 and len(begun) == 1 and begun[0] not in found:
            found[at] = begun[0]
    known = sum(at >= 0 for at in found)
    return tuple(found) if 2 * known > sum(map(bool, said)) else ()


def _names(column: Column) -> set[str]:
    said = (column.label, column.heading)
    return {_plain(words) for label in said for words in (label.en, label.id)}


def _plain(words: str) -> str:
    """Return words as they are compared: without the signs that stand behind headings."""
    return " ".join(words.split()).rstrip(" *:").casefold()
