"""Sentences that one side joined or split: a change of all of them at once. Pure.

Who writes two sentences as one has changed both, and who writes one as two has changed that one,
wherever the parts stand. Where the other side changed, moved or took out one of them, too, or wrote
between them, both changed the same (design.md, section 6). Sentences belong together by the words
that no other changed sentence of the text has: common words tell nothing.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.application.moves import Side
from mcdesk.application.pieces import Piece, Texts, joined, one_behind_the_other
from mcdesk.application.sentences import MINE, THEIRS, Text, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mcdesk.application.moves import Kept

BASE = 0
Node = tuple[int, int]
"""A sentence: the side of its text, and its place there."""


class Together(NamedTuple):
    """Sentences of the base that were joined or split, and what stands for them on either side.

    Sentences that stand word for word are not named at the sides.
    """

    base: tuple[int, ...]
    mine: tuple[int, ...]
    theirs: tuple[int, ...]


class Joins:
    """What either side joined or split; `contested` is what the other changed, too."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        base, mine, theirs = texts
        self._sides = {MINE: Side(base, mine, is_fine=False),
                       THEIRS: Side(base, theirs, is_fine=False)}  # fmt: skip
        found = [*self._found()]
        self.contested = [each for each in found if self._is_contested(each)]
        self._others = [each for each in found if each not in self.contested]

    def settled(self, keep: Kept) -> tuple[str, str]:
        """Return mine and theirs as they are to be merged where a person has chosen.

        With *mine* theirs has again what the base has there. With *both* mine stands behind theirs.
        """
        back: tuple[list[Together], ...] = ([], [], [])
        beside: dict[int, list[Piece]] = {}
        for each in self.contested:
            if keep == "mine" or not each.theirs:
                back[THEIRS].append(each)
            else:
                back[MINE].append(each)
                if each.mine:
                    beside[self._all(THEIRS, each)[-1]] = self._behind(each)
        return self._put_back(MINE, back[MINE], {}), self._put_back(THEIRS, back[THEIRS], beside)

    def as_one(self) -> Texts:
        """Return the texts with all that one side joined or split as one sentence of each."""
        runs: tuple[set[int], ...] = (set(), set(), set())
        for each in self._others:
            if each.base[-1] - each.base[0] >= len(each.base):
                continue  # what stood between is no part of it
            for side in (BASE, MINE, THEIRS):
                places = self._all(side, each)
                runs[side].update(i for i, k in pairwise(places) if k == i + 1)
        return Texts(*(_bound(*each) for each in zip(self.texts, runs, strict=True)))

    def parts(self, texts: Texts) -> frozenset[str]:
        """Return what they have in these texts of sentences that they alone joined or split."""
        cores = self.texts.theirs.cores
        known = {cores[place] for each in self._others for place in each.theirs}
        return frozenset(core for core in texts.theirs.cores
                         if not known.isdisjoint(text_of(core).cores))  # fmt: skip

    def _found(self) -> Iterator[Together]:
        """Yield the sentences that belong together, where a side joined or split them."""
        near: dict[Node, set[Node]] = {}
        for side in (MINE, THEIRS):
            for i, j in self._pairs(side):
                near.setdefault((BASE, i), set()).add((side, j))
                near.setdefault((side, j), set()).add((BASE, i))
        seen: set[Node] = set()
        for node in sorted(near):
            if node in seen:
                continue
            found, ahead = {node}, [node]
            while ahead:
                new = near[ahead.pop()] - found
                found |= new
                ahead += new
            seen |= found
            if any(max(Counter(side for side, _place in near[each]).values()) > 1
                   for each in found):  # fmt: skip
                yield Together(*(tuple(sorted(place for of, place in found if of == side))
                                 for side in (BASE, MINE, THEIRS)))  # fmt: skip

    def _pairs(self, side: int) -> Iterator[tuple[int, int]]:
        """Yield which sentences of the base became which of a side that has other words."""
        base, text = self.texts.base, self.texts[side]
        stand = self._sides[side].stand()
        whole = {i: j for i, j in stand.items() if base.cores[i] == text.cores[j]}
        pairs = stand.items() - whole.items() | self._sides[side].alike.parts
        yield from pairs
        joined_there: dict[int, list[int]] = {}
        for i, j in pairs:
            joined_there.setdefault(j, []).append(i)
        for j, all_of in joined_there.items():  # what is gone between them went with them
            yield from ((i, j) for i in range(min(all_of), max(all_of)) if i not in stand)

    def _is_contested(self, each: Together) -> bool:
        if self._leaves(MINE, each) or self._leaves(THEIRS, each):
            return False
        mine, theirs = (self._told(side, each) for side in (MINE, THEIRS))
        return mine != theirs

    def _leaves(self, side: int, each: Together) -> bool:
        """Tell whether a side has the sentences as they were, and the same between them."""
        base, gaps, text = self.texts.base, self.texts[side].gaps, self._sides[side]
        stand = text.stand()
        return all(map(text.is_kept, each.base)) and all(
            (stand[k], gaps[stand[i]]) == (stand[i] + 1, base.gaps[i])
            for i, k in pairwise(each.base)
            if k == i + 1
        )

    def _told(self, side: int, each: Together) -> tuple[list[str], list[int]]:
        """Return what a side has for the sentences, and which of them it has as they were."""
        text = self.texts[side]
        return [text.cores[place] for place in each[side]], [*self._whole(side, each)]

    def _whole(self, side: int, each: Together) -> dict[int, int]:
        """Return where a side has some of the sentences word for word."""
        stand, taken = self._sides[side].stand(), set(each[side])
        return {i: stand[i] for i in each.base if i in stand and stand[i] not in taken}

    def _all(self, side: int, each: Together) -> list[int]:
        """Return where all stands that a side has for the sentences."""
        places = each.base if side == BASE else [*each[side], *self._whole(side, each).values()]
        return sorted(places)

    def _behind(self, each: Together) -> list[Piece]:
        """Return mine as it stands behind theirs."""
        _base, mine, theirs = self.texts
        first = [Piece(theirs.cores[n], (None, None, n)) for n in self._all(THEIRS, each)]
        said = {piece.core for piece in first}
        second = [Piece(mine.cores[n], (None, n, None)) for n in self._all(MINE, each)
                  if mine.cores[n] not in said]  # fmt: skip
        is_all = all(len(part) == len(text.cores)
                     for part, text in zip(each, self.texts, strict=True))  # fmt: skip
        return one_behind_the_other(first, second, mine, is_all=is_all)[len(first) :]

    def _put_back(
        self, side: int, back: Iterable[Together], beside: Mapping[int, list[Piece]]
    ) -> str:  # fmt: skip
        """Return the text of a side with sentences as the base has them, and others beside."""
        cores, text = self.texts[side].cores, self._sides[side]
        instead: dict[int, int | None] = {}
        gone: set[int] = set()
        for each in back:
            whole = self._whole(side, each)
            went = [i for i in each.base if not text.is_kept(i)]
            instead.update((i, min(each[side], default=whole.get(i))) for i in went)
            gone.update(each[side], (whole[i] for i in went if i in whole))
        of = {place: i for i, place in text.stand().items()}
        line = [((place, -1), _piece(core, of.get(place), side, place))
                for place, core in enumerate(cores) if place not in gone]  # fmt: skip
        base = self.texts.base.cores
        line += [((place, n + len(base)), piece) for place, pieces in beside.items()
                 for n, piece in enumerate(pieces)]  # fmt: skip
        line += [((place, i), _piece(base[i], i, side, None))
                 for i, place in self._places(side, instead).items()]  # fmt: skip
        line.sort(key=itemgetter(0))
        return joined([piece for _place, piece in line], self.texts)

    def _places(self, side: int, instead: Mapping[int, int | None]) -> dict[int, int]:
        """Return where sentences of the base are put back: instead of what was made of them.

        If that was moved away they stand behind what stands before them in the base.
        """
        text = self._sides[side]
        there = {i: j for i, j in text.in_place().items() if i not in instead}
        places: dict[int, int] = {}
        last = -1
        for i, place in sorted(instead.items()):
            before = max((j for k, j in there.items() if k < i), default=-1)
            behind = min(
                (j for k, j in there.items() if k > i), default=len(self.texts[side].cores)
            )
            is_there = place is not None and before < place < behind
            last = max(last, place if is_there and place is not None else before)
            places[i] = last
        return places


def _piece(core: str, i: int | None, side: int, place: int | None) -> Piece:
    return Piece(core, (i, place, None) if side == MINE else (i, None, place))


def _bound(text: Text, run: Collection[int]) -> Text:
    """Return a text with sentences that are bound to the next as one with it."""
    cores: list[str] = []
    gaps: list[str] = []
    for place, (core, gap) in enumerate(zip(*text, strict=True)):
        if place - 1 in run:
            cores[-1] += gaps.pop() + core
        else:
            cores.append(core)
        gaps.append(gap)
    return Text(tuple(cores), tuple(gaps))
