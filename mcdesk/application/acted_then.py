"""Whether somebody might decide, or act for another, when that was recorded outside the hub.

What was decided outside the program is a fact of its day: it is judged by what the directory said
when it was recorded, not when it is exchanged (docs/decisions/0022; a server: `hub.is_secretary`,
`hub.held_then`). Whose entry was put away behind another one since is who that stands for: offices
and places in teams went over to it (docs/decisions/0014).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.allowed import holds_role
from mcdesk.application.as_it_stood import EVER, Moment, ReaderThen
from mcdesk.application.journal import read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.namesakes import resolved
from mcdesk.procedure.records import Card, Office, Person, TeamMember, from_data
from mcdesk.procedure.secretary import SECRETARY

if TYPE_CHECKING:
    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.records import Record


class Journal(Protocol):
    """A unit of work as far as it tells how a record began."""

    def first_change(self, table: str, id_: str) -> Line | None: ...


def was_secretary(effect: Effect, event: Event, reader: Reader, journal: Journal) -> bool:
    """Tell whether a decision for another names a Dean's secretary, appointed before that was said.

    She is one on the day of the decision; that she would be appointed nobody knew before.
    """
    new = effect.new
    if not new["on_behalf_of"]:
        return False
    who = _same(reader, str(new["person_id"]))
    for office in reader.select(Office, person_id=who, role=SECRETARY):
        if office.is_on(new["decided_on"]):
            line = journal.first_change(Office.table, office.id)
            if line is None or line.at <= event.at:
                return True
    return False


def held_role(effect: Effect, event: Event, knowledge: Knowledge) -> bool:
    """Tell whether who decided held the role on that day, as is known now or was said then.

    That the office would be ended for that day nobody knew before.
    """
    then = ReaderThen(knowledge.reader, _said_by(knowledge.reader, event.at, knowledge.today))
    return _holds(knowledge, effect) or _holds(Knowledge(then, knowledge.today), effect)


def _holds(knowledge: Knowledge, effect: Effect) -> bool:
    new = effect.new
    holder = knowledge.same(str(new["on_behalf_of"] or new["person_id"]))
    on = date.fromisoformat(new["decided_on"])
    card = knowledge.reader.find(Card, str(new["card_id"]))
    if card is None:
        return knowledge.actor(holder, on).holds(str(new["role"]))
    return holds_role(knowledge, knowledge.situation(card), holder, str(new["role"]), on)


def _same(reader: Reader, person_id: str) -> str:
    """Return under which id the directory has a person now."""
    found = resolved(reader, Person, person_id)
    return found.id if found is not None else person_id


def _said_by(reader: Reader, at: str, today: date) -> Moment:
    """Return how offices and teams stood by what had been said by a moment."""
    then: dict[str, dict[str, Record | None]] = {}
    for kind in (Office, TeamMember):
        found, settled = then.setdefault(kind.table, {}), set[str]()
        for line in reader.journal(table=kind.table):  # newest first
            event = read_event(str(line["body"]))
            for effect in event.effects:
                if effect.table != kind.table or effect.id in settled:
                    continue
                if event.at <= at:
                    found[effect.id] = from_data(
                        kind.table,
                        {**effect.new, "person_id": _same(reader, str(effect.new["person_id"]))},
                    )
                    settled.add(effect.id)
                else:
                    found.setdefault(effect.id, None)
    return Moment(EVER, today, today, then)
