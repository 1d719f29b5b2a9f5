"""Commands that make, change and move micro-credentials."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar

from mcdesk.procedure.commands.command import (
    CardRef,
    Command,
    Day,
    NewId,
    PersonRef,
    ProgrammeRef,
    command,
)
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIdea(Command):
    """Note an idea before stage 1: a lecturer's interest, a request from industry."""

    event: ClassVar[str] = "IdeaNoted"
    title: str
    from_whom: str = ""
    note: str = ""
    programme: ProgrammeRef = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PutIdeaAway(Command):
    """Put an idea away, with the reason in a note."""

    event: ClassVar[str] = "IdeaPutAway"
    idea: str
    note: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCard(Command):
    """Start a micro-credential at stage 1; `idea` names the idea that it comes from."""

    event: ClassVar[str] = "CardCreated"
    right: ClassVar[str] = "cards"
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme: ProgrammeRef
    code: Annotated[str, "given from the programme and year when left out"] = ""
    lead: PersonRef = ""
    designer: PersonRef = ""
    idea: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverCard(Command):
    """Enter a micro-credential already under way at its stage (decisions.md, 4)."""

    event: ClassVar[str] = "CardTakenOver"
    right: ClassVar[str] = "cards"
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme: ProgrammeRef
    stage: Annotated[str, "the stage's id or number"]
    since: Annotated[str, "the true date of entry into the stage, YYYY-MM-DD"]
    round: int = 1
    code: str = ""
    lead: PersonRef = ""
    designer: PersonRef = ""
    opening: Day = ""
    forms: Annotated[
        list[dict[str, str]],
        "one per earlier form: form, number, date, signed_by, note, state (before or missing)",
    ] = default(default_factory=list)
    essentials: Annotated[
        dict[str, Any],
        "outcomes, modules (lists of texts), hours, weeks, mode, pace, language, kkni (as in F2): "
        "for later pre-filling",
    ] = default(default_factory=dict)
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard(Command):
    """Change a card's titles, programme, wanted opening or essentials; what is left out stays."""

    event: ClassVar[str] = "CardChanged"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    title_en: str | None = None
    title_id: str | None = None
    short_title: str | None = None
    programme: str | None = None
    opening: str | None = None
    essentials: Annotated[
        dict[str, Any],
        "of one that was taken over, as in TakeOverCard; those left out stay, null takes one away",
    ] = default(default_factory=dict)
    base: Annotated[
        dict[str, Any],
        "what was on screen of what is changed, by its name (title_en, hours): where it says "
        "something else by now, both are merged, or it is refused; of what is left out nobody asks",
    ] = default(default_factory=dict)


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCard(Command):
    """Move a card to another stage: forward when the gate is met, back with a reason."""

    event: ClassVar[str] = "CardMoved"
    right: ClassVar[str] = "move"
    card: CardRef
    to: Annotated[str, "the stage's id or number"]
    reason: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCardByException(Command):
    """Move a card although the gate is not met; what is owed stays visible (decisions.md, 3)."""

    event: ClassVar[str] = "ExceptionGranted"
    right: ClassVar[str] = "exception"
    card: CardRef
    to: Annotated[str, "the stage's id or number"]
    reason: str
    instructed_by: str
    owed: str
    owed_by: PersonRef
    until: Day
    letter: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PayDebt(Command):
    """Note that what an exception left owed has been delivered."""

    event: ClassVar[str] = "DebtPaid"
    undo_right: ClassVar[str] = "cards"
    debt: str
    note: str = ""
    on: Day = ""
