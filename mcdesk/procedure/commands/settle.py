"""The command that tells how something was settled that could not be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SettleAttention(Command):
    """Settle an entry of the attention list; `mcdesk attention N HOW` and the window give it.

    What the entry wanted and does not get stays to be read: `body` is that event, as JSON.
    """

    event: ClassVar[str] = "AttentionSettled"
    entry: Annotated[str, "the id of the event that could not be kept"]
    how: Annotated[str, "mine, both, edit, again, anew, theirs, away"]
    kind: Annotated[str, "the kind of that event"] = ""
    card: Annotated[str, "the id of its micro-credential"] = ""
    form: Annotated[str, "the id of its form"] = ""
    body: Annotated[str, "that event as JSON, where it is given up"] = ""
