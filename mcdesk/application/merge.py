"""Merging two changes of one place against their common base (design.md, section 6). Pure.

By field and cell where the values are whole; long text by sentence. Where that fails nothing is
chosen: the answer is a `Collision`, and a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.canonical import Json, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kept = Literal["mine", "both"]
"""What is kept of sentences that both changed."""

COLLISION, ROW_OUT = "collision", "row_out"
"""Codes of findings: both changed the same place; the row was taken out."""
_GAP, _BREAK = re.compile(r"\s+"), re.compile(r"\n+")
_ENDS, _CLOSES = frozenset(".!?…"), frozenset('"”’)]')
MOST = 1_000_000
"""How many pairs of sentences are compared at the most: two texts beyond that go to a person."""


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
    """Merge two texts by sentence; None where both changed the same or touching sentences."""
    return _merged(base, mine, theirs, None)


def settle_text(base: str, mine: str, theirs: str, keep: Kept) -> str:
    """Merge two texts by sentence; where both changed the same, keep mine or both of them.

    What either changed elsewhere is there in any case, but for texts beyond measure.
    """
    found = _merged(base, mine, theirs, keep)
    if found is not None:
        return found
    return mine if keep == "mine" else f"{theirs}\n\n{mine}"


def _merged(base: str, mine: str, theirs: str, keep: Kept | None) -> str | None:
    parts, texts = sentences(base), (sentences(mine), sentences(theirs))
    if len(parts) * max(map(len, texts)) > MOST:
        return None
    changes = [c for side, text in enumerate(texts) for c in _changes(parts, text, side)]
    changes.sort(key=lambda change: (change.start, change.end, change.side))
    merged: list[str] = []
    at = 0
    for group in _groups(changes):
        start, end = group[0].start, max(change.end for change in group)
        sides = [_of_side(parts, group, side, start, end) for side in (0, 1)]
        merged.extend(parts[at:start])
        at = end
        touched = {change.side for change in group}
        if len(touched) == 1 or sides[0] == sides[1]:
            merged.extend(sides[touched.pop()])
        elif keep is None:
            return None
        elif keep == "mine":
            merged.extend(sides[0])
        else:
            is_all = (start, end) == (0, len(parts))
            merged.extend(_one_behind_the_other(sides[1], sides[0], "\n\n" if is_all else " "))
    return "".join(merged + parts[at:])


def _groups(changes: Sequence[_TextChange]) -> Iterator[list[_TextChange]]:
    """Yield changes of both sides that overlap or touch together, all others alone."""
    group: list[_TextChange] = []
    for change in changes:
        if group and not any(_collide(each, change) for each in group):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _of_side(
    parts: Sequence[str], group: Iterable[_TextChange], side: int, start: int, end: int
) -> list[str]:
    """Return what one side made of sentences of the base."""
    made: list[str] = []
    at = start
    for change in group:
        if change.side == side:
            made += [*parts[at : change.start], *change.new]
            at = change.end
    return [*made, *parts[at:end]]


def _one_behind_the_other(first: list[str], second: list[str], between: str) -> Iterator[str]:
    """Yield sentences of both; white space that stood behind the first stands behind the last."""
    one, other = "".join(first), "".join(second)
    if not one or not other:
        yield one + other
        return
    behind = other[len(other.rstrip()) :] or one[len(one.rstrip()) :]
    yield one.rstrip() + between + other.rstrip() + behind


@dataclass(frozen=True, slots=True)
class _TextChange:
    """Sentences `start` to `end` of the base become `new`; `side` tells whose change it is."""

    start: int
    end: int
    new: tuple[str, ...]
    side: int


def _changes(base: list[str], text: list[str], side: int) -> list[_TextChange]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [
        _TextChange(start, end, tuple(text[first:last]), side)
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _collide(one: _TextChange, other: _TextChange) -> bool:
    """Tell whether two changes of different sides overlap, or insert at the same place."""
    if one.side == other.side:
        return False
    return other.start < one.end or other.start == one.start
