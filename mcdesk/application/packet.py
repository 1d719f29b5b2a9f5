"""A packet: events on their way as a file, with where they come from, and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcdesk.application.asked import Asked, titled
from mcdesk.application.history import line_of
from mcdesk.application.proving import proven
from mcdesk.application.views.packet import PacketLine
from mcdesk.procedure.records import Card

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from mcdesk.application.journal import Event, Head
    from mcdesk.application.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Packet:
    """Events on their way, each as its text, with where they come from and what they rest on.

    `base` is the last confirmed entry that their author had; `files` are the contents that they
    name, with their sizes.
    """

    hub_id: str
    origin: str
    workspace: str
    sender: str
    made_at: str
    base: Head
    bodies: tuple[str, ...]
    files: tuple[tuple[str, int], ...] = ()
    schema: str = ""
    version: str = ""

    @property
    def events(self) -> tuple[Event, ...]:
        """The events; raises ValueError, LookupError or TypeError where one is none."""
        return tuple(proven(body) for body in self.bodies)


def lines_of(
    knowledge: Knowledge, events: Iterable[Event], known: Container[str] = ()
) -> Iterator[PacketLine]:
    """Yield each change in words; of what is not here yet the others tell where it is."""
    events = tuple(events)
    shown = Asked(knowledge)
    made = {(each.table, each.id): each.new for event in events for each in event.effects}
    for event in events:
        line = line_of(knowledge, event, shown=shown)
        card, card_id, form = line.card_code, line.card_id, line.form
        for effect in event.effects:
            id_ = effect.id if effect.table == "form" else str(effect.new.get("form_id") or "")
            there = made.get(("form", id_), {})
            form = form or str(there.get("kind", ""))
            of = effect.new.get("card_id") or there.get("card_id") or effect.id
            if not card:
                card, card_id = _code(knowledge, made, str(of)), str(of)
        what = titled(event.kind, line.what, line.changes, said=True)
        is_known = event.id in known
        yield PacketLine(line.at, line.who, card, form, what, is_known, card_id, line.changes)


def _code(knowledge: Knowledge, made: Mapping[tuple[str, str], Mapping[str, Any]], id_: str) -> str:
    """Return the code of a micro-credential that is here, or comes."""
    kept = knowledge.reader.find(Card, id_)
    return kept.code if kept is not None else str(made.get(("card", id_), {}).get("code", ""))
