"""The commands by which the history of another workspace comes into this one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, ClassVar, Literal

from mcdesk.procedure.commands.command import Command, command

BROUGHT = "Brought"
"""What the kind of an event from another workspace begins with: Brought.FormSigned."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class BringEvent(Command):
    """Bring in one entry of another workspace's journal, as it stands there.

    Who did it and when is told by its text; who brought it in, by the entry around it. Only what
    belongs to micro-credentials and people that are not known here comes along.
    """

    event: ClassVar[str] = BROUGHT
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "settings"
    origin: Annotated[str, "the id of the first entry of that workspace"]
    text: Annotated[str, "the entry as it stands in that journal"]
    hash: Annotated[str, "its hash there"] = ""
    places: Annotated[list[int], "which of its effects come along, by their places"] = default(
        default_factory=list
    )


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEntry(Command):
    """Say that two entries of the directory are one: the second is put away.

    Duties, offices and micro-credentials go over to the first. What was signed stays as it was
    signed, and names the first from then on.
    """

    event: ClassVar[str] = "EntriesMatched"
    right: ClassVar[str] = "directory"
    kind: Literal["person", "programme", "faculty"]
    entry: Annotated[str, "the second entry: its id, or another word that names it alone"]
    same_as: Annotated[str, "the entry that stays"]
