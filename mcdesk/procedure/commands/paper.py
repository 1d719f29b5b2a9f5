"""Commands about paper: an original made elsewhere, and booklets printed for signature."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar

from mcdesk.procedure.commands.command import CardRef, Command, Day, FormRef, command
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternal(Command):
    """Fulfil a form by an external original (decisions.md, 16)."""

    event: ClassVar[str] = "ExternalRecorded"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    form: Annotated[str, "the kind: R1, F2 …"]
    number: str
    date: Day
    signed_by: str
    file: Annotated[str, "the id of a stored file"] = ""
    note: str = ""
    facts: Annotated[dict[str, Any], "the values that the gate needs, by path"] = default(
        default_factory=dict
    )


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class KeepBooklet(Command):
    """Keep which forms a booklet for signature holds: its paper is known when it comes back."""

    event: ClassVar[str] = "BookletPrinted"
    right: ClassVar[str] = "record"
    who: Annotated[str, "a person, or the role of an office that nobody holds"]
    forms: Annotated[list[FormRef], "in the order of the cover"]
