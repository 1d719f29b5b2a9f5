"""Whether capitals count and only whole words do, from one start of the program to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CASE, WHOLE = "case", "whole"


class FindChoices:
    """How one looks for words in forms, as text; `keep` is given the text when it changes."""

    def __init__(self, text: str = "", keep: Callable[[str], object] | None = None) -> None:
        self._keep = keep
        self.case, self.whole = (name in text.split() for name in (CASE, WHOLE))

    def note(self, *, case: bool, whole: bool) -> None:
        """Remember how one looks now."""
        if (case, whole) == (self.case, self.whole):
            return
        self.case, self.whole = case, whole
        if self._keep is not None:
            kept = ((CASE, case), (WHOLE, whole))
            self._keep(" ".join(name for name, is_on in kept if is_on))
