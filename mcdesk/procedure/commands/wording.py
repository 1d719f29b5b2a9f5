"""Commands about definitions: what forms ask and say, from which day on, and for which cards."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import CardRef, Command, Day, command
from mcdesk.procedure.status import UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDefinitions(Command):
    """Publish definitions from a day on, today or later; cards begun before keep theirs.

    What is left out stays as it is on that day. `over` says what it was written over: where another
    version has come since, it is refused, so that nobody's text is replaced unseen.
    """

    event: ClassVar[str] = "DefinitionsPublished"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "definitions"
    procedure: Annotated[str, "the TOML text of the procedure"] = ""
    forms: Annotated[dict[str, str], "the TOML text of each form, by file name"] = default(
        default_factory=dict
    )
    since: Day = ""
    reason: str = ""
    over: Annotated[
        dict[str, str],
        "the digest of the newest version that was known, by the kind of form such as F6, or by "
        "'procedure'; not compared when left out",
    ] = default(default_factory=dict)


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDefinition(Command):
    """Take back a version of a form that does not bind yet."""

    event: ClassVar[str] = "DefinitionWithdrawn"
    undoable: ClassVar[bool] = False
    right: ClassVar[str] = "definitions"
    definition: Annotated[str, "the digest of the version"]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptDefinitions(Command):
    """Let a card go on under the wording of today, for what is not signed yet.

    What is frozen or signed keeps its wording; values without a place are kept aside. Of the
    procedure only the names of stages, gates and roles are taken over, where its rules are the
    same.
    """

    event: ClassVar[str] = "DefinitionsAdopted"
    right: ClassVar[str] = "definitions"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    forms: Annotated[list[str], "kinds such as F6, `procedure`; all when left out"] = default(
        default_factory=list
    )
