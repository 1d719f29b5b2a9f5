"""What every command is, the words its fields are described in, and the register of all."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from mcdesk.procedure.canonical import clean

Decision = Literal["approve", "return", "reject", "acknowledge", "verify", "accept", "advise"]
Capacity = Literal["own", "a.n.", "u.b.", "Plt.", "Plh."]
Medium = Literal["program", "paper", "pdf", "letter", "minutes"]
CardRef = Annotated[str, "a micro-credential: its code or id"]
PersonRef = Annotated[str, "a person: name, login or id"]
ProgrammeRef = Annotated[str, "a study programme: its code or id"]
FormRef = Annotated[
    str, "a form: its id, or CODE/KIND such as MC-LAW-LAW-2603/F6; CODE/R2:1 an earlier sheet"
]
RowRef = Annotated[str, "the row's id, or its number from 1"]
BehindRef = Annotated[
    str, "the row's id, or its number from 1; '^' for the top; the end when left out"
]
Day = Annotated[str, "a date, YYYY-MM-DD"]
NewId = Annotated[str, "an id for the new record; made when left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What every command is."""

    event: ClassVar[str] = ""
    undoable: ClassVar[bool] = True
    right: ClassVar[str] = ""
    undo_right: ClassVar[str] = ""
    states: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        """Clean every text at the door, so that what is compared, kept and hashed is one."""
        for entry in fields(self):
            given = getattr(self, entry.name)
            object.__setattr__(self, entry.name, clean(given))


class _Current:
    """Stands for "whatever is there now": a base that was not given."""

    @override
    def __repr__(self) -> str:
        return "CURRENT"


CURRENT = _Current()


def right_to_undo(kind: type[Command]) -> str:
    """Return the right that it takes to undo what somebody else did by such a command."""
    return kind.undo_right or kind.right or "fill"


COMMANDS: dict[str, type[Command]] = {}


def command(cls: type[Command]) -> type[Command]:
    """Register a command class under its name."""
    COMMANDS[cls.__name__] = cls
    return cls
