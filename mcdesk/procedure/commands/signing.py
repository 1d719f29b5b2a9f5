"""Commands that freeze and sign forms, about keys, originals, remarks and files, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar

from mcdesk.procedure.commands.command import (
    Capacity,
    CardRef,
    Command,
    Day,
    Decision,
    FormRef,
    Medium,
    NewId,
    PersonRef,
    command,
)
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeForm(Command):
    """Freeze a form for signature: a revision with its number and digest is made."""

    event: ClassVar[str] = "FormFrozen"
    undoable: ClassVar[bool] = False
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
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
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    form: FormRef
    reason: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSigning(Command):
    """Choose how a form is frozen and signed from now on: module by module, or as a whole.

    Module by module it is frozen and signed in its parts (`CODE/F7:course`, `CODE/F7:M2`).
    """

    event: ClassVar[str] = "SigningChosen"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    form: FormRef
    by_module: bool = True


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SignForm(Command):
    """Sign a frozen form, or record a decision made on paper, by letter or in minutes."""

    event: ClassVar[str] = "FormSigned"
    undoable: ClassVar[bool] = False
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
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
class RegisterKey(Command):
    """Register the public half of one's own key; the program does so before the first signature."""

    event: ClassVar[str] = "KeyRegistered"
    undoable: ClassVar[bool] = False
    person: PersonRef
    public: Annotated[str, "the public Ed25519 key: 64 hexadecimal digits"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EndKey(Command):
    """Declare a key lost or stolen: it signs no more; what it signed before stays valid."""

    event: ClassVar[str] = "KeyEnded"
    undoable: ClassVar[bool] = False
    key: Annotated[str, "the id of a registered key"]
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSignOff(Command):
    """Withdraw a sign-off with a reason; it stays on record."""

    event: ClassVar[str] = "SignOffWithdrawn"
    undoable: ClassVar[bool] = False
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    sign_off: str
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternal(Command):
    """Fulfil a form by an external original (decisions.md, 16)."""

    event: ClassVar[str] = "ExternalRecorded"
    right: ClassVar[str] = "cards"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
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
    """Attach a file that is already in the store, by its SHA-256, or a link.

    With the purpose "scan" it becomes the evidence of the form's decisions that owe one, or of
    those of them that are named.
    """

    event: ClassVar[str] = "FileAttached"
    undo_right: ClassVar[str] = "cards"
    card: CardRef
    name: str
    size: int
    digest: str
    form: FormRef = ""
    purpose: Annotated[str, "scan, sealed, evidence, original, letter, budget, other"] = "other"
    note: str = ""
    link: str = ""
    pays: Annotated[
        list[str] | None, "decisions (ids) whose owed scan it is; all that owe one when left out"
    ] = None
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFile(Command):
    """Take a file off a card; the content stays in the store."""

    event: ClassVar[str] = "FileRemoved"
    undo_right: ClassVar[str] = "cards"
    file: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class KeepScan(Command):
    """Keep a scan whose form is not known yet, or not whole: unfiled, until it is dealt with."""

    event: ClassVar[str] = "ScanKept"
    name: str
    size: int
    digest: str
    note: Annotated[str, "why it is not filed"] = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SettleScan(Command):
    """Take a scan off the unfiled ones: it was filed, or is put away with a reason."""

    event: ClassVar[str] = "ScanSettled"
    file: str
    reason: str


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class UndoEvent(Command):
    """Undo an event, when nothing that it changed has changed since."""

    event: ClassVar[str] = "EventUndone"
    undoable: ClassVar[bool] = True
    of: Annotated[str, "the event's id"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class KeepBooklet(Command):
    """Keep which forms a booklet for signature holds: its paper is known when it comes back."""

    event: ClassVar[str] = "BookletPrinted"
    right: ClassVar[str] = "record"
    who: Annotated[str, "a person, or the role of an office that nobody holds"]
    forms: Annotated[list[FormRef], "in the order of the cover"]
