"""What a form *is*: sections, fields, signers and rules, as frozen dataclasses read from TOML.

A definition is data. The conditions themselves are named Python functions (`rules.py`,
`compute.py`); `load_form.py` finds them by their names. What a procedure is stands in
`procedure_definition.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mcdesk.errors import Level
    from mcdesk.procedure.stage import Label

Profile = Literal["essential", "full"]
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Levels:
    """How hard something is demanded in each profile (decisions.md, 18)."""

    essential: Level = "off"
    full: Level = "off"

    def of(self, profile: Profile) -> Level:
        return self.essential if profile == "essential" else self.full


@dataclass(frozen=True, slots=True)
class Due:
    """The stage whose exit demands a field, for each profile (decisions.md, 18)."""

    essential: str
    full: str

    def of(self, profile: Profile) -> str:
        return self.essential if profile == "essential" else self.full


class FieldType(StrEnum):
    """The field types of domain.md, section b."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    TAGS = "tags"
    PERSON = "person"
    PROGRAMME = "programme"
    TICK = "tick"
    YESNO = "yesno"
    CHECKLIST = "checklist"
    TABLE = "table"
    FILE = "file"
    COMPUTED = "computed"
    GROUP = "group"
    DECISION = "decision"

    __hash__ = str.__hash__  # an Enum's own is Python; rules look types up by the thousand


MADE = (FieldType.COMPUTED, FieldType.DECISION)
"""Types of fields that nobody fills in by hand."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice field; `id` is stored, the label is shown."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist; `must` marks the ★ items, `group` its heading."""

    id: str
    label: Label
    group: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table field. `width` is a share; `max` counts characters.

    A column that is `below` stands in a second line under its row on paper.
    """

    id: str
    label: Label
    type: FieldType
    required: bool = False
    living: bool = False
    width: float = 1.0
    max: int = 0
    unit: Label | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    choices: tuple[Choice, ...] = ()
    role: str = ""
    compute: str = ""
    params: Params = field(default_factory=dict)
    help: Label | None = None
    below: bool = False

    @property
    def heading(self) -> Label:
        """What stands over the column: its label with its unit, where that says more."""
        return self.label.with_unit(self.unit) if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form (domain.md, section b).

    `decided_by` is the role whose decision it states: its sign-off stands over what is said here.
    """

    id: str
    label: Label
    type: FieldType
    required: Levels = field(default_factory=Levels)
    due: Due = field(default_factory=lambda: Due("", ""))
    living: bool = False
    by: tuple[str, ...] = ()
    decided_by: str = ""
    help: Label | None = None
    placeholder: Label | None = None
    source: str = ""
    max: int = 0
    unit: Label | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    choices: tuple[Choice, ...] = ()
    parts: tuple[Field, ...] = ()
    columns: tuple[Column, ...] = ()
    items: tuple[Item, ...] = ()
    groups: tuple[Choice, ...] = ()
    min_rows: int = 0
    max_rows: int = 0
    table: str = ""
    role: str = ""
    compute: str = ""
    prefill: str = ""
    params: Params = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] = ()
    default: Any = None

    @property
    def is_made(self) -> bool:
        """Tell whether the program fills the field: computed, decided, or a table worked out."""
        return self.type in MADE or bool(self.compute)

    def column(self, id_: str) -> Column:
        """Return the column `id_`; raises KeyError for one that the table does not have."""
        for column in self.columns:
            if column.id == id_:
                return column
        raise KeyError(id_)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields with one heading, one entry of the form's outline.

    `about`, in the guide: the fields of other forms that the chapter explains (`F2.p20`).
    """

    id: str
    title: Label
    fields: tuple[Field, ...]
    help: Label | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a form: lower steps first, equal steps in any order (decisions.md, 15).

    `optional` signers may add an opinion and are never waited for. Those `on_team` are asked where
    the team has somebody in their role on the day of freezing (domain.md, F4: GD or DCS).
    """

    role: str
    step: int
    act: Label
    decisions: tuple[str, ...]
    media: tuple[str, ...]
    optional: bool = False
    on_team: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A check on a form's content: a named function, where it points, how hard it is."""

    id: str
    check: str
    paths: tuple[str, ...]
    levels: Levels
    due: Due
    message: Label
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class FormDefinition:
    """A kind of form: F1..F9, R1.. .

    `subject` is what it is about (`card`, `letter`, `period`); `per` names what makes another
    sheet of it (`round`, `loop`, `meeting`, `assessor`). `begins` is the stage from which on it
    may be frozen, where that is earlier than its own. `by_module` is the table of its modules,
    where the makers may choose to freeze and sign it module by module. `switched_off` are the paths
    of fields and parts that the team switched off: what is filled in from them begins empty.
    """

    id: str
    version: str
    title: Label
    short: Label
    stage: str
    sections: tuple[Section, ...]
    signers: tuple[Signer, ...]
    rules: tuple[Rule, ...]
    subject: str = "card"
    per: tuple[str, ...] = ()
    intro: Label | None = None
    statement: Label | None = None
    until: str = ""
    begins: str = ""
    by_module: str = ""
    digest: str = ""
    switched_off: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its id, parts as `p14.note`, in the form's order."""
        return dict(self._walk())

    def _walk(self) -> Iterator[tuple[str, Field]]:
        for section in self.sections:
            for entry in section.fields:
                yield entry.id, entry
                for part in entry.parts:
                    yield f"{entry.id}.{part.id}", part

    def field_of(self, path: str) -> Field:
        """Return the field that `path` (field, part, item or `field/row/column`) lies in.

        Raises:
            KeyError: The form has no such field.
        """
        head = path.split("/", 1)[0]
        return self.fields[head] if head in self.fields else self.fields[head.split(".", 1)[0]]

    def section_of(self, path: str) -> Section:
        """Return the section that holds `path`; raises KeyError where none does."""
        top = path.split("/", 1)[0].split(".", 1)[0]
        for section in self.sections:
            if any(entry.id == top for entry in section.fields):
                return section
        raise KeyError(path)

    def section_at(self, path: str) -> str:
        """Return the id of the section that holds `path`, or "" where none does."""
        top = path.split("/", 1)[0].split(".", 1)[0]
        holding = (s.id for s in self.sections if any(entry.id == top for entry in s.fields))
        return next(holding, "")

    def signer(self, role: str) -> Signer | None:
        """Return how `role` signs this form, or None."""
        return next((signer for signer in self.signers if signer.role == role), None)
