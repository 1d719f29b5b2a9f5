"""The command by which a replica reserves numbers for the time without its hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveNumbers(Command):
    """Reserve the next numbers of some series for one replica (decisions.md, 21)."""

    event: ClassVar[str] = "NumbersReserved"
    undoable: ClassVar[bool] = False
    holder: Annotated[str, "the replica that will give them"]
    series: Annotated[dict[str, int], "how many numbers of each series, such as CTL/MC/F2/2026"]
