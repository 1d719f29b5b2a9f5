"""What could not be kept when the hub's events came: kept aside, shown in words, settled.

Nothing leaves the list by itself (design.md, section 6): a person takes mine, theirs, both or
another text, does it again, or puts it away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.ahead_of import is_by_clock
from mcdesk.application.asked import Asked, is_row_out, of_whom, remarked_at, removed_from, titled
from mcdesk.application.badges import path_of
from mcdesk.application.based import done_again
from mcdesk.application.beside import OF_FORM, with_form
from mcdesk.application.decided_beside import decided_beside
from mcdesk.application.desk import is_signature
from mcdesk.application.effect_words import NAMES
from mcdesk.application.event_words import event_words
from mcdesk.application.filled_again import filled
from mcdesk.application.history import line_of as history_line
from mcdesk.application.journal import MEANT, Effect, cards_touched, forms_touched, read_event
from mcdesk.application.place_written import settled, stored, type_of, typed
from mcdesk.application.rebase import command_of, written_by
from mcdesk.application.redacting import may_follow, without
from mcdesk.application.register_beside import text_beside
from mcdesk.application.said_then import holder_of
from mcdesk.application.settled import NOTICE
from mcdesk.application.taken import as_made, is_taken, made_at
from mcdesk.application.views import AttentionLine, Collided
from mcdesk.errors import Finding, McDeskError, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import (
    RECORDS,
    Card,
    Form,
    Redaction,
    Revision,
    SignOff,
    as_data,
)
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.effect_words import Shown
    from mcdesk.application.filled_again import Filled
    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import Settling
    from mcdesk.procedure.commands import Command

OF_TEXT: tuple[Settling, ...] = ("mine", "theirs", "both", "edit")
OF_LINE: tuple[Settling, ...] = ("mine", "theirs", "edit")
OF_VALUE: tuple[Settling, ...] = ("mine", "theirs")
OF_TYPE: Mapping[FieldType | None, tuple[Settling, ...]] = {
    FieldType.TEXT: OF_TEXT, FieldType.LINE: OF_LINE}  # fmt: skip
AGAIN_OTHER = N_("It was changed once more meanwhile: look at what stands there now first.")
NO_WAY = N_("This cannot be settled so.")
LOST = "lost"
"""The state of an event of somebody else that a server lost: it is in nobody's list."""
OF_DEED: tuple[Settling, ...] = ("again", "away")
OF_TEXT_NOW: tuple[Settling, ...] = ("anew", "away")
GIVEN_UP = frozenset({"theirs", "away", "edit", "anew"})
"""The ways in which what the entry wanted is not done as it was: it stays to be read."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of the list: the event as it was, why it was refused, and whether it is settled."""

    event_id: str
    kind: str
    person_id: str
    at: str
    card_id: str
    form_id: str
    body: str
    reasons: str
    noted_at: str
    state: str = "open"
    closed_at: str = ""
    closed_by: str = ""
    n: int = 0


def aside(id_: str, event: Event, findings: Iterable[Finding], now: str) -> Aside:
    """Return what is kept of a refused event, with the reasons in both languages."""
    said = dict.fromkeys((each.sentence("en"), each.sentence("id")) for each in findings)
    return Aside(
        event_id=id_,
        kind=event.kind,
        person_id=event.by,
        at=event.at,
        card_id=min(cards_touched(event.effects), default=""),
        form_id=min(forms_touched(event.effects), default=""),
        body=event.body(),
        reasons=json_text(list(said)),
        noted_at=now,
    )


def notice(id_: str, event: Event, findings: Iterable[Finding], now: str) -> Aside:
    """Return what a person has to know of an event that was kept all the same."""
    return replace(aside(id_, event, findings, now), kind=NOTICE)


def line_of(knowledge: Knowledge, kept: Aside) -> AttentionLine:
    """Return a row of the list in words, with what stands there now.

    Of one that cannot be read, only what it is called and whose it is: it can be put away.
    """
    told = _told(knowledge, kept)
    if told is not None:
        return replace(told, by_clock=is_by_clock(json.loads(kept.reasons)))
    return AttentionLine(
        n=kept.n,
        kind=kept.kind,
        what=event_words(kept.kind),
        who=knowledge.name(kept.person_id),
        at=kept.at,
        card_id="",
        card_code="",
        form_id="",
        form="",
        reasons=tuple(Label(en, in_) for en, in_ in json.loads(kept.reasons)),
        places=(),
        settles=("away",),
    )


def _told(knowledge: Knowledge, kept: Aside) -> AttentionLine | None:
    """Return a row of the list; None where what was set aside cannot be read."""
    try:
        return _line_of(knowledge, kept, read_event(kept.body))
    except (*MEANT, McDeskError):
        return None


def _line_of(knowledge: Knowledge, kept: Aside, event: Event) -> AttentionLine:
    told = history_line(knowledge, as_made(event))
    form = _form_of(knowledge, kept, event)
    card_id = kept.card_id or (form.card_id if form is not None else "")
    card = knowledge.reader.find(Card, card_id) if card_id else None
    shown, is_told = Asked(knowledge), kept.kind == NOTICE
    text, decided = text_beside(knowledge, event), decided_beside(knowledge, event)
    fill = None if is_told else filled(knowledge, event)
    event = fill.first if fill is not None else event
    places = () if is_told else tuple(_places(shown, event))
    what = of_whom(event, titled(event.kind, told.what, places))
    if event.kind in OF_FORM and form is not None:
        what = with_form(knowledge, what, form.id)
    is_removal = event.kind == do.RemoveContent.event
    place = removed_from(shown, event.effects[0]) if is_removal else remarked_at(shown, event)
    if place is not None:
        what = Label(f"{what.en}: {place.en}", f"{what.id}: {place.id}")
    return AttentionLine(
        n=kept.n,
        kind=kept.kind,
        what=what,
        who=told.who,
        at=made_at(event),
        card_id=card.id if card is not None else "",
        card_code=card.code if card is not None else told.card_code or _new_code(event),
        form_id=holder_of(form) if form is not None else "",
        form=(told.form or form.kind) if form is not None else "",
        reasons=tuple(Label(en, in_) for en, in_ in json.loads(kept.reasons)),
        places=text.places if text is not None else _theirs_first(places),
        settles=("away",) if is_told else _settles(knowledge, event),
        path=text.path if text is not None else path_of(event),
        both="" if is_told else _both(knowledge, event),
        is_row_out=not is_told and is_row_out(shown, event.effects),
        noted_at=kept.noted_at,
        note=told.note,
        now=text.said() if text is not None else _stands(shown, event, fill) or decided.said,
        is_so=not is_told and (text.is_so if text is not None else decided.is_so),
        digest=text.digest if text is not None else "",
    )


def _new_code(event: Event) -> str:
    """Return the code that an event gave a card which is not here."""
    new = (effect.new for effect in event.effects if effect.table == Card.table)
    return next((str(card.get("code", "")) for card in new), "")


def _theirs_first(places: tuple[Collided, ...]) -> tuple[Collided, ...]:
    """Return the places that others changed before those that nobody else did."""
    return tuple(sorted(places, key=lambda place: place.theirs == place.base))


def _stands(shown: Asked, event: Event, fill: Filled | None) -> tuple[Label, ...]:
    """Return what a choice is for, or what stood in the row that an event wrote into, now out."""
    if fill is not None:
        asks = fill.said() if "again" not in fill.settles else None
        return (asks,) if asks is not None else ()
    if written_by(event) is None:
        return ()
    found = (shown.row_out(effect) for effect in event.effects)
    return tuple(dict.fromkeys(said for said in found if said is not None))


def _form_of(knowledge: Knowledge, kept: Aside, event: Event) -> Form | None:
    """Return the form that an entry is about; of what was frozen or decided the very part.

    What changes a card itself is the card's, though a form may be opened with it.
    """
    if any(effect.table == Card.table for effect in event.effects):
        return None
    named = [str(effect.new["form_id"]) for effect in event.effects
             if effect.table in (Revision.table, SignOff.table)]  # fmt: skip
    id_ = (*named, kept.form_id)[0]
    return knowledge.reader.find(Form, id_) if id_ else None


def _places(shown: Shown, event: Event) -> Iterator[Collided]:
    """Yield each changed place: before, as I made it, as it stands now.

    What a form opened by the event was pre-filled with is nobody's word, and left out; so is the
    number of a version that is none.
    """
    opened = {each.id for each in event.effects if each.table == "form" and each.old is None}
    for effect in event.effects:
        if effect.new.get("form_id") in opened or effect.table == "revision":
            continue
        present = _present(shown.knowledge, effect)
        now: dict[Label | str, str] = {}
        if present is not None:
            since = Effect(effect.table, effect.id, effect.old, present)
            now = {change.path or change.label: change.new for change in shown.changes(since)}
        for change in shown.changes(effect):
            theirs = now.get(change.path or change.label, change.old)
            yield Collided(change.label, change.old, change.new, theirs,
                           is_name=change.label in NAMES)  # fmt: skip


def _present(knowledge: Knowledge, effect: Effect) -> dict[str, Any] | None:
    kind = RECORDS.get(effect.table)
    found = knowledge.reader.find(kind, effect.id) if kind is not None else None
    return as_data(found) if found is not None else None


def _settles(knowledge: Knowledge, event: Event) -> tuple[Settling, ...]:
    """Return how an event can be settled: one text or value is chosen, a deed is done again.

    A decision in the program is made in the form, where its text is seen, and never from a list;
    one that came in a packet was made before.
    """
    text = text_beside(knowledge, event)
    if text is not None:
        return ("away",) if text.is_frozen else OF_DEED if text.is_same else OF_TEXT_NOW
    fill = filled(knowledge, event)
    if fill is not None:
        return fill.settles
    command = written_by(event)
    if command is None:
        made = command_of(event)
        is_made_here = made is not None and is_signature(made) and not is_taken(event)
        return ("away",) if is_made_here or _is_over_another(knowledge, event) else OF_DEED
    if is_row_out(Asked(knowledge), event.effects):
        return OF_VALUE
    if not isinstance(command.new, str) or not isinstance(stored(knowledge, command), str):
        return OF_VALUE
    return OF_TYPE.get(type_of(knowledge, command), OF_VALUE)


def _is_over_another(knowledge: Knowledge, event: Event) -> bool:
    """Tell whether an event is a decision over another text than the one that is frozen now."""
    for effect in event.effects:
        if effect.table == SignOff.table and effect.old is None and effect.new["form_id"]:
            form = knowledge.reader.find(Form, effect.new["form_id"])
            frozen = knowledge.reader.find(Revision, form.revision_id) if form else None
            return frozen is None or frozen.digest != effect.new["digest"]
    return False


def deed_of(knowledge: Knowledge, kept: Aside) -> Command | None:
    """Return the command that does an entry's deed again; None where it wrote one place.

    A micro-credential whose code was given meanwhile gets the next one (decisions.md, 21). What was
    decided outside the program, and shows nothing, owes its scan (decisions.md, 15): a program that
    did not ask for it recorded that.
    """
    event = read_event(kept.body)
    command = command_of(event) if written_by(event) is None else None
    if isinstance(command, do.SignForm) and command.is_unshown:
        return replace(command, scan_owed=True)
    if isinstance(command, do.ChangeCard):
        return done_again(command, knowledge.reader.find(Card, kept.card_id))
    if isinstance(command, do.CreateCard | do.TakeOverCard | do.StartRevision) and command.code:
        code = command.code.strip().upper()
        if knowledge.reader.select(Card, code=code):
            return replace(command, code="")
    return command


def way_of(knowledge: Knowledge, kept: Aside, how: Settling) -> Command | None:
    """Return the command by which a way settles an entry, to be tried; None where it is none."""
    fill = filled(knowledge, read_event(kept.body))
    if fill is not None:
        return fill.done(knowledge, how)[0]
    if how != "mine":
        return deed_of(knowledge, kept)
    return next(iter(_putting(knowledge, read_event(kept.body), how, "")), None)


def commands_of(knowledge: Knowledge, kept: Aside, how: Settling, text: str) -> Sequence[Command]:
    """Return the commands that settle an event as a person chose; the last one tells how.

    What is not put in its place goes with it, so that it stays to be read in the history.
    """
    wanted = _wanted(knowledge, kept, how, text)
    given_up = how in GIVEN_UP and kept.kind != NOTICE
    is_told = given_up and _told(knowledge, kept) is not None
    told = do.SettleAttention(
        entry=kept.event_id,
        how=how,
        kind=kept.kind,
        card=kept.card_id or _card_of(knowledge, kept.form_id),
        form=kept.form_id,
        body=without_removed(knowledge, kept) if is_told else "",
    )
    return (*wanted, told)


def without_removed(knowledge: Knowledge, kept: Aside) -> str:
    """Return an event without what was removed for ever since it was made."""
    body = kept.body
    for redaction in knowledge.reader.select(Redaction):
        if may_follow(redaction, kept.at):
            body = without(body, redaction)
    return body


def _card_of(knowledge: Knowledge, form_id: str) -> str:
    form = knowledge.reader.find(Form, form_id) if form_id else None
    return form.card_id if form is not None else ""


def _wanted(knowledge: Knowledge, kept: Aside, how: Settling, text: str) -> Sequence[Command]:
    """Return the commands that put in its place what a person chose; none where it is let go."""
    if how not in line_of(knowledge, kept).settles:
        raise Refused(Finding("no_way", NO_WAY))
    event = read_event(kept.body)
    fill = filled(knowledge, event)
    if fill is not None and how != "away":
        return fill.commands(knowledge, how, text)
    if how in ("theirs", "away"):
        return ()
    text_now = text_beside(knowledge, event) if how == "anew" else None
    if text_now is not None and text != text_now.digest:
        raise Refused(Finding("other_text", AGAIN_OTHER))
    if written_by(event) is None:
        deed = deed_of(knowledge, kept)
        return (deed,) if deed is not None else ()
    return _putting(knowledge, event, how, text)


def _putting(knowledge: Knowledge, event: Event, how: Settling, text: str) -> Sequence[Command]:
    """Return the command that puts in its place what an event wrote there, as a person chose."""
    command = written_by(event)
    if command is None:
        return ()
    now = stored(knowledge, command)
    new = typed(knowledge, command, text) if how == "edit" else settled(event, command, now, how)
    if isinstance(command, do.SetCell):
        is_out = is_row_out(Asked(knowledge), event.effects)
        return (replace(command, new=new, base=now, restore=is_out),)
    return (replace(command, new=new, base=now),)


def _both(knowledge: Knowledge, event: Event) -> str:
    """Return a text with what either wrote; "" where it is no text."""
    fill = filled(knowledge, event)
    if fill is not None:
        return fill.both
    command = written_by(event)
    if command is None or "both" not in _settles(knowledge, event):
        return ""
    return str(settled(event, command, stored(knowledge, command), "both"))
