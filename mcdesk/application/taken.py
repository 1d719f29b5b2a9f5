"""Events that came in a packet or were adopted: who made them, and who answers for them here.

Such an event is made by who takes it in, under that person's own right; its note tells whose work
it is (docs/decisions/0012-packets.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import brought
from mcdesk.application.days import show_date
from mcdesk.i18n import LANGUAGES, _
from mcdesk.procedure.calendar import day_of, is_moment
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge

MADE_BY, MADE_AT, ADOPTED = "made_by", "made_at", "adopted"
"""What the note of such an event says: whose work it is, of when, and whether it was adopted."""
WHOSE = "whose"
"""Under this the note of a settlement says whose work was settled, where it is another's."""
DECIDES = ("SignForm", "SignPeriod")
TAKEN_IN = Label("taken in by {name}", "diterima oleh {name}")
ADOPTED_BY = Label("adopted by {name}", "diambil alih oleh {name}")


def taken_note(event: Event) -> dict[str, str]:
    """Return what the note of an event says of whose work it is; nothing of one's own."""
    return {key: event.note[key] for key in (MADE_BY, MADE_AT, ADOPTED) if key in event.note}


def kept_note(event: Event) -> dict[str, str]:
    """Return what the note of an event says that stays where it is carried out again."""
    return taken_note(event) | ({WHOSE: event.note[WHOSE]} if WHOSE in event.note else {})


def as_theirs(event: Event) -> dict[str, str]:
    """Return the note of what is done with somebody else's words: whose work it is, of when."""
    return taken_note(event) or {MADE_BY: event.by, MADE_AT: event.at}


def is_taken(event: Event) -> bool:
    """Tell whether an event came in a packet, or was adopted."""
    return MADE_BY in event.note


def made_by(event: Event) -> str:
    """Return whose work an event is."""
    return event.note.get(MADE_BY) or event.by


def made_at(event: Event) -> str:
    """Return when its author did what an event says."""
    said = event.note.get(MADE_AT, "")
    return said if is_moment(said) else event.at


def as_taken(event: Event, taker: str, moment: str, day: str) -> Event:
    """Return somebody's event as who takes it in will carry it out: now, under a right held now.

    A decision in the program bears the day on which it was made, in the record that is signed.
    """
    note = {MADE_BY: made_by(event), MADE_AT: made_at(event)}
    taken = replace(event, by=taker, note=note)
    if is_signed(event):
        return taken
    return replace(taken, at=moment, today=day)


def is_signed(event: Event) -> bool:
    """Tell whether an event is a decision made in the program."""
    command = event.command
    return command.get("do") in DECIDES and command.get("medium", "program") == "program"


def as_adopted(taken: Event) -> Event:
    """Return somebody's event, as it is taken in, as one that its taker adopts."""
    return replace(taken, note={**taken.note, ADOPTED: "1"})


def as_made(event: Event) -> Event:
    """Return an event that could not be taken in as its author's: nobody answers for it here."""
    note = {key: said for key, said in event.note.items() if key not in taken_note(event)}
    return replace(event, by=made_by(event), at=made_at(event), note=note)


def told_apart(event: Event, what: Label, name: str) -> Label:
    """Return an event's title with who took it in or adopted it, and of which day it is."""
    if MADE_BY not in event.note:
        return what
    said = ADOPTED_BY if ADOPTED in event.note else TAKEN_IN
    en, in_ = said.en.format(name=name), said.id.format(name=name)
    day = day_of(made_at(event))
    if day != day_of(event.at):
        en, in_ = f"{show_date(day, 'en')}, {en}", f"{show_date(day, 'id')}, {in_}"
    return Label(f"{what.en} ({en})", f"{what.id} ({in_})")


def who_did(knowledge: Knowledge, event: Event, *, both: bool = False) -> str:
    """Return who did something; of what came from another workspace also who brought it in.

    With `both` that is told in both languages.
    """
    who = knowledge.name(made_by(event))
    at = event.note.get(brought.AT, "")
    if brought.BY not in event.note or not is_moment(at):
        return who
    given = {"who": who, "by": knowledge.name(event.note[brought.BY]), "day": day_of(at)}
    if not both:
        return _("{who} (brought in by {by} on {day})").format_map(given)
    said = dict.fromkeys(_("{who} (brought in by {by} on {day})", each) for each in LANGUAGES)
    told = [text.format_map({**given, "who": ""}).strip(" ()") for text in said]
    return f"{who} ({' / '.join(told)})"
