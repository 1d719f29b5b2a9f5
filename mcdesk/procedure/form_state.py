"""Where one form stands: its content, the version made last, and the decisions over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.deciding import AGREES, stands_over
from mcdesk.procedure.digest import digest
from mcdesk.procedure.late import left_open
from mcdesk.procedure.records import MARK
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition, Signer
    from mcdesk.procedure.records import External, Form, Revision, SignOff

Status = Literal[
    "empty", "draft", "frozen", "returned", "rejected", "signed", "void", "wrong", "superseded",
    "external", "before", "missing",
]  # fmt: skip
FROZEN: tuple[Status, ...] = ("frozen", "signed", "returned", "rejected", "wrong")
"""How a form stands that is frozen, whatever was decided about it since."""
OUTSIDE: dict[str, Status] = {"original": "external", "before": "before"}


def _nothing(_path: str, _words: str) -> tuple[str, ...]:
    return ()


def _right() -> Finding | None:
    return None


@dataclass(frozen=True)
class FormState:
    """One form with its content, the revision made last and the decisions over it.

    The content is loaded when it is first asked for: most questions need few forms. `signers`
    are the definition's and those added to this revision. `refuted` are decisions whose signature
    is not that of the person's key: they do not count. `parts` are the course and the modules,
    where the makers chose to freeze and sign these one by one: then each of them is signed, and
    the form stands where they stand together. `removed` gives the digests of what was removed for
    ever from a place, by the words that stand there since. `figures` says what is wrong where the
    version shows figures that its text does not give: it counts for nothing until it is frozen
    again (docs/decisions/0015).
    """

    form: Form
    definition: FormDefinition
    load: Callable[[], Content]
    revision: Revision | None = None
    sign_offs: tuple[SignOff, ...] = ()
    external: External | None = None
    signers: tuple[Signer, ...] = ()
    refuted: frozenset[str] = frozenset()
    parts: tuple[FormState, ...] = ()
    removed: Callable[[str, str], Collection[str]] = _nothing
    figures: Callable[[], Finding | None] = _right

    @property
    def each(self) -> tuple[FormState, ...]:
        """What is frozen and signed by itself: the parts, else the form."""
        return self.parts or (self,)

    @cached_property
    def content(self) -> Content:
        """What stands in the form now, with the facts of an external original."""
        return self.load()

    @property
    def is_outside(self) -> bool:
        """Tell whether the form was done outside, and nothing was frozen here since."""
        return self.external is not None and self.revision is None

    def said(self, path: str) -> str:
        """Return what the form says at `path`; an external original speaks by its facts alone."""
        if self.external is None or self.revision is not None:
            return self.content.text(path)
        value = read_object(self.external.facts).get(path)
        return "" if value is None else str(value)

    @cached_property
    def digest(self) -> str:
        """The digest of the live content, comparable with the revision's; "" without one."""
        if self.revision is None:
            return ""
        open_paths = left_open(self.definition, self.revision)
        found = digest(self.definition, self.content, open_paths)
        if found != self.revision.digest and MARK in self.revision.content:
            frozen = content_from_text(self.revision.content)
            if found == digest(self.definition, frozen, open_paths):
                return self.revision.digest  # but for what was removed for ever it is the same
        return found

    @cached_property
    def latest(self) -> Mapping[str, SignOff]:
        """The last word of each role over the revision's digest that neither fell nor was taken."""
        if self.revision is None or self.parts:
            return {}
        found: dict[str, SignOff] = {}
        for sign_off in sorted(self.sign_offs, key=lambda entry: (entry.recorded_at, entry.id)):
            stands = sign_off.version > self.form.fallen_version and not sign_off.withdrawn_on
            stands = stands and sign_off.id not in self.refuted
            if stands and sign_off.digest == self.revision.digest:
                found[sign_off.role] = sign_off
        return found

    @cached_property
    def decided(self) -> Mapping[str, SignOff]:
        """The last words that the form says still: what a role overruled itself counts no more."""
        return {role: last for role, last in self.latest.items() if self.says(last)}

    def says(self, sign_off: SignOff) -> bool:
        """Tell whether the form says what a decision over it named as decided."""
        return stands_over(self, sign_off)

    @property
    def scans_owed(self) -> tuple[SignOff, ...]:
        """The decisions that stand and whose scan is still to come (decisions.md, 15)."""
        owed = any(e.scan_owed for part in self.each for e in part.sign_offs)
        if self.form.superseded or not owed:
            return ()
        return tuple(e for part in self.each for e in part.decided.values() if e.scan_owed)

    @property
    def is_current(self) -> bool:
        """Tell whether the live content is that of the revision, or of those of all parts."""
        if self.parts:
            return all(part.is_current for part in self.parts)
        return self.revision is not None and self.revision.digest == self.digest

    @property
    def is_frozen(self) -> bool:
        if self.parts:
            return all(part.is_frozen for part in self.parts)
        return bool(self.form.revision_id)

    def has_signed(self, signer: Signer) -> bool:
        if self.parts:
            return all(part.has_signed(signer) for part in self.parts)
        decision = self.decided.get(signer.role)
        return decision is not None and decision.decision in AGREES

    @property
    def open_signers(self) -> tuple[Signer, ...]:
        """The signers who are still waited for, in order."""
        return tuple(s for s in self.signers if not s.optional and not self.has_signed(s))

    @property
    def next_signers(self) -> tuple[Signer, ...]:
        """The signers whose turn it is: the lowest step that is not complete."""
        if self.parts:
            turns = (s for part in self.parts if part.status == "frozen" for s in part.next_signers)
            return tuple({signer.role: signer for signer in turns}.values())
        waiting = self.open_signers
        lowest = min((signer.step for signer in waiting), default=0)
        return tuple(signer for signer in waiting if signer.step == lowest)

    @cached_property
    def status(self) -> Status:
        """Where the form stands (design.md, section 4: validity is computed)."""
        if self.external is not None and self.revision is None:
            return OUTSIDE.get(self.external.state, "missing")
        if self.form.superseded:
            return "superseded"
        if self.parts:
            return _together({part.status for part in self.parts})
        if self.revision is None:
            return "draft" if self.content.values or self.content.rows else "empty"
        verdicts = {entry.decision for entry in self.decided.values()}
        if not self.is_current:
            return "void" if self.decided else "draft"
        if "reject" in verdicts:
            return "rejected"
        if "return" in verdicts:
            return "returned"
        if self.open_signers and not self.is_frozen and not self.decided:
            return "draft"
        if self.wrong_figures is not None:
            return "wrong"
        return "frozen" if self.open_signers else "signed"

    @cached_property
    def wrong_figures(self) -> Finding | None:
        """Why the version is void whose figures its text does not give; of parts, the first's."""
        found = (part.figures() for part in self.each if part.revision is not None)
        return next((each for each in found if each is not None), None)

    @property
    def is_valid(self) -> bool:
        """Tell whether the form counts at a gate."""
        return self.status in ("signed", "external", "before", "missing")


def _together(found: set[Status]) -> Status:
    """Return where a form stands whose parts stand so: the worst, and signed when all are."""
    for status in ("void", "wrong", "rejected", "returned"):
        if status in found:
            return status
    if found == {"signed"}:
        return "signed"
    return "frozen" if found & {"frozen", "signed"} else "draft"
