"""What is shown before another workspace's history comes into this one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BringPlan", "BringReport", "CardIn", "Choices", "EntryIn", "NumberTwice"]

CardState = Literal["new", "same", "known", "changed", "left out"]
How = Literal["", "id", "e-mail", "login", "number", "name", "person", "known", "alike", "several",
              "twice", "other name", "other number"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided: which entries are one, which cards come although, which do not.

    `matches` names for an entry there the one here, "" for none; cards are named by their ids.
    `names` takes everybody of the same name for the same.
    """

    matches: Mapping[str, str] = field(default_factory=dict)
    bring: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    names: bool = False


@dataclass(frozen=True, slots=True)
class CardIn:
    """A micro-credential of the other workspace.

    `state`: it is new here, looks the same as `same` here, is known with all that was done, was
    worked on in both since it was brought in, or is left out. `events` is what would come.
    """

    id: str
    code: str
    title: str
    state: CardState
    same: tuple[str, ...] = ()
    is_decided: bool = True
    events: int = 0


@dataclass(frozen=True, slots=True)
class EntryIn:
    """A person, programme or faculty there, and whom or what it is taken for here.

    `how` tells by what: "" for one that is new here. One that is matched by its name only, or by a
    name that is `alike`, where `several` here or `twice` as many there come into question, or where
    another name or number speaks against it, is to be decided by a person.
    """

    kind: Literal["person", "programme", "faculty"]
    id: str
    name: str
    about: str
    match_id: str = ""
    match: str = ""
    how: How = ""
    is_decided: bool = True


@dataclass(frozen=True, slots=True)
class NumberTwice:
    """A code or document number that both workspaces gave: both are kept."""

    number: str
    here: str
    there: str
    event: str


@dataclass(frozen=True, slots=True)
class BringPlan:
    """Everything that bringing in would do."""

    name: str
    cards: tuple[CardIn, ...]
    entries: tuple[EntryIn, ...]
    numbers: tuple[NumberTwice, ...]
    settings: tuple[str, ...]
    events: int
    definitions: int
    files: tuple[str, ...]
    registers: int

    @property
    def undecided(self) -> int:
        """How many cards and entries a person has yet to decide."""
        cards = sum(not each.is_decided for each in self.cards)
        return cards + sum(not each.is_decided for each in self.entries)


@dataclass(frozen=True, slots=True)
class BringReport:
    """What was brought in.

    `absent` are the files whose content was not there either, `removed` those whose content was
    removed for ever here: it did not come.
    """

    plan: BringPlan
    absent: int
    removed: int = 0
