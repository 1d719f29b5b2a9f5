"""The command that removes for ever what stands in a form, a remark, a file, or of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, FormRef, PersonRef, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContent(Command):
    """Remove a file's content, a remark or one value for ever, from records, history and the hub.

    One of `file`, `comment`, `form` with `path`, `person` with `field`, or `absence` says what; of
    an absence its note goes. It cannot be undone.
    """

    event: ClassVar[str] = "ContentRemoved"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "exception"
    reason: Annotated[str, "why; it stays to be read"]
    file: Annotated[str, "the file's id; one taken off its card, too"] = ""
    form: FormRef = ""
    path: Annotated[str, "the place in the form: p10, p14.note, p20/ROW/code"] = ""
    person: PersonRef = ""
    comment: Annotated[str, "the remark's id"] = ""
    field: Annotated[str, "what of the person: number, email, position, titles_before …"] = ""
    absence: Annotated[str, "the absence's id; its note is removed"] = ""
