"""The places behind one cell, one after the other: what each further click leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class InTurn:
    """Goes round the places behind what is pressed; begins anew where that is something else."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[str], int] = ((), -1)

    def next(self, paths: Sequence[str]) -> str:
        """Return the place to lead to now, or "" where there is none."""
        if not paths:
            return ""
        before, at = self._last
        at = (at + 1) % len(paths) if before == paths else 0
        self._last = (paths, at)
        return paths[at]
