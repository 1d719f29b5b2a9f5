"""Commands that sign a form, or record a decision about it, and withdraw one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import (
    Capacity,
    Command,
    Day,
    Decision,
    FormRef,
    Medium,
    NewId,
    PersonRef,
    command,
)
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SignForm(Command):
    """Sign a frozen form, or record a decision made on paper, by letter or in minutes."""

    event: ClassVar[str] = "FormSigned"
    undoable: ClassVar[bool] = False
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    form: FormRef
    role: str
    person: PersonRef
    decision: Decision = "approve"
    capacity: Capacity = "own"
    on_behalf_of: PersonRef = ""
    letter: Annotated[str, "the letter that gives the capacity"] = ""
    letter_since: Day = ""
    letter_until: Day = ""
    medium: Medium = "program"
    on: Day = ""
    place: str = ""
    note: str = ""
    evidence: Annotated[str, "the id of a stored file"] = ""
    scan_owed: Annotated[bool, "the scan is still to come; not with evidence"] = False
    to_stage: Annotated[str, "of a return: an earlier stage to go back to, its id or number"] = ""
    id: NewId = ""

    @property
    def is_unshown(self) -> bool:
        """Whether nothing shows a decision that was made outside the program, or is owed for it."""
        return self.medium != "program" and not self.evidence and not self.scan_owed


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSignOff(Command):
    """Withdraw a sign-off with a reason; it stays on record."""

    event: ClassVar[str] = "SignOffWithdrawn"
    undoable: ClassVar[bool] = False
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    sign_off: str
    reason: str
