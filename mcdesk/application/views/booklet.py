"""A signing session: what waits for one person's signature on paper, and the booklet of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from mcdesk.application.views.form import Sheet
    from mcdesk.application.views.line import SignatureLine
    from mcdesk.procedure.paper_code import PaperCode


@dataclass(frozen=True, slots=True)
class WaitingForm:
    """A frozen form, with the lines of its signature block that one person is to fill now.

    By `frozen_on` and `decided`, the lines that stand, one tells whether a day can be right.
    `told` is its `sheet` in words.
    """

    form_id: str
    card_code: str
    card_title: Label
    kind: str
    sheet: str
    form: Label
    number: str
    version: int
    lines: tuple[SignatureLine, ...]
    frozen_on: str = ""
    decided: tuple[SignatureLine, ...] = ()
    told: Label | None = None

    @property
    def form_told(self) -> Label:
        """The form's title with its sheet in words: round 1, assessor 2."""
        if not self.told:
            return self.form
        return Label(f"{self.form.en}, {self.told.en}", f"{self.form.id}, {self.told.id}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A booklet that was printed: its day, and the version of each form by its id, in order."""

    day: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)

    def in_order(self, forms: Sequence[WaitingForm]) -> list[WaitingForm]:
        """Return forms in the order of the booklet, then those that are not in it."""
        places = {form: place for place, form in enumerate(self.versions)}
        return sorted(forms, key=lambda form: places.get(form.form_id, len(places)))

    def number(self, form: WaitingForm) -> int:
        """Return the number of a form on the cover; 0 for one that is not in the booklet."""
        return next((n for n, id_ in enumerate(self.versions, 1) if id_ == form.form_id), 0)


NOT_PRINTED = Printed()


@dataclass(frozen=True, slots=True)
class SigningList:
    """What waits for one person; where nobody holds the office, `who` is a role and no person.

    `printed` is the booklet that was printed last for that one.
    """

    who: str
    person_id: str
    name: str
    position: str
    number: str
    roles: tuple[Label, ...]
    forms: tuple[WaitingForm, ...]
    printed: Printed = NOT_PRINTED


@dataclass(frozen=True, slots=True)
class Booklet:
    """The forms that one person signs in one sitting, in their order, each as it is printed.

    `code` is what the QR code on its cover says.
    """

    signer: SigningList
    sheets: tuple[Sheet, ...]
    as_of: date
    workspace: str
    sample: bool
    logo: Path | None = None
    code: PaperCode | None = None
