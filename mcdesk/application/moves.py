"""What became of each sentence and item of a list on either side: kept, changed, moved, gone. Pure.

A sentence that one side moved stands at its new place, with the words that the other gave it; if
the other took it out it is out. What both moved stands once (design.md, section 6).
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.application.sentences import ALIKE, Text, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Kept = Literal["mine", "both"] | None

_MOST = 400
"""How many pairs of sentences are compared word by word at the most, to find what was moved."""


class Entry(NamedTuple):
    """A sentence of a side: its words, its place in that text, and which of the base it is there.

    One that was moved there, or is new, is none of them.
    """

    core: str
    place: int | None
    of: int | None = None
    is_moved: bool = False


class Settled(NamedTuple):
    """What is left to merge once every sentence that was moved has its place and its words.

    `base` names the sentences of the base that stayed where they were or went; `once` are words
    that both sides have and that are to stand once; `stand` tells for all of the base where they
    stood in the texts of both, and `moved` which of them were moved.
    """

    base: tuple[int, ...]
    mine: tuple[Entry, ...]
    theirs: tuple[Entry, ...]
    once: frozenset[str]
    stand: tuple[Mapping[int, int], Mapping[int, int]]
    moved: frozenset[int]

    def is_order_kept(self, order: Sequence[tuple[int | None, int | None]]) -> bool:
        """Tell whether every two sentences stand as who changed their order has them.

        `order` has the place of each merged sentence in the texts of both.
        """
        of = [{place: i for i, place in stand.items()} for stand in self.stand]
        came = [next((of[n][at] for n, at in enumerate(places) if at in of[n]), None)
                for places in order]  # fmt: skip
        there = {i: n for n, i in enumerate(came) if i is not None}
        return all(self._is_kept(i, k, is_before=there[i] < there[k])
                   for i in self.moved & there.keys() for k in there if k != i)  # fmt: skip

    def _is_kept(self, i: int, k: int, *, is_before: bool) -> bool:
        told = {stand[i] < stand[k] for stand in self.stand if i in stand and k in stand}
        return told == {is_before} or (len(told) > 1 and is_before != (i < k))


class Side:
    """The text of a side: what it kept, changed, moved, and took out."""

    def __init__(self, base: Text, text: Text, *, is_fine: bool) -> None:
        self._base = base
        self.words = list(text.cores)
        self._kept, self._blocks, self.alike = compare(base, text)
        self.moved: dict[int, int] = {}
        self._changed: dict[int, int] = {}
        self._dropped: set[int] = set()
        self._beside: dict[int, str] = {}
        self._back: dict[int, int] = {}
        self._find_whole()
        self._find_changed()
        self.rewritten: dict[int, int | None] = {}
        self._find_rewritten(is_fine=is_fine)

    def _find_whole(self) -> None:
        """Find the sentences that stand elsewhere word for word."""
        places: dict[str, list[int]] = {}
        for j in reversed([j for each in self._blocks for j in range(each.first, each.last)]):
            places.setdefault(self.words[j], []).append(j)
        for i in (i for each in self._blocks for i in range(each.start, each.end)):
            if places.get(self._base.cores[i]):
                self.moved[i] = places[self._base.cores[i]].pop()

    def _find_changed(self) -> None:
        """Find the sentences that have nearly the same words, in their place or elsewhere."""
        in_place = {(each.start, each.first) for each in self._blocks if each.is_one_for_one}
        taken = set(self.moved.values())
        went = [i for each in self._blocks for i in range(each.start, each.end)
                if i not in self.moved]  # fmt: skip
        came = [j for each in self._blocks for j in range(each.first, each.last)
                if j not in taken]  # fmt: skip
        pairs: Iterable[tuple[int, int]] = in_place
        if len(went) * len(came) <= _MOST:
            pairs = product(went, came)
        likest = sorted((-self.alike(i, j), (i, j) not in in_place, i, j)
                        for i, j in pairs if i not in self.moved and j not in taken)  # fmt: skip
        for less, is_elsewhere, i, j in likest:
            if -less >= ALIKE and i not in self.moved and i not in self._changed and j not in taken:
                (self.moved if is_elsewhere else self._changed)[i] = j
                taken.add(j)

    def _find_rewritten(self, *, is_fine: bool) -> None:
        """Find the sentences in whose place quite other ones stand.

        Which one stands for which is told only where a person settles (`is_fine`): the first for
        the first.
        """
        moved = set(self.moved.values())
        ends = [(-1, -1), *sorted(self.in_place().items())]
        for (i, j), (k, n) in pairwise([*ends, (len(self._base.cores), len(self.words))]):
            new = [place for place in range(j + 1, n) if place not in moved]
            gone = [each for each in range(i + 1, k) if each not in self.moved]
            if is_fine:
                self.rewritten.update(zip(gone, new, strict=False))
            elif new:
                self.rewritten.update(dict.fromkeys(gone))

    def in_place(self) -> dict[int, int]:
        """Return where the sentences of the base stand that nobody moved, whatever their words."""
        return {**self._kept, **self._changed}

    def is_kept(self, i: int) -> bool:
        """Tell whether a sentence of the base stands where it stood, word for word."""
        return i in self._kept or (
            i in self._back and self.words[self._back[i]] == self._base.cores[i]
        )

    def place(self, i: int) -> int | None:
        """Return where a sentence of the base stands now, whatever its words."""
        for stand in (self.moved, self._back, self._kept, self._changed):
            if i in stand:
                return stand[i]
        return self.rewritten.get(i)

    def stand(self) -> dict[int, int]:
        """Return where all sentences of the base stand now that are not gone."""
        places = {i: self.place(i) for i in range(len(self._base.cores))}
        return {i: place for i, place in places.items() if place is not None}

    def block(self, place: int) -> tuple[int, int]:
        """Return between which sentences of the base a place of this text lies."""
        return next(each[:2] for each in self._blocks if each.first <= place < each.last)

    def drop(self, i: int) -> None:
        """Take a sentence out of this text, wherever it stands."""
        place = self.place(i)
        self._back.pop(i, None)
        if place is not None:
            self._dropped.add(place)

    def put_back(self, i: int) -> None:
        """Put a sentence that was moved back where it stood, with its words."""
        self.drop(i)
        self._back[i] = self.moved.pop(i)

    def put_all_back(self) -> None:
        """Put all that was moved back."""
        for i in tuple(self.moved):
            self.put_back(i)

    def put_before(self, place: int, words: str) -> None:
        """Put the other side's words of a sentence before mine."""
        self._beside[place] = words

    def line(self) -> tuple[Entry, ...]:
        """Return what the text has become."""
        moved = set(self.moved.values())
        of = {j: i for i, j in self.stand().items() if j not in moved}
        line = []
        for place in (each for each in range(len(self.words)) if each not in self._dropped):
            if place in self._beside:
                line.append(Entry(self._beside[place], None, is_moved=True))
            is_moved = place in moved
            line.append(Entry(self.words[place], place, of.get(place), is_moved=is_moved))
        for i, place in self._back.items():
            before = [n for n, each in enumerate(line) if each.of is not None and each.of < i]
            line.insert(before[-1] + 1 if before else 0, Entry(self.words[place], None, i))
        return tuple(line)


def settled(
    base: Text, mine: Text, theirs: Text, keep: Kept, still: int | None = None
) -> Settled | None:  # fmt: skip
    """Return both texts with each sentence that was moved at its one place.

    None where both gave one another place or other words, and nobody has chosen (`keep`). What the
    side `still` moved is put back, where the other's order is chosen.
    """
    is_fine = keep is not None
    sides = Side(base, mine, is_fine=is_fine), Side(base, theirs, is_fine=is_fine)
    if still is not None:
        sides[still - 1].put_all_back()
    once: set[str] = set()
    away: set[int] = set()
    for i in sorted(sides[0].moved.keys() | sides[1].moved.keys()):
        core = base.cores[i]
        if all(i in side.moved for side in sides):
            found = _moved_by_both(core, i, *sides, keep)
        else:
            found = _moved_by_one(core, i, *sides, keep)
        if found is None:
            return None
        if found.left:
            away.add(i)
        once.update(found.once)
    left = tuple(i for i in range(len(base.cores)) if i not in away)
    stand = sides[0].stand(), sides[1].stand()
    moved = frozenset(sides[0].moved) | frozenset(sides[1].moved)
    return Settled(left, sides[0].line(), sides[1].line(), frozenset(once), stand, moved)


class _Found(NamedTuple):
    """What was found of a sentence that was moved: whether it left its place, how it stands."""

    left: bool = True
    once: tuple[str, ...] = ()


def _moved_by_both(core: str, i: int, mine: Side, theirs: Side, keep: Kept) -> _Found | None:
    """Give a sentence that both moved one place, and the words of who changed it too."""
    here, there = mine.moved[i], theirs.moved[i]
    own, others = mine.words[here], theirs.words[there]
    is_contested = core not in (own, others) and own != others
    is_apart = mine.block(here) != theirs.block(there)
    if keep is None and (is_apart or is_contested):
        return None
    if not is_contested:
        own = others = others if own == core else own
    mine.words[here], theirs.words[there] = own, others
    if keep == "mine" and (is_apart or is_contested):
        theirs.drop(i)
    elif keep == "both" and (is_apart or is_contested):
        mine.drop(i)
        if is_contested:
            theirs.words[there] = own
            theirs.put_before(there, others)
    else:
        return _Found(once=(own,))
    return _Found()


def _moved_by_one(core: str, i: int, mine: Side, theirs: Side, keep: Kept) -> _Found | None:
    """Give what one side moved the words of the other, or take it out as the other did."""
    is_own = i in mine.moved
    mover, other = (mine, theirs) if is_own else (theirs, mine)
    here, there = mover.moved[i], other.place(i)
    words = mover.words[here]
    if other.is_kept(i):
        other.drop(i)
        return _Found()
    if keep is None and (i in other.rewritten or words != core):
        return None  # both changed it, or one changed what the other took out
    if there is None:
        if words == core or (keep == "mine" and not is_own):
            mover.drop(i)
        return _Found()
    if keep == "mine" and not is_own:
        mover.put_back(i)
        return _Found(left=False)
    if words == core:
        mover.words[here] = other.words[there]
    elif keep == "both":
        pair = words, other.words[there]
        mover.words[here], before = pair if is_own else pair[::-1]
        mover.put_before(here, before)
    other.drop(i)
    return _Found()
