"""A text as sentences, and what became of each of them in another one. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINE, THEIRS = 1, 2
ALIKE = 0.5
"""From what share of their words on a sentence is another one, changed."""
_MOST_ALIKE = 400
"""How many pairs of changed sentences are compared word by word."""
_GAP, _BREAK = re.compile(r"\s+"), re.compile(r"\n+")
_ENDS, _CLOSES = frozenset(".!?…"), frozenset('"”’)]')
_WORD = re.compile(r"\w+")
_Block = tuple[int, int, int, int]


class Text(NamedTuple):
    """The sentences of a text, and the white space behind each.

    They are apart: who adds a sentence behind another one changes only what is between the two.
    """

    cores: tuple[str, ...]
    gaps: tuple[str, ...]


class Change(NamedTuple):
    """Sentences `start` to `end` of the base became `first` to `last` of the text of a side."""

    start: int
    end: int
    side: int
    first: int
    last: int

    @property
    def is_one_for_one(self) -> bool:
        return self.end - self.start == 1 == self.last - self.first


def sentences(text: str) -> list[str]:
    """Split text into sentences, each with the white space behind it; joined they are the text."""
    ends = [end for gap in _GAP.finditer(text) for end in _ends_in(text, gap)]
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


def text_of(text: str) -> Text:
    """Return a text as its sentences."""
    parts = sentences(text)
    cores = tuple(part.rstrip() for part in parts)
    return Text(cores, tuple(part[len(core) :] for part, core in zip(parts, cores, strict=True)))


def compare(
    base: Text, text: Text, side: int, *, is_fine: bool
) -> tuple[list[Change], dict[int, int]]:
    """Return what a side changed of a text, and where each sentence that it kept stands there.

    A sentence that became another one stands where that does.
    """
    changes: list[Change] = []
    where: dict[int, int] = {}
    matcher = SequenceMatcher(None, base.cores, text.cores, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            where.update(zip(range(start, end), range(first, last), strict=True))
            continue
        for each in _apart(base.cores, text.cores, (start, end, first, last), is_fine=is_fine):
            change = Change(each[0], each[1], side, each[2], each[3])
            changes.append(change)
            if change.is_one_for_one:
                where[change.start] = change.first
    return changes, where


def _apart(
    base: Sequence[str], text: Sequence[str], block: _Block, *, is_fine: bool
) -> Iterator[_Block]:
    """Yield what became of each sentence of a changed block, as far as their words tell.

    Where they do not, the first are one for one when a person settles (`is_fine`): what one side
    did beside one of them takes nothing of the others away.
    """
    start, end, first, last = block
    pairs = [(i, j) for i in range(start, end) for j in range(first, last)]
    if 1 < len(pairs) <= _MOST_ALIKE:
        best = max(pairs, key=lambda pair: likeness(base[pair[0]], text[pair[1]]))
        if likeness(base[best[0]], text[best[1]]) >= ALIKE:
            i, j = best
            yield from _apart(base, text, (start, i, first, j), is_fine=is_fine)
            yield i, i + 1, j, j + 1
            yield from _apart(base, text, (i + 1, end, j + 1, last), is_fine=is_fine)
            return
    for _pair in range(min(end - start, last - first) if is_fine else 0):
        yield start, start + 1, first, first + 1
        start, first = start + 1, first + 1
    if start < end or first < last:
        yield start, end, first, last


@lru_cache(maxsize=1024)
def _vocabulary(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.casefold()))


def likeness(one: str, other: str) -> float:
    """Return what part of the words of two sentences they share, from 0 to 1."""
    words, others = _vocabulary(one), _vocabulary(other)
    return 2 * len(words & others) / max(len(words) + len(others), 1)
