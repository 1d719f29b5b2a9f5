"""What waits and can no longer be done, because what it wanted is so already: nobody is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.absences import is_said
from mcdesk.application.rebase import command_of
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import RECORDS, Absence, Card

if TYPE_CHECKING:
    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader

WHERE = ("stage", "round", "loop", "status")
"""What says where a card stands."""


def needs_nobody(event: Event, reader: Reader) -> bool:
    """Tell whether nobody has to settle an event that could not be kept.

    A computer reserved numbers for itself: nobody did that. Or a card was moved, without a word,
    to where others moved it, too; or others filled in the same usual rows, or said that the same
    person is away: what was wanted is so.
    """
    command = command_of(event)
    if isinstance(command, do.FillUsualRows):
        return all(_is_there(effect, reader) for effect in event.effects)
    if isinstance(command, do.SetAbsence):
        return all(is_said(Absence(**effect.new), reader) for effect in event.effects)
    if not isinstance(command, do.MoveCard) or command.reason.strip():
        return isinstance(command, do.ReserveNumbers)
    wanted = [effect for effect in event.effects if effect.table == Card.table]
    present = [reader.find(Card, effect.id) for effect in wanted]
    return bool(wanted) and all(
        card is not None and all(getattr(card, key) == effect.new[key] for key in WHERE)
        for effect, card in zip(wanted, present, strict=True)
    )


def _is_there(effect: Effect, reader: Reader) -> bool:
    """Tell whether the record that an effect made is there by somebody else, or was by then."""
    present = reader.find(RECORDS[effect.table], effect.id)
    return present is not None and (effect.old is None or not present.deleted)
