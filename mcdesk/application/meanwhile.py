"""Who did what meanwhile: what a person is told of an event that could not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from typing_extensions import override

from mcdesk.application.days import moment
from mcdesk.application.history import line_of
from mcdesk.application.journal import cards_touched, forms_touched, read_event
from mcdesk.application.merge import COLLISION, ROW_OUT
from mcdesk.application.taken import made_at, made_by
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.commands import UndoEvent
from mcdesk.procedure.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.errors import Refused

Place = tuple[str, str]
"""The table and the id of a record."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Who changed a record last, when and how; `has_come` tells that nobody here knew it before."""

    by: str
    at: str
    event: Event
    has_come: bool = True


def last_changes(lines: Iterable[tuple[Line, Event]]) -> dict[Place, Foreign]:
    """Return for each record that these events, which came, changed who did it last."""
    return {
        (effect.table, effect.id): Foreign(line.person_id, line.at, event)
        for line, event in lines
        for effect in event.effects
    }


class Journal(Protocol):
    """A unit of work as far as it tells who changed a record last."""

    def last_change(self, table: str, id_: str) -> Line | None: ...

    def changes_of(self, table: str, id_: str) -> Iterator[Line]: ...


class Lately(Mapping[Place, Foreign]):
    """Who changed a record here last, looked up where somebody has to be told."""

    def __init__(self, unit: Journal) -> None:
        self._unit = unit

    @override
    def __getitem__(self, place: Place) -> Foreign:
        line = self._unit.last_change(*place)
        if line is None:
            raise KeyError(place)
        return Foreign(line.person_id, line.at, read_event(line.body), has_come=False)

    @override
    def __iter__(self) -> Iterator[Place]:
        return iter(())

    @override
    def __len__(self) -> int:
        return 0


def what_stands(effect: Effect, unit: Journal) -> Foreign | None:
    """Return the change of a record that stands now, where an effect was not kept.

    What was done since and taken back again, as a settlement that was undone, changed nothing. A
    change that the effect itself found, and that was taken back then, did: its undo is returned.
    """
    undone: dict[str, Foreign] = {}
    for line in unit.changes_of(effect.table, effect.id):
        who = Foreign(line.person_id, line.at, read_event(line.body), has_come=False)
        undo = undone.get(line.id) or undone.get(who.event.group)
        if undo is not None:
            if _was_found(effect, who.event):
                return undo
        elif who.event.kind == UndoEvent.event:
            undone[str(who.event.command.get("of"))] = who
        else:
            return who
    return None


def _was_found(effect: Effect, event: Event) -> bool:
    """Tell whether an effect is about what an event had made of the same record."""
    found = effect.old or {}
    wrote = [key for key, value in effect.new.items() if value != found.get(key)]
    made = (each.new for each in event.effects if each.id == effect.id)
    return any(all(new.get(key) == found.get(key) for key in wrote) for new in made)


def meanwhile(
    refusal: Refused,
    event: Event,
    knowledge: Knowledge,
    foreign: Mapping[Place, Foreign],
    unit: Journal,
) -> tuple[Finding, ...]:
    """Return why an event could not be kept, and who did what meanwhile, where that is known.

    The command itself, which refuses it, knows only what the text says now; that is shown as long
    as it is asked about, and changes meanwhile. Who did it is among what came, else in the journal.
    """
    codes = {finding.code for finding in refusal.findings}
    if not codes & {COLLISION, ROW_OUT, CHANGED}:
        return (*refusal.findings, *_deed(event, knowledge, foreign))
    places = [(effect.table, effect.id) for effect in event.effects]
    found = (among.get(place) for among in (foreign, Lately(unit)) for place in places)
    who = next((each for each in found if each is not None), None)
    if who is None or (not who.has_come and made_by(who.event) == made_by(event)):
        return refusal.findings
    said = {COLLISION: changed_by, ROW_OUT: taken_out_by}
    return tuple(
        said[finding.code](who, knowledge) if finding.code in said else finding
        for finding in refusal.findings
    )


CHANGED = "changed_meanwhile"


def changed_by(who: Foreign, knowledge: Knowledge) -> Finding:
    """Return that somebody wrote over it."""
    return _told(CHANGED, N_("{name} changed this meanwhile ({on})."), who, knowledge)


def taken_out_by(who: Foreign, knowledge: Knowledge) -> Finding:
    """Return that somebody took the row out."""
    return _told(ROW_OUT, N_("{name} took this row out ({on})."), who, knowledge)


def _deed(
    event: Event, knowledge: Knowledge, foreign: Mapping[Place, Foreign]
) -> Iterator[Finding]:
    """Yield what others did last to the micro-credential or form that a deed was about."""
    forms = forms_touched(event.effects)
    kept = (knowledge.reader.find(Form, id_) for id_ in forms)
    cards = cards_touched(event.effects) | {form.card_id for form in kept if form is not None}
    places = [("form", id_) for id_ in sorted(forms)] + [("card", id_) for id_ in sorted(cards)]
    known = [who for place in places if (who := foreign.get(place)) is not None]
    late = [who for who in known if who.has_come or who.at >= made_at(event)]
    if not late:
        return
    who = max(late, key=lambda each: each.at)
    line = line_of(knowledge, who.event)
    text = N_("{name} did this meanwhile ({on}): {what}. Reason: {reason}")
    text = text if line.note else N_("{name} did this meanwhile ({on}): {what}.")
    yield _told("done_meanwhile", text, who, knowledge, what=line.what, reason=line.note)


def _told(code: str, text: str, who: Foreign, knowledge: Knowledge, **more: object) -> Finding:
    return Finding(code, text, {"name": knowledge.name(who.by), "on": moment(who.at), **more})
