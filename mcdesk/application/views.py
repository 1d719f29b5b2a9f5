"""Read models: what screens, scripts and prints get to see. Frozen, plain, complete.

A view asks a query for one of these and gives it whole to a Qt model, a printer or a script; no
row, session, clock or setting is touched after that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mcdesk.errors import Finding
from mcdesk.procedure.canonical import Json
from mcdesk.procedure.content import Content
from mcdesk.procedure.definition import FormDefinition, Label, Phase, Profile, Stage

FormStatus = Literal[
    "empty",
    "draft",
    "frozen",
    "returned",
    "rejected",
    "signed",
    "void",
    "superseded",
    "external",
    "before",
    "missing",
]


@dataclass(frozen=True, slots=True)
class Face:
    """A person on a card: initials, name and role, as the tile shows and speaks them."""

    person_id: str
    initials: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class CardTile:
    """A card on the board: one row of `card_summary`, nothing to be looked up any more.

    `done` of `of` is the progress (decisions.md, 10); `blocked_en`/`blocked_id` say in a few
    words what blocks the next gate; `ready_for` is the stage it may enter, or "".
    """

    id: str
    code: str
    title_en: str
    title_id: str
    programme_id: str
    programme_en: str
    programme_in: str
    faculty_id: str
    faculty_en: str
    faculty_in: str
    stage: str
    status: str
    status_reason: str
    stage_since: str
    planned_end: str
    opening_on: str
    round: int
    loop: int
    faces: tuple[Face, ...]
    done: int
    of: int
    blocked_en: str
    blocked_id: str
    blocked_count: int
    ready_for: str
    waits_for: str
    returned: str
    debts: int
    late_debts: int
    search: str
    rank: str
    sample: bool = False

    def title(self, shown: str) -> str:
        return self.title_en if shown == "en" or not self.title_id else self.title_id

    def programme(self, shown: str) -> str:
        return self.programme_en if shown == "en" or not self.programme_in else self.programme_in

    def blocked(self, shown: str) -> str:
        return self.blocked_en if shown == "en" else self.blocked_id

    def is_late(self, today: date) -> bool:
        """Tell whether today is after the planned end of the present stage (decisions.md, 10)."""
        return (
            self.status == "active"
            and bool(self.planned_end)
            and (today.isoformat() > self.planned_end)
        )

    def age(self, today: date) -> int:
        """Return the days in the present stage."""
        return max((today - date.fromisoformat(self.stage_since)).days, 0)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the board shows: columns and tiles."""

    stages: tuple[Stage, ...]
    phases: tuple[Phase, ...]
    tiles: tuple[CardTile, ...]
    today: date
    ideas: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of the present stage, with all the reasons why not (yet)."""

    id: str
    target: str
    kind: Literal["forward", "back", "finish"]
    title: Label
    findings: tuple[Finding, ...]
    met: tuple[Finding, ...] = ()
    reason: bool = False

    @property
    def is_open(self) -> bool:
        return not any(finding.level == "block" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line of a form's signature block: who must sign or has signed, and how.

    `state`: waiting (their turn), later, done, returned, rejected, void, optional.
    """

    role: str
    role_label: Label
    act: Label
    step: int
    state: str
    optional: bool
    sign_off_id: str = ""
    person_id: str = ""
    person: str = ""
    position: str = ""
    number: str = ""
    capacity: str = "own"
    on_behalf_of: str = ""
    letter: str = ""
    decision: str = ""
    medium: str = ""
    decided_on: str = ""
    place: str = ""
    note: str = ""
    recorded_by: str = ""
    evidence_id: str = ""
    scan_owed: bool = False
    decisions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of a card in a list: kind, state, and how many have signed."""

    form_id: str
    kind: str
    title: Label
    short: Label
    stage: str
    status: FormStatus
    signed: int
    signers: int
    version: int
    round: int
    loop: int
    scope: str
    number: str
    filled: int
    required: int
    waits_for: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed place in words: what it is, before and after."""

    label: Label
    old: str
    new: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the journal, as a person reads it. `at` is ISO text in UTC."""

    event_id: str
    at: str
    who: str
    kind: str
    what: Label
    card_code: str
    card_id: str
    form: str = ""
    note: str = ""
    changes: tuple[Change, ...] = ()
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class DebtLine:
    """What an exception left owed."""

    id: str
    stage: str
    owed: str
    owed_by: str
    until: str
    reason: str
    instructed_by: str
    letter: str
    raised_on: str
    paid_on: str
    paid_note: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A member of the team, with dates; `until` is empty while the duty lasts."""

    id: str
    person_id: str
    person: str
    role: str
    role_label: Label
    since: str
    until: str
    lead: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a card."""

    id: str
    name: str
    size: int
    digest: str
    purpose: str
    note: str
    link: str
    added_by: str
    added_at: str
    form_id: str = ""


@dataclass(frozen=True, slots=True)
class CardOutline:
    """What the side panel shows: where a card stands and what it needs."""

    tile: CardTile
    stage: Stage
    number_of_stages: int
    ways: tuple[Way, ...]
    forms: tuple[FormLine, ...]
    debts: tuple[DebtLine, ...]
    changes: tuple[HistoryLine, ...]
    today: date

    @property
    def next(self) -> Way | None:
        """The forward way that is nearest to being open."""
        forward = [way for way in self.ways if way.kind != "back"]
        return min(forward, key=lambda way: len(way.findings), default=None)


@dataclass(frozen=True, slots=True)
class CardPage:
    """The page of one micro-credential."""

    outline: CardOutline
    stages: tuple[Stage, ...]
    team: tuple[TeamLine, ...]
    files: tuple[FileLine, ...]
    history: tuple[HistoryLine, ...]
    all_forms: tuple[FormLine, ...]
    essentials: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person for a choice: name with titles, and the roles held."""

    id: str
    name: str
    full_name: str
    roles: tuple[str, ...] = ()
    position: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme for a choice, with its faculty."""

    id: str
    code: str
    name: Label
    faculty_id: str
    faculty_code: str
    faculty: Label


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A remark on a field."""

    id: str
    path: str
    text: str
    author: str
    at: str
    done: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A frozen revision of a form: version, digest, when, by whom."""

    id: str
    version: int
    digest: str
    number: str
    frozen_on: str
    frozen_at: str
    frozen_by: str
    current: bool


@dataclass(frozen=True, slots=True)
class FormHeader:
    """What stands above every form, on screen and on paper."""

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


@dataclass(frozen=True, slots=True)
class FormView:
    """Everything that a form's editor needs, so that it can work without asking again.

    `missing` are the findings at the form's own gate; `facts` answers what rules and computed
    fields look up (`card.title_en`, `team.sme`, `person:<id>`, `programme:<id>`), `others` holds
    the contents of the card's other forms by kind, `settings` the values that bind.
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
    falls: tuple[SignatureLine, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    external: str = ""
    stages: Mapping[str, int] = field(default_factory=dict)
    stage_titles: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is printed.

    `kind`: blank (for the pen), draft (marked, without signature block) or frozen. `living` lists
    the living content "as of" `as_of`; it is printed apart.
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
    code_text: str = ""
    debts: tuple[DebtLine, ...] = ()
    covers: tuple[tuple[str, str], ...] = ()
    stages: Mapping[str, Label] = field(default_factory=dict)
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one command of several: done (events) or refused (findings)."""

    subject: str
    events: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    code: str = ""

    @property
    def is_done(self) -> bool:
        return not self.findings and not self.code


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit changed: views apply the difference, nobody skips.

    `tiles` are the new tiles of the cards touched, `gone` the ids of cards no longer shown.
    """

    cards: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    tiles: tuple[CardTile, ...] = ()
    gone: frozenset[str] = frozenset()
    events: tuple[str, ...] = ()
    source: str = ""
    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What the window says about the workspace it has open."""

    path: str
    name: str
    sample: bool
    read_only: bool
    person_id: str
    person: str
    profile: Profile
    last_backup: str
    undo: str = ""
    redo: str = ""
    roles: tuple[str, ...] = ()
    persons: tuple[PersonLine, ...] = ()
    programmes: tuple[ProgrammeLine, ...] = ()
    role_labels: Mapping[str, Label] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    phases: tuple[Phase, ...] = ()
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea before stage 1."""

    id: str
    title: str
    from_whom: str
    note: str
    received_on: str
    programme_id: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Something that waits for a person: on which card, what, until when, and where to mend it."""

    card_id: str
    code: str
    title: Label
    stage: Label
    what: str
    due: str
    form_id: str = ""
    path: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """A role held by office; `scope` names the faculty or programme, or is empty."""

    id: str
    role: str
    role_label: Label
    scope: Label
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of the directory with the offices held, past and present."""

    id: str
    name: str
    titles_before: str
    titles_after: str
    position: str
    number_kind: str
    number: str
    email: str
    login: str
    offices: tuple[OfficeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FacultyLine:
    """A faculty."""

    id: str
    code: str
    name: Label


@dataclass(frozen=True, slots=True)
class Directory:
    """People, faculties and programmes."""

    people: tuple[PersonEntry, ...]
    faculties: tuple[FacultyLine, ...]
    programmes: tuple[ProgrammeLine, ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting of the guide with the value that binds; `since` is empty for the default."""

    key: str
    label: Label
    value: Json
    unit: Label | None
    since: str


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How hard a field or rule is demanded; `own` tells that the workspace set it."""

    key: str
    form: str
    label: Label
    level: str
    own: bool


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings of a workspace."""

    profile: Profile
    settings: tuple[SettingLine, ...]
    levels: tuple[LevelLine, ...]
    holidays: Mapping[str, str]
    name: str
    contacts: str
