"""Scans of paper that came back: what each page is, and which pages belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mcdesk.application.views.line import SignatureLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label

ScanState = Literal[
    "current", "earlier", "changed", "round", "fallen", "draft", "blank", "other_text", "unknown",
    "elsewhere", "newer", "foreign", "none", "by_hand", "cover",
]  # fmt: skip
"""What a page is: of the text that stands (current), an earlier version, a text changed since, an
earlier round, from before the card was sent back (fallen), a draft, a blank, a text or form that is
not known here, another workspace, a code that cannot be understood, somebody else's code, no code;
a form was chosen by hand, or the cover of a booklet for signature."""

OF_A_FORM = (
    "current",
    "earlier",
    "changed",
    "round",
    "fallen",
    "draft",
    "blank",
    "other_text",
    "by_hand",
)
"""The states in which the form is known."""


@dataclass(frozen=True, slots=True)
class ScanBundle:
    """Pages of a scan that belong together: one print of one form, or a page that is nobody's.

    `pages` are their places among the pages that were read, in the order of the print; `answer`
    says what they are; `missing` and `twice` are page numbers of the print. `lines` are those of
    the signature block that paper can fill, and those whose decision stands and owes its scan;
    by `frozen_on` and `decided`, the lines that stand, one tells whether a day can be right.
    """

    key: str
    state: ScanState
    answer: Finding
    pages: tuple[int, ...]
    of: int = 0
    missing: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    form_id: str = ""
    card_id: str = ""
    card_code: str = ""
    card_title: Label | None = None
    kind: str = ""
    form: Label | None = None
    sheet: str = ""
    version: int = 0
    lines: tuple[SignatureLine, ...] = ()
    frozen_on: str = ""
    decided: tuple[SignatureLine, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether it can be filed as it is: the text that stands, every page there."""
        return self.state == "current" and not self.missing

    @property
    def knows_form(self) -> bool:
        return self.state in OF_A_FORM
