"""Where cards may go, and what that look at them worked out, for the command that follows it.

A card that is dragged is looked at while it is under way. Dropped, its move asks the same guards
about the same records; so it goes on with what they found, if nothing was changed in between
(`models/kept.py` tells). Where it will most likely be dropped, the stage that it is ready for, the
move is tried, too, without being written: what it changes then is known, and how the card stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcdesk.application import queries
from mcdesk.application.handlers.moves import move_card
from mcdesk.application.journal import MEANT, forms_touched
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.searching import SearchingReading
from mcdesk.application.tiles import tile_of_card
from mcdesk.application.work import Work
from mcdesk.errors import McDeskError
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Assignment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.storage_ports import EventUnit
    from mcdesk.application.views import CardTile
    from mcdesk.errors import Finding
    from mcdesk.procedure.situation import Actor, Situation


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a move would change, and the tile of the card as it stands then."""

    effects: tuple[Effect, ...]
    tile: CardTile


class ForeseeingReading(SearchingReading):
    """The question where cards may go."""

    _looked_at: Knowledge | None = None

    def targets(self, cards: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Return for each stage why these cards may not be moved there."""
        with self.store.read_ahead() as reader:
            knowledge, actor = self._knowledge(reader)
            found = [queries.find_card(knowledge, card) for card in cards]
            told = queries.targets(knowledge, found, actor)
            if len(found) == 1 and not self.store.read_only:
                situation = knowledge.foreseen[found[0].id]
                knowledge.foretold = self._foretold(reader, situation, actor, told)
        self._looked_at = None if self.store.read_only else knowledge
        return told

    def _foretold(
        self, unit: EventUnit, situation: Situation, actor: Actor,
        told: Mapping[str, tuple[Finding, ...]],
    ) -> Foretold | None:  # fmt: skip
        """Return what comes of the move to the stage that a card is ready for; None without one.

        It is tried in the unit of work that looks, which reads what the move will ask and writes
        nothing. Where it fails, the move itself will say so.
        """
        card = situation.card
        ways = situation.procedure.transitions_from(card.stage)
        ready = [way.target for way in ways if way.kind == "forward" and not told[way.target]]
        if not ready:
            return None
        knowledge = Knowledge(unit, self.today, self.keys.verify, self.file_path)
        knowledge.foreseen[card.id] = situation
        try:
            work = Work(unit, knowledge, actor, self.today, now="")  # no moment is written
            move_card(do.MoveCard(card=card.id, to=ready[0]), work)
            effects = unit.effects()
            unit.select(Assignment, form_id=sorted(forms_touched(effects)))  # the move asks so
            return Foretold(effects, tile_of_card(knowledge, work.card(card.id)))
        except (*MEANT, McDeskError):
            return None

    def _going_on(self, uow: Any) -> Knowledge:
        """Return what a unit of work knows as it begins: what the look before it knew, or nothing.

        That look's reading is over; what it left to be read is read by the unit of work.
        """
        looked, self._looked_at = self._looked_at, None
        if looked is None or looked.today != self.today or not uow.goes_on_from(looked.reader):
            return Knowledge(uow, self.today, self.keys.verify)
        looked.reader = uow
        return looked
