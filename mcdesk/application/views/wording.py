"""The wording of forms: its versions, what a change would do, and what a card may adopt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label, Stage


@dataclass(frozen=True, slots=True)
class WordingVersion:
    """One published version of a form; `data` is its parsed TOML.

    `state`: it binds now, it binds from a later day, or it did before.
    """

    digest: str
    version: str
    since: str
    state: Literal["now", "planned", "earlier"]
    data: Mapping[str, Any]
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WordingForm:
    """A kind of form with its versions, the newest first."""

    kind: str
    title: Label
    short: Label
    versions: tuple[WordingVersion, ...]

    @property
    def current(self) -> WordingVersion:
        """The version that binds now."""
        return next(version for version in self.versions if version.state == "now")

    @property
    def newest(self) -> WordingVersion:
        """The version that binds last: one that is planned, else the one that binds now."""
        return self.versions[0]

    @property
    def planned(self) -> tuple[WordingVersion, ...]:
        """The versions that do not bind yet, the one that binds last first."""
        return tuple(version for version in self.versions if version.state == "planned")


@dataclass(frozen=True, slots=True)
class WordingView:
    """Everything that the page about forms and wording shows; the procedure is no form.

    `old_rules` tells that the hub's server may not know yet what is published; `who` is the person
    (id) who works here, `names` are those of all.
    """

    forms: tuple[WordingForm, ...]
    procedure: WordingForm
    roles: Mapping[str, Label]
    stages: tuple[Stage, ...]
    today: date
    may: bool
    holders: Label
    old_rules: Finding | None = None
    who: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[WordingForm, ...]:
        """The forms, and after them the procedure."""
        return (*self.forms, self.procedure)


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A value that a new wording has no place for: it stays kept and is not shown."""

    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class AdoptedForm:
    """What becomes of one form of a card: it moves, or `keeps` says why it does not.

    `waits` says for which other cards a letter waits before it moves.

    Without a `form_id` none was begun: the new wording binds when it is opened.
    """

    kind: str
    digest: str
    form_id: str = ""
    scope: str = ""
    moves: bool = False
    keeps: Finding | None = None
    waits: Finding | None = None
    aside: tuple[AsideLine, ...] = ()
    asks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CardAdoption:
    """What a card would adopt; `faults` say why it cannot."""

    card_id: str
    code: str
    title: Label
    forms: tuple[AdoptedForm, ...] = ()
    faults: tuple[Finding, ...] = field(default=())
