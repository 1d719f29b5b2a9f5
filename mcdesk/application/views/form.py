"""One form, for its editor and for paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from mcdesk.application.redline import Difference
    from mcdesk.application.views.line import (
        CommentLine,
        DebtLine,
        DecisionLine,
        Earlier,
        FileLine,
        FormStatus,
        HistoryLine,
        PersonLine,
        ProgrammeLine,
        RevisionLine,
        SignatureLine,
    )
    from mcdesk.application.wrote import Wrote
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import Field, FormDefinition, Profile, Signer
    from mcdesk.procedure.guide import Chapter
    from mcdesk.procedure.paper_code import PaperCode
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class FormHeader:
    """What stands above every form, on screen and on paper; `house` heads papers alone.

    `earlier` tells that it is of a round, or a loop, before the one in which the card is.
    """

    card_id: str
    code: str
    title_en: str
    title_id: str
    programme: Label
    faculty: Label
    lead_sme: str
    designer: str
    number: str
    version: int
    round: int
    loop: int
    scope: str
    sample: bool
    workspace: str
    stage: str = ""
    contacts: str = ""
    house: str = ""
    provisional: bool = False
    earlier: Earlier = ""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a form that is signed module by module: the course, or a module.

    `is_unchanged` tells that its text is still that of its newest version; `stray`, that it is
    rows of no module, which nobody can sign. `signed` of its `signers` have signed.
    """

    form_id: str
    scope: str
    name: Label
    status: FormStatus
    version: int
    is_frozen: bool
    is_unchanged: bool
    waits: bool
    stray: bool = False
    revisions: tuple[RevisionLine, ...] = ()
    signed: int = 0
    signers: int = 0


@dataclass(frozen=True, slots=True)
class FormView:
    """Everything that a form's editor needs, so that it can work without asking again.

    `missing` are the findings at the form's own gate; `facts` answers what rules and computed
    fields look up (`card.title_en`, `team.sme`, `person:<id>`, `programme:<id>`), `others` holds
    the contents of the card's other forms by kind, `sheets` those of this form where each assessor
    has one, `settings` the values that bind; `is_unchanged` says that the text is still that of
    the newest version. A form that stands frozen is judged as of the day when it was frozen
    (`judged_on`); `today` is today. `chapters` are those of the guide that explain a field, by its
    path. `by_module`: how it may be signed, "" (as a whole only), "whole" or "module"; then `parts`
    are the parts, and `closed` the fields and the ids of rows that stand frozen in them. The view
    of a part names the whole form (`part_of`). `no_fill` says why whoever works now may neither
    freeze the form nor open it for changes, `no_write` why not even write what stays open,
    `not_theirs` why not in what is an assessor's (the fields stand in `closed`), and
    `no_sign` why neither sign it nor record a decision.
    `from_essentials` is the form for which the essentials of a card taken over stand.
    `asks` are those who would be asked to sign, were it frozen today. `before` is the newest
    version of the round before, with whose text this form goes on; `left_there` names what stood
    in the form that this one began with, and has no place in it. `covers` are the codes of the
    cards under way that a letter covers. `attached` and `versions` are what stands at its foot on
    paper (`footer`).
    """

    form_id: str
    definition: FormDefinition
    header: FormHeader
    content: Content
    computed: Content
    status: FormStatus
    read_only: bool
    signatures: tuple[SignatureLine, ...]
    missing: tuple[Finding, ...]
    profile: Profile
    today: date
    facts: Mapping[str, Json]
    others: Mapping[str, Content]
    settings: Mapping[str, Json]
    holidays: frozenset[date]
    persons: tuple[PersonLine, ...]
    programmes: tuple[ProgrammeLine, ...]
    comments: tuple[CommentLine, ...]
    history: tuple[HistoryLine, ...]
    revisions: tuple[RevisionLine, ...]
    revision: RevisionLine | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    external: str = ""
    open_paths: tuple[str, ...] = ()
    stages: Mapping[str, int] = field(default_factory=dict)
    stage_titles: Mapping[str, Label] = field(default_factory=dict)
    sheets: Mapping[str, tuple[Content, ...]] = field(default_factory=dict)
    decisions: tuple[DecisionLine, ...] = ()
    is_unchanged: bool = False
    judged_on: date | None = None
    seals: bool = False
    by_module: Literal["", "whole", "module"] = ""
    parts: tuple[PartLine, ...] = ()
    closed: frozenset[str] = frozenset()
    part_of: str = ""
    from_essentials: str = ""
    no_fill: Finding | None = None
    no_write: Finding | None = None
    not_theirs: Finding | None = None
    no_sign: Finding | None = None
    wrong_figures: Finding | None = None
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    asks: tuple[Signer, ...] = ()
    before: RevisionLine | None = None
    left_there: Finding | None = None
    covers: tuple[str, ...] = ()
    attached: tuple[FileLine, ...] = ()
    versions: tuple[VersionNote, ...] = ()

    @property
    def falls(self) -> tuple[SignatureLine, ...]:
        """The sign-offs that fall when the form is changed."""
        return tuple(line for line in self.signatures if line.state == "done")

    @property
    def is_closed(self) -> bool:
        """Whether what is frozen with the form can only be read: it stands so, or by who works."""
        return self.read_only or self.no_fill is not None


@dataclass(frozen=True, slots=True)
class Since:
    """Since when a print shows what changed, what stood then, and every changed place.

    `base` says what it is compared with: a `version`, that of each of its `parts`, the last look
    of a `person` at a moment, or the beginning of a day (`on`). `to_version` is the version that
    is printed, 0 for the draft. `round` is that of the version, where it is an earlier one.
    `lost` are texts, with the names of their fields, that the form has no place for any more.
    `who` tells for each changed place who wrote there. `only` is whose changes are shown alone,
    `others` how many places others changed.
    """

    base: Literal["version", "parts", "look", "day"]
    on: str
    before: Content
    found: tuple[Difference, ...]
    version: int = 0
    to_version: int = 0
    person: str = ""
    round: int = 0
    lost: tuple[tuple[Label, str], ...] = ()
    who: tuple[tuple[Wrote, ...], ...] = ()
    only: str = ""
    others: int = 0


@dataclass(frozen=True, slots=True)
class PartSheet:
    """How a part stands that is signed by itself, as the print of its whole form tells it.

    Version, number and digest are those of the revision made last, none (0) where there is none.
    `stands`: the text is still that of this revision; else no decision over it counts. Of a part
    that does not stand `signatures` are the decisions that no longer count.
    """

    name: Label
    stands: bool
    version: int = 0
    number: str = ""
    digest: str = ""
    frozen_at: str = ""
    signatures: tuple[SignatureLine, ...] = ()
    stray: bool = False

    @property
    def signed(self) -> tuple[int, int]:
        """How many of those who have to sign it have agreed, and how many have to."""
        needed = [line for line in self.signatures if not line.optional]
        done = [line for line in needed if line.state == "done"]
        return len(done), len(needed)


class VersionNote(NamedTuple):
    """A version of a form that was frozen: when, by whom, and which fields it changed."""

    version: int
    day: date | None
    by: str
    changed: tuple[Label, ...] = ()


class Covered(NamedTuple):
    """A micro-credential that a letter covers; one that was cancelled since is marked."""

    code: str
    title: str
    is_cancelled: bool = False
    title_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is printed.

    `kind`: blank (for the pen), draft (marked, without signature block) or frozen. `living` lists
    the living content "as of" `as_of`, and so do the fields of `late`, which fell due only after
    freezing and were filled in since; it is printed apart. The fields of `stated` were left open,
    too, but a role decides them and signs for them, so they stand in `content`. `code` is what each
    page's QR code says, for its first page; `marks` are those of this workspace and of the ones
    that were brought into it, which may have sent the form out. `to_seal`: decisions are left to
    the signatures put into the PDF; `as_before`: it looks as before sealed PDFs told who decided
    without sealing. `is_trial`: its wording is not published. `sent`: the record of
    a form to be filled in outside the program (`outside`), whose places are fields. `since` marks
    what changed: a working copy, which nobody signs. `parts` are those of a whole form that is
    signed module by module, each with its own revision and decisions. `remarks` are what the sheets
    of a round say together, as of `as_of`. `most_rows`: how many rows the tables of a blank take at
    most, where a rule says so. `wrong_figures` says that a version shows figures that its own text
    does not give: then it counts for nothing (docs/decisions/0015). `attached` and `versions` are
    its foot; those of a frozen form as they were when it was frozen.
    """

    definition: FormDefinition
    header: FormHeader
    kind: Literal["blank", "draft", "frozen"]
    content: Content
    computed: Content
    living: Content
    signatures: tuple[SignatureLine, ...]
    persons: Mapping[str, str]
    programmes: Mapping[str, Label]
    as_of: date
    digest: str = ""
    frozen_at: str = ""
    code: PaperCode | None = None
    marks: tuple[str, ...] = ()
    debts: tuple[DebtLine, ...] = ()
    late: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    covers: tuple[Covered, ...] = ()
    stages: Mapping[str, Label] = field(default_factory=dict)
    valid: bool = True
    to_seal: bool = False
    as_before: bool = False
    is_trial: bool = False
    logo: Path | None = None
    sent: str = ""
    since: Since | None = None
    parts: tuple[PartSheet, ...] = ()
    remarks: tuple[Label, ...] = ()
    most_rows: Mapping[str, int] = field(default_factory=dict)
    wrong_figures: Finding | None = None
    attached: tuple[FileLine, ...] = ()
    versions: tuple[VersionNote, ...] = ()

    @property
    def stands_in_parts(self) -> bool:
        """Whether all that is printed is the text of frozen parts: then it is no draft."""
        return bool(self.parts) and all(part.stands for part in self.parts)


@dataclass(frozen=True, slots=True)
class OriginalView:
    """What is asked of an external original, and what is recorded of it so far."""

    kind: str
    asked: Mapping[str, Field]
    facts: Mapping[str, Json] = field(default_factory=dict)
    number: str = ""
    dated: str = ""
    signed_by: str = ""
    note: str = ""
