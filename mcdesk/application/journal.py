"""The journal: one line per event, with its effects, old values and a hash over its body.

A body is canonical JSON text, kept and hashed verbatim; old formats are read for ever through
`upcast`. The hash of an event covers the hash before it (design.md, section 4).
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.commands import COMMANDS, CURRENT, Command
from mcdesk.procedure.records import Record, as_data, from_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.procedure.records import R

FORMAT = 1
FIRST_HASH = "0" * 64
ENTRIES = frozenset(("PersonAdded", "FacultyAdded", "ProgrammeAdded"))

MEANT = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading raises where something is not of the shape that programs give it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A journal line as it is kept, and as it travels; not confirmed yet without `seq`, `hash`."""

    id: str
    kind: str
    person_id: str
    at: str
    group_id: str
    body: str
    seq: int | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The last confirmed entry of a journal: its number and its hash, which stands for all."""

    seq: int = 0
    hash: str = FIRST_HASH


@dataclass(frozen=True, slots=True)
class Effect:
    """The whole new value of one record, with the one it replaces; None where there was none."""

    table: str
    id: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: who, when, by which command, with which effects."""

    id: str
    kind: str
    by: str
    at: str
    today: str
    group: str
    command: Mapping[str, Any]
    effects: tuple[Effect, ...]
    note: Mapping[str, str]
    format: int = FORMAT

    def body(self) -> str:
        """Return the text that is kept and hashed."""
        return json_text(
            {
                "format": self.format,
                "id": self.id,
                "kind": self.kind,
                "by": self.by,
                "at": self.at,
                "today": self.today,
                "group": self.group,
                "command": dict(self.command),
                "note": dict(self.note),
                "effects": [
                    {
                        "table": effect.table,
                        "id": effect.id,
                        "old": dict(effect.old) if effect.old is not None else None,
                        "new": dict(effect.new),
                    }
                    for effect in self.effects
                ],
            }
        )


def read_event(body: str) -> Event:
    """Return the event of a journal line.

    Raises:
        ValueError, LookupError, TypeError: The line is none; a journal was altered.
    """
    data = upcast(json.loads(body))
    return Event(
        id=data["id"],
        kind=data["kind"],
        by=data["by"],
        at=data["at"],
        today=data["today"],
        group=data["group"],
        command=data["command"],
        note=data["note"],
        effects=tuple(
            Effect(entry["table"], entry["id"], entry["old"], entry["new"])
            for entry in data["effects"]
        ),
        format=data["format"],
    )


def upcast(data: dict[str, Any]) -> dict[str, Any]:
    """Return an event's data in today's format; there is one format so far."""
    return data


def chained(previous: str, body: str) -> str:
    """Return the hash of an event whose predecessor has the hash `previous`."""
    return text_digest(f"{previous}\n{body}")


def follows(before: Mapping[str, object] | None, old: Mapping[str, object] | None) -> bool:
    """Tell whether an old value is the one before; columns added since an entry do not count."""
    if before is None or old is None:
        return before is old
    return all(before.get(key, value) == value for key, value in old.items())


def effect_of(old: Record | None, new: Record) -> Effect:
    """Return the effect of putting `new` in the place of `old`."""
    return Effect(new.table, new.id, as_data(old) if old is not None else None, as_data(new))


def made_in(event: Event, kind: type[R]) -> R | None:
    """Return the first record of a kind that an event made; None where it made none."""
    for effect in event.effects:
        if effect.table == kind.table and effect.old is None:
            made = from_data(effect.table, dict(effect.new))
            return made if isinstance(made, kind) else None
    return None


def command_data(command: Command) -> dict[str, Any]:
    """Return a command as plain data, without what was left out."""
    data: dict[str, Any] = {"do": type(command).__name__}
    for entry in fields(command):
        value = getattr(command, entry.name)
        if value is not CURRENT and value is not None:
            data[entry.name] = value
    return data


def command_from(data: Mapping[str, Any]) -> Command:
    """Return the command that plain data says; an empty value, which is not written, is None.

    Raises:
        LookupError, TypeError: There is no such command, or not with these arguments.
    """
    name = str(data["do"])
    given = {key: value for key, value in data.items() if key != "do"}
    return COMMANDS[name](**{**dict.fromkeys(_values(name)), **given})


@cache
def _values(command: str) -> tuple[str, ...]:
    """Return what a command sets to any value, an empty one too: it has to be given."""
    return tuple(
        entry.name
        for entry in fields(COMMANDS[command])
        if entry.type in ("Any", Any) and entry.default is entry.default_factory is MISSING
    )


def cards_touched(effects: Iterable[Effect]) -> frozenset[str]:
    """Return the cards that effects name themselves; values and rows name only their form."""
    found = set()
    for effect in effects:
        for data in (effect.old, effect.new):
            if data is None:
                continue
            if effect.table == "card":
                found.add(str(data["id"]))
            elif data.get("card_id"):
                found.add(str(data["card_id"]))
    return frozenset(found)


def forms_touched(effects: Iterable[Effect]) -> frozenset[str]:
    """Return the forms whose content or standing effects change."""
    found = set()
    for effect in effects:
        if effect.table == "form":
            found.add(effect.id)
        elif effect.new.get("form_id"):
            found.add(str(effect.new["form_id"]))
    return frozenset(found)


def naming_step(kinds: Sequence[str]) -> int:
    """Return which of a group's events names it: the first that is no entry of the directory.

    Who takes over a list with new programmes has taken over cards, not added a faculty.
    """
    return next((at for at, kind in enumerate(kinds) if kind not in ENTRIES), 0)
