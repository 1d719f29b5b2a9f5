"""The workspace: what a commit changed, the directory, the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.application.views.changes import NO_STEP, StepName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.keys import KeyState
    from mcdesk.application.views.line import PersonLine, ProgrammeLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Profile
    from mcdesk.procedure.stage import Label, Phase, Stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one command of several: done, or refused with findings."""

    subject: str
    findings: tuple[Finding, ...] = ()
    code: str = ""

    @property
    def is_done(self) -> bool:
        return not self.findings and not self.code


Office = tuple[str, str, str]
"""A role, and the faculty and the programme for which it is held; "" for every one."""


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What the window says about the workspace it has open.

    `roles` are all that the person holds anywhere. `offices` say where: roles that are held on a
    card, as a member of its team, are not among them. `absences` are
    the person's that are not over. `holders` are the roles to which the procedure of today gives
    each right.
    """

    path: str
    name: str
    sample: bool
    read_only: bool
    person_id: str
    person: str
    last_backup: str
    undo: StepName = NO_STEP
    redo: StepName = NO_STEP
    roles: tuple[str, ...] = ()
    offices: frozenset[Office] = frozenset()
    persons: tuple[PersonLine, ...] = ()
    programmes: tuple[ProgrammeLine, ...] = ()
    role_labels: Mapping[str, Label] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    phases: tuple[Phase, ...] = ()
    rights: frozenset[str] = frozenset()
    role_scopes: Mapping[str, str] = field(default_factory=dict)
    absences: tuple[AbsenceLine, ...] = ()
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """A role held by office; `scope` names the faculty or programme, or is empty."""

    id: str
    role: str
    role_label: Label
    scope: Label
    since: str
    until: str
    programme_id: str = ""
    faculty_id: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence, both days counted, and who said it."""

    id: str
    since: str
    until: str
    note: str
    set_by: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of the directory with the offices held, past and present.

    `absences` are not over; `may_absent` tells that who works here may say when the person is away.
    `notes_over` are those that are over and have a note, for whoever may remove it for ever.
    """

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
    absences: tuple[AbsenceLine, ...] = ()
    may_absent: bool = False
    notes_over: tuple[AbsenceLine, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its academic titles, as it is printed."""
        from mcdesk.procedure.records.people import with_titles

        return with_titles(self.titles_before, self.name, self.titles_after)


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
    """A setting of the guide with the value that binds; `since` is empty for the default.

    `planned` are the coming days on which it changes, with the value from then on; `expected` says
    what it takes.
    """

    key: str
    label: Label
    value: Json
    unit: Label | None
    since: str
    planned: tuple[tuple[str, Json], ...] = ()
    expected: Label | None = None


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
    logo: str = ""
    files_held: bool = False
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A registered key: whose, since when, and when and why it ended."""

    id: str
    person: str
    registered_at: str
    ended_at: str
    ended_reason: str
    own: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class KeysView:
    """The keys of a workspace, what it takes to sign here, and whether PDFs are sealed."""

    state: KeyState
    asks_pin: bool
    keys: tuple[KeyLine, ...]
    seals: bool = False
