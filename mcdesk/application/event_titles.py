"""The titles of events in a history: what each was, told more exactly where that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import namesakes
from mcdesk.application.event_words import DECISIONS, EVENTS, REDONE
from mcdesk.application.numbers import STATED
from mcdesk.application.settled import KIND as SETTLED
from mcdesk.application.settled import settled_title
from mcdesk.application.taken import WHOSE
from mcdesk.procedure.period import Period
from mcdesk.procedure.records import Card
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mcdesk.application.effect_words import Shown
    from mcdesk.application.journal import Effect, Event

LINKED = Label("Link kept", "Tautan disimpan")


def title(what: Label, event: Event, effects: list[Effect], shown: Shown) -> Label:
    """Return an event's title, told more exactly where that helps."""
    if event.kind == "FormSigned":
        for effect in effects:
            if effect.table == "sign_off":
                name = _who_decided(effect.new, shown)
                said = DECISIONS.get(str(effect.new["decision"]), Label("–", "–"))
                back = _back_to(effect.new, shown)
                return Label(f"{name} {said.en}{back.en}", f"{name} {said.id}{back.id}")
    if event.kind in ("CardMoved", "ExceptionGranted"):
        for effect in effects:
            if effect.table == "card":
                stage = shown.stage(effect.new)
                return Label(f"{what.en}: {stage.en}", f"{what.id}: {stage.id}")
    if event.kind == "DutiesHandedOver":
        old, new = (shown.person(event.command.get(key)) for key in ("from_person", "to_person"))
        return Label(f"{what.en}: {old} → {new}", f"{what.id}: {old} → {new}")
    if event.kind in _TITLES:
        return _TITLES[event.kind](event)
    if event.kind in ("PeriodClosed", "PeriodSigned", "PeriodScanFiled", "PeriodReopened"):
        period = Period(str(event.command["year"]), str(event.command["semester"])).label
        return Label(f"{what.en}: {period.en}", f"{what.id}: {period.id}")
    return _title_by_names(what, event, shown)


def _attached_title(what: Label, file: Mapping[str, Any]) -> Label:
    """Return what was attached, a file or a link, by its name."""
    kept = LINKED if file["link"] and not file["digest"] else what
    return Label(f"{kept.en}: {file['name']}", f"{kept.id}: {file['name']}")


def _back_to(decision: Mapping[str, Any], shown: Shown) -> Label:
    """Return to which earlier stage a return would have the card go back; nothing without one."""
    stage, card = decision.get("to_stage"), shown.reader.find(Card, str(decision["card_id"]))
    if not stage or card is None:
        return Label("", "")
    name = shown.stage({"procedure_id": card.procedure_id, "stage": stage})
    return Label(f" to {name.en}", f" ke {name.id}")


def _who_decided(decision: Mapping[str, Any], shown: Shown) -> str:
    """Return who decided, and in which capacity and for whom where not by an own right (15)."""
    name = shown.knowledge.name(str(decision["person_id"]))
    capacity = str(decision.get("capacity") or "own")
    if capacity == "own":
        return name
    other = str(decision.get("on_behalf_of") or "")
    whose = shown.person(other) if other else shown.role(str(decision["role"]))
    return f"{name} ({capacity} {whose})"


def _title_by_names(what: Label, event: Event, shown: Shown) -> Label:
    """Return what was attached or settled, with whose work it was, or which entry was matched."""
    file = next((effect.new for effect in event.effects if effect.table == "file"), None)
    if event.kind == "FileAttached" and file is not None:
        return _attached_title(what, file)
    if event.kind == SETTLED:
        return settled_title(event, shown.knowledge.name(event.note.get(WHOSE, "")))
    return _matched_title(what, event, shown)


def _matched_title(what: Label, event: Event, shown: Shown) -> Label:
    """Return which entry of the directory was matched; of all else only what it was.

    One that was put away before is in the command alone: what came since went over.
    """
    if event.kind != "EntriesMatched":
        return what
    entries = [effect.new for effect in event.effects if effect.table in namesakes.KINDS]
    named = (str(new.get("name") or new["name_en"]) for new in entries)
    whose = ", ".join(named) or shown.entry(event.command)
    return Label(f"{what.en}: {whose}", f"{what.id}: {whose}")


def _stated_title(event: Event) -> Label:
    """Return which number a contribution statement was given."""
    number = event.note.get("number", "–")
    return Label(f"Contribution statement numbered: {number}",
                 f"Surat kontribusi dinomori: {number}")  # fmt: skip


def _source_title(event: Event) -> Label:
    """Return from which micro-credential and version a form was taken over."""
    code, version = event.note.get("taken_from", "–"), event.note.get("version", "")
    if not version:
        return Label(f"Taken over from {code} (draft)", f"Diambil dari {code} (draf)")
    return Label(f"Taken over from {code}, version {version}",
                 f"Diambil dari {code}, versi {version}")  # fmt: skip


def step_title(event: Event) -> Label:
    """Return what an undo took back or did again; of an earlier program's redo only that it was."""
    verb = REDONE if "redone" in event.note else EVENTS["EventUndone"]
    kind = event.note.get("redone") or event.note.get("undone", "")
    if kind == "EventUndone":
        return REDONE
    step = EVENTS.get(kind)
    return Label(f"{verb.en}: {step.en}", f"{verb.id}: {step.id}") if step else verb


_TITLES = {"FormTaken": _source_title, "EventUndone": step_title, STATED: _stated_title}
