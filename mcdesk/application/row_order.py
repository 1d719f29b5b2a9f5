"""Where rows of a table stand: when it was sent, in the file that came back, and here. Pure.

A row that is new in the file goes behind the row below which it stands there; one that was moved
there is moved here, which a person decides where rows were moved here, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mcdesk.application.outside import NEW
from mcdesk.application.redline import moved

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP, END = "^", ""
"""What stands for the places before the first and behind the last row."""


class RowOrder:
    """The order of a table's rows: `base` when it was sent, `file` as it came back, `here` now.

    `file` is empty where a file does not tell.
    """

    def __init__(self, base: Sequence[str], file: Sequence[str], here: Sequence[str]) -> None:
        self.here = list(here)
        self._file = list(file)
        common = set(base) & set(file) & set(here)
        before = [id_ for id_ in base if id_ in common]
        self.went = moved(before, [id_ for id_ in file if id_ in common])
        is_kept = before == [id_ for id_ in here if id_ in common]
        self.state: Literal["theirs", "conflict"] = "theirs" if is_kept else "conflict"
        self._known = set(base)

    def behind(self, id_: str) -> str:
        """Return the row here behind which a row stands in the file, or `TOP`."""
        before = self._file[: self._file.index(id_)]
        return next((each for each in reversed(before) if each in self.here), TOP)

    def place(self, id_: str) -> str:
        """Return the row here behind which a new one goes; those below all others go to the end."""
        if id_ not in self._file:
            return END
        below = self._file[self._file.index(id_) + 1 :]
        if not any(each in self.here and not each.startswith(NEW) for each in below):
            return END
        return self.behind(id_)
