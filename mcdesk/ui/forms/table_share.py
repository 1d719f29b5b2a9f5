"""How the columns of a table share its width: what each needs at least, then by what it holds.

Columns that a person made wider or narrower keep their width; it is remembered for each table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TABLES = 60
"""Of so many tables it is remembered, those changed last."""
NARROWEST, WIDEST = 44, 2000
_STEPS = 20
ROUND = 36
"""Pixels that words lose in a column: at its edges, and at the ends of their lines."""
_MANY_LINES, _ROOMY = 4, 0.36
"""In how many lines long words stand in a table that scrolls to the side, up to which part."""


class Widths:
    """The widths that a person gave to columns, as text; `keep` is given it when it changes."""

    def __init__(self, text: str = "", keep: Callable[[str], object] | None = None) -> None:
        self._keep = keep
        self._tables: dict[str, dict[str, int]] = {}
        try:
            found = json.loads(text)
            self._tables = {
                str(table): {str(name): _bound(width) for name, width in found[table].items()}
                for table in found
            }
        except (ValueError, TypeError, AttributeError, LookupError):
            return  # what cannot be read counts as not there

    def of(self, table: str) -> Mapping[str, int]:
        """Return the widths of a table's columns that a person gave them."""
        return self._tables.get(table, {})

    def note(self, table: str, widths: Mapping[str, int]) -> None:
        """Remember the widths of a table; none where there are none any more."""
        others = [(name, kept) for name, kept in self._tables.items() if name != table]
        own = {name: _bound(width) for name, width in widths.items()}
        self._tables = dict([*([(table, own)] if own else []), *others][:TABLES])
        if self._keep is not None:
            self._keep(json.dumps(self._tables))


def _bound(width: float) -> int:
    return max(NARROWEST, min(int(width), WIDEST))


def share(
    room: int, least: Sequence[int], long: Sequence[float], shares: Sequence[float],
    own: Mapping[int, int],
) -> list[int]:  # fmt: skip
    """Return the widths of columns in a room.

    Args:
        room: All the width there is.
        least: What each column needs at least.
        long: How long the words of each column are in one line; 0 where it does not wrap.
        shares: In which parts they take what is left.
        own: The columns that have a width of their own.
    """
    free = [n for n in range(len(least)) if n not in own]
    found = [own.get(n, low) for n, low in enumerate(least)]
    if sum(found) > room:  # it scrolls in any case
        roomy = (int(min(words / _MANY_LINES + ROUND, _ROOMY * room)) for words in long)
        return [own.get(n, max(low, each)) for n, (low, each) in
                enumerate(zip(least, roomy, strict=True))]  # fmt: skip
    if not any(shares[n] for n in free):
        return found

    def widths(lines: float) -> dict[int, int]:
        return {n: max(least[n], int(long[n] / lines + ROUND)) for n in free}

    most = room - sum(own.values())
    few, many = 1.0, max([1.0, *(long[n] / max(least[n] - ROUND, 1) for n in free)])
    for _step in range(_STEPS):
        middle = (few + many) / 2
        if sum(widths(middle).values()) > most:
            few = middle
        else:
            many = middle
    for n, width in widths(many).items():
        found[n] = width
    return _filled(found, room, shares, free)


def _filled(
    found: list[int], room: int, shares: Sequence[float], free: Sequence[int]
) -> list[int]:  # fmt: skip
    """Give what is left to the columns by their shares, the rest of it to the last of them."""
    left = room - sum(found)
    whole = sum(shares[n] for n in free)
    more = {n: int(left * shares[n] / whole) for n in free}
    last = max(n for n in free if shares[n])
    more[last] += left - sum(more.values())
    return [width + more.get(n, 0) for n, width in enumerate(found)]
