"""Merging two changes of one place against their common base (design.md, section 6). Pure.

By field and cell where the values are whole; long text by sentence. Where that fails nothing is
chosen: the answer is a `Collision`, and a person decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.application.moves import settled
from mcdesk.application.sentences import MINE, THEIRS, Change, Text, compare, text_of
from mcdesk.procedure.canonical import Json, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Kept = Literal["mine", "both"]
"""What is kept of sentences that both changed."""

COLLISION, ROW_OUT = "collision", "row_out"
"""Codes of findings: both changed the same place; the row was taken out."""
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
    texts = _Texts(text_of(base), text_of(mine), text_of(theirs))
    size = max(len(texts.mine.cores), len(texts.theirs.cores))
    without = settled(*texts, keep) if len(texts.base.cores) * size <= MOST else None
    if without is None:
        return None
    texts = texts._replace(mine=without.mine, theirs=without.theirs)
    pieces = _pieces(texts, without.once, keep)
    if pieces is not None and keep is not None:
        pieces = _once(pieces, texts, without.once, MINE if keep == "mine" else THEIRS)
        pieces = _whole(pieces, texts, without.went)
    return None if pieces is None else _joined(pieces, texts)


def _pieces(texts: _Texts, once: frozenset[str], keep: Kept | None) -> list[_Piece] | None:
    """Return the sentences of both; None where they collide and nobody has chosen."""
    merging = _Merging(texts, is_fine=keep is not None)
    pieces: list[_Piece] = []
    at, parts = 0, len(texts.base.cores)
    for group in _groups(merging.changes(), are_joined=keep == "both"):
        start, end = group[0].start, max(change.end for change in group)
        pieces += map(merging.kept, range(at, start))
        at = end
        mine_made, made = (merging.made(group, side, start, end) for side in (MINE, THEIRS))
        touched = {change.side for change in group}
        is_added = start == end
        if touched == {MINE} or (is_added and _holds(mine_made, made, once)):
            pieces += mine_made
        elif touched == {THEIRS} or _words(mine_made) == _words(made) or (
            is_added and _holds(made, mine_made, once)
        ):  # fmt: skip
            pieces += made
        elif keep is None:
            return None
        elif keep == "mine":
            pieces += mine_made
        else:
            is_all = (start, end) == (0, parts)
            pieces += _one_behind_the_other(made, mine_made, texts.mine, is_all=is_all)
    return [*pieces, *map(merging.kept, range(at, parts))]


ENDS = (".", "!", "?", "…", ":", ";", ",", ")", "”", '"')
"""What a sentence ends with; what ends otherwise is an item, or a line of its own."""


class _Texts(NamedTuple):
    """The three texts, in the order of the places of a piece."""

    base: Text
    mine: Text
    theirs: Text


class _Piece(NamedTuple):
    """A sentence of the merged text; `at` is its place in the base, in mine and in theirs.

    `before` is what stands before it where that is not what the texts have there.
    """

    core: str
    at: tuple[int | None, ...]
    before: str | None = None


def _words(pieces: Iterable[_Piece]) -> list[str]:
    return [piece.core for piece in pieces]


def _once(
    pieces: list[_Piece], texts: _Texts, moved: frozenset[str], side: int
) -> list[_Piece]:  # fmt: skip
    """Return sentences of the base, and those moved, no more often than either text has them.

    What is one too many stays where the text of a side has it.
    """
    known = moved.union(texts.base.cores)
    over = {core: count - max(texts.mine.cores.count(core), texts.theirs.cores.count(core))
            for core, count in Counter(_words(pieces)).items() if core in known}  # fmt: skip
    cores = texts[side].cores

    def order(number: int) -> tuple[bool, int]:
        at = pieces[number].at[side]
        return at is not None and cores[at] == pieces[number].core, -number

    gone = set()
    for number in sorted(range(len(pieces)), key=order):
        if over.get(pieces[number].core, 0) > 0:
            over[pieces[number].core] -= 1
            gone.add(number)
    return [piece for number, piece in enumerate(pieces) if number not in gone]


def _whole(pieces: list[_Piece], texts: _Texts, went: Mapping[str, str]) -> list[_Piece]:
    """Return sentences with those that both have: who moved one did not take it away.

    Where its new place was lost to a change of mine it stays where mine has it.
    """
    pieces = list(pieces)
    there, own, others = map(Counter, (_words(pieces), texts.mine.cores, texts.theirs.cores))
    for at, core in enumerate(texts.mine.cores):
        other = went.get(core, core)
        stands = there[core] + (there[other] if other != core else 0)
        if stands >= min(own[core], others[other]):
            continue
        places = [piece.at[MINE] for piece in pieces]
        behind = next((each for each in range(at - 1, -1, -1) if each in places), None)
        number = 0 if behind is None else places.index(behind) + 1
        pieces.insert(number, _Piece(core, _only(MINE, at)))
        there[core] += 1
    return pieces


def _holds(whole: list[_Piece], part: list[_Piece], moved: frozenset[str]) -> bool:
    """Tell whether one side has all of the other's, which only moved it to the same place."""
    found = iter(_words(whole))
    words = _words(part)
    return bool(words) and moved.issuperset(words) and all(word in found for word in words)


class _Merging:
    """What both sides changed, sentence by sentence, and where each sentence of the base went."""

    def __init__(self, texts: _Texts, *, is_fine: bool) -> None:
        self._texts = texts
        self._changes: list[Change] = []
        self._where: tuple[dict[int, int], ...] = ({}, {}, {})
        for side in (MINE, THEIRS):
            changes, where = compare(texts.base, texts[side], side, is_fine=is_fine)
            self._changes += changes
            self._where[side].update(where)

    def changes(self) -> list[Change]:
        """Return what both changed, in the order of the base."""
        return sorted(self._changes)

    def kept(self, place: int) -> _Piece:
        """Return a sentence of the base that nobody changed."""
        at = (place, self._where[MINE].get(place), self._where[THEIRS].get(place))
        return _Piece(self._texts.base.cores[place], at)

    def made(self, group: Iterable[Change], side: int, start: int, end: int) -> list[_Piece]:
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


def _groups(changes: Iterable[Change], *, are_joined: bool) -> Iterator[list[Change]]:
    """Yield changes of both sides that collide together, all others alone.

    Collisions side by side are one if asked for: what one of them wrote stays together.
    """
    groups: list[list[Change]] = []
    for change in changes:
        if groups and any(_collide(each, change) for each in groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    group: list[Change] = []
    for each in groups:
        if group and not (are_joined and _is_collision(group) and _is_collision(each)
                          and max(change.end for change in group) == each[0].start):  # fmt: skip
            yield group
            group = []
        group = group + each
    if group:
        yield group


def _is_collision(group: Iterable[Change]) -> bool:
    return len({change.side for change in group}) > 1


def _collide(one: Change, other: Change) -> bool:
    """Tell whether two changes of different sides overlap, or add at the same place."""
    if one.side == other.side:
        return False
    return other.start < one.end or one[:2] == other[:2]


def _one_behind_the_other(
    first: list[_Piece], second: list[_Piece], mine: Text, *, is_all: bool
) -> list[_Piece]:
    """Return sentences of both: mine behind theirs, in a line of its own where either had one."""
    if not first or not second:
        return first + second
    between = "\n\n" if is_all else " "
    at, last = second[0].at[MINE], second[-1].at[MINE]
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
