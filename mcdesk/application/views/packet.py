"""What the window and scripts are told of a packet: waiting changes that travel as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.views.changes import Changes
    from mcdesk.application.views.line import Change
    from mcdesk.procedure.stage import Label

__all__ = ["PacketLine", "PacketSight", "PacketTaken"]


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One change that travels or waits: when, by whom, where, what; `is_known` where it is here.

    `changes` is all that it changed, in words; two micro-credentials may have one code.
    """

    at: str
    who: str
    card: str
    form: str
    what: Label
    is_known: bool = False
    card_id: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketSight:
    """What a packet holds: who packed it and when, each change, and its files.

    `why_not` is why it cannot be taken in here; `left` are the names of those whose work it holds
    and who have no duties here any more, so that it can be adopted.
    """

    sender: str
    made_at: str
    workspace: str
    lines: tuple[PacketLine, ...]
    files: int = 0
    size: int = 0
    why_not: str = ""
    left: tuple[str, ...] = ()

    @property
    def fresh(self) -> int:
        """How many changes are not here yet."""
        return sum(not line.is_known for line in self.lines)


@dataclass(frozen=True, slots=True)
class PacketTaken:
    """What taking in a packet, or adopting somebody's work, did.

    How many changes were kept, were here already, and need a look.
    """

    changes: Changes
    kept: int = 0
    known: int = 0
    collided: int = 0
