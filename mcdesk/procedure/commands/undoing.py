"""The command that undoes an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class UndoEvent(Command):
    """Undo an event, when nothing that it changed has changed since."""

    event: ClassVar[str] = "EventUndone"
    undoable: ClassVar[bool] = True
    of: Annotated[str, "the event's id"]
