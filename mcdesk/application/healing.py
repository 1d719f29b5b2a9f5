"""What a replica does beside exchanging, so that a hub and its team stay whole."""

from __future__ import annotations

from mcdesk.application.desk import Desk
from mcdesk.application.views import Report
from mcdesk.procedure.identity import new_id

REPLICA, REPORTED = "replica", "reported"


class HealingDesk(Desk):
    """A desk that tells the hub which program works here."""

    def report_due(self, program: str) -> Report | None:
        """Return what is to be told to the hub of this program; None when it was told today."""
        facts = self.store.facts()
        if facts.get(REPORTED) == self._mark(facts.get("hub_id", ""), program):
            return None
        if not facts.get(REPLICA):
            self.store.set_fact(REPLICA, new_id())
        replica = self.store.facts()[REPLICA]
        return Report(replica, self.person_id, self.today.isoformat())

    def note_reported(self, program: str) -> None:
        """Remember that it was told."""
        self.store.set_fact(REPORTED, self._mark(self.store.facts().get("hub_id", ""), program))

    def _mark(self, hub_id: str, program: str) -> str:
        return f"{hub_id} {program} {self.today.isoformat()}"
