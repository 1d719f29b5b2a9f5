"""History in words: what each event was, who did it, and every changed place old and new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import brought
from mcdesk.application.effect_words import Shown
from mcdesk.application.event_titles import title
from mcdesk.application.event_words import EVENTS
from mcdesk.application.journal import Effect, Event, read_event
from mcdesk.application.seals import shown_note
from mcdesk.application.settled import KIND as SETTLED
from mcdesk.application.settled import given_up
from mcdesk.application.taken import told_apart, who_did
from mcdesk.application.views import HistoryLine
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge


def history(
    knowledge: Knowledge, *, card: str = "", form: str = "", limit: int = 0, both: bool = False
) -> tuple[HistoryLine, ...]:
    """Return the history of a card, a form or the whole workspace, newest first.

    With `both` its values are told in both languages, as paper has them.
    """
    lines = knowledge.reader.journal(card=card, form=form, limit=limit)
    events = (read_event(str(line["body"])) for line in lines)
    shown = Shown(knowledge, both=both)
    return tuple(line_of(knowledge, event, card, shown) for event in events)


def line_of(
    knowledge: Knowledge, event: Event, card: str = "", shown: Shown | None = None
) -> HistoryLine:
    """Return one event in words; with `card`, only what concerns that card.

    `shown` finds the words, where they are others than those of a history.
    """
    shown = shown or Shown(knowledge)
    effects = [e for e in event.effects if not card or shown.card_of(e) in ("", card)]
    cards = [shown.card_of(effect) for effect in effects]
    subject = shown.card(next((found for found in cards if found), ""))
    what = EVENTS.get(event.kind.removeprefix(brought.MARK), Label(event.kind, event.kind))
    kind = do.COMMANDS.get(str(event.command.get("do")))
    found = [change for effect in effects for change in shown.changes(effect)]
    if event.kind == SETTLED:
        found.extend(given_up(shown, event))
    return HistoryLine(
        event_id=event.id,
        at=event.at,
        who=who_did(knowledge, event, both=shown.both),
        kind=event.kind,
        what=told_apart(event, title(what, event, effects, shown), knowledge.name(event.by)),
        card_code=subject.code if subject else "",
        card_id=subject.id if subject else "",
        form=_form_of(shown, effects),
        note=shown_note(
            str(event.command.get("reason") or event.command.get("note") or ""), both=shown.both
        ),
        changes=tuple(found),
        undoable=bool(kind and kind.undoable) and brought.BY not in event.note,
    )


def _form_of(shown: Shown, effects: list[Effect]) -> str:
    """Return which form an event is about; a part, where it is one, says more than the whole."""
    forms = {str(effect.new.get("form_id") or effect.id): effect for effect in reversed(effects)}
    found = [short for effect in reversed(forms.values()) if (short := shown.form_short(effect))]
    return next((short for short in found if ":" in short), found[0] if found else "")
