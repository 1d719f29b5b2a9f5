"""People, faculties, programmes and offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person of the directory (decisions.md, 13).

    `same_as` names the entry of the same person, where this one was found to be a second one: it
    is put away, and what was signed under it stays as it was signed.
    """

    table: ClassVar[str] = "person"
    name: str
    titles_before: str = ""
    titles_after: str = ""
    position: str = ""
    number_kind: str = ""
    number: str = ""
    email: str = ""
    login: str = ""
    same_as: str = ""

    @property
    def full_name(self) -> str:
        """The name with its academic titles, as it is printed."""
        return with_titles(self.titles_before, self.name, self.titles_after)


def with_titles(before: str, name: str, after: str) -> str:
    """Return a name with its academic titles: `Dr. Sari Dewi, M.Pd.`."""
    front = f"{before} {name}".strip()
    return f"{front}, {after}" if after else front


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Faculty(Record):
    """A faculty; its code stands in the codes of micro-credentials."""

    table: ClassVar[str] = "faculty"
    code: str
    name_en: str
    name_id: str = ""
    same_as: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Record):
    """A study programme of a faculty."""

    table: ClassVar[str] = "programme"
    code: str
    name_en: str
    name_id: str = ""
    faculty_id: str = ""
    same_as: str = ""


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

    def is_on(self, day: str) -> bool:
        """Tell whether the office is held on a day; on `until` it is over."""
        return self.since <= day and (not self.until or day < self.until)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Record):
    """Days on which a person is away, as `set_by` said (decisions.md, 9 and 14).

    It decides nothing: where the person is asked meanwhile, an acting approver is offered.
    """

    table: ClassVar[str] = "absence"
    person_id: str
    since: str
    until: str
    note: str = ""
    set_by: str = ""

    def is_on(self, day: str) -> bool:
        """Tell whether the person is away on a day; on `until` for the last time."""
        return self.since <= day <= self.until
