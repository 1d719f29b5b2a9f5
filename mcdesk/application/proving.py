"""Whether an entry of a packet is one that a program writes: who makes one up writes anything."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from mcdesk.application import brought
from mcdesk.application.journal import command_from, read_event
from mcdesk.procedure.commands import COMMANDS, BringEvent
from mcdesk.procedure.commands.shapes import fits
from mcdesk.procedure.names import LONGEST_ID
from mcdesk.procedure.records import RECORDS

if TYPE_CHECKING:
    from mcdesk.application.journal import Effect, Event


def proven(body: str) -> Event:
    """Return the event of an entry.

    Raises:
        ValueError, LookupError, TypeError: It is none, is called other than what its command does,
            or its command or effects are not of the shape that programs give them.
    """
    event = read_event(body)
    words = [event.id, event.kind, event.by, event.at, event.today, event.group]
    if not fits(words, list[str]) or not fits(event.note, dict[str, str]):
        raise ValueError(body)
    if not 0 < len(event.id) <= LONGEST_ID or not event.id.isprintable():
        raise ValueError(event.id)
    date.fromisoformat(event.today)
    datetime.fromisoformat(event.at)
    if not _is_command(event) or not all(map(_is_effect, event.effects)):
        raise ValueError(body)
    return event


def recorded(body: str) -> tuple[Effect, ...]:
    """Return what an event does to records of ours; of what is no event, nothing."""
    try:
        return tuple(filter(_is_known, read_event(body).effects))
    except (ValueError, LookupError, TypeError, RecursionError):
        return ()


def _is_known(effect: Effect) -> bool:
    return fits(effect.table, str) and effect.table in RECORDS and _is_effect(effect)


def _is_command(event: Event) -> bool:
    """Tell whether an event is called what its command does, with arguments of its own.

    One that this program does not know is of a newer one, and not done here.
    """
    if not fits(event.command, dict[str, Any]) or not fits(event.command.get("do"), str):
        return False
    kind = COMMANDS.get(event.command["do"])
    if kind is None:
        return True
    hints = _arguments(event.command["do"])
    given = {name: value for name, value in event.command.items() if name != "do"}
    if not given.keys() <= hints.keys():
        return False
    if not all(fits(value, hints[name]) for name, value in given.items()):
        return False
    command = command_from(event.command)
    if isinstance(command, BringEvent):
        return event.kind == f"{brought.MARK}{read_event(command.text).kind}"
    return event.kind == kind.event


@cache
def _arguments(name: str) -> dict[str, Any]:
    """Return the arguments of a command of this name with their types."""
    kind = COMMANDS[name]
    hints = get_type_hints(kind, include_extras=True)
    return {entry.name: hints[entry.name] for entry in dataclasses.fields(kind)}


def _is_effect(effect: Effect) -> bool:
    """Tell whether an effect is a record of ours, before and after."""
    known, needed = _columns(effect.table)
    return all(
        isinstance(data, dict)
        and data.get("id") == effect.id
        and needed <= data.keys()
        and all(fits(value, known[name]) for name, value in data.items() if name in known)
        for data in (effect.new, *([] if effect.old is None else [effect.old]))
    )


@cache
def _columns(table: str) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the columns of a table with their types, and those that every record has."""
    kind = RECORDS[table]
    needed = (each.name for each in dataclasses.fields(kind) if each.default is dataclasses.MISSING)
    return get_type_hints(kind, include_extras=True), frozenset(needed)
