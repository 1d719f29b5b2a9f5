"""Whether what came in a packet may have been carried in by whom a hub's entry names, and then.

Of such an entry a hub may honestly name another taker and another moment than this workspace
(docs/decisions/0012-packets.md). What it says besides is compared as of any other entry; of the
taker only that is asked which is known here: whose duties it took is a label, no word of anybody.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mcdesk.application.days import moment
from mcdesk.application.packet_choice import is_own_only
from mcdesk.application.taken import ADOPTED, is_signed, is_taken, made_at, made_by
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import is_moment, moment_of
from mcdesk.procedure.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.journal import Event
    from mcdesk.application.storage_ports import Reader

CLOCKS = timedelta(days=1)
"""So far two computers' clocks may be apart: one that stands in another time zone, too."""
MADE_LATER = N_("What was made on {made} is in this packet; on this computer it is {now}. Nothing "
                "was taken in. If the clock of this computer is behind, set it right and take the "
                "packet in again. If that of its author was ahead, the author exchanges with the "
                "hub instead.")  # fmt: skip


def may_be_taken(mine: Event, theirs: Event, reader: Reader | None) -> bool:
    """Tell whether a hub's event is its author's own, or honestly one that somebody else took in.

    Args:
        mine: The event as it is here, by its author or as somebody took it in.
        theirs: That of the hub.
        reader: The workspace, which knows who is in the directory; without it that is not asked.
    """
    if not _is_on_its_day(theirs):
        return False
    if not is_taken(theirs):
        return True
    return (
        not is_own_only(theirs)
        and _is_of_its_author(mine, theirs)
        and _is_later(theirs)
        and (reader is None or reader.find(Person, theirs.by) is not None)
    )


def _is_of_its_author(mine: Event, theirs: Event) -> bool:
    """Tell whether a remark stays its author's word: adopted, it becomes the adopter's.

    It is adopted while it waits, so whoever has it as its author's own knows it as nothing else.
    Not adopted it never comes in a packet (`packet_fit.not_by_another`).
    """
    if theirs.command.get("do") != do.WriteComment.__name__:
        return True
    return ADOPTED in theirs.note and (ADOPTED in mine.note or theirs.by == made_by(theirs))


def _is_on_its_day(event: Event) -> bool:
    """Tell whether the day of an event is that of its moment, in some zone."""
    if not is_moment(event.at):
        return False
    days = date.fromisoformat(event.today) - moment_of(event.at).date()
    return abs(days) <= CLOCKS


def _is_later(event: Event) -> bool:
    """Tell whether an event was taken in no earlier than made (`must_be_made_by_now`).

    A decision in the program keeps its moment (`taken.as_taken`).
    """
    if is_signed(event):
        return event.at == made_at(event)
    at, made = (moment_of(each) for each in (event.at, made_at(event)))
    return made - at <= CLOCKS


def lies_ahead(event: Event, known: Iterable[str]) -> bool:
    """Tell whether an event says it was taken in later than it can be by now.

    Args:
        event: That of a hub.
        known: Moments that have been: of the clock here, which may be behind, and of entries here.
    """
    if not is_taken(event) or is_signed(event):
        return False
    latest = max(moment_of(each) for each in known if is_moment(each))
    return moment_of(event.at) - latest > CLOCKS


def must_be_made_by_now(events: Iterable[Event], now: str) -> None:
    """Refuse to take in what was made later than it is here: one of the two clocks is wrong.

    It would bear a moment before it was made, which nobody could tell from one that was forged.

    Raises:
        Refused: So it is.
    """
    latest = max((made_at(event) for event in events), key=moment_of, default=now)
    if moment_of(latest) - moment_of(now) > CLOCKS:
        told = {"made": moment(latest), "now": moment(now)}
        raise Refused(Finding("made_later", MADE_LATER, told))
