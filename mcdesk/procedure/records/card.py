"""A micro-credential, its team, ideas, debts and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Record):
    """A micro-credential under development.

    `status`: active, on_hold, halted, cancelled, completed. `entered_at` is the stage at which a
    card was taken over: gates before it count as met, "before MC Desk". `held_days` are the days
    that the card rested in its present stage; they shift its planned end. `back_…` tell why the
    card was sent back, by whom and when, until it is again in the stage that it came from.
    `archived_on` is set while a card that has ended is off the board (decisions.md, 24).
    """

    table: ClassVar[str] = "card"
    code: str
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme_id: str = ""
    stage: str
    status: str = "active"
    status_reason: str = ""
    resume_on: str = ""
    stage_since: str
    opening_on: str = ""
    round: int = 1
    loop: int = 1
    procedure_id: str
    definitions: str = "{}"
    origin: str = "new"
    entered_at: str = ""
    revision_of: str = ""
    created_on: str = ""
    rank: str = ""
    held_days: int = 0
    status_since: str = ""
    essentials: str = "{}"
    back_from: str = ""
    back_reason: str = ""
    back_by: str = ""
    back_on: str = ""
    archived_on: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Record):
    """A person on a card's team, in a role, from and to (decisions.md, 13)."""

    table: ClassVar[str] = "team"
    card_id: str
    person_id: str
    role: str
    since: str
    until: str = ""
    lead: bool = False

    def is_on(self, day: str) -> bool:
        """Tell whether the duty is held on a day; on `until` it is over."""
        return self.since <= day and (not self.until or day < self.until)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Record):
    """An intake before stage 1 (decisions.md, 11). `state`: open, adopted, away."""

    table: ClassVar[str] = "idea"
    title: str
    from_whom: str = ""
    note: str = ""
    state: str = "open"
    card_id: str = ""
    received_on: str = ""
    programme_id: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Debt(Record):
    """What an exception left owed: visible until it is paid, it blocks 14 (decisions.md, 3)."""

    table: ClassVar[str] = "debt"
    card_id: str
    stage: str
    reason: str
    instructed_by: str
    owed: str
    owed_by: str
    until: str
    letter: str = ""
    findings: str = "[]"
    raised_by: str = ""
    raised_on: str = ""
    paid_on: str = ""
    paid_note: str = ""
    paid_by: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """A correction after completion; it changes no stage (decisions.md, 12)."""

    table: ClassVar[str] = "correction"
    card_id: str
    what: str
    why: str
    component: str = ""
    backup: str = ""
    agreed_by: str = ""
    made_on: str = ""
    made_by: str = ""
