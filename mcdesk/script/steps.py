"""How far a verb is that takes longer than a moment, told beside its answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Steps:
    """Tells what is being done, a line for each step; on a terminal also how far it is."""

    def __init__(self, words: str) -> None:
        self._is_seen = sys.stderr.isatty()
        self._words, self._percent = "", -1
        self.begin(words)

    def begin(self, words: str) -> None:
        """Tell the next step."""
        self._end()
        self._words, self._percent = words, -1
        print(words, end="" if self._is_seen else "\n", file=sys.stderr, flush=True)

    def tell(self, done: int, of: int) -> bool:
        """Tell how far it is; it goes on."""
        percent = 100 * done // max(of, 1)
        if self._is_seen and percent != self._percent:
            self._percent = percent
            print(f"\r{self._words} {percent} %", end="", file=sys.stderr, flush=True)
        return True

    def _end(self) -> None:
        if self._is_seen and self._words:
            print(file=sys.stderr, flush=True)
        self._words = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the line, so that the answer or what went wrong has one of its own."""
        self._end()
