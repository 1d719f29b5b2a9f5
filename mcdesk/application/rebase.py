"""Carrying out again, over what came from the hub, what waits for it (design.md, section 6).

A place that a command wrote and that somebody else changed meanwhile is never overwritten: texts
are merged by the command itself, everything else is a collision and goes to a person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, cast

from mcdesk.application.journal import Head, chained, command_from
from mcdesk.application.meanwhile import CHANGED, changed_by
from mcdesk.application.parted import apart, based
from mcdesk.application.said_then import still_says
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import (
    RECORDS,
    TYPED_ROWS,
    ClosedPeriod,
    Form,
    Redaction,
    Revision,
    SignOff,
    StoredFile,
    as_data,
    from_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.meanwhile import Foreign
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.commands import Command

MERGED = frozenset({"form_value", "form_row", *TYPED_ROWS})
"""Tables whose commands carry what was on screen, and merge."""
HELD = frozenset({"card", "team", "external", "sign_off", *MERGED})
"""Tables of which a command changes, done again, no record that it did not change before."""
SWEEPING = frozenset({"ClosePeriod", "ReopenPeriod", "MatchEntry", "BringEvent", "HandOver"})
"""Commands that are about all that there is, also about what came meanwhile."""
COVERING = frozenset({"TakeFromForm"})
"""Commands that put whole rows in the place of others, and merge nothing."""
PLACES = frozenset({"setting", "external"})
"""Tables whose records have a place for an id: who comes second finds another's there."""
DRAWN = frozenset({"number_block"})
"""Tables from which commands draw: who comes second draws anew."""
NUMBERED = {"card": "code", "revision": "number", "closed_period": "number"}
"""Where a number that was drawn stands."""
UNSEEN = frozenset({"row_version"})
FACTS = ("paper", "pdf", "letter", "minutes")
"""The media of a decision that somebody has made outside: a fact, which no rebase refuses."""


def command_of(event: Event) -> Command | None:
    """Return the command of an event; None where a newer program made it."""
    try:
        return command_from(event.command)
    except (LookupError, TypeError):
        return None


def written_by(event: Event) -> do.SetValue | do.SetCell | None:
    """Return the command of an event that wrote one place, with ids for what a script calls else.

    A script says "MC-1/F2" for a form and 1 for a row; what it wrote tells which these are.
    """
    command = command_of(event)
    if isinstance(command, do.SetValue):
        for effect in event.effects:
            if effect.table == "form_value" and effect.new["path"] == command.path:
                return replace(command, form=effect.new["form_id"])
    elif isinstance(command, do.SetCell):
        for effect in event.effects:
            if effect.table in MERGED and effect.new.get("field") == command.field:
                return replace(command, form=effect.new["form_id"], row=effect.id)
    return command if isinstance(command, do.SetValue | do.SetCell) else None


def has_arrived(own: Event, event: Event, reader: Reader | None = None) -> bool:
    """Tell whether an event that came is one's own, with all that it did.

    The id alone says nothing: a workspace may have been copied, and whoever has seen a waiting
    event in a packet could send another under its id. Where it was taken in from a packet, what it
    was to take away may have been gone already: then it is gone for `reader`, who has the event.
    """
    if (own.kind, own.command) != (event.kind, event.command):
        return False
    done = {(effect.table, effect.id) for effect in event.effects}
    return all(
        (effect.table, effect.id) in done or (reader is not None and _is_gone(effect, reader))
        for effect in own.effects
    )


def _is_gone(effect: Effect, reader: Reader) -> bool:
    """Tell whether an effect took away what is not there."""
    if not effect.new.get("deleted"):
        return False
    kept = reader.find(RECORDS[effect.table], effect.id)
    return kept is None or kept.deleted


def renumbered(before: Event, after: Iterable[Effect]) -> Iterator[Finding]:
    """Yield the codes and numbers that an event gave and that somebody else had been given first.

    A number that was printed never changes (decisions.md, 21): a person has to know.
    """
    now = {(effect.table, effect.id): effect.new for effect in after}
    for effect in before.effects:
        name = NUMBERED.get(effect.table)
        new = now.get((effect.table, effect.id))
        if name is None or effect.old is not None or new is None or new[name] == effect.new[name]:
            continue
        yield Finding(
            "renumbered",
            N_("{old} had been given to another first: it is {new} now. What was printed before "
               "bears the old one."),
            {"old": effect.new[name], "new": new[name]},
        )  # fmt: skip


def reaches_further(
    event: Event,
    effects: Iterable[Effect],
    knowledge: Knowledge,
    foreign: Mapping[tuple[str, str], Foreign],
) -> Iterator[Finding]:
    """Yield that an event, done again, changed a record of others that it did not change before."""
    if event.command.get("do") in SWEEPING:
        return
    before = {(effect.table, effect.id) for effect in event.effects}
    for effect in effects:
        key = effect.table, effect.id
        who = foreign.get(key)
        if effect.table in HELD and effect.old and key not in before and who is not None:
            yield changed_by(who, knowledge)
            return
    yield from _falls_unseen(event, effects, knowledge, foreign)


def _falls_unseen(
    event: Event,
    effects: Iterable[Effect],
    knowledge: Knowledge,
    foreign: Mapping[tuple[str, str], Foreign],
) -> Iterator[Finding]:
    """Yield that a version or a decision would fall that whoever sent back never saw.

    They see first which forms and sign-offs fall (decisions.md, 2).
    """
    first = {effect.id: effect.new for effect in event.effects if effect.table == "form"}
    for effect in effects:
        if effect.table != "form" or effect.old is None:
            continue
        fell, falls = effect.old["fallen_version"], effect.new["fallen_version"]
        if falls <= fell:
            continue
        seen = effect.id in first and first[effect.id]["fallen_version"] == falls
        who = None if seen else foreign.get(("form", effect.id))
        for decision in knowledge.reader.select(SignOff, form_id=effect.id):
            if who is None and fell < decision.version <= falls:
                who = foreign.get((SignOff.table, decision.id))
        if who is not None:
            text = N_("{name} changed this meanwhile ({on}): more would fall than you saw.")
            yield Finding("falls_unseen", text, changed_by(who, knowledge).params)
            return


def undone_by(events: Mapping[str, Event], id_: str) -> list[str]:
    """Return the waiting events that undo an event, undo that undo, and so on, in their order."""
    found: list[str] = []
    targets = {id_, events[id_].group}
    while True:
        later = next(
            (key for key, event in events.items()
             if event.command.get("of") in targets and key not in found), None,
        )  # fmt: skip
        if later is None:
            return found
        found.append(later)
        targets = {later, events[later].group}


def taken_back(events: Mapping[str, Event], event: Event) -> dict[str, Event]:
    """Return the waiting events that an undo takes back, by their ids."""
    of = event.command.get("of")
    if not of:
        return {}
    return {id_: each for id_, each in events.items() if of in (id_, each.group)}


def removals_first(events: Mapping[str, Event], reader: Reader) -> dict[str, Event]:
    """Return what waits in its order, but a removal for ever before what else wrote in its place.

    What waited behind it was written anew by it already. So it follows from what the hub has,
    which the removal writes anew, too; the other way round it would follow from nothing.
    """
    order = list(events)
    for id_, event in events.items():
        for effect in event.effects:
            if effect.table != Redaction.table or effect.old is not None:
                continue
            place = str(effect.new["subject_table"]), str(effect.new["subject_id"])
            if place[0] not in RECORDS or reader.find(RECORDS[place[0]], place[1]) is None:
                continue  # what it is about is to come first
            first = next(each for each in order if each == id_ or _writes(events[each], place))
            if first != id_:
                order.remove(id_)
                order.insert(order.index(first), id_)
    return {id_: events[id_] for id_ in order}


def _writes(event: Event, place: tuple[str, str]) -> bool:
    return any((effect.table, effect.id) == place for effect in event.effects)


def narrowed(event: Event, back: Iterable[Event]) -> Event:
    """Return an undo without what it does to records of events that are not there to be undone."""
    there = {(effect.table, effect.id) for each in back for effect in each.effects}
    kept = tuple(effect for effect in event.effects if (effect.table, effect.id) in there)
    return replace(event, effects=kept)


def is_fact(command: Command) -> bool:
    """Tell whether a command only records what was decided outside the program."""
    if not isinstance(command, do.SignForm | do.SignPeriod):
        return False
    return command.medium in FACTS


def on_what_stands(effect: Effect, reader: Reader) -> Effect | None:
    """Return a decision as it holds over what is frozen now, where that is the text it was over.

    Somebody else may have frozen the same text first; None where what was frozen is not there, is
    another text under the same id, or what was decided beside it says something else now.
    """
    new = effect.new
    if not still_says(reader, cast("SignOff", from_data(SignOff.table, dict(new)))):
        return None
    id_ = new["revision_id"]
    named = reader.find(Revision, id_) or reader.find(ClosedPeriod, id_)
    if named is not None:
        return effect if named.digest == new["digest"] else None
    form = reader.find(Form, new["form_id"])
    basis = reader.find(Revision, form.basis_id) if form is not None and form.basis_id else None
    if basis is None or basis.digest != new["digest"]:
        return None
    over = {"revision_id": basis.id, "version": basis.version}
    return replace(effect, new={**new, **over})


def evidence_of(event: Event, facts: Iterable[Effect], reader: Reader) -> list[Effect]:
    """Return the scans that an event brought as the evidence of its decisions: they come along."""
    named = {effect.new["evidence_id"] for effect in facts}
    return [
        effect for effect in event.effects
        if effect.table == StoredFile.table and effect.old is None and effect.id in named
        and reader.find(StoredFile, effect.id) is None
    ]  # fmt: skip


Redone = dict[tuple[str, str], tuple["Mapping[str, Any]", "Mapping[str, Any]"]]
"""What one's own events made of records the first time, and over what the next one is seen."""


def note_redone(redone: Redone, event: Event, seen: Event, effects: Iterable[Effect]) -> None:
    """Note what an event of one's own that was carried out again made, first and now.

    `seen` is the event over what stood when it was carried out again. What others made of a record
    meanwhile is not one's own, also where one changed something else of it: for that, the next
    event is over what it was over when it was made (design.md, section 6).
    """
    first = {
        (effect.table, effect.id): (before.old, effect.new)
        for effect, before in zip(event.effects, seen.effects, strict=True)
    }
    for effect in effects:
        key = effect.table, effect.id
        if key not in first:
            continue
        was, made = first[key]
        theirs = _changed(was, effect.old) - UNSEEN
        now = {name: made.get(name, value) for name, value in effect.new.items() if name in theirs}
        redone[key] = made, {**effect.new, **now}


def _changed(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> set[str]:
    """Return which columns of a record have another value than they had, if it was there twice."""
    if was is None or now is None:
        return set()
    return {name for name, value in now.items() if was.get(name, value) != value}


def over_own(event: Event, redone: Redone) -> Event:
    """Return an event over what one's own earlier events made now, where it was over theirs.

    A row that is added again may come to stand elsewhere, a card may bear another code: that is
    nobody else's change.
    """
    return replace(event, effects=tuple(_over_own(effect, redone) for effect in event.effects))


def _over_own(effect: Effect, redone: Redone) -> Effect:
    first, now = redone.get((effect.table, effect.id), (None, None))
    if effect.old is None or first is None or now is None:
        return effect
    old = effect.old
    is_over = all(old.get(key) == value for key, value in first.items() if key not in UNSEEN)
    return replace(effect, old=now) if is_over else effect


def collisions(
    event: Event, reader: Reader, knowledge: Knowledge, foreign: Mapping[tuple[str, str], Foreign]
) -> Iterator[Finding]:
    """Yield what an event wrote over values that are no longer there."""
    for effect in event.effects:
        is_new = effect.old is None and effect.table not in PLACES
        if is_new or effect.table in DRAWN or effect.table not in RECORDS:
            continue
        present = reader.find(RECORDS[effect.table], effect.id)
        merges = effect.table in MERGED and event.command.get("do") not in COVERING
        sides = apart(effect, as_data(present)) if present is not None else None
        if sides is None or not _is_over(*sides, merges=merges, left=based(event)):
            continue
        who = foreign.get((effect.table, effect.id))
        if who is None:
            text = N_("An earlier change of yours to this could not be kept; look at that first.")
            yield Finding(CHANGED, text)
            return
        yield changed_by(who, knowledge)
        return


def _is_over(
    effect: Effect, present: Mapping[str, Any], *, merges: bool, left: frozenset[str]
) -> bool:
    """Tell whether an effect would overwrite, or remove, what it has not seen.

    Of what is `left` to the command nobody asks here.
    """
    old, new = effect.old, effect.new
    if old is None:
        return not present["deleted"] and any(
            value != new.get(key) for key, value in present.items() if key not in UNSEEN
        )
    mine = {key for key, value in new.items() if old.get(key) != value} - UNSEEN - left
    theirs = {key for key, value in present.items() if old.get(key, value) != value} - UNSEEN
    if new["deleted"] and not old["deleted"]:
        return bool(theirs) and not present["deleted"]
    if merges:
        return False
    return any(present[key] != new[key] for key in mine & theirs)


class Waiting(Protocol):
    """A unit of work that confirms what waits."""

    def head(self) -> Head: ...

    def waiting(self) -> tuple[Line, ...]: ...

    def confirm(self, line: Line) -> None: ...


def confirm_waiting(unit: Waiting) -> int:
    """Confirm here what waits, for who has no hub; return how much that was."""
    head, waiting = unit.head(), unit.waiting()
    for line in waiting:
        head = Head(head.seq + 1, chained(head.hash, line.body))
        unit.confirm(replace(line, seq=head.seq, hash=head.hash))
    return len(waiting)
