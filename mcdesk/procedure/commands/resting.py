"""Commands about resting, ending and what comes after completion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import CardRef, Command, Day, NewId, command
from mcdesk.procedure.status import RESTING, UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCard(Command):
    """Put a card on hold: work and clock rest until it is resumed."""

    event: ClassVar[str] = "CardHeld"
    right: ClassVar[str] = "rest"
    states: ClassVar[tuple[str, ...]] = ("active",)
    card: CardRef
    reason: str
    until: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCard(Command):
    """Resume a card that is on hold or halted; dates shift by the days it rested."""

    event: ClassVar[str] = "CardResumed"
    right: ClassVar[str] = "rest"
    states: ClassVar[tuple[str, ...]] = RESTING
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HaltCard(Command):
    """Halt a card (no agreement, rejected); it can be resumed at the same stage."""

    event: ClassVar[str] = "CardHalted"
    right: ClassVar[str] = "rest"
    states: ClassVar[tuple[str, ...]] = ("active", "on_hold")
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCard(Command):
    """Cancel a card; only the CTL lead can reopen it."""

    event: ClassVar[str] = "CardCancelled"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "rest"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCard(Command):
    """Reopen a cancelled or completed card at its stage, with a reason."""

    event: ClassVar[str] = "CardReopened"
    right: ClassVar[str] = "reopen"
    states: ClassVar[tuple[str, ...]] = ("cancelled", "completed")
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCard(Command):
    """Declare the development complete (stage 14)."""

    event: ClassVar[str] = "CardCompleted"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "move"
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(Command):
    """Record a correction after completion, and who agreed; no stage changes (decisions.md, 12)."""

    event: ClassVar[str] = "CorrectionRecorded"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = ("completed",)
    card: CardRef
    what: str
    why: str
    component: str = ""
    backup: str = ""
    agreed_by: str = ""
    on: Day = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class StartRevision(Command):
    """Start a revision of a completed micro-credential: a new card linked to the old one."""

    event: ClassVar[str] = "RevisionStarted"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = ("completed",)
    card: CardRef
    stage: Annotated[str, "the stage's id or number"]
    reason: str
    code: str = ""
    id: NewId = ""
