"""Commands about the people on a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import CardRef, Command, Day, NewId, PersonRef, command
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTeam(Command):
    """Put a person on a card's team in a role; `lead` for the one lead SME.

    For somebody who is on it already it changes `lead` and `since`; what is left out stays.
    """

    event: ClassVar[str] = "TeamJoined"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    person: PersonRef
    role: str
    since: Day = ""
    lead: bool | None = None
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTeam(Command):
    """End a person's duty on a card's team; past sign-offs stay.

    `until` is the first day without it.
    """

    event: ClassVar[str] = "TeamLeft"
    undo_right: ClassVar[str] = "cards"
    member: Annotated[str, "the team entry's id"]
    until: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Hand the open duties of one person to another, on one card or on all of them."""

    event: ClassVar[str] = "DutiesHandedOver"
    undo_right: ClassVar[str] = "cards"
    from_person: PersonRef
    to_person: PersonRef
    reason: str
    card: Annotated[str, "a micro-credential; all open ones when left out"] = ""
    role: Annotated[str, "only the duties in this role; all when left out"] = ""
    on: Day = ""
