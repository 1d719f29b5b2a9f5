"""Commands that freeze a form, open it again, and choose whether its modules are frozen apart."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, ClassVar

from mcdesk.procedure.commands.command import Command, FormRef, NewId, command
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
    """Open a frozen form again for changes; its sign-offs fall when the content changes.

    Where such sign-offs stand, it is refused without a reason.
    """

    event: ClassVar[str] = "FormReopened"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    form: FormRef
    reason: Annotated[str, "needed where sign-offs fall; those who signed can read it"] = ""


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
