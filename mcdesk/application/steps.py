"""What a step is called that undo or redo would take: its kind, and what it was about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.elsewhere import Elsewhere
from mcdesk.application.event_words import EVENTS
from mcdesk.application.journal import forms_touched, naming_step
from mcdesk.application.ports import NOTHING_BEHIND, NOTHING_TO_UNDO
from mcdesk.application.stored_words import setting_label
from mcdesk.application.views.changes import StepName
from mcdesk.application.work import refuse
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.commands import SetCell, SetSetting, SetValue, UndoEvent
from mcdesk.procedure.records import Card, Comment, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Label

NOTHING: Mapping[str, str] = {}
FILLS = {SetValue.event, SetCell.event}
"""The kinds of events that fill one place each."""


def step_name(
    commands: Sequence[Command],
    effects: Iterable[Effect],
    cards: Iterable[str],
    changes: Changes,
    knowledge: Knowledge,
    note: Mapping[str, str] = NOTHING,
) -> StepName:
    """Return the name of what commands did: its cards, its form, whose comment it was.

    What changes a card itself is the card's, though a form may be opened with it. `note` is what
    the last event notes of itself.
    """
    effects, touched = tuple(effects), frozenset(cards)
    kinds = [type(command).event for command in commands]
    kind = kinds[naming_step(kinds)] if kinds else ""
    forms = sorted(forms_touched(effects))
    is_card = any(effect.table == Card.table for effect in effects)
    form = knowledge.reader.find(Form, forms[0]) if len(forms) == 1 and not is_card else None
    authors = [str(e.new["author"]) for e in effects if e.table == Comment.table]
    codes = {tile.code for tile in changes.tiles if tile.id in touched}
    codes |= {str(e.new["code"]) for e in effects if e.table == Card.table and e.new["deleted"]}
    is_undo = kind == UndoEvent.event
    return StepName(
        kind=kind,
        cards=tuple(sorted(codes)),
        form=form.kind if form is not None else "",
        who=knowledge.name(authors[0]) if authors else "",
        count=max(sum(each == kind or {each, kind} <= FILLS for each in kinds), 1),
        setting=_setting(commands, knowledge),
        touched=frozenset({*forms, *_wholes(forms, knowledge)}),
        undone=note.get("undone", "") if is_undo else "",
        redone=note.get("redone", "") if is_undo else "",
    )


def _wholes(forms: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    """Return the forms that parts belong to: they are looked at, and undone, in these."""
    for form in map(partial(knowledge.reader.find, Form), forms):
        if form is not None and is_part(form):
            yield whole_id(form)


def _setting(commands: Sequence[Command], knowledge: Knowledge) -> Label | None:
    """Return what the one setting that commands set is called; that of a demand is its place."""
    keys = {command.key for command in commands if isinstance(command, SetSetting)}
    if len(keys) != 1:
        return None
    return setting_label(knowledge, keys.pop())


class Named(Protocol):
    """A step that has a name."""

    @property
    def name(self) -> StepName: ...


def last_of(steps: Sequence[Named], form: str, *, is_redo: bool) -> int:
    """Return the place of the last step, or of the last one that touched a form.

    Whoever undoes in a form looks at that form: a step elsewhere would be taken back unseen.

    Raises:
        Elsewhere: None of the steps touched it.
    """
    if not form:
        return len(steps) - 1
    for place in range(len(steps) - 1, -1, -1):
        if form in steps[place].name.touched:
            return place
    raise Elsewhere(steps[-1].name, is_redo=is_redo)


def must_be_there(steps: Sequence[object], end: StepName) -> None:
    """Demand that there is a step to undo; else say why, and what ended those before.

    Raises:
        Refused: There is none.
    """
    if steps:
        return
    if end.kind in EVENTS:
        refuse("nothing", NOTHING_BEHIND, what=EVENTS[end.kind])
    refuse("nothing", NOTHING_TO_UNDO)
