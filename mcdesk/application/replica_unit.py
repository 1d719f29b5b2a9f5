"""What a workspace that is a replica asks of one of its transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mcdesk.application.storage_ports import EventUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Effect, Event, Head, Line
    from mcdesk.application.redacting import Vouched
    from mcdesk.procedure.records import Redaction

MOST = 200
"""Events that travel in one transaction (design.md, section 6)."""


class ReplicaUnit(EventUnit, Protocol):
    """A unit of work that also puts on and takes off whole events.

    While it `tries` a deed, nothing is written: not even what a removal takes out.
    """

    tries: bool

    def head(self) -> Head: ...

    def waiting(self) -> tuple[Line, ...]: ...

    def lines_after(self, seq: int, most: int = MOST) -> tuple[Line, ...]: ...

    def line_at(self, seq: int) -> Line | None: ...

    def line_named(self, id_: str) -> Line | None: ...

    def absorb(self, line: Line, *, after: Head) -> Head: ...

    vouched: Mapping[str, Vouched]
    removals: tuple[Redaction, ...]

    def foresee(self, lines: Iterable[Line]) -> None: ...

    def make_whole(self, lines: Iterable[Line], coming: Iterable[Line]) -> Sequence[Event]: ...

    def put_on(self, effects: tuple[Effect, ...]) -> None: ...

    def take_off(self, line: Line) -> None: ...

    def last_change(self, table: str, id_: str) -> Line | None: ...

    def changes_of(self, table: str, id_: str) -> Iterator[Line]: ...

    def first_change(self, table: str, id_: str) -> Line | None: ...

    def cards_of(self, effects: Sequence[Effect]) -> frozenset[str]: ...

    def keep_line(self, line: Line, effects: Sequence[Effect]) -> None: ...

    def confirm(self, line: Line) -> None: ...

    def unguarded(self) -> AbstractContextManager[None]: ...

    def set_aside(self, aside: Aside) -> None: ...

    def asides(self, number: int = 0, state: str = "open") -> tuple[Aside, ...]: ...

    def close_aside(self, number: int, state: str, at: str, by: str, body: str = "") -> None: ...
