"""Commands about people, their offices and absences, faculties, programmes and settings."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar

from mcdesk.procedure.commands.command import (
    Command,
    Day,
    NewId,
    PersonRef,
    ProgrammeRef,
    command,
)


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Command):
    """Enter a person into the directory, with the roles held everywhere."""

    event: ClassVar[str] = "PersonAdded"
    right: ClassVar[str] = "directory"
    name: str
    titles_before: str = ""
    titles_after: str = ""
    position: str = ""
    number_kind: Annotated[str, "NIDN or NIP"] = ""
    number: str = ""
    email: str = ""
    login: str = ""
    roles: Annotated[list[str], "role ids held without a scope, such as sme, id, ctl"] = default(
        default_factory=list
    )
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson(Command):
    """Change a person's entry in the directory; fields left out stay."""

    event: ClassVar[str] = "PersonChanged"
    right: ClassVar[str] = "directory"
    person: PersonRef
    name: str | None = None
    titles_before: str | None = None
    titles_after: str | None = None
    position: str | None = None
    number_kind: str | None = None
    number: str | None = None
    email: str | None = None
    login: str | None = None


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOffice(Command):
    """Give a person a role, for a programme or a faculty where the role has such a scope."""

    event: ClassVar[str] = "OfficeAppointed"
    right: ClassVar[str] = "directory"
    person: PersonRef
    role: str
    programme: ProgrammeRef = ""
    faculty: Annotated[str, "a faculty: its code or id"] = ""
    since: Day = ""
    until: Day = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EndOffice(Command):
    """End a person's office; `until` is the first day without it."""

    event: ClassVar[str] = "OfficeEnded"
    right: ClassVar[str] = "directory"
    office: str
    until: Day


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetAbsence(Command):
    """Say that a person is away: the person, CTL, or the secretary for her Dean does.

    It decides nothing; where the person is asked meanwhile, an acting approver is offered.
    """

    event: ClassVar[str] = "AbsenceSet"
    undo_right: ClassVar[str] = "directory"
    person: PersonRef
    since: Day = ""
    until: Annotated[str, "the last day away, YYYY-MM-DD"]
    note: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EndAbsence(Command):
    """Say when a person is back, earlier or later than was said.

    Where that is no later than the absence would begin, it does not take place.
    """

    event: ClassVar[str] = "AbsenceEnded"
    undo_right: ClassVar[str] = "directory"
    absence: str
    back: Annotated[str, "the first day back, YYYY-MM-DD"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddFaculty(Command):
    """Enter a faculty; its code stands in the codes of its micro-credentials."""

    event: ClassVar[str] = "FacultyAdded"
    right: ClassVar[str] = "directory"
    code: str
    name_en: str
    name_id: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddProgramme(Command):
    """Enter a study programme of a faculty."""

    event: ClassVar[str] = "ProgrammeAdded"
    right: ClassVar[str] = "directory"
    code: str
    name_en: str
    name_id: str = ""
    faculty: Annotated[str, "a faculty: its code or id"]
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFaculty(Command):
    """Correct a faculty's entry; codes given to cards before stay. Fields left out stay."""

    event: ClassVar[str] = "FacultyChanged"
    right: ClassVar[str] = "directory"
    faculty: Annotated[str, "a faculty: its code or id"]
    code: str | None = None
    name_en: str | None = None
    name_id: str | None = None


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProgramme(Command):
    """Correct a study programme's entry; codes given to cards before stay."""

    event: ClassVar[str] = "ProgrammeChanged"
    right: ClassVar[str] = "directory"
    programme: ProgrammeRef
    code: str | None = None
    name_en: str | None = None
    name_id: str | None = None
    faculty: Annotated[str | None, "a faculty: its code or id"] = None


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetLogo(Command):
    """Put a logo into the head of printed forms; what is frozen keeps the one it had.

    Without a file the logo is taken away.
    """

    event: ClassVar[str] = "LogoSet"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "settings"
    file: Annotated[str, "the SHA-256 of a stored PNG or JPEG image"] = ""
    name: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetSetting(Command):
    """Set a setting of the workspace from a day on.

    A number of the guide, `profile`, `level:F2.p1`, `holidays`, `contacts`, `name` or, without a
    day, `time_zone` (Asia/Jakarta, or another IANA name).
    """

    event: ClassVar[str] = "SettingSet"
    right: ClassVar[str] = "settings"
    key: str
    value: Any
    since: Day = ""
