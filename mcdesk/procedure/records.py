"""The records that a workspace keeps: one frozen dataclass per table, the same column names.

An *effect* is the whole new value of one record. Nothing is physically deleted (`deleted`);
`row_version` counts its changes. Dates are ISO texts, `at` is ISO text in UTC, structured cells
are canonical JSON texts, so that a record is the same in SQLite, PostgreSQL and the journal.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has."""

    table: ClassVar[str] = ""
    id: str
    row_version: int = 0
    deleted: bool = False


R = TypeVar("R", bound=Record)
RECORDS: dict[str, type[Record]] = {}


def record(cls: type[R]) -> type[R]:
    """Register a record class under the name of its table."""
    RECORDS[cls.table] = cls
    return cls


def as_data(value: Record) -> dict[str, Any]:
    """Return a record as the plain data of an effect."""
    return asdict(value)


def from_data(table: str, data: dict[str, Any]) -> Record:
    """Return the record of an effect; columns that this program does not know are left out."""
    cls = RECORDS[table]
    known = {entry.name for entry in fields(cls)}
    return cls(**{key: value for key, value in data.items() if key in known})


def changed(before: R, /, **changes: Any) -> R:
    """Return the record with changes."""
    return replace(before, **changes)


# --- people ------------------------------------------------------------------------------


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person of the directory (decisions.md, 13)."""

    table: ClassVar[str] = "person"
    name: str
    titles_before: str = ""
    titles_after: str = ""
    position: str = ""
    number_kind: str = ""
    number: str = ""
    email: str = ""
    login: str = ""

    @property
    def full_name(self) -> str:
        """The name with its academic titles, as it is printed."""
        front = f"{self.titles_before} {self.name}".strip()
        return f"{front}, {self.titles_after}" if self.titles_after else front


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Faculty(Record):
    """A faculty; its code stands in the codes of micro-credentials."""

    table: ClassVar[str] = "faculty"
    code: str
    name_en: str
    name_id: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Record):
    """A study programme of a faculty."""

    table: ClassVar[str] = "programme"
    code: str
    name_en: str
    name_id: str = ""
    faculty_id: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """A person holds a role for a programme, a faculty or everywhere, for a time."""

    table: ClassVar[str] = "office"
    person_id: str
    role: str
    faculty_id: str = ""
    programme_id: str = ""
    since: str = ""
    until: str = ""


# --- the micro-credential ----------------------------------------------------------------


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Record):
    """A micro-credential under development.

    `status`: active, on_hold, halted, cancelled, completed. `entered_at` is the stage at which a
    card was taken over: gates before it count as met, "before MC Desk". `held_days` are the days
    that the card rested in its present stage; they shift its planned end.
    """

    table: ClassVar[str] = "card"
    code: str
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme_id: str = ""
    stage: str
    status: str = "active"
    status_reason: str = ""
    resume_on: str = ""
    stage_since: str
    opening_on: str = ""
    round: int = 1
    loop: int = 1
    procedure_id: str
    definitions: str = "{}"
    origin: str = "new"
    entered_at: str = ""
    revision_of: str = ""
    created_on: str = ""
    rank: str = ""
    held_days: int = 0
    status_since: str = ""
    essentials: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Record):
    """A person on a card's team, in a role, from and to (decisions.md, 13)."""

    table: ClassVar[str] = "team"
    card_id: str
    person_id: str
    role: str
    since: str
    until: str = ""
    lead: bool = False


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Record):
    """An intake before stage 1 (decisions.md, 11). `state`: open, adopted, away."""

    table: ClassVar[str] = "idea"
    title: str
    from_whom: str = ""
    note: str = ""
    state: str = "open"
    card_id: str = ""
    received_on: str = ""
    programme_id: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Debt(Record):
    """What an exception left owed: visible until it is paid, it blocks 14 (decisions.md, 3)."""

    table: ClassVar[str] = "debt"
    card_id: str
    stage: str
    reason: str
    instructed_by: str
    owed: str
    owed_by: str
    until: str
    letter: str = ""
    findings: str = "[]"
    raised_by: str = ""
    raised_on: str = ""
    paid_on: str = ""
    paid_note: str = ""
    paid_by: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """A correction after completion; it changes no stage (decisions.md, 12)."""

    table: ClassVar[str] = "correction"
    card_id: str
    what: str
    why: str
    component: str = ""
    backup: str = ""
    agreed_by: str = ""
    made_on: str = ""
    made_by: str = ""


# --- forms -------------------------------------------------------------------------------


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """One filled document of a kind, addressed by subject, kind, scope, round and loop.

    `revision_id` names the frozen revision while the form is read-only; it is empty while the
    form is open. `version` counts the frozen revisions. `basis_id` is the last revision made;
    decisions over versions up to `fallen_version` fell when the card was sent back.
    """

    table: ClassVar[str] = "form"
    kind: str
    subject_kind: str
    subject_id: str
    card_id: str
    scope: str = ""
    round: int = 1
    loop: int = 1
    version: int = 0
    number: str = ""
    revision_id: str = ""
    basis_id: str = ""
    definition_id: str = ""
    superseded: bool = False
    opened_on: str = ""
    signers: str = "[]"
    fallen_version: int = 0


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """A card covered by an assignment letter (R1); one letter, several cards."""

    table: ClassVar[str] = "assignment"
    form_id: str
    card_id: str


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class FormValue(Record):
    """One scalar, sub-field or checklist item of a form; `value` is canonical JSON text."""

    table: ClassVar[str] = "form_value"
    form_id: str
    path: str
    value: str


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow(Record):
    """One row of a table field; `cells` is a canonical JSON object."""

    table: ClassVar[str] = "form_row"
    form_id: str
    field: str
    rank: str
    cells: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow(Record):
    """A row of a table field that is asked for across cards, so has a table of its own."""

    form_id: str
    card_id: str
    field: str
    rank: str
    extra: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(TypedRow):
    """A planned activity: a row of F3 t3."""

    table: ClassVar[str] = "milestone"
    no: str | None = None
    stage: str | None = None
    activity: str | None = None
    output: str | None = None
    role: str | None = None
    person: str | None = None
    planned_start: str | None = None
    planned_end: str | None = None
    after: str | None = None
    status: str | None = None
    actual_start: str | None = None
    actual_end: str | None = None
    note: str | None = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Component(TypedRow):
    """A component to be made: a row of F5 c1."""

    table: ClassVar[str] = "component"
    code: str | None = None
    component: str | None = None
    module: str | None = None
    qty: str | None = None
    standard: str | None = None
    content_from: str | None = None
    maker: str | None = None
    checker: str | None = None
    due: str | None = None
    due_stage: str | None = None
    round: str | None = None
    status: str | None = None
    link: str | None = None
    note: str | None = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(TypedRow):
    """A condition of the approval: a row of F6 a3."""

    table: ClassVar[str] = "condition"
    condition: str | None = None
    owner: str | None = None
    due: str | None = None
    closed: str | None = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding(TypedRow):
    """A finding of the re-examination: a row of R10."""

    table: ClassVar[str] = "finding"
    component: str | None = None
    place: str | None = None
    finding: str | None = None
    outcome: str | None = None
    kind: str | None = None
    effort: str | None = None
    must_fix: str | None = None
    owner: str | None = None
    due: str | None = None
    fixed: str | None = None
    checked: str | None = None


TYPED_ROWS: dict[str, type[TypedRow]] = {
    cls.table: cls for cls in (Milestone, Component, Condition, ReviewFinding)
}


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Record):
    """A form frozen for signature: immutable, with its digest.

    `content` is canonical JSON of values, rows and computed values; `open_paths` names the
    fields that were not yet due and empty, so may still be supplied without voiding a sign-off.
    """

    table: ClassVar[str] = "revision"
    form_id: str
    card_id: str
    version: int
    digest: str
    definition_id: str
    content: str
    open_paths: str = "[]"
    number: str = ""
    frozen_at: str = ""
    frozen_on: str = ""
    frozen_by: str = ""
    signers: str = "[]"
    settings: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Record):
    """A decision by a person, in a role and capacity, over a revision's digest.

    `capacity`: own, a.n., u.b., Plt., Plh. (decisions.md, 15); `medium`: program, paper, pdf,
    letter, minutes. `evidence_id` names a file; `scan_owed` says that one is still to come.
    """

    table: ClassVar[str] = "sign_off"
    form_id: str
    revision_id: str
    version: int
    card_id: str
    digest: str
    role: str
    person_id: str
    decision: str
    capacity: str = "own"
    on_behalf_of: str = ""
    letter: str = ""
    letter_since: str = ""
    letter_until: str = ""
    medium: str = "program"
    decided_on: str = ""
    place: str = ""
    note: str = ""
    recorded_by: str = ""
    recorded_at: str = ""
    evidence_id: str = ""
    scan_owed: bool = False
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    conditions: bool = False


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class External(Record):
    """A form fulfilled outside: an external original, or done before MC Desk.

    `state`: original, before (take-over), missing ("not found"). `facts` is a JSON object of the
    few facts that the gate needs (decisions.md, 4 and 16).
    """

    table: ClassVar[str] = "external"
    form_id: str
    card_id: str
    kind: str
    state: str
    number: str = ""
    dated: str = ""
    signed_by: str = ""
    file_id: str = ""
    note: str = ""
    facts: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """A remark on a form's field; it can be answered and marked done."""

    table: ClassVar[str] = "comment"
    form_id: str
    card_id: str
    path: str
    text: str
    author: str
    at: str
    done: bool = False


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile(Record):
    """A file kept by its content (SHA-256), or a link to one that is too large."""

    table: ClassVar[str] = "file"
    card_id: str
    form_id: str = ""
    name: str
    size: int
    digest: str
    purpose: str = ""
    note: str = ""
    link: str = ""
    added_by: str = ""
    added_at: str = ""


# --- the workspace -----------------------------------------------------------------------


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionText(Record):
    """A definition, immutable; the id is its digest. `kind`: procedure or form."""

    table: ClassVar[str] = "definition"
    kind: str
    key: str
    version: str
    text: str
    published_on: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A setting of the workspace from a date on; `value` is canonical JSON text."""

    table: ClassVar[str] = "setting"
    key: str
    value: str
    since: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBlock(Record):
    """Numbers of a series that this replica may give (decisions.md, 21)."""

    table: ClassVar[str] = "number_block"
    series: str
    first: int
    last: int
    used: int
