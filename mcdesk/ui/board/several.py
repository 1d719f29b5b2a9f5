"""What several cards may do at once: which go, which stay, and why; read on a worker, pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.procedure.stage import Stage

    Targets = Mapping[str, tuple[Finding, ...]]
    """For each stage why a card may not go there; empty where it may."""

NOT_BACK = Finding("not_back", N_("It stands before this stage, so it is not sent back."))
NOT_ASKED = Finding("not_asked", N_("No return of a form of it named a stage to go back to."))
NOT_ON = Finding("not_on", N_("It stands after this stage: going back asks for a reason."))


EACH = ""
"""Stands for the stage that the return of each card names, which may be another for each."""


def goes_to(stage: str, tile: CardTile) -> str:
    """Return the stage that a card is to go to; "" where its return names none."""
    return stage or tile.returned_to


class Parted(NamedTuple):
    """Cards by what becomes of them when they are to go on to one stage, or back to it.

    Never both at once: none is moved on under the reason for which others go back.
    """

    here: tuple[CardTile, ...]
    going: tuple[CardTile, ...]
    stay: tuple[tuple[CardTile, tuple[Finding, ...]], ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Cards, the stages, and what keeps each card (by its id) from each stage."""

    tiles: tuple[CardTile, ...]
    stages: tuple[Stage, ...]
    targets: Mapping[str, Targets]

    def parted(self, stage: str, *, back: bool) -> Parted:
        """Return which of the cards go on to a stage, or back to it, and why the others stay."""
        numbers = {each.id: each.number for each in self.stages}
        here, going = [], []
        stay: list[tuple[CardTile, tuple[Finding, ...]]] = []
        for tile in self.tiles:
            to = goes_to(stage, tile)
            found = self.targets.get(tile.id, {}).get(to, ())
            if tile.stage == to:
                here.append(tile)
            elif found or not to:
                stay.append((tile, found or (NOT_ASKED,)))
            elif back == (numbers.get(to, 0) < numbers.get(tile.stage, 0)):
                going.append(tile)
            else:
                stay.append((tile, (NOT_BACK if back else NOT_ON,)))
        return Parted(tuple(here), tuple(going), tuple(stay))


@dataclass(frozen=True, slots=True)
class ReadEach:
    """Asks for each of several cards where it may go; runs on a worker."""

    cards: tuple[str, ...]

    def __call__(self, desk: DeskPort) -> Mapping[str, Targets]:
        return {card: desk.targets([card]) for card in self.cards}


@dataclass(frozen=True, slots=True)
class ReadOpen:
    """Asks where cards may go, a stage being open when one of them may; runs on a worker."""

    cards: tuple[str, ...]

    def __call__(self, desk: DeskPort) -> Targets:
        if len(self.cards) == 1:
            return desk.targets(self.cards)
        return open_to_any(list(ReadEach(self.cards)(desk).values()))


def open_to_any(targets: Sequence[Targets]) -> Targets:
    """Return why no card may go to a stage; empty where one may."""
    stages = dict.fromkeys(stage for each in targets for stage in each)
    return {stage: () if any(not each.get(stage) for each in targets)
            else tuple(found for each in targets for found in each[stage])
            for stage in stages}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Falls:
    """What keeps cards from being sent back, and which forms' sign-offs fall of those that go."""

    targets: Mapping[str, Targets]
    forms: Mapping[str, tuple[FormLine, ...]]


@dataclass(frozen=True, slots=True)
class ReadFalls:
    """Asks what falls when cards go back, each to a stage, before they do; runs on a worker."""

    where: Mapping[str, str]

    def __call__(self, desk: DeskPort) -> Falls:
        targets = ReadEach(tuple(self.where))(desk)
        going = {card: to for card, to in self.where.items() if to and not targets[card].get(to)}
        return Falls(targets, {card: desk.fallen(card, to) for card, to in going.items()})
