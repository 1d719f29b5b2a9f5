"""Taking over from another micro-credential's form: where from, and what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.procedure.stage import Label
    from mcdesk.procedure.taking import Part


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A form of another card that could be taken over; `version` is 0 for a draft.

    `outside` says how it stands where it was done outside MC Desk (original, before): only
    what was typed here before can be taken over.
    """

    form_id: str
    code: str
    title: Label
    programme: Label
    version: int
    outside: str = ""


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A form of the same kind to compare with: of this card, or the newest of another one.

    `version` is 0 for a draft; `is_own` tells that it is of this card.
    """

    form_id: str
    code: str
    title: Label
    programme: Label
    version: int
    round: int
    loop: int
    scope: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What a form could take over from a source, and what is left behind there."""

    parts: tuple[Part, ...]
    left: tuple[Label, ...] = ()
