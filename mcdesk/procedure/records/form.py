"""Forms and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """One filled document of a kind, addressed by subject, kind, scope, round and loop.

    `revision_id` names the frozen revision while the form is read-only; it is empty while the
    form is open. `version` counts the frozen revisions. `basis_id` is the last revision made;
    decisions over versions up to `fallen_version` fell when the card was sent back, or when a
    version with wrong figures was frozen again.
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
