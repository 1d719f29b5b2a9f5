"""The places behind one cell, one after the other: what each further click leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence


class InTurn:
    """Goes round the places behind what is pressed; begins anew where that is something else.

    Another cell is something else, though the same places stand behind it.
    """

    def __init__(self) -> None:
        self._last: tuple[Hashable, Sequence[str], int] = (None, (), -1)

    def next(self, cell: Hashable, paths: Sequence[str]) -> str:
        """Return the place to lead to now from a cell, or "" where there is none."""
        if not paths:
            return ""
        *before, at = self._last
        at = (at + 1) % len(paths) if before == [cell, paths] else 0
        self._last = (cell, paths, at)
        return paths[at]
