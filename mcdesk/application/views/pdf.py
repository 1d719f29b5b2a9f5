"""A signed PDF, for the screen and the script that check it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mcdesk.application.views.scan import ScanBundle
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label

TextState = Literal["exact", "same", "other", "unknown"]
"""Against the version that it names: byte for byte what was printed for signing; the same text,
written anew by another program; another text; nothing to compare with."""


@dataclass(frozen=True, slots=True)
class SealLine:
    """One signature in a PDF: whose, in which role, when, and what is wrong with it.

    `own`: with a certificate that the program or the person made, which no authority vouches for.
    """

    field: str
    role: str
    role_label: Label | None
    name: str
    at: str
    reason: str
    own: bool
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        return not any(finding.level == "block" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """What a PDF is: form, version and round, whether it is that text, who signed, what is wrong.

    `prints` are the forms that its pages name by their codes; `pages` those whose text differs.
    """

    name: str
    prints: tuple[ScanBundle, ...]
    text: TextState
    pages: tuple[int, ...]
    seals: tuple[SealLine, ...]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether it is signed, every signature holds, and it is the text of its version."""
        whole = not any(finding.level == "block" for finding in self.findings)
        sealed = bool(self.seals) and all(seal.holds for seal in self.seals)
        return whole and sealed and self.text in ("exact", "same")

    @property
    def print(self) -> ScanBundle | None:
        """The form that it is, where it is one and one only."""
        return self.prints[0] if len(self.prints) == 1 and self.prints[0].form_id else None
