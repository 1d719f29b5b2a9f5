"""How records stood when a form was frozen: told by the order of the journal, not by clocks.

What is signed is printed as it was signed (decisions.md, 19): what its card was called then, its
programme, faculty, lead and designer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.brought import ORIGIN
from mcdesk.application.journal import read_event
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card, Faculty, Programme, TeamMember, as_data, from_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import FormHeader
    from mcdesk.procedure.records import Record, Revision


@dataclass(frozen=True, slots=True)
class Freezing:
    """Where in the journal a revision was made; `origin` is the workspace that it came from."""

    place: int
    origin: str = ""


def freezing_of(reader: Reader, revision: Revision) -> Freezing:
    """Return where in the journal a revision was made; place 0 where nothing tells."""
    kinds = (do.FreezeForm.event, do.UndoEvent.event)
    for line in reader.journal(form=revision.form_id, kinds=kinds):
        event = read_event(str(line["body"]))
        if any(effect.id == revision.id and effect.old is None for effect in event.effects):
            return Freezing(int(line["n"]), str(event.note.get(ORIGIN, "")))
    return Freezing(0)


def records_before(
    reader: Reader, place: int, kind: type[Record], card: str = "", id_: str = ""
) -> dict[str, Mapping[str, Any]]:
    """Return the records of a kind as they stood before a place in the journal, newest first.

    They are those of a card, or the one with an id, where it is given.
    """
    newest = () if kind is Card else reader.journal(card=card, table=kind.table, limit=1)
    if kind is not Card and (not newest or int(newest[0]["n"]) < place):  # none changed since
        return {entry.id: as_data(entry) for entry in _now(reader, kind, card, id_)}
    found: dict[str, Mapping[str, Any]] = {}
    for line in reader.journal(card=card, table=kind.table):
        body = str(line["body"])
        if int(line["n"]) >= place or (id_ and id_ not in body):
            continue
        for effect in read_event(body).effects:
            if effect.table == kind.table and id_ in ("", effect.id):
                found.setdefault(effect.id, effect.new)
        if id_ and found:
            break
    return found


def _now(reader: Reader, kind: type[Record], card: str, id_: str) -> Iterable[Record]:
    """Return the same records as they stand now."""
    if id_:
        return filter(None, (reader.find(kind, id_),))
    return reader.select(kind, card_id=card) if card else reader.select(kind)


def card_at(reader: Reader, place: int, card: Card) -> Card:
    """Return a card as it stood before a place in the journal; as it stands where none tells."""
    kept = records_before(reader, place, Card, card.id, card.id).get(card.id)
    found = from_data(Card.table, {**kept}) if kept else card
    assert isinstance(found, Card)
    return found


def programmes_before(reader: Reader, place: int) -> dict[str, Label]:
    """Return the programmes' names by id as they were called before a place in the journal."""
    return {id_: _named(entry) for id_, entry in records_before(reader, place, Programme).items()}


def head_of_card(
    knowledge: Knowledge, place: int, on: str, card: Card, head: FormHeader
) -> FormHeader:
    """Return a form's head with its card's names, round and leaders before a place."""
    reader = knowledge.reader
    then = card_at(reader, place, card)
    head = replace(head, title_en=then.title_en, title_id=then.title_id, round=then.round)
    programme = records_before(reader, place, Programme, id_=then.programme_id).get(
        then.programme_id
    )
    if then.programme_id and programme:
        faculty_id = str(programme["faculty_id"])
        faculty = records_before(reader, place, Faculty, id_=faculty_id).get(faculty_id)
        head = replace(head, programme=_named(programme))
        head = replace(head, faculty=_named(faculty)) if faculty else head
    team = records_before(reader, place, TeamMember, card.id)
    if team:
        lead, designer = (_led(knowledge, team, role, on) for role in ("sme", "id"))
        head = replace(head, lead_sme=lead, designer=designer)
    return head


def _named(entry: Mapping[str, Any]) -> Label:
    return Label(str(entry["name_en"]), str(entry["name_id"] or entry["name_en"]))


def _led(knowledge: Knowledge, team: Mapping[str, Mapping[str, Any]], role: str, on: str) -> str:
    """Return who led in a role on a day, by the team as it stood then (`Facts`)."""
    members = [from_data(TeamMember.table, {**entry}) for entry in team.values()]
    held = [member for member in members if isinstance(member, TeamMember)
            and member.role == role and member.is_on(on) and not member.deleted]  # fmt: skip
    first = min(held, key=lambda member: (not member.lead, member.since), default=None)
    return knowledge.full_name(first.person_id) if first is not None else ""
