"""The commands about numbers: reserving some to draw offline, giving one to a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, Day, PersonRef, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveNumbers(Command):
    """Reserve the next numbers of some series for one replica (decisions.md, 21)."""

    event: ClassVar[str] = "NumbersReserved"
    undoable: ClassVar[bool] = False
    holder: Annotated[str, "the replica that will give them"]
    series: Annotated[dict[str, int], "how many numbers of each series, such as CTL/MC/F2/2026"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStatement(Command):
    """Give a lecturer's contribution statement its document number (decisions.md, 21 and 25).

    The number belongs to what the statement says: the same one is printed again under it.
    """

    event: ClassVar[str] = "StatementNumbered"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "move"
    person: PersonRef
    since: Day
    until: Day
    digest: Annotated[str, "the digest of what it says; of what it says now where left out"] = ""
    number: Annotated[str, "typed by hand; given from the series when left out"] = ""
