"""A text as sentences, and what became of each of them in another one. Pure."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MINE, THEIRS = 1, 2
"""The sides of a merge; 0 is the base."""
ALIKE = 0.5
"""From what share of their words on a sentence is another one, changed."""
_WHOLE = 1.01
"""How like each other two sentences are that stand word for word."""
PART = 0.33
"""From what share of its own words on a sentence is a part of another one, or has it as a part."""
_MOST_ALIKE = 400
"""How many pairs of changed sentences are compared word by word."""
_MOST_IN_ORDER = 2500
"""Up to how many pairs it is found out which sentences stayed where they were at best."""
_GAP, _BREAK = re.compile(r"\s+"), re.compile(r"\n+")
_ENDS, _CLOSES = frozenset(".!?…"), frozenset('"”’)]')
_MAY_END = _ENDS | _CLOSES
_WORD = re.compile(r"\w+")


class Text(NamedTuple):
    """The sentences of a text, and the white space behind each.

    They are apart: who adds a sentence behind another one changes only what is between the two.
    """

    cores: tuple[str, ...]
    gaps: tuple[str, ...]


class Block(NamedTuple):
    """Sentences `start` to `end` of a text became `first` to `last` of another one."""

    start: int
    end: int
    first: int
    last: int

    @property
    def is_one_for_one(self) -> bool:
        return self.end - self.start == 1 == self.last - self.first


class Compared(NamedTuple):
    """Where sentences of a text stand in another one word for word, and what became of the rest."""

    kept: Mapping[int, int]
    blocks: tuple[Block, ...]
    alike: Likeness


def sentences(text: str) -> list[str]:
    """Split text into sentences, each with the white space behind it; joined they are the text."""
    ends = [end for gap in _GAP.finditer(text)
            if text[gap.start() - 1] in _MAY_END or "\n" in gap[0]
            for end in _ends_in(text, gap)]  # fmt: skip
    places = [0, *ends, len(text)]
    return [text[at:end] for at, end in pairwise(places) if end > at]


def _ends_in(text: str, gap: re.Match[str]) -> Iterator[int]:
    """Yield where sentences end in a gap: behind it, or behind each of its line breaks."""
    before = gap.start() - 1
    while before >= 0 and text[before] in _CLOSES:
        before -= 1
    if before >= 0 and text[before] in _ENDS:
        yield gap.end()
        return
    for found in _BREAK.finditer(text, gap.start(), gap.end()):
        yield found.end()


def is_ended(core: str) -> bool:
    """Tell whether a sentence ends with its mark; else only a line break parts it from the next."""
    return core.rstrip("".join(_CLOSES)).endswith(tuple(_ENDS))


@lru_cache(maxsize=16)
def text_of(text: str) -> Text:
    """Return a text as its sentences."""
    parts = sentences(text)
    cores = tuple(part.rstrip() for part in parts)
    return Text(cores, tuple(part[len(core) :] for part, core in zip(parts, cores, strict=True)))


@lru_cache(maxsize=16)
def compare(base: Text, text: Text) -> Compared:
    """Return where the sentences of a text stand in another one, and what became of the rest.

    As many as can stay where they are: who put one at the end moved one, not all the others.
    """
    one, other = base.cores, text.cores
    alike = Likeness(base, text)
    size = min(len(one), len(other))
    head = next((n for n in range(size) if one[n] != other[n]), size)
    tail = next((n for n in range(size - head) if one[-1 - n] != other[-1 - n]), size - head)
    ends = len(one) - tail, len(other) - tail
    if (ends[0] - head) * (ends[1] - head) <= _MOST_IN_ORDER:
        pairs = _in_order(range(head, ends[0]), range(head, ends[1]), alike)
    else:
        matcher = SequenceMatcher(None, one[head : ends[0]], other[head : ends[1]], autojunk=False)
        pairs = [(i + n + head, j + n + head) for i, j, size in matcher.get_matching_blocks()
                 for n in range(size)]  # fmt: skip
    known = [(n, n) for n in range(head)] + pairs
    known += [(ends[0] + n, ends[1] + n) for n in range(tail)]
    changed: list[Block] = []
    for (i, j), (k, n) in pairwise([(-1, -1), *known, (len(one), len(other))]):
        changed += _apart(alike, Block(i + 1, k, j + 1, n))
        if k < len(one) and one[k] != other[n]:
            changed.append(Block(k, k + 1, n, n + 1))
    return Compared({i: j for i, j in known if one[i] == other[j]}, tuple(changed), alike)


def _in_order(one: range, other: range, alike: Likeness) -> list[tuple[int, int]]:
    """Return which sentences are those of another text, in the order that both have them."""
    most = [[0.0] * (len(other) + 1) for _each in range(len(one) + 1)]
    stays: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(one))):
        row, below = most[i], most[i + 1]
        shares = alike.row(one[i], other)
        best = 0.0
        for j in reversed(range(len(other))):
            best = max(best, below[j])
            if shares[j] >= ALIKE:
                stays[i, j] = shares[j] + below[j + 1]
                best = max(best, stays[i, j])
            row[j] = best
    pairs = []
    i = j = 0
    while i < len(one) and j < len(other):
        if most[i][j] == stays.get((i, j)):
            pairs.append((one[i], other[j]))
            i, j = i + 1, j + 1
        elif most[i][j] == most[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _apart(alike: Likeness, block: Block) -> Iterator[Block]:
    """Yield what became of each sentence of a changed block, as far as their words tell."""
    start, end, first, last = block
    pairs = [(i, j) for i in range(start, end) for j in range(first, last)]
    if 1 < len(pairs) <= _MOST_ALIKE:
        best = max(pairs, key=lambda pair: alike(*pair))
        if alike(*best) >= ALIKE:
            i, j = best
            yield from _apart(alike, Block(start, i, first, j))
            yield Block(i, i + 1, j, j + 1)
            yield from _apart(alike, Block(i + 1, end, j + 1, last))
            return
    if start < end or first < last:
        yield block


class Likeness:
    """How much each sentence of a text is like each of another one.

    That is what part of their words they share, from 0 to 1; of two that stand word for word a
    little more. Those that share a third of their own words, that no other changed sentence of
    their text has, are alike whatever else they say: one is the other, rewritten, or a part of it.
    Words are bits of a number: that is several times faster than sets, for many sentences.
    """

    def __init__(self, base: Text, text: Text) -> None:
        bits: dict[str, int] = {}
        self._bits = [[_bits(core, bits) for core in each.cores] for each in (base, text)]
        self._sizes = [[each.bit_count() for each in side] for side in self._bits]
        self.parts = _parts(base, text)
        self._one, self._other = base.cores, text.cores
        self._sure = {(i, j): max(self._share(i, j), ALIKE) for i, j in self.parts}

    def __call__(self, i: int, j: int) -> float:
        if self._one[i] == self._other[j]:
            return _WHOLE
        return self._sure.get((i, j)) or self._share(i, j)

    def _share(self, i: int, j: int) -> float:
        size = self._sizes[0][i] + self._sizes[1][j]
        return 2 * (self._bits[0][i] & self._bits[1][j]).bit_count() / (size or 1)

    def row(self, i: int, others: range) -> list[float]:
        """Return how like a sentence some of the other text are."""
        bits, size, core = self._bits[0][i], self._sizes[0][i], self._one[i]
        known = (each[others.start : others.stop]
                 for each in (self._bits[1], self._sizes[1], self._other))  # fmt: skip
        shares = [_WHOLE if core == same else 2 * (bits & its).bit_count() / (size + count or 1)
                  for its, count, same in zip(*known, strict=True)]  # fmt: skip
        for (one, j), share in self._sure.items():
            if one == i and j in others:
                shares[j - others.start] = share
        return shares


def _bits(core: str, known: dict[str, int]) -> int:
    bits = 0
    for word in vocabulary(core):
        bits |= 1 << known.setdefault(word, len(known))
    return bits


def _parts(base: Text, text: Text) -> frozenset[tuple[int, int]]:
    """Return which changed sentences of two texts share enough of their own words."""
    one, other = _own_words(base, text), _own_words(text, base)
    most, others = Counter(one.values()), Counter(other.values())
    shared = Counter((one[word], other[word]) for word in one.keys() & other.keys())
    return frozenset((i, j) for (i, j), count in shared.items()
                     if count >= PART * min(most[i], others[j]))  # fmt: skip


def _own_words(text: Text, other: Text) -> dict[str, int]:
    """Return which words only one of the changed sentences of a text has, and which one."""
    whole = Counter(other.cores)
    own: dict[str, int] = {}
    shared: set[str] = set()
    for place, core in enumerate(text.cores):
        whole[core] -= 1
        if whole[core] < 0:
            words = vocabulary(core)
            shared.update(words & own.keys())
            own.update(dict.fromkeys(words, place))
    return {word: place for word, place in own.items() if word not in shared}


@lru_cache(maxsize=1024)
def vocabulary(sentence: str) -> frozenset[str]:
    """Return which words a sentence has."""
    return frozenset(_WORD.findall(sentence.casefold()))


def words_of(sentence: str) -> str:
    """Return the words of a sentence without what parts and ends them."""
    return " ".join(_WORD.findall(sentence.casefold())) or sentence
