"""A packet: events on their way as a file, with where they come from, and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mcdesk.application.asked import Asked, titled
from mcdesk.application.history import line_of
from mcdesk.application.proving import proven
from mcdesk.application.views.packet import PacketLine
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.records import Card

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from mcdesk.application.journal import Event, Head
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress

TOLD = 20
"""Changes after which it is told how far it is."""


@dataclass(frozen=True)
class Packet:
    """Events on their way, each as its text, with where they come from and what they rest on.

    `base` is the last confirmed entry that their author had; `files` are the contents that they
    name, with their sizes. `is_own` tells that they were not sent, but salvaged from the workspace
    of whom they name: what who works here did in it is theirs as it stands.
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
    is_own: bool = False

    @cached_property
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


def all_lines(
    knowledge: Knowledge, packet: Packet, known: Container[str], progress: Progress | None
) -> tuple[PacketLine, ...]:
    """Return each change of a packet in words; tells how far that is.

    Raises:
        Trouble: It was stopped.
    """
    found = list[PacketLine]()
    for line in lines_of(knowledge, packet.events, known):
        found.append(line)
        is_told = progress is not None and len(found) % TOLD == 0
        if is_told and progress is not None and not progress(len(found), len(packet.bodies)):
            raise Trouble("cancelled", _("Stopped: nothing was made."))
    return tuple(found)


def _code(knowledge: Knowledge, made: Mapping[tuple[str, str], Mapping[str, Any]], id_: str) -> str:
    """Return the code of a micro-credential that is here, or comes."""
    kept = knowledge.reader.find(Card, id_)
    return kept.code if kept is not None else str(made.get(("card", id_), {}).get("code", ""))
