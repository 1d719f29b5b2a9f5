"""Where cards may go, and what that look at them worked out, for the command that follows it.

A card that is dragged is looked at while it is under way. Dropped, its move asks the same guards
about the same records; so it goes on with what they found, if nothing was changed in between
(`models/kept.py` tells).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import queries
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.searching import SearchingReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.errors import Finding


class ForeseeingReading(SearchingReading):
    """The question where cards may go."""

    _looked_at: Knowledge | None = None

    def targets(self, cards: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Return for each stage why these cards may not be moved there."""
        with self.store.read(ahead=True) as reader:
            knowledge, actor = self._knowledge(reader)
            found = [queries.find_card(knowledge, card) for card in cards]
            told = queries.targets(knowledge, found, actor)
        self._looked_at = None if self.store.read_only else knowledge
        return told

    def _going_on(self, uow: Any) -> Knowledge:
        """Return what a unit of work knows as it begins: what the look before it knew, or nothing.

        That look's reading is over; what it left to be read is read by the unit of work.
        """
        looked, self._looked_at = self._looked_at, None
        if looked is None or looked.today != self.today or not uow.goes_on_from(looked.reader):
            return Knowledge(uow, self.today, self.keys.verify)
        looked.reader = uow
        return looked
