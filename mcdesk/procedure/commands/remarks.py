"""Commands about remarks on the fields of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.commands.command import Command, FormRef, NewId, command


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
