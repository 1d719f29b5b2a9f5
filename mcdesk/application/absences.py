"""Who may say that somebody is away, and whom that concerns (decisions.md, 9 and 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import allowed
from mcdesk.application.days import in_both
from mcdesk.application.views import AbsenceLine
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.records import MARK, Absence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.situation import Actor, Situation


def why_not_set(knowledge: Knowledge, actor: Actor, person_id: str) -> Finding | None:
    """Return why somebody may not say that a person is away; None for whoever may.

    That are the person, who keeps the directory, and the secretary for her Dean.
    """
    who, procedure = knowledge.same(person_id), allowed.procedure_of_today(knowledge)
    if not knowledge.person(actor.person_id):
        return allowed.why_unknown(knowledge, actor)
    if who == actor.person_id or not allowed.why_no_right(knowledge, procedure, actor, "directory"):
        return None
    if any(
        office.person_id == who and office.role == "dean" and _serves(actor, office.faculty_id)
        for office in knowledge.offices
    ):
        return None
    words = N_("Whoever is away says so; for {name} so may CTL, and a secretary for her Dean.")
    return Finding("absence_of_another", words, {"name": knowledge.name(who)})


def why_twice(knowledge: Knowledge, absence: Absence) -> Finding | None:
    """Return why somebody cannot be away so: on some of the days it is said already.

    One who is back from one absence would still be away by the other, in the sight of all.
    """
    who = knowledge.same(absence.person_id)
    for other in knowledge.reader.select(Absence):
        is_on = other.since <= absence.until and absence.since <= other.until
        if is_on and other.id != absence.id and knowledge.same(other.person_id) == who:
            words = N_(
                "{name} is away from {since} to {until} already: choose other days. Where "
                "that absence itself has changed, say there when they are back."
            )
            since, until = (in_both(day) for day in (other.since, other.until))
            given = {"name": knowledge.name(who), "since": since, "until": until}
            return Finding("absence_twice", words, given)
    return None


def is_said(absence: Absence, reader: Reader) -> bool:
    """Tell whether others said already what an absence says: the days, and its note if any."""
    return any(
        other.since <= absence.since and absence.until <= other.until
        and absence.note in ("", other.note)
        for other in reader.select(Absence, person_id=absence.person_id)
    )  # fmt: skip


def _serves(actor: Actor, faculty_id: str) -> bool:
    """Tell whether somebody is the secretary of a faculty, or of every one."""
    return any(
        role == "secretary" and faculty in ("", faculty_id)
        for role, faculty, _programme in actor.offices
    )


def away_of(knowledge: Knowledge, situation: Situation) -> Mapping[str, str]:
    """Return the last day away of each who is away, and of each role that nobody of a card fills.

    A role is filled by the team or by office; where several hold it, all of them must be away.
    """
    if not knowledge.away:
        return {}
    found = dict(knowledge.away)
    held: dict[str, list[str]] = {}
    for office in knowledge.offices_for(situation.card):
        held.setdefault(office.role, []).append(office.person_id)
    for role in situation.procedure.roles:
        who = [member.person_id for member in situation.members(role.id)] or held.get(role.id, [])
        last = min((knowledge.away.get(knowledge.same(each), "") for each in who), default="")
        if last:
            found[role.id] = last
    return found


def absence_lines(knowledge: Knowledge) -> Mapping[str, list[AbsenceLine]]:
    """Return the absences that are not over yet by person, the next first."""
    today = knowledge.today.isoformat()
    return _lines(knowledge, (each for each in _in_order(knowledge) if each.until >= today))


def notes_over(knowledge: Knowledge, actor: Actor) -> Mapping[str, list[AbsenceLine]]:
    """Return the absences that are over and have a note, by person, the last first.

    They are told only to whoever may remove what a person asks to have removed (`RemoveContent`).
    """
    procedure, today = allowed.procedure_of_today(knowledge), knowledge.today.isoformat()
    if allowed.why_no_right(knowledge, procedure, actor, RemoveContent.right):
        return {}
    over = (
        each for each in reversed(_in_order(knowledge))
        if each.until < today and each.note and not each.note.startswith(MARK)
    )  # fmt: skip
    return _lines(knowledge, over)


def _in_order(knowledge: Knowledge) -> list[Absence]:
    return sorted(knowledge.reader.select(Absence), key=lambda each: each.since)


def _lines(knowledge: Knowledge, entries: Iterable[Absence]) -> dict[str, list[AbsenceLine]]:
    found: dict[str, list[AbsenceLine]] = {}
    for entry in entries:
        by = knowledge.name(entry.set_by)
        line = AbsenceLine(entry.id, entry.since, entry.until, entry.note, by)
        found.setdefault(knowledge.same(entry.person_id), []).append(line)
    return found
