"""A desk whose workspace reserves numbers at its hub, so that those drawn offline hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mcdesk import computer
from mcdesk.application import numbers
from mcdesk.application.desk import Desk, Done
from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.procedure.commands import Command

HOLDER = "holder"
NOBODY = "-"
"""What a replica that has reserved nothing draws as: from nobody's block."""


class ReservingDesk(Desk):
    """A desk that draws from blocks of its own where the workspace is a replica."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._holder = self._held_by()

    @override
    def holder(self) -> str:
        """Return under what this replica reserves; "" without a hub."""
        return self._holder

    @override
    def _ready_key(self, commands: Iterable[Command]) -> None:
        self._holder = self._held_by()
        super()._ready_key(commands)

    def _held_by(self) -> str:
        return (self._reserved_as(self.store.facts()) or NOBODY) if self.store.has_hub else ""

    def _reserved_as(self, facts: Mapping[str, str]) -> str:
        """Return what this replica reserved under, or ""; a copy elsewhere has to reserve anew.

        Two copies that drew from one block would give a number twice.
        """
        kept = json.loads(facts.get(HOLDER, "{}"))
        return str(kept["id"]) if kept.get("place") == self._place() else ""

    def _place(self) -> str:
        """Return where the file is: on which computer, at which path. A copy is elsewhere."""
        return f"{computer.mark()}:{self.store.path.absolute()}"

    def reserve(self) -> bool:
        """Reserve numbers where few are left; False where nothing had to be done."""
        facts = self.store.facts()
        if not self.person_id or not facts.get("hub_id"):
            return False
        with self.store.read() as reader:
            knowledge = Knowledge(reader, self.today)
            if self.person_id not in knowledge.persons:
                return False
            holder = self._reserved_as(facts) or new_id()
            series = numbers.wanted(knowledge, self.person_id, holder)
        if not series:
            return False
        self.store.set_fact(HOLDER, json.dumps({"id": holder, "place": self._place()}))
        with self.store.write() as uow:
            done = Done(Knowledge(uow, self.today))
            command = do.ReserveNumbers(holder=holder, series=series)
            self._carry_out(uow, command, self._act(new_id()), done)
        return bool(done.events)
