"""Undo: the old values come back where nothing has changed since; else it says who changed it."""

from __future__ import annotations

import json
from typing import Any

from mcdesk.application.handlers import handles
from mcdesk.application.journal import Effect, Event, read_event
from mcdesk.application.merge import Collision, merge
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import RECORDS, FormValue, Record, as_data, changed, from_data

NEVER_UNDONE = ("sign_off", "revision", "definition", "number_block")


@handles(do.UndoEvent)
def undo_event(command: do.UndoEvent, work: Work) -> None:
    """Undo an event, or all events of its group, the newest first."""
    lines = work.uow.journal(event=command.of)
    if not lines:
        refuse("unknown_event", N_("There is no such change to undo."))
    for line in lines:
        event = read_event(str(line["body"]))
        kind = do.COMMANDS.get(str(event.command.get("do")))
        if kind is None or not kind.undoable:
            refuse("never_undone", N_("This cannot be undone; a signature is withdrawn instead."))
        work.note.setdefault("undone", event.kind)
        _undo(event, work)


def _undo(event: Event, work: Work) -> None:
    for effect in reversed(event.effects):
        if effect.table in NEVER_UNDONE:
            continue
        cls = RECORDS.get(effect.table)
        if cls is None:
            refuse("unknown_table", N_("A newer MC Desk made this change; update to undo it."))
        present = work.uow.find(cls, effect.id)
        work.put(_earlier(work, effect, cls, present))


def _earlier(work: Work, effect: Effect, cls: type[Record], present: Record | None) -> Record:
    """Return the record as it was before, refusing where somebody changed it since."""
    new = _comparable(dict(effect.new))
    if present is None:
        refuse("gone", N_("What this changed is no longer there."))
    if _comparable(as_data(present)) == new:
        if effect.old is None:
            return changed(present, deleted=True)
        return from_data(effect.table, {**effect.old, "row_version": present.row_version})
    if cls is FormValue and isinstance(present, FormValue) and effect.old is not None:
        merged = _merged_text(effect, present)
        if merged is not None:
            return changed(present, value=merged)
    _refuse_changed(work, effect)
    raise AssertionError("unreachable")


def _comparable(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "row_version"}


def _merged_text(effect: Effect, present: FormValue) -> str | None:
    """Take my change out of a text that somebody else has written on, sentence by sentence."""
    assert effect.old is not None
    old, new = json.loads(effect.old["value"]), json.loads(effect.new["value"])
    result = merge(new, old, json.loads(present.value), long_text=True)
    return None if isinstance(result, Collision) else json_text(result.value)


def _refuse_changed(work: Work, effect: Effect) -> None:
    """Refuse, naming who changed the record since and when."""
    card = str(effect.new.get("card_id") or (effect.id if effect.table == "card" else ""))
    form = str(effect.new.get("form_id") or (effect.id if effect.table == "form" else ""))
    for line in work.uow.journal(card=card, form="" if card else form, limit=50):
        event = read_event(str(line["body"]))
        if any(e.id == effect.id and e.new != effect.new for e in event.effects):
            refuse(
                "changed_since",
                N_("{name} has changed this since ({on}); undo would overwrite it."),
                name=work.knowledge.name(event.by),
                on=event.at[:16].replace("T", " "),
            )
    refuse("changed_since_unknown", N_("This has been changed since; undo would overwrite it."))
