"""History in words: what each event was, who did it, and every changed place old and new."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from mcdesk.application import brought
from mcdesk.application.effect_words import Shown
from mcdesk.application.event_titles import title
from mcdesk.application.event_words import event_words
from mcdesk.application.journal import MEANT, Effect, Event, read_event
from mcdesk.application.seals import shown_note
from mcdesk.application.settled import KIND as SETTLED
from mcdesk.application.settled import given_up
from mcdesk.application.taken import told_apart, who_did
from mcdesk.application.views import HistoryLine, TakenBackLine
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.records import Card, Form
from mcdesk.procedure.stage import Label

UNREAD = Label("An entry that cannot be read", "Entri yang tidak dapat dibaca")
"""What a history says of an entry that no program writes; “mcdesk check” names it."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader


def history(
    knowledge: Knowledge,
    *,
    card: str = "",
    form: str = "",
    limit: int = 0,
    both: bool = False,
) -> tuple[HistoryLine, ...]:
    """Return the history of a card, a form or the whole workspace, newest first.

    With `both` its values are told in both languages, as paper has them.
    """
    kept = knowledge.reader.journal(card=card, form=form, limit=limit)
    return told(knowledge, kept, card=card, form=form, both=both)


def told(
    knowledge: Knowledge,
    lines: Iterable[Mapping[str, Any]],
    *,
    card: str = "",
    form: str = "",
    both: bool = False,
) -> tuple[HistoryLine, ...]:
    """Return lines of the journal in words, see `history`."""
    shown = Shown(knowledge, both=both)
    of_form = knowledge.reader.find(Form, form) if form else None
    return tuple(_line_to_show(knowledge, line, card, shown, of_form) for line in lines)


def _line_to_show(
    knowledge: Knowledge, line: Mapping[str, Any], card: str, shown: Shown, form: Form | None
) -> HistoryLine:
    """Return an entry in words; of one that cannot be read, that it cannot.

    Anybody can write a hub's file: one entry keeps no form from opening.
    """
    try:
        event = read_event(str(line["body"]))
        return line_of(knowledge, event, card, shown, form=form)
    except MEANT:
        who = knowledge.name(str(line["person_id"]))
        return HistoryLine(str(line["id"]), str(line["at"]), who, str(line["kind"]), UNREAD, "", "")


def line_of(
    knowledge: Knowledge,
    event: Event,
    card: str = "",
    shown: Shown | None = None,
    *,
    form: Form | None = None,
) -> HistoryLine:
    """Return one event in words; with `card` or `form`, only what concerns that.

    `shown` finds the words, where they are others than those of a history.
    """
    shown = shown or Shown(knowledge)
    places = [(effect, shown.card_of(effect)) for effect in event.effects]
    if form is not None:
        told = [(effect, of) for effect, of in places if _is_about(shown, form, effect, of)]
    else:
        told = [(effect, of) for effect, of in places if not card or of in ("", card)]
    effects, cards = [effect for effect, _of in told], [of for _effect, of in told]
    subject = shown.card(next((found for found in cards if found), ""))
    what = event_words(event.kind.removeprefix(brought.MARK))
    kind = do.COMMANDS.get(str(event.command.get("do")))
    found = [change for effect in effects for change in shown.changes(effect)]
    if event.kind == SETTLED:
        found.extend(given_up(shown, event))
    undoable = bool(kind and kind.undoable) and brought.BY not in event.note
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
        undoable=undoable,
        begins=form is not None and any(_makes(effect, form) for effect in effects),
        group=event.group,
        of=str(event.command.get("of") or ""),
        **(_reach(shown, event, filter(None, (of for _effect, of in places))) if undoable else {}),
    )


def _is_about(shown: Shown, form: Form, effect: Effect, card: str) -> bool:
    """Tell whether an effect is about a form, a part of it, or its card and no other form."""
    of = shown.form(effect)
    if of is None:
        return card in ("", form.card_id) and effect.table in (Card.table, Form.table)
    return _whole(of) == _whole(form)


def _makes(effect: Effect, form: Form) -> bool:
    """Tell whether an effect makes a form, with all that stands in it from the start."""
    was_there = effect.old is not None and not effect.old["deleted"]
    return effect.table == Form.table and effect.id == form.id and not was_there


def _whole(form: Form) -> str:
    """Return the form (id) that a form is, or is a part of."""
    return whole_id(form) if is_part(form) else form.id


def _reach(shown: Shown, event: Event, ids: Iterable[str]) -> dict[str, Any]:
    """Return the codes of the cards that undoing an event changes, takes away and brings back."""
    touched = (shown.card(id_) for id_ in dict.fromkeys(ids))
    of_cards = [effect for effect in event.effects if effect.table == Card.table]
    made = [e for e in of_cards if not e.new["deleted"] and (e.old is None or e.old["deleted"])]
    gone = [e for e in of_cards if e.new["deleted"] and e.old is not None and not e.old["deleted"]]
    return {
        "cards": tuple(sorted(card.code for card in touched if card is not None)),
        "takes": _named(effect.new for effect in made),
        "brings": _named(effect.new for effect in gone),
    }


def _named(cards: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, Label], ...]:
    """Return codes and titles of cards, in the order of their codes."""
    titles = {
        str(card["code"]): Label(
            str(card["title_en"] or card["title_id"]), str(card["title_id"] or card["title_en"])
        )
        for card in cards
    }
    return tuple(sorted(titles.items(), key=itemgetter(0)))


def taken_back(knowledge: Knowledge) -> tuple[TakenBackLine, ...]:
    """Return the cards that are there no more since what made them was undone, the last first.

    That of which something was done since, or which came from elsewhere, is not among them.
    """
    reader, found = knowledge.reader, list[TakenBackLine]()
    for line in reader.journal(table=Card.table, kinds=("EventUndone",)):
        event = read_event(str(line["body"]))
        if brought.BY in event.note:
            continue
        cards = []
        for effect in event.effects:
            card = reader.find(Card, effect.id) if effect.table == Card.table else None
            if card is not None and card.deleted and effect.new["deleted"]:
                newest = reader.journal(card=card.id, limit=1)
                if newest and newest[0]["id"] == event.id:
                    cards.append(effect.new)
        if cards:
            who = who_did(knowledge, event)
            named = _named(cards)
            taken = tuple(code for code, _title in named if _is_there(reader, code))
            found.append(TakenBackLine(event.id, event.at, who, named, taken))
    return tuple(found)


def _is_there(reader: Reader, code: str) -> bool:
    return any(not card.deleted for card in reader.select(Card, code=code))


def _form_of(shown: Shown, effects: list[Effect]) -> str:
    """Return which form an event is about; a part, where it is one, says more than the whole."""
    forms = {str(effect.new.get("form_id") or effect.id): effect for effect in reversed(effects)}
    found = [short for effect in reversed(forms.values()) if (short := shown.form_short(effect))]
    return next((short for short in found if ":" in short), found[0] if found else "")
