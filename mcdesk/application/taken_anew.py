"""Whether what came in a packet may have been carried out by whom its entry names, and then.

Of such an entry a hub may honestly name another taker and another moment than this workspace
(docs/decisions/0012-packets.md); whoever writes a hub anew must not be free to name any.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mcdesk.application.allowed import procedure_of_today
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.packet_choice import is_own_only
from mcdesk.application.taken import ADOPTED, is_signed, is_taken, made_at, made_by
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import is_moment
from mcdesk.procedure.records import TeamMember

if TYPE_CHECKING:
    from mcdesk.application.journal import Event
    from mcdesk.application.storage_ports import Reader

CLOCKS = timedelta(days=1)
"""So far a taker's clock may be behind the author's: one that stands in another time zone, too."""


def may_be_taken(event: Event, reader: Reader | None) -> bool:
    """Tell whether an event is its author's own, or honestly one that somebody else took in.

    Args:
        event: An entry of this workspace or of the hub.
        reader: The workspace, which knows who has which duties; without it that is not asked.

    Who has duties may have left all the same: the server revoked the login, which cannot be told
    from here. Adopted, work says no more than taken in; but a remark becomes the adopter's, so of
    a remark the duties of its author are asked.
    """
    if not is_taken(event):
        return True
    is_remark = event.command.get("do") == do.WriteComment.__name__
    if is_own_only(event) or (is_remark and ADOPTED not in event.note):
        return False  # a remark and a key never come so (`packet_fit.not_by_another`)
    if not _is_later(event):
        return False
    if reader is None:
        return True
    knowledge = Knowledge(reader, date.fromisoformat(event.today))
    if is_remark and made_by(event) != event.by and has_duties(knowledge, made_by(event)):
        return False
    return _may(knowledge, event)


def _is_later(event: Event) -> bool:
    """Tell whether it was taken in no earlier than made, on the day of its moment in some zone.

    The two moments are those of two computers' clocks, which decide nothing (design.md, section 6).
    A decision in the program keeps its moment (`taken.as_taken`).
    """
    if not is_moment(event.at) or is_signed(event):
        return event.at == made_at(event)
    moment, made = (datetime.fromisoformat(each) for each in (event.at, made_at(event)))
    days = (date.fromisoformat(event.today) - moment.date()).days
    return made - moment <= CLOCKS and abs(days) <= 1


def has_duties(knowledge: Knowledge, person_id: str) -> bool:
    """Tell whether somebody has an office or a duty on the day."""
    if knowledge.actor(person_id).roles:
        return True
    day = knowledge.today.isoformat()
    members = knowledge.reader.select(TeamMember, person_id=person_id)
    return any(member.is_on(day) for member in members)


def _may(knowledge: Knowledge, event: Event) -> bool:
    """Tell whether the taker held, for some card, a right that the command takes."""
    command = do.COMMANDS.get(str(event.command.get("do")))
    right = command.right if command is not None else ""
    if not right:
        return has_duties(knowledge, event.by)
    day = knowledge.today.isoformat()
    members = knowledge.reader.select(TeamMember, person_id=event.by)
    held = {*knowledge.actor(event.by).roles, *(m.role for m in members if m.is_on(day))}
    return not held.isdisjoint(procedure_of_today(knowledge).rights.get(right, ()))
