"""Closed periods of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPeriod(Record):
    """The register of a period, frozen for signature (decisions.md, 24).

    `content` is canonical JSON of the register as it was, `digest` its SHA-256. `ended` is a JSON
    list of the cards that had ended and stay; all others go on in the next period. Decisions over
    it are sign-offs whose form and revision are this record. A period that is reopened keeps it,
    with the reason; closed again it gets another, of the next version under the same number.
    """

    table: ClassVar[str] = "closed_period"
    year: str
    semester: str
    next_year: str
    next_semester: str
    version: int
    number: str
    content: str
    digest: str
    ended: str = "[]"
    closed_at: str = ""
    closed_on: str = ""
    closed_by: str = ""
    reopened_on: str = ""
    reopened_by: str = ""
    reopened_reason: str = ""
