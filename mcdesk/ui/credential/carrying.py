"""The one job that carries out commands on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Carries out commands as one step."""

    commands: tuple[Command, ...]

    def __call__(self, desk: DeskPort) -> Changes:
        if len(self.commands) == 1:
            return desk.execute(self.commands[0], source="card")
        return desk.execute_together(self.commands, source="card")
