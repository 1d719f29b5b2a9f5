"""Commands about files of a card, and scans that are of none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import CardRef, Command, FormRef, NewId, command


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
