"""The commands: everything that a person can have done, in the imperative.

A command is plain data. Window, keyboard, bulk action, import and script issue the same ones;
each is handled in one unit of work and leaves one event, named in the past tense by `event`.
`undoable` tells whether "Undo" applies; `card` fields take a code or an id in scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

Decision = Literal["approve", "return", "reject", "acknowledge", "verify", "accept", "advise"]
Capacity = Literal["own", "a.n.", "u.b.", "Plt.", "Plh."]
Medium = Literal["program", "paper", "pdf", "letter", "minutes"]
CardRef = Annotated[str, "a micro-credential: its code or id"]
PersonRef = Annotated[str, "a person: name, login or id"]
ProgrammeRef = Annotated[str, "a study programme: its code or id"]
FormRef = Annotated[str, "a form: its id, or CODE/KIND such as MC-LAW-LAW-2603/F6"]
Day = Annotated[str, "a date, YYYY-MM-DD"]
NewId = Annotated[str, "an id for the new record; made when left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What every command is."""

    event: ClassVar[str] = ""
    undoable: ClassVar[bool] = True
    right: ClassVar[str] = ""


class _Current:
    """Stands for "whatever is there now": a base that was not given."""

    @override
    def __repr__(self) -> str:
        return "CURRENT"


CURRENT = _Current()
COMMANDS: dict[str, type[Command]] = {}


def command(cls: type[Command]) -> type[Command]:
    """Register a command class under its name."""
    COMMANDS[cls.__name__] = cls
    return cls


# --- people and the workspace -------------------------------------------------------------


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
    """End a person's office on a day."""

    event: ClassVar[str] = "OfficeEnded"
    right: ClassVar[str] = "directory"
    office: str
    until: Day


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
class SetSetting(Command):
    """Set a setting of the workspace: a number of the guide, `profile`, `level:F2.p1`,
    `holidays`, `contacts`, `name`; from a day on."""

    event: ClassVar[str] = "SettingSet"
    right: ClassVar[str] = "settings"
    key: str
    value: Any
    since: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDefinitions(Command):
    """Add definitions to the workspace; cards begun before keep theirs."""

    event: ClassVar[str] = "DefinitionsPublished"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "definitions"
    procedure: Annotated[str, "the TOML text of the procedure"]
    forms: Annotated[dict[str, str], "the TOML text of each form, by file name"]


# --- the micro-credential -----------------------------------------------------------------


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIdea(Command):
    """Note an idea before stage 1: a lecturer's interest, a request from industry."""

    event: ClassVar[str] = "IdeaNoted"
    title: str
    from_whom: str = ""
    note: str = ""
    programme: ProgrammeRef = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PutIdeaAway(Command):
    """Put an idea away, with the reason in a note."""

    event: ClassVar[str] = "IdeaPutAway"
    idea: str
    note: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCard(Command):
    """Start a micro-credential at stage 1; `idea` names the idea that it comes from."""

    event: ClassVar[str] = "CardCreated"
    right: ClassVar[str] = "cards"
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme: ProgrammeRef
    code: Annotated[str, "given from the programme and year when left out"] = ""
    lead: PersonRef = ""
    designer: PersonRef = ""
    idea: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverCard(Command):
    """Enter a micro-credential already under way at its stage (decisions.md, 4)."""

    event: ClassVar[str] = "CardTakenOver"
    right: ClassVar[str] = "cards"
    title_en: str
    title_id: str = ""
    short_title: str = ""
    programme: ProgrammeRef
    stage: Annotated[str, "the stage's id or number"]
    since: Annotated[str, "the true date of entry into the stage, YYYY-MM-DD"]
    round: int = 1
    code: str = ""
    lead: PersonRef = ""
    designer: PersonRef = ""
    opening: Day = ""
    forms: Annotated[
        list[dict[str, str]],
        "one per earlier form: form, number, date, signed_by, note, state (before or missing)",
    ] = default(default_factory=list)
    essentials: Annotated[
        dict[str, Any], "outcomes, modules (lists of texts), hours, weeks: for later pre-filling"
    ] = default(default_factory=dict)
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard(Command):
    """Change a card's titles, programme or wanted opening; fields left out stay."""

    event: ClassVar[str] = "CardChanged"
    right: ClassVar[str] = "cards"
    card: CardRef
    title_en: str | None = None
    title_id: str | None = None
    short_title: str | None = None
    programme: str | None = None
    opening: str | None = None


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCard(Command):
    """Move a card to another stage: forward when the gate is met, back with a reason."""

    event: ClassVar[str] = "CardMoved"
    right: ClassVar[str] = "move"
    card: CardRef
    to: Annotated[str, "the stage's id or number"]
    reason: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCardByException(Command):
    """Move a card although the gate is not met; what is owed stays visible (decisions.md, 3)."""

    event: ClassVar[str] = "ExceptionGranted"
    right: ClassVar[str] = "exception"
    card: CardRef
    to: Annotated[str, "the stage's id or number"]
    reason: str
    instructed_by: str
    owed: str
    owed_by: PersonRef
    until: Day
    letter: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PayDebt(Command):
    """Note that what an exception left owed has been delivered."""

    event: ClassVar[str] = "DebtPaid"
    right: ClassVar[str] = "cards"
    debt: str
    note: str = ""
    on: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCard(Command):
    """Put a card on hold: work and clock rest until it is resumed."""

    event: ClassVar[str] = "CardHeld"
    right: ClassVar[str] = "cards"
    card: CardRef
    reason: str
    until: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCard(Command):
    """Resume a card that is on hold or halted; dates shift by the days it rested."""

    event: ClassVar[str] = "CardResumed"
    right: ClassVar[str] = "cards"
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HaltCard(Command):
    """Halt a card (no agreement, rejected); it can be resumed at the same stage."""

    event: ClassVar[str] = "CardHalted"
    right: ClassVar[str] = "cards"
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCard(Command):
    """Cancel a card; only the CTL lead can reopen it."""

    event: ClassVar[str] = "CardCancelled"
    right: ClassVar[str] = "cards"
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCard(Command):
    """Reopen a cancelled or completed card at its stage, with a reason."""

    event: ClassVar[str] = "CardReopened"
    right: ClassVar[str] = "reopen"
    card: CardRef
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCard(Command):
    """Declare the development complete (stage 14)."""

    event: ClassVar[str] = "CardCompleted"
    right: ClassVar[str] = "move"
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(Command):
    """Record a correction after completion; no stage changes (decisions.md, 12)."""

    event: ClassVar[str] = "CorrectionRecorded"
    right: ClassVar[str] = "cards"
    card: CardRef
    what: str
    why: str
    component: str = ""
    backup: str = ""
    agreed_by: str = ""
    on: Day = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class StartRevision(Command):
    """Start a revision of a completed micro-credential: a new card linked to the old one."""

    event: ClassVar[str] = "RevisionStarted"
    right: ClassVar[str] = "cards"
    card: CardRef
    stage: Annotated[str, "the stage's id or number"]
    reason: str
    code: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTeam(Command):
    """Put a person on a card's team in a role; `lead` for the one lead SME."""

    event: ClassVar[str] = "TeamJoined"
    right: ClassVar[str] = "cards"
    card: CardRef
    person: PersonRef
    role: str
    since: Day = ""
    lead: bool = False
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTeam(Command):
    """End a person's duty on a card's team on a day; past sign-offs stay."""

    event: ClassVar[str] = "TeamLeft"
    right: ClassVar[str] = "cards"
    member: Annotated[str, "the team entry's id"]
    until: Day = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Hand the open duties of one person to another, on one card or on all of them."""

    event: ClassVar[str] = "DutiesHandedOver"
    right: ClassVar[str] = "cards"
    from_person: PersonRef
    to_person: PersonRef
    reason: str
    card: Annotated[str, "a micro-credential; all open ones when left out"] = ""
    role: Annotated[str, "only the duties in this role; all when left out"] = ""
    on: Day = ""


# --- forms --------------------------------------------------------------------------------


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm(Command):
    """Open a form of a card; opening one that is open changes nothing."""

    event: ClassVar[str] = "FormOpened"
    undoable: ClassVar[bool] = False
    card: CardRef
    form: Annotated[str, "the kind: R1, F2 …"]
    scope: Annotated[str, "which sheet, where a kind has several (meeting 2, an assessor)"] = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CoverCard(Command):
    """Let an assignment letter (R1) cover another card too (decisions.md, 16)."""

    event: ClassVar[str] = "CardCovered"
    form: FormRef
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue(Command):
    """Set one field, part or checklist item; `base` is the value that was on screen."""

    event: ClassVar[str] = "ValueSet"
    form: FormRef
    path: Annotated[str, "p1, p14.note, a2.07"]
    new: Any
    base: Annotated[Any, "what was on screen; the value that is there when left out"] = CURRENT


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddRow(Command):
    """Add a row to a table field, after another row or at the end."""

    event: ClassVar[str] = "RowAdded"
    form: FormRef
    field: str
    cells: dict[str, Any] = default(default_factory=dict)
    after: Annotated[str, "the row's id; '^' for the top; the end when left out"] = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetCell(Command):
    """Set one cell of a table field; `base` is the value that was on screen."""

    event: ClassVar[str] = "CellSet"
    form: FormRef
    field: str
    row: Annotated[str, "the row's id, or its number from 1"]
    column: str
    new: Any
    base: Annotated[Any, "what was on screen; the value that is there when left out"] = CURRENT


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow(Command):
    """Move a row of a table field behind another one."""

    event: ClassVar[str] = "RowMoved"
    form: FormRef
    field: str
    row: Annotated[str, "the row's id, or its number from 1"]
    after: Annotated[str, "the row's id; '^' for the top"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRow(Command):
    """Remove a row of a table field; undo brings it back."""

    event: ClassVar[str] = "RowRemoved"
    form: FormRef
    field: str
    row: Annotated[str, "the row's id, or its number from 1"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FillForm(Command):
    """Fill many places of a form at once: values by path, and rows by table field."""

    event: ClassVar[str] = "FormFilled"
    form: FormRef
    values: dict[str, Any] = default(default_factory=dict)
    rows: Annotated[
        dict[str, list[dict[str, Any]]], "rows to add, by field; each a table of cells"
    ] = default(default_factory=dict)
    replace: Annotated[bool, "whether the rows given replace those that stand there"] = False


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTimeline(Command):
    """Give dates to the activities of a timeline that have none, forward from its start."""

    event: ClassVar[str] = "TimelinePlanned"
    form: FormRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeForm(Command):
    """Freeze a form for signature: a revision with its number and digest is made."""

    event: ClassVar[str] = "FormFrozen"
    undoable: ClassVar[bool] = False
    form: FormRef
    number: Annotated[str, "typed by hand; given from the series when left out"] = ""
    extra_signers: Annotated[
        list[dict[str, str]], "signers for this revision only: role, and act in words"
    ] = default(default_factory=list)
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForm(Command):
    """Open a frozen form again for changes; its sign-offs fall when the content changes."""

    event: ClassVar[str] = "FormReopened"
    form: FormRef
    reason: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SignForm(Command):
    """Sign a frozen form, or record a decision made on paper, by letter or in minutes."""

    event: ClassVar[str] = "FormSigned"
    undoable: ClassVar[bool] = False
    form: FormRef
    role: str
    person: PersonRef
    decision: Decision = "approve"
    capacity: Capacity = "own"
    on_behalf_of: PersonRef = ""
    letter: Annotated[str, "the letter that gives the capacity"] = ""
    letter_since: Day = ""
    letter_until: Day = ""
    medium: Medium = "program"
    on: Day = ""
    place: str = ""
    note: str = ""
    evidence: Annotated[str, "the id of a stored file"] = ""
    scan_owed: bool = False
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSignOff(Command):
    """Withdraw a sign-off with a reason; it stays on record."""

    event: ClassVar[str] = "SignOffWithdrawn"
    undoable: ClassVar[bool] = False
    sign_off: str
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternal(Command):
    """Fulfil a form by an external original (decisions.md, 16)."""

    event: ClassVar[str] = "ExternalRecorded"
    right: ClassVar[str] = "cards"
    card: CardRef
    form: Annotated[str, "the kind: R1, F2 …"]
    number: str
    date: Day
    signed_by: str
    file: Annotated[str, "the id of a stored file"] = ""
    note: str = ""
    facts: Annotated[dict[str, Any], "the values that the gate needs, by path"] = default(
        default_factory=dict
    )


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class WriteComment(Command):
    """Write a remark on a field of a form."""

    event: ClassVar[str] = "CommentWritten"
    form: FormRef
    path: str
    text: str
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseComment(Command):
    """Mark a remark as done, or as open again."""

    event: ClassVar[str] = "CommentClosed"
    comment: str
    done: bool = True


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(Command):
    """Attach a file that is already in the store, by its SHA-256, or a link."""

    event: ClassVar[str] = "FileAttached"
    card: CardRef
    name: str
    size: int
    digest: str
    form: FormRef = ""
    purpose: Annotated[str, "scan, evidence, original, letter, other"] = "other"
    note: str = ""
    link: str = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFile(Command):
    """Take a file off a card; the content stays in the store."""

    event: ClassVar[str] = "FileRemoved"
    file: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class UndoEvent(Command):
    """Undo an event, when nothing that it changed has changed since."""

    event: ClassVar[str] = "EventUndone"
    undoable: ClassVar[bool] = True
    of: Annotated[str, "the event's id"]
