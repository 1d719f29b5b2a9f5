"""Commands about the periods of the register and the archive (decisions.md, 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from mcdesk.procedure.commands.command import (
    Capacity,
    CardRef,
    Command,
    Day,
    Medium,
    NewId,
    PersonRef,
    command,
)
from mcdesk.procedure.status import ENDED

Year = Annotated[str, "an academic year: 2026/2027"]
Semester = Literal["odd", "even", "short"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePeriod(Command):
    """Close a period: freeze its register, carry open cards over, archive those that ended."""

    event: ClassVar[str] = "PeriodClosed"
    right: ClassVar[str] = "move"
    year: Year
    semester: Semester
    next_year: Annotated[str, "where open cards go on; named where more than one comes next"] = ""
    next_semester: Annotated[str, "odd, even or short"] = ""
    number: Annotated[str, "typed by hand; given from the series when left out"] = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SignPeriod(Command):
    """Sign the register of a closed period, or record that it was signed on paper."""

    event: ClassVar[str] = "PeriodSigned"
    undoable: ClassVar[bool] = False
    year: Year
    semester: Semester
    person: PersonRef
    role: Annotated[str, "ctl or ctl_lead"] = "ctl"
    capacity: Capacity = "own"
    on_behalf_of: PersonRef = ""
    letter: Annotated[str, "the letter that gives the capacity"] = ""
    letter_since: Day = ""
    letter_until: Day = ""
    medium: Medium = "program"
    on: Day = ""
    place: str = ""
    note: str = ""
    scan: Annotated[str, "the SHA-256 of a scan that is in the store"] = ""
    scan_name: str = ""
    scan_size: int = 0
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FilePeriodScan(Command):
    """Keep the scan of a register that was signed on paper, which was still owed."""

    event: ClassVar[str] = "PeriodScanFiled"
    right: ClassVar[str] = "move"
    year: Year
    semester: Semester
    scan: Annotated[str, "the SHA-256 of a scan that is in the store"]
    name: str
    size: int


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenPeriod(Command):
    """Reopen a closed period with a reason; what was signed is kept and counts no more."""

    event: ClassVar[str] = "PeriodReopened"
    right: ClassVar[str] = "reopen"
    year: Year
    semester: Semester
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCard(Command):
    """Take a card that has ended off the board; it is kept and found everywhere else."""

    event: ClassVar[str] = "CardArchived"
    right: ClassVar[str] = "move"
    states: ClassVar[tuple[str, ...]] = ENDED
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieveCard(Command):
    """Take a card out of the archive again; its standing does not change."""

    event: ClassVar[str] = "CardRetrieved"
    right: ClassVar[str] = "move"
    card: CardRef
