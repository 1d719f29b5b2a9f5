"""A lecturer's contribution over a semester, and the catalogue sheet of a micro-credential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from mcdesk.application.views.form import Sheet
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody contributed to a micro-credential, as its makers confirmed (F8, k8)."""

    code: str
    title: Label
    role: str
    parts: str
    hours: Decimal | None
    confirmed_on: str
    number: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The confirmed contributions of a person from one day to another (decisions.md, 25).

    `semester` names these days, where they are a semester; `document` is the number of the letter,
    drawn when CTL makes it (decisions.md, 21), and `digest` that of its lines.
    """

    person_id: str
    person: str
    position: str
    number: str
    since: date
    until: date
    as_of: date
    workspace: str
    sample: bool
    signer: str
    signer_position: str
    signer_number: str
    lines: tuple[Contribution, ...]
    semester: Label | None = None
    logo: Path | None = None
    digest: str = ""
    document: str = ""
    is_provisional: bool = False

    @property
    def is_early(self) -> bool:
        """Tell whether the period has not begun."""
        return self.as_of < self.since

    @property
    def is_running(self) -> bool:
        """Tell whether more may be confirmed in the period yet."""
        return self.since <= self.as_of <= self.until

    @property
    def is_draft(self) -> bool:
        """Tell whether it is no letter that CTL could sign: it states nothing, or has no number."""
        return self.is_early or not self.lines or not self.document

    @property
    def wants_number(self) -> bool:
        """Tell whether a number is all that it lacks."""
        return self.is_draft and not self.is_early and bool(self.lines)


@dataclass(frozen=True, slots=True)
class CatalogueCopy:
    """What the catalogue says of a micro-credential: its proposal, and its opening if there is.

    It is headed by who gives it out today (`house`, `logo`), not by who froze the proposal.
    """

    proposal: Sheet
    opening: Sheet | None
    is_approved: bool
    logo: Path | None = None
    house: str = ""
