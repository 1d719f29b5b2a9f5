"""Merging two changes of one place against their common base (design.md, section 6). Pure.

By field and cell where the values are whole; long text by sentence. Where that fails nothing is
chosen: the answer is a `Collision`, and a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.procedure.canonical import Json, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kept = Literal["mine", "both"]
"""What is kept of sentences that both changed."""

COLLISION, ROW_OUT = "collision", "row_out"
"""Codes of findings: both changed the same place; the row was taken out."""
_GAP, _BREAK = re.compile(r"\s+"), re.compile(r"\n+")
_ENDS, _CLOSES = frozenset(".!?…"), frozenset('"”’)]')
_WORD = re.compile(r"\w+")
MOST = 1_000_000
"""How many pairs of sentences are compared at the most: two texts beyond that go to a person."""
_MOST_ALIKE, _ALIKE = 400, 0.5
"""How many pairs of changed sentences are compared word by word; from what on one is the other."""
_MINE, _THEIRS = 1, 2
_Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes fit together; `value` holds them."""

    value: Json


@dataclass(frozen=True, slots=True)
class Collision:
    """Both changed the same place; the stored value stays until a person decides."""

    base: Json
    mine: Json
    theirs: Json


def merge(base: Json, mine: Json, theirs: Json, *, long_text: bool = False) -> Merged | Collision:
    """Merge my change of `base` with theirs; `theirs` is what is stored now."""
    if _same(mine, theirs) or _same(base, mine):
        return Merged(theirs)
    if _same(base, theirs):
        return Merged(mine)
    if isinstance(mine, list) and isinstance(theirs, list) and _is_set(base):
        return _merge_sets(base if isinstance(base, list) else [], mine, theirs)
    if long_text and all(isinstance(text, str) for text in (base, mine, theirs)):
        merged = merge_text(str(base), str(mine), str(theirs))
        if merged is not None:
            return Merged(merged)
    return Collision(base, mine, theirs)


def _same(one: Json, other: Json) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _is_set(base: Json) -> bool:
    return base is None or isinstance(base, list)


def _merge_sets(base: list[Json], mine: list[Json], theirs: list[Json]) -> Merged:
    """Merge choices and tags: what either added is there, what either took away is not."""
    kept = [entry for entry in theirs if entry in mine or entry not in base]
    return Merged(kept + [entry for entry in mine if entry not in base and entry not in kept])


def sentences(text: str) -> list[str]:
    """Split text into sentences, each with the white space behind it; joined they are the text."""
    ends = [end for gap in _GAP.finditer(text) for end in _ends(text, gap)]
    places = [0, *ends, len(text)]
    return [text[at:end] for at, end in pairwise(places) if end > at]


def _ends(text: str, gap: re.Match[str]) -> Iterator[int]:
    """Yield where sentences end in a gap: behind it, or behind each of its line breaks."""
    before = gap.start() - 1
    while before >= 0 and text[before] in _CLOSES:
        before -= 1
    if before >= 0 and text[before] in _ENDS:
        yield gap.end()
        return
    for found in _BREAK.finditer(text, gap.start(), gap.end()):
        yield found.end()


def merge_text(base: str, mine: str, theirs: str) -> str | None:
    """Merge two texts by sentence; None where both changed a sentence, or added at one place."""
    return _merged(base, mine, theirs, None)


def settle_text(base: str, mine: str, theirs: str, keep: Kept) -> str:
    """Merge two texts by sentence; where both changed the same, keep mine or both of them.

    What either changed elsewhere is there in any case, but for texts beyond measure.
    """
    found = _merged(base, mine, theirs, None)
    if found is None:
        found = _merged(base, mine, theirs, keep)
    if found is not None:
        return found
    return mine if keep == "mine" else f"{theirs}\n\n{mine}"


def _merged(base: str, mine: str, theirs: str, keep: Kept | None) -> str | None:
    texts = _Texts(_text(base), _text(mine), _text(theirs))
    parts = len(texts.base.cores)
    if parts * max(len(texts.mine.cores), len(texts.theirs.cores)) > MOST:
        return None
    merging = _Merging(texts, is_fine=keep is not None)
    pieces: list[_Piece] = []
    at = 0
    for group in _groups(merging.changes(), are_joined=keep == "both"):
        start, end = group[0].start, max(change.end for change in group)
        pieces += map(merging.kept, range(at, start))
        at = end
        mine_made, made = (merging.made(group, side, start, end) for side in (_MINE, _THEIRS))
        touched = {change.side for change in group}
        if touched == {_MINE}:
            pieces += mine_made
        elif touched == {_THEIRS} or _words(mine_made) == _words(made):
            pieces += made
        elif keep is None:
            return None
        elif keep == "mine":
            pieces += mine_made
        else:
            is_all = (start, end) == (0, parts)
            pieces += _one_behind_the_other(made, mine_made, texts.mine, is_all=is_all)
    pieces += map(merging.kept, range(at, parts))
    return _joined(pieces, texts)


ENDS = (".", "!", "?", "…", ":", ";", ",", ")", "”", '"')
"""What a sentence ends with; what ends otherwise is an item, or a line of its own."""


class _Text(NamedTuple):
    """The sentences of a text, and the white space behind each.

    They are apart: who adds a sentence behind another one changes only what is between the two.
    """

    cores: tuple[str, ...]
    gaps: tuple[str, ...]


class _Texts(NamedTuple):
    """The three texts, in the order of the places of a piece."""

    base: _Text
    mine: _Text
    theirs: _Text


class _Piece(NamedTuple):
    """A sentence of the merged text; `at` is its place in the base, in mine and in theirs.

    `before` is what stands before it where that is not what the texts have there.
    """

    core: str
    at: tuple[int | None, ...]
    before: str | None = None


class _TextChange(NamedTuple):
    """Sentences `start` to `end` of the base became `first` to `last` of the text of a side."""

    start: int
    end: int
    side: int
    first: int
    last: int

    @property
    def is_one_for_one(self) -> bool:
        return self.end - self.start == 1 == self.last - self.first


def _text(text: str) -> _Text:
    parts = sentences(text)
    cores = tuple(part.rstrip() for part in parts)
    return _Text(cores, tuple(part[len(core) :] for part, core in zip(parts, cores, strict=True)))


def _words(pieces: Iterable[_Piece]) -> list[str]:
    return [piece.core for piece in pieces]


class _Merging:
    """What both sides changed, sentence by sentence, and where each sentence of the base went."""

    def __init__(self, texts: _Texts, *, is_fine: bool) -> None:
        self._texts = texts
        self._changes: list[_TextChange] = []
        self._where: tuple[dict[int, int], ...] = ({}, {}, {})
        for side in (_MINE, _THEIRS):
            self._compare(side, is_fine=is_fine)

    def _compare(self, side: int, *, is_fine: bool) -> None:
        base, text = self._texts.base.cores, self._texts[side].cores
        for tag, *block in SequenceMatcher(None, base, text, autojunk=False).get_opcodes():
            start, end, first, last = block
            if tag == "equal":
                self._where[side].update(zip(range(start, end), range(first, last), strict=True))
                continue
            for each in _apart(base, text, (start, end, first, last), is_fine=is_fine):
                change = _TextChange(each[0], each[1], side, each[2], each[3])
                self._changes.append(change)
                if change.is_one_for_one:
                    self._where[side][change.start] = change.first

    def changes(self) -> list[_TextChange]:
        """Return what both changed, in the order of the base."""
        return sorted(self._changes)

    def kept(self, place: int) -> _Piece:
        """Return a sentence of the base that nobody changed."""
        at = (place, self._where[_MINE].get(place), self._where[_THEIRS].get(place))
        return _Piece(self._texts.base.cores[place], at)

    def made(self, group: Iterable[_TextChange], side: int, start: int, end: int) -> list[_Piece]:
        """Return what one side made of sentences of the base."""
        made: list[_Piece] = []
        at = start
        for change in group:
            if change.side != side:
                continue
            made += (self._own(place, side) for place in range(at, change.start))
            for place in range(change.first, change.last):
                piece = _Piece(self._texts[side].cores[place], _only(side, place))
                if change.is_one_for_one:
                    piece = piece._replace(at=self.kept(change.start).at)
                made.append(piece)
            at = change.end
        return made + [self._own(place, side) for place in range(at, end)]

    def _own(self, place: int, side: int) -> _Piece:
        return _Piece(self._texts.base.cores[place], _only(side, self._where[side].get(place)))


def _only(side: int, place: int | None) -> tuple[int | None, ...]:
    return tuple(place if each == side else None for each in range(3))


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
        best = max(pairs, key=lambda pair: _likeness(base[pair[0]], text[pair[1]]))
        if _likeness(base[best[0]], text[best[1]]) >= _ALIKE:
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


def _likeness(one: str, other: str) -> float:
    """Return what part of the words of two sentences they share, from 0 to 1."""
    words, others = _vocabulary(one), _vocabulary(other)
    return 2 * len(words & others) / max(len(words) + len(others), 1)


def _groups(changes: Iterable[_TextChange], *, are_joined: bool) -> Iterator[list[_TextChange]]:
    """Yield changes of both sides that collide together, all others alone.

    Collisions side by side are one if asked for: what one of them wrote stays together.
    """
    groups: list[list[_TextChange]] = []
    for change in changes:
        if groups and any(_collide(each, change) for each in groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    group: list[_TextChange] = []
    for each in groups:
        if group and not (are_joined and _is_collision(group) and _is_collision(each)
                          and max(change.end for change in group) == each[0].start):  # fmt: skip
            yield group
            group = []
        group = group + each
    if group:
        yield group


def _is_collision(group: Iterable[_TextChange]) -> bool:
    return len({change.side for change in group}) > 1


def _collide(one: _TextChange, other: _TextChange) -> bool:
    """Tell whether two changes of different sides overlap, or add at the same place."""
    if one.side == other.side:
        return False
    return other.start < one.end or one[:2] == other[:2]


def _one_behind_the_other(
    first: list[_Piece], second: list[_Piece], mine: _Text, *, is_all: bool
) -> list[_Piece]:
    """Return sentences of both: mine behind theirs, in a line of its own where either had one."""
    if not first or not second:
        return first + second
    between = "\n\n" if is_all else " "
    at, last = second[0].at[_MINE], second[-1].at[_MINE]
    if not is_all and at is not None and last is not None:
        before, behind = mine.gaps[at - 1] if at else "\n", mine.gaps[last]
        if "\n" in before and ("\n" in behind or (at and last + 1 == len(mine.gaps))):
            between = before
    if between == " " and not first[-1].core.endswith(ENDS):
        between = "\n"  # an item of a list has no full stop
    return [*first, second[0]._replace(before=between), *second[1:]]


def _joined(pieces: Iterable[_Piece], texts: _Texts) -> str:
    """Write sentences as a text, each with the white space that stands behind it."""
    end = _Piece("", tuple(len(text.cores) for text in texts))
    written: list[str] = []
    for one, other in pairwise([*pieces, end]):
        written += one.core, _between(one, other, texts, is_end=other is end)
    return "".join(written)


def _between(one: _Piece, other: _Piece, texts: _Texts, *, is_end: bool) -> str:
    """Return the white space between two sentences: as who changed it has it, or the wider one."""
    if other.before is not None:
        return other.before
    base, mine, theirs = (
        text.gaps[at] if at is not None and behind == at + 1 else None
        for text, at, behind in zip(texts, one.at, other.at, strict=True)
    )
    if mine is not None and theirs is not None:
        if base in (mine, theirs):
            return theirs if base == mine else mine
        return max(theirs, mine, key=len)
    known = mine if theirs is None else theirs
    if known is not None:
        return known
    if is_end:
        return (texts.theirs.gaps or ("",))[-1]
    near = [text.gaps[at] for text, at in zip(texts, one.at, strict=True) if at is not None]
    near += [text.gaps[at - 1] for text, at in zip(texts, other.at, strict=True) if at]
    return next(filter(None, near), " ")
