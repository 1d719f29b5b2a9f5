"""Where the keyboard goes on when the card that it was on has left the board."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from mcdesk.application.views import CardTile
    from mcdesk.ui.board.cards import CardList
    from mcdesk.ui.board.columns import ColumnsArea


class Hand(NamedTuple):
    """Where the keyboard is: its card, and the cards of its column as they stood."""

    card: str
    stage: str
    order: tuple[CardTile, ...]


def hand_of(columns: ColumnsArea) -> Hand | None:
    """Return where the keyboard is or was last, if that is on a card."""
    cards, id_ = columns.current_list(), columns.current_id()
    if cards is None or not id_:
        return None
    return Hand(id_, cards.cards.stage, tuple(cards.cards.tiles))


@contextmanager
def kept(
    columns: ColumnsArea, *, has_keyboard: bool, touched: AbstractSet[str] | None = None
) -> Iterator[None]:
    """Let what is chosen stay chosen over a change of the cards, wherever it goes.

    When all of it has left, the card nearest to where the keyboard was is chosen instead, so that
    arrows and letters have a card to act on. Where nothing is chosen they act on the card that the
    keyboard is on: one that goes to another column is chosen there. Where it is known which cards
    were `touched`, a choice that was not is left alone.
    """
    chosen, hand = columns.selected_ids(), hand_of(columns)
    yield
    if not chosen and hand is not None and has_keyboard and _is_elsewhere(columns, hand):
        chosen = [hand.card]
    if not chosen and (hand is None or not has_keyboard or _is_open(columns, hand.card)):
        return
    if touched is not None and not touched & {*chosen, hand.card if hand else ""}:
        return
    columns.choose(chosen, focus=has_keyboard)
    if hand is not None and not columns.selected_ids():
        near = nearest(columns, hand)
        columns.choose([near] if near else [], focus=has_keyboard)


def nearest(columns: ColumnsArea, hand: Hand) -> str:
    """Return the card that is nearest to where a hand was.

    That is the next one of its column, else the one before, else one of the next column that has
    cards, at the same height; "" where no card is shown.
    """
    lists = {cards.cards.stage: cards for cards in columns.lists()}
    ids = [tile.id for tile in hand.order]
    row = ids.index(hand.card)
    if hand.stage in lists:
        here = {tile.id for tile in lists[hand.stage].cards.tiles}
        for id_ in (*ids[row + 1 :], *reversed(ids[:row])):
            if id_ in here:
                return id_
    order = list(columns.columns)
    other = first_near([lists.get(stage) for stage in order], order.index(hand.stage))
    return other.cards.tiles[min(row, len(other.cards.tiles) - 1)].id if other else ""


def first_near(lists: Sequence[CardList | None], place: int) -> CardList | None:
    """Return the list with cards that is at a place or nearest to it, best to its right."""
    near = (*lists[place:], *reversed(lists[:place]))
    return next((each for each in near if each is not None and each.cards.tiles), None)


def _is_open(columns: ColumnsArea, id_: str) -> bool:
    """Tell whether a card is shown in a column that is open."""
    found = columns.models.find(id_)
    return found is not None and not columns.columns[found[0].stage].is_rail


def _is_elsewhere(columns: ColumnsArea, hand: Hand) -> bool:
    """Tell whether the card that the keyboard was on stands in another column now."""
    found = columns.models.find(hand.card)
    return found is not None and found[0].stage != hand.stage
