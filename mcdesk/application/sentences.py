"""A text as sentences, and what became of each of them in another one. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MINE, THEIRS = 1, 2
"""The sides of a merge; 0 is the base."""
ALIKE = 0.5
"""From what share of their words on a sentence is another one, changed."""
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


def text_of(text: str) -> Text:
    """Return a text as its sentences."""
    parts = sentences(text)
    cores = tuple(part.rstrip() for part in parts)
    return Text(cores, tuple(part[len(core) :] for part, core in zip(parts, cores, strict=True)))


@lru_cache(maxsize=4)
def compare(base: Text, text: Text) -> tuple[Mapping[int, int], Sequence[Block]]:
    """Return where the sentences of a text stand in another one, and what became of the rest.

    As many as can stay where they are: who put one at the end moved one, not all the others. A
    merge asks once more where it settles what collides.
    """
    one, other = base.cores, text.cores
    size = min(len(one), len(other))
    head = next((n for n in range(size) if one[n] != other[n]), size)
    tail = next((n for n in range(size - head) if one[-1 - n] != other[-1 - n]), size - head)
    ends = len(one) - tail, len(other) - tail
    if (ends[0] - head) * (ends[1] - head) <= _MOST_IN_ORDER:
        pairs = _in_order(one[head : ends[0]], other[head : ends[1]])
    else:
        matcher = SequenceMatcher(None, one[head : ends[0]], other[head : ends[1]], autojunk=False)
        pairs = [(i + n, j + n) for i, j, size in matcher.get_matching_blocks()
                 for n in range(size)]  # fmt: skip
    known = [(n, n) for n in range(head)] + [(i + head, j + head) for i, j in pairs]
    known += [(ends[0] + n, ends[1] + n) for n in range(tail)]
    changed: list[Block] = []
    for (i, j), (k, n) in pairwise([(-1, -1), *known, (len(one), len(other))]):
        changed += _apart(one, other, Block(i + 1, k, j + 1, n))
        if k < len(one) and one[k] != other[n]:
            changed.append(Block(k, k + 1, n, n + 1))
    return {i: j for i, j in known if one[i] == other[j]}, changed


def _in_order(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return which sentences are those of another text, in the order that both have them."""
    most = [[0.0] * (len(other) + 1) for _each in range(len(one) + 1)]
    alike = _likenesses(one, other)
    for i in reversed(range(len(one))):
        for j in reversed(range(len(other))):
            stays = alike[i][j] + most[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            most[i][j] = max(stays, most[i + 1][j], most[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(one) and j < len(other):
        if alike[i][j] >= ALIKE and most[i][j] == alike[i][j] + most[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif most[i][j] == most[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _apart(base: Sequence[str], text: Sequence[str], block: Block) -> Iterator[Block]:
    """Yield what became of each sentence of a changed block, as far as their words tell."""
    start, end, first, last = block
    pairs = [(i, j) for i in range(start, end) for j in range(first, last)]
    if 1 < len(pairs) <= _MOST_ALIKE:
        best = max(pairs, key=lambda pair: likeness(base[pair[0]], text[pair[1]]))
        if likeness(base[best[0]], text[best[1]]) >= ALIKE:
            i, j = best
            yield from _apart(base, text, Block(start, i, first, j))
            yield Block(i, i + 1, j, j + 1)
            yield from _apart(base, text, Block(i + 1, end, j + 1, last))
            return
    if start < end or first < last:
        yield block


@lru_cache(maxsize=1024)
def _vocabulary(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.casefold()))


def likeness(one: str, other: str) -> float:
    """Return what part of the words of two sentences they share, from 0 to 1."""
    words, others = _vocabulary(one), _vocabulary(other)
    return 2 * len(words & others) / max(len(words) + len(others), 1)


def _likenesses(one: Sequence[str], other: Sequence[str]) -> list[list[float]]:
    """Return the likeness of each sentence to each other one, and 1.01 where they are the same.

    Their words are bits of a number: that is several times faster than sets, for many sentences.
    """
    bits: dict[str, int] = {}

    def told(sentence: str) -> tuple[str, int, int]:
        words = _vocabulary(sentence)
        mask = sum(1 << bits.setdefault(word, len(bits)) for word in words)
        return sentence, len(words), mask

    others = [told(new) for new in other]
    return [
        [1.01 if each == new else 2 * (mask & its).bit_count() / max(size + count, 1)
         for new, count, its in others]
        for each, size, mask in map(told, one)
    ]  # fmt: skip


def words_of(sentence: str) -> str:
    """Return the words of a sentence without what parts and ends them."""
    return " ".join(_WORD.findall(sentence.casefold())) or sentence
