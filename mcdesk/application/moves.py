"""Sentences and items of lists that were moved, and what the other side made of them. Pure.

What both moved stands once, at one place. What one moved and the other changed is changed where
it stands now (design.md, section 6).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.application.sentences import ALIKE, MINE, THEIRS, Text, compare, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Kept = Literal["mine", "both"] | None

_MOST = 400
"""How many pairs of sentences are compared word by word at the most, to find what was moved."""


class Settled(NamedTuple):
    """Both texts, with the same words for what both of them have; `once` is to stand once.

    `went` tells what the others made of sentences that they moved.
    """

    mine: Text
    theirs: Text
    once: frozenset[str]
    went: Mapping[str, str]


class _Side:
    """The text of a side: what it moved, and what it changed where it stood."""

    def __init__(self, base: Text, text: Text, side: int) -> None:
        self._base, self._text = base, text
        self._changes, _where = compare(base, text, side, is_fine=False)
        self.cores = list(text.cores)
        self.moved: dict[int, int] = {}
        self.changed: dict[int, int] = {}
        self._find_whole()
        self._find_changed()

    def _find_whole(self) -> None:
        """Find the sentences that stand elsewhere word for word."""
        base, text = self._base.cores, self._text.cores
        places: dict[str, list[int]] = {}
        for j in reversed([j for each in self._changes for j in range(each.first, each.last)]):
            places.setdefault(text[j], []).append(j)
        for i in (i for each in self._changes for i in range(each.start, each.end)):
            if places.get(base[i]):
                self.moved[i] = places[base[i]].pop()

    def _find_changed(self) -> None:
        """Find the sentences that have nearly the same words, in their place or elsewhere."""
        base, text = self._base.cores, self._text.cores
        in_place = {(each.start, each.first) for each in self._changes if each.is_one_for_one}
        taken = set(self.moved.values())
        went = [i for each in self._changes for i in range(each.start, each.end)
                if i not in self.moved]  # fmt: skip
        came = [j for each in self._changes for j in range(each.first, each.last)
                if j not in taken]  # fmt: skip
        pairs: Iterable[tuple[int, int]] = in_place
        if len(went) * len(came) <= _MOST:
            pairs = product(went, came)
        likest = sorted((-likeness(base[i], text[j]), (i, j) not in in_place, i, j)
                        for i, j in pairs if i not in self.moved and j not in taken)  # fmt: skip
        for less, is_elsewhere, i, j in likest:
            if -less >= ALIKE and i not in self.moved and i not in self.changed and j not in taken:
                (self.moved if is_elsewhere else self.changed)[i] = j
                taken.add(j)

    def block(self, place: int) -> tuple[int, int]:
        """Return between which sentences of the base a place of this text lies."""
        return next(each[:2] for each in self._changes if each.first <= place < each.last)

    def text(self) -> Text:
        """Return what the text has become."""
        return Text(tuple(self.cores), self._text.gaps)


def settled(base: Text, mine: Text, theirs: Text, keep: Kept) -> Settled | None:
    """Return both texts with the words that each sentence has after both changes.

    None where both moved one to different places and nobody has chosen (`keep`).
    """
    sides = _Side(base, mine, MINE), _Side(base, theirs, THEIRS)
    once: set[str] = set()
    for i in sorted(sides[0].moved.keys() | sides[1].moved.keys()):
        here, there = sides[0].moved.get(i), sides[1].moved.get(i)
        if here is not None and there is not None:
            if keep is None and sides[0].block(here) != sides[1].block(there):
                return None
            once |= _by_both(base.cores[i], sides, (here, there))
        elif here is not None:
            _by_one(base.cores[i], i, *sides)
        elif keep != "mine":
            _by_one(base.cores[i], i, *reversed(sides))
        else:
            once |= _left(base.cores[i], i, *sides)
    went = {base.cores[i]: sides[1].cores[place] for i, place in sides[1].moved.items()}
    return Settled(sides[0].text(), sides[1].text(), frozenset(once), went)


def _by_both(core: str, sides: tuple[_Side, _Side], places: tuple[int, int]) -> set[str]:
    """Give a sentence that both moved the words of who changed it too; return how it stands."""
    (mine, theirs), (here, there) = sides, places
    if mine.cores[here] == core:
        mine.cores[here] = theirs.cores[there]
    elif theirs.cores[there] == core:
        theirs.cores[there] = mine.cores[here]
    return {mine.cores[here], theirs.cores[there]}


def _by_one(core: str, i: int, mover: _Side, other: _Side) -> None:
    """Give what one side moved the words that the other gave it in its old place."""
    place = other.changed.get(i)
    if place is not None and mover.cores[mover.moved[i]] == core:
        mover.cores[mover.moved[i]] = other.cores[place]
        other.cores[place] = core


def _left(core: str, i: int, mine: _Side, theirs: _Side) -> set[str]:
    """Leave what I changed where it stands, though they moved it; return how it stands there."""
    place = mine.changed.get(i)
    if place is None or theirs.cores[theirs.moved[i]] != core:
        return set()
    theirs.cores[theirs.moved[i]] = mine.cores[place]
    return {mine.cores[place]}
