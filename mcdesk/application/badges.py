"""What is marked on the board and in the forms of a team: what waits, and what needs a look."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.journal import MEANT, read_event
from mcdesk.application.rebase import written_by
from mcdesk.application.views import AskedPlace, TeamMarks
from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Effect, Event, Line


class MarkedUnit(Protocol):
    """A unit of work as far as it tells what waits and what was set aside."""

    def waiting(self) -> tuple[Line, ...]: ...

    def asides(self, number: int = 0) -> tuple[Aside, ...]: ...

    def cards_of(self, effects: Sequence[Effect]) -> frozenset[str]: ...


def marks_of(unit: MarkedUnit, *, waiting: bool) -> TeamMarks:
    """Return the cards whose changes wait, if asked for, those that need a look, and where."""
    waits: set[str] = set()
    for line in unit.waiting() if waiting else ():
        waits |= unit.cards_of(read_event(line.body).effects)
    asks: set[str] = set()
    places = []
    for aside in unit.asides():
        with suppress(*MEANT):  # the list shows what cannot be read by its kind
            event = read_event(aside.body)
            asks |= {aside.card_id} if aside.card_id else unit.cards_of(event.effects)
            path = path_of(event)
            if path:
                places.append(AskedPlace(aside.n, aside.form_id, path))
    return TeamMarks(frozenset(waits - {""}), frozenset(asks - {""}), tuple(places))


def path_of(event: Event) -> str:
    """Return the place in a form that an event wrote, "" where it was about more than one."""
    if event.kind == do.RemoveContent.event:
        return str(event.effects[0].new["path"])
    command = written_by(event)
    if isinstance(command, do.SetValue):
        return command.path
    if isinstance(command, do.SetCell):
        return f"{command.field}/{command.row}/{command.column}"
    return ""
