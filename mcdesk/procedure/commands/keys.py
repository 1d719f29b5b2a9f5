"""Commands about the keys with which people sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, PersonRef, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKey(Command):
    """Register the public half of one's own key; the program does so before the first signature."""

    event: ClassVar[str] = "KeyRegistered"
    undoable: ClassVar[bool] = False
    person: PersonRef
    public: Annotated[str, "the public Ed25519 key: 64 hexadecimal digits"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EndKey(Command):
    """Declare a key lost or stolen: it signs no more; what it signed before stays valid."""

    event: ClassVar[str] = "KeyEnded"
    undoable: ClassVar[bool] = False
    key: Annotated[str, "the id of a registered key"]
    reason: str
