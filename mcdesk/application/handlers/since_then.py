"""What was done since a step that is to be undone, and what an undo says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from mcdesk.application.event_titles import step_title
from mcdesk.application.event_words import EVENTS
from mcdesk.application.journal import Effect, Event, read_event
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.calendar import minute_of
from mcdesk.procedure.records import Card, Form
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from mcdesk.application.work import Work

YOURSELF = Label("yourself", "Anda sendiri")
MOST = 50
"""How many entries are looked through for what changed a record."""


def built_since(work: Work, effect: Effect, group: str) -> Event | None:
    """Return the last event about a card or form since a group, None where nothing stands.

    What was done and undone since leaves nothing behind that an undo could overwrite; a server
    goes by the same rule (`hub.check_not_built_upon`).
    """
    card = effect.id if effect.table == Card.table else ""
    form = "" if card else effect.id
    newest = work.uow.journal(card=card, form=form, limit=1)
    if newest and newest[0]["kind"] == "EventUndone":
        newest = work.uow.journal(card=card, form=form)
    return _standing(newest, group)


def _standing(lines: Iterable[Mapping[str, Any]], group: str) -> Event | None:
    """Return the newest event that no other one takes back; the lines come newest first.

    Of a group an undo takes back what the same person did (`undoing.undo_event`).
    """
    taken_back: set[tuple[str, str]] = set()
    for line in lines:
        by = str(line["person_id"])
        if taken_back & {(str(line["id"]), ""), (str(line["group_id"]), by)}:
            continue
        if line["group_id"] == group:
            return None
        event = read_event(str(line["body"]))
        if event.kind != "EventUndone":
            return event
        of = str(event.command.get("of"))
        taken_back |= {(of, ""), (of, by)}
    return None


def refuse_changed(work: Work, effect: Effect) -> NoReturn:
    """Refuse, naming what changed the record since, who did it and when."""
    card = str(effect.new.get("card_id") or (effect.id if effect.table == "card" else ""))
    form = str(effect.new.get("form_id") or (effect.id if effect.table == "form" else ""))
    for line in work.uow.journal(card=card, form="" if card else form, limit=MOST):
        event = read_event(str(line["body"]))
        if any(e.id == effect.id and e.new != effect.new for e in event.effects):
            refuse_for(work, event, card or form)
    refuse("changed_since_unknown", N_("This has been changed since; undo would overwrite it."))


def refuse_for(work: Work, later: Event, about: str) -> NoReturn:
    """Refuse because of a later event about a card or a form; say how one gets on."""
    form = work.uow.find(Form, about)
    card = work.uow.find(Card, form.card_id if form is not None else about)
    is_own = work.knowledge.same(later.by) == work.actor.person_id
    told: dict[str, object] = {
        "name": YOURSELF if is_own else work.knowledge.name(later.by),
        "on": minute_of(later.at),
        "what": step_title(later) if later.kind == "EventUndone" else EVENTS.get(later.kind, "–"),
    }
    if card is None:
        refuse(
            "changed_since",
            N_("This was changed since by {name} ({on}: {what}); undo would overwrite it. "
               "Change it by hand instead."),
            **told,
        )  # fmt: skip
    refuse(
        "changed_since",
        N_("{code} was changed since by {name} ({on}: {what}); undo would overwrite it. "
           "Take that change back first, in the history of {code}, or change it by hand."),
        code=card.code,
        **told,
    )  # fmt: skip
