"""A signing session: what waits for one person's signature on paper, and the booklet of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mcdesk.application.views.form import Sheet
    from mcdesk.application.views.line import SignatureLine
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class WaitingForm:
    """A frozen form, with the lines of its signature block that one person is to fill now."""

    form_id: str
    card_code: str
    card_title: Label
    kind: str
    sheet: str
    form: Label
    number: str
    version: int
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class SigningList:
    """What waits for one person; where nobody holds the office, `who` is a role and no person."""

    who: str
    person_id: str
    name: str
    position: str
    number: str
    roles: tuple[Label, ...]
    forms: tuple[WaitingForm, ...]


@dataclass(frozen=True, slots=True)
class Booklet:
    """The forms that one person signs in one sitting, in their order, each as it is printed."""

    signer: SigningList
    sheets: tuple[Sheet, ...]
    as_of: date
    workspace: str
    sample: bool
    logo: Path | None = None
