"""What a command did when it was first carried out, so that done again it makes the same.

A command that waits for the hub is carried out again over what came from there (design.md,
section 6). What it drew then stays: ids of what it made, numbers, and a decision with its
signature, which only the person could give again.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.journal import Effect
    from mcdesk.procedure.records import Record

VERSION_AT, RANDOM = 14, "4"
"""Where a UUID says how it was made (RFC 9562, 4.2), and what a random one says."""


class Replay:
    """The effects of a command's first run, asked for what it drew and found.

    With `anew` only for what it drew: a person has looked, and it is about what there is now.
    """

    def __init__(self, effects: Iterable[Effect], *, anew: bool = False) -> None:
        self.anew = anew
        self._new: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._old: dict[tuple[str, str], Mapping[str, Any] | None] = {}
        self._drawn: dict[str, deque[str]] = {}
        for effect in effects:
            is_drawn = effect.old is None and effect.id[VERSION_AT : VERSION_AT + 1] == RANDOM
            if anew and not is_drawn and effect.table != "number_block":
                continue
            self._new[effect.table, effect.id] = effect.new
            self._old[effect.table, effect.id] = effect.old
            if is_drawn:
                self._drawn.setdefault(effect.table, deque()).append(effect.id)

    def next_id(self, table: str) -> str:
        """Return the next id that was drawn for a record of this table, or ""."""
        drawn = self._drawn.get(table)
        return drawn.popleft() if drawn else ""

    def number(self, series: str) -> tuple[str, int]:
        """Return from which block a number of a series was drawn last, and that number, or 0."""
        drawn = [
            (id_, int(new["used"]))
            for (table, id_), new in self._new.items()
            if table == "number_block" and new["series"] == series
        ]
        return drawn[-1] if drawn else ("", 0)

    def one(self, table: str) -> Mapping[str, Any] | None:
        """Return the record of a table that was made, where it was one."""
        made = [new for (name, _id), new in self._new.items() if name == table]
        return made[0] if len(made) == 1 else None

    def has(self, table: str, id_: str) -> bool:
        """Tell whether a record was changed or made."""
        return (table, id_) in self._new

    def old(self, table: str, id_: str) -> Mapping[str, Any] | None:
        """Return a record as it was found; None where it was not there."""
        return self._old.get((table, id_))

    def new(self, table: str, id_: str) -> Mapping[str, Any]:
        """Return what the first run made of a record that it changed."""
        return self._new[table, id_]

    def decision(self) -> Mapping[str, Any] | None:
        """Return the decision that the first run kept, or None."""
        kept = (new for (table, _id), new in self._new.items() if table == "sign_off")
        return next(kept, None)

    def made(self, record: Record) -> Mapping[str, Any] | None:
        """Return what was kept under the table and id of a record, or None."""
        return self._new.get((record.table, record.id))
