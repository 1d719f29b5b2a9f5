"""The badges of a team's cards: changes that wait for the hub, or that need a look.

They belong to this computer and to now, so they are no part of a card's summary: the board asks
here when it paints, speaks or filters a card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import CardTile, TeamMarks
    from mcdesk.ui.board.words import Tone


class Badge(NamedTuple):
    """A small sign on a card and what it says."""

    icon: str
    tone: Tone
    text: str


ASKS = Badge("circle-alert", "warn", N_("A change of yours needs a look"))
WAITS = Badge("upload", "muted", N_("Changes wait for the team’s hub"))
_badges: dict[str, Badge] = {}


def use_marks(marks: TeamMarks) -> frozenset[str]:
    """Show these marks from now on; return the cards whose badge is another."""
    fresh = dict.fromkeys(marks.waits, WAITS) | dict.fromkeys(marks.asks, ASKS)
    touched = {id_ for id_ in fresh.keys() | _badges.keys() if fresh.get(id_) != _badges.get(id_)}
    _badges.clear()
    _badges.update(fresh)
    return frozenset(touched)


def badge_of(card: str) -> Badge | None:
    """Return the badge of a card, if it has one."""
    return _badges.get(card)


def badge_text(card: str) -> str:
    """Return what a card's badge says; "" where it has none."""
    badge = _badges.get(card)
    return _(badge.text) if badge is not None else ""


def needs_look(tile: CardTile) -> bool:
    """Tell whether a change to a card could not be kept and waits to be looked at."""
    return _badges.get(tile.id) is ASKS


def count_looks(tiles: Iterable[CardTile]) -> int:
    """Return how many of these cards need a look."""
    return sum(map(needs_look, tiles))
