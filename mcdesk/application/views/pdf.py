"""A signed PDF, for the screen and the script that check it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mcdesk.application.days import runs
from mcdesk.errors import Finding, that_block
from mcdesk.i18n import N_, _
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.views.scan import ScanBundle, ScanState

TextState = Literal["exact", "added", "same", "dated", "behind", "void", "other", "pictures",
                    "unknown"]  # fmt: skip
"""Against the version that it names: byte for byte what was printed for signing; that, with more
than signatures behind it, but all words on its pages as they were; the same text, written anew by
another program; the same with the sign-offs and records of another day; the same with sign-offs or
records of no day; marked void; another text; pages without any words; nothing to compare with."""

TEXTS: Final[Mapping[TextState, str]] = {
    "exact": N_("It is byte for byte what was printed for signing."),
    "added": N_(
        "It goes on from what was printed for signing, but more than signatures was added to it. "
        "The words on its pages are those of this version; pictures and handwriting were not "
        "compared."
    ),
    "same": N_(
        "It has the text of this version, written anew by another program. The words on its "
        "pages were compared, not pictures or handwriting."
    ),
    "dated": N_(
        "It has the text of this version. Its sign-offs, and what is recorded behind the text, "
        "are those that stood here on {day}; what stands now is in the form. The words on its "
        "pages were compared, not pictures or handwriting."
    ),
    "behind": N_(
        "It has the text of this version, but its sign-offs, or what is recorded behind the text, "
        "are not those that stood here on any day. Trust none that it shows: what was signed "
        "stands in the form. Pages to look at: {pages}"
    ),
    "void": N_(
        "It has the text of this version and is marked VOID: it was printed when the form "
        "had been changed."
    ),
    "other": N_("It does not have the text of this version. Pages that differ: {pages}"),
    "pictures": N_(
        "Its pages are pictures and have no text to compare: it may be a scan, or a print made "
        "into pictures. File it as a scan; what was signed stands in the form."
    ),
    "unknown": N_("There is no version here to compare its text with."),
}
CODELESS: Final[Mapping[ScanState, str]] = {
    "none": N_("No code of a form could be read."),
    "foreign": N_("The code is not one of ours."),
    "newer": N_("The code is damaged, or of another version of the program."),
}
"""What is said of a page that is nobody's where no form can be chosen for it by hand."""


@dataclass(frozen=True, slots=True)
class SealLine:
    """One signature in a PDF: whose, in which role, when, and what is wrong with it.

    `own`: with a certificate that the program or the person made, which no authority vouches for.
    `vouched` says who vouches for the name, or that nobody does; it is `met` where somebody does.
    """

    field: str
    role: str
    role_label: Label | None
    name: str
    at: str
    reason: str
    own: bool
    findings: tuple[Finding, ...] = ()
    vouched: Finding | None = None

    @property
    def holds(self) -> bool:
        return not that_block(self.findings)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Who sealed a kept PDF last: the file, the mark of the decision, and the person."""

    digest: str
    mark: str
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class Sealers:
    """Who decided over a form, by the marks of the decisions (id, name), and who sealed PDFs."""

    decided: Mapping[str, tuple[str, str]]
    kept: tuple[Sealer, ...]


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """What a PDF is: form, version and round, whether it is that text, who signed, what is wrong.

    `prints` are the forms that its pages name by their codes; `pages` those whose text differs;
    `day` that on which it was printed so, where it is a print of another day.
    """

    name: str
    prints: tuple[ScanBundle, ...]
    text: TextState
    pages: tuple[int, ...]
    seals: tuple[SealLine, ...]
    findings: tuple[Finding, ...]
    day: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether it is signed, every signature holds, and it is the text of its version."""
        whole = not that_block(self.findings)
        sealed = bool(self.seals) and all(seal.holds for seal in self.seals)
        return whole and sealed and self.text in ("exact", "added", "same", "dated")

    @property
    def is_current(self) -> bool:
        """Tell whether what it is stands: no later version, no sending back took its place."""
        return all(printed.state == "current" for printed in self.prints)

    @property
    def heading(self) -> str:
        """Return in words, in the language in use, whether it is in order, and whether it stands.

        A print that is in order as such may be of a text that something else took the place of.
        """
        if not self.is_sound:
            return _("Not in order")
        return _("In order") if self.is_current else _("In order, but it no longer stands")

    @property
    def print(self) -> ScanBundle | None:
        """The form that it is, where it is one and one only."""
        return self.prints[0] if len(self.prints) == 1 and self.prints[0].form_id else None

    @property
    def answers(self) -> tuple[tuple[ScanState, Finding], ...]:
        """What its pages are, each remark once, with its pages where they are not one form's."""
        found: dict[str, tuple[ScanState, Finding, list[int]]] = {}
        for bundle in self.prints:
            words = CODELESS.get(bundle.state, "")
            answer = replace(bundle.answer, text=words, params={}) if words else bundle.answer
            known = found.setdefault(answer.sentence("en"), (bundle.state, answer, []))
            known[2].extend(page + 1 for page in bundle.pages)
        if self.print is not None:
            return tuple((state, answer) for state, answer, _pages in found.values())
        return tuple(
            (state, replace(answer, about=_pages_named(pages)))
            for state, answer, pages in found.values()
        )

    @property
    def text_answer(self) -> Finding:
        """Whether it has the text of its version, as a sentence."""
        told = {"pages": runs(self.pages), "day": self.day}
        return Finding(f"text_{self.text}", TEXTS[self.text], told)


def _pages_named(pages: Iterable[int]) -> Label:
    """Return the pages that a remark is about, in both languages."""
    numbers = set(pages)
    words = N_("Page {pages}") if len(numbers) == 1 else N_("Pages {pages}")
    shown = runs(numbers)
    return Label(_(words, "en").format(pages=shown), _(words, "id").format(pages=shown))
