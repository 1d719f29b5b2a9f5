"""What a step is called that undo or redo would take: its kind, and what it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.journal import forms_touched, naming_step
from mcdesk.application.views.tile import StepName
from mcdesk.procedure.records import Card, Comment, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command


def step_name(
    commands: Sequence[Command],
    effects: Iterable[Effect],
    cards: Iterable[str],
    changes: Changes,
    knowledge: Knowledge,
) -> StepName:
    """Return the name of what commands did: its cards, its form, whose comment it was.

    What changes a card itself is the card's, though a form may be opened with it.
    """
    effects, touched = tuple(effects), frozenset(cards)
    kinds = [type(command).event for command in commands]
    kind = kinds[naming_step(kinds)] if kinds else ""
    forms = sorted(forms_touched(effects))
    is_card = any(effect.table == Card.table for effect in effects)
    form = knowledge.reader.find(Form, forms[0]) if len(forms) == 1 and not is_card else None
    authors = [str(e.new["author"]) for e in effects if e.table == Comment.table]
    return StepName(
        kind=kind,
        cards=tuple(sorted(tile.code for tile in changes.tiles if tile.id in touched)),
        form=form.kind if form is not None else "",
        who=knowledge.name(authors[0]) if authors else "",
        count=max(kinds.count(kind), 1),
    )
