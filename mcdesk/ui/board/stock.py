"""The cards of one stage in their order, with what the filter asks of every one of them."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.filter import is_standing
from mcdesk.ui.board.model import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.views import CardTile

_search_of = attrgetter("search")


class Stock:
    """Every card of a stage, shown or not.

    Which cards are under way, and what each is found by, is asked at every keystroke in the
    search: it is worked out once and kept until a card comes or goes.
    """

    def __init__(self, tiles: Iterable[CardTile] = ()) -> None:
        self.tiles = sorted(tiles, key=place_of)
        self._moving: tuple[list[CardTile], list[str]] | None = None
        self._found: tuple[tuple[str, ...], list[CardTile]] = ((), [])

    def put(self, tile: CardTile) -> None:
        """Add a card at its place."""
        self.tiles.insert(bisect_left(self.tiles, place_of(tile), key=place_of), tile)
        self._forget()

    def drop(self, tile: CardTile) -> None:
        """Take a card out; one that is not here changes nothing."""
        row = bisect_left(self.tiles, place_of(tile), key=place_of)
        if row < len(self.tiles) and self.tiles[row].id == tile.id:
            del self.tiles[row]
        elif tile in self.tiles:
            self.tiles.remove(tile)
        self._forget()

    def _forget(self) -> None:
        self._moving, self._found = None, ((), [])

    def find(
        self, words: Sequence[str], *, everything: bool, archived: bool = False
    ) -> list[CardTile]:
        """Return the cards that hold every word; finished or archived ones too where asked for."""
        if not everything and not archived:
            return self._find_under_way(tuple(words))
        tiles = self.tiles
        if not everything:
            tiles = [tile for tile in tiles if is_standing(tile, archived=True)]
        return _holding(words, tiles, list(map(_search_of, tiles)) if words else [])

    def _find_under_way(self, words: tuple[str, ...]) -> list[CardTile]:
        """Return the cards under way that hold every word.

        With another letter typed, only what was found before that letter can be found.
        """
        before, found = self._found
        if before and all(any(old in new for new in words) for old in before):
            tiles = _holding(words, found, list(map(_search_of, found)))
        else:
            tiles = _holding(words, *self._under_way())
        self._found = words, tiles
        return list(tiles)

    def _under_way(self) -> tuple[list[CardTile], list[str]]:
        if self._moving is None:
            moving = [tile for tile in self.tiles if tile.status not in ENDED]
            self._moving = moving, list(map(_search_of, moving))
        return self._moving


def _holding(
    words: Sequence[str], tiles: Sequence[CardTile], texts: Sequence[str]
) -> list[CardTile]:  # fmt: skip
    """Return which of the tiles, found by these texts, hold every word."""
    for number, word in enumerate(words):
        if number:
            texts = list(map(_search_of, tiles))
        tiles = [tile for tile, text in zip(tiles, texts, strict=True) if word in text]
    return list(tiles)
