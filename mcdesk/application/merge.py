"""Merging two changes of one place against their common base (design.md, section 6). Pure.

By field and cell where the values are whole; long text by sentence. Where that fails nothing is
chosen: the answer is a `Collision`, and a person decides.

Of each sentence of the base both changes hold: one side's new words, its new place, or that it is
gone. It is a collision where both gave one sentence other words or another place, where one
changed the words of what the other took out, where both added at one place, and where two moves
do not go together. A person then chooses for the whole text:

- *theirs*: what is stored stays; mine is dropped.
- *mine*: of what both did to the same sentence mine holds, words, place and taking out alike. What
  they did to other sentences holds, too; a new sentence of theirs goes only where mine adds at
  the same place.
- *both*: nothing new of either is missing. Both wordings stand one behind the other, theirs first,
  at the place where they moved it; what one took out and the other changed stands changed.

Sentences that one joined, and one that was split, are changed all of them at once (`joins`).

What one took out, and the other left or only moved, is out with each of them. What stood once in
all three texts stands once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.application.joins import Joins
from mcdesk.application.moves import settled
from mcdesk.application.pieces import Piece, Texts, joined, one_behind_the_other, unbound
from mcdesk.application.sentences import MINE, THEIRS, text_of, words_of
from mcdesk.procedure.canonical import Json, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mcdesk.application.moves import Entry, Settled

    _Said = Callable[[str], str]

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
    if same(mine, theirs) or same(base, mine):
        return Merged(theirs)
    if same(base, theirs):
        return Merged(mine)
    if isinstance(mine, list) and isinstance(theirs, list) and _is_set(base):
        return _merge_sets(base if isinstance(base, list) else [], mine, theirs)
    if long_text and all(isinstance(text, str) for text in (base, mine, theirs)):
        merged = merge_text(str(base), str(mine), str(theirs))
        if merged is not None:
            return Merged(merged)
    return Collision(base, mine, theirs)


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
    if base in (mine, theirs) or mine == theirs:  # one side wrote, or both the same
        return theirs if base == mine else mine
    texts = Texts(text_of(base), text_of(mine), text_of(theirs))
    size = max(len(texts.mine.cores), len(texts.theirs.cores))
    if len(texts.base.cores) * size > MOST:
        return None
    joins = Joins(texts)
    if not joins.contested:
        return _put_together(joins, keep)
    if keep is None:
        return None
    mine, theirs = joins.settled(keep)
    if base in (mine, theirs) or mine == theirs:
        return theirs if base == mine else mine
    return _put_together(Joins(Texts(texts.base, text_of(mine), text_of(theirs))), keep)


def _put_together(joins: Joins, keep: Kept | None) -> str | None:
    """Merge texts of which no two sides joined or split the same sentences."""
    texts = joins.as_one()
    parts = joins.parts(texts)
    pieces = _ordered(texts, keep, parts)
    if keep is None:
        is_once = pieces is not None and not _over(unbound(pieces), joins.texts, words_of)
        return joined(pieces, texts) if pieces is not None and is_once else None
    winner, loser = (MINE, THEIRS) if keep == "mine" else (THEIRS, MINE)
    pieces = unbound(pieces or _ordered(texts, keep, parts, loser) or [])
    said = words_of if keep == "mine" else str  # with both not even a full stop of mine is lost
    return joined(_once(pieces, _over(pieces, joins.texts, said), winner, said), texts)


def _ordered(
    texts: Texts, keep: Kept | None, parts: frozenset[str], still: int | None = None
) -> list[Piece] | None:  # fmt: skip
    """Return the sentences of both; None where they collide, or where what one moved is undone.

    What the side `still` moved stays where it was.
    """
    without = settled(*texts, keep, still)
    pieces = None if without is None else _pieces(texts, without, keep, parts)
    if without is None or pieces is None or still is not None:
        return pieces
    return pieces if without.is_order_kept([piece.at[1:] for piece in pieces]) else None


def _pieces(
    texts: Texts, without: Settled, keep: Kept | None, parts: frozenset[str]
) -> list[Piece] | None:  # fmt: skip
    """Return the sentences of both; None where they collide and nobody has chosen."""
    merging = _Merging(texts, without)
    pieces: list[Piece] = []
    at, last = 0, len(without.base)
    for group in _groups(merging.changes(), are_joined=keep == "both"):
        start, end = group[0].start, max(change.end for change in group)
        pieces += map(merging.kept, range(at, start))
        at = end
        mine_made, made = (merging.made(group, side, start, end) for side in (MINE, THEIRS))
        touched = {change.side for change in group}
        is_added = start == end
        if _words(mine_made) == _words(made):
            pieces += map(_of_both, mine_made, made)
        elif touched == {MINE} or (is_added and _holds(mine_made, made, without.once)):
            pieces += mine_made
        elif touched == {THEIRS} or (is_added and _holds(made, mine_made, without.once)):
            pieces += made
        elif all(change.first == change.last for change in group):
            pieces += map(merging.kept, _left(group, start, end))
        elif keep is None:
            return None
        elif keep == "mine":
            pieces += [*mine_made, *_not_new(made, mine_made, parts)]
        else:
            is_all = (start, end) == (0, last)
            pieces += one_behind_the_other(made, mine_made, texts.mine, is_all=is_all)
    return [*pieces, *map(merging.kept, range(at, last))]


def _of_both(mine: Piece, theirs: Piece) -> Piece:
    """Return a sentence that both have, at its place in the texts of both."""
    return mine._replace(at=(mine.at[0], mine.at[MINE], theirs.at[THEIRS]))


def _left(group: Iterable[_Change], start: int, end: int) -> Iterator[int]:
    """Yield what neither took out, where both did nothing else."""
    gone = {place for change in group for place in range(change.start, change.end)}
    return (place for place in range(start, end) if place not in gone)


def _not_new(
    pieces: Iterable[Piece], known: Iterable[Piece], parts: frozenset[str]
) -> list[Piece]:  # fmt: skip
    """Return what was only moved to a place that the other changed: it is not lost with it.

    Nor is a part of a sentence that they alone split.
    """
    words = set(_words(known))
    return [piece for piece in pieces
            if (piece.is_moved or piece.core in parts) and piece.core not in words]  # fmt: skip


class _Change(NamedTuple):
    """Sentences `start` to `end` of what is left of the base became `first` to `last` of a side."""

    start: int
    end: int
    side: int
    first: int
    last: int


def _words(pieces: Iterable[Piece]) -> list[str]:
    return [piece.core for piece in pieces]


def _over(pieces: Iterable[Piece], texts: Texts, said: _Said) -> dict[str, int]:
    """Return what is said more often than in any of the texts, and how much more often."""
    most = [Counter(map(said, text.cores)) for text in texts]
    now = Counter(said(piece.core) for piece in pieces)
    return {each: count - known for each, count in now.items()
            if count > (known := max(text[each] for text in most))}  # fmt: skip


def _once(pieces: list[Piece], over: Mapping[str, int], side: int, said: _Said) -> list[Piece]:
    """Return sentences without what is one too many; it stays where the text of a side has it."""
    left = dict(over)
    gone = set()
    for number in sorted(range(len(pieces)), key=lambda n: (pieces[n].at[side] is not None, -n)):
        if left.get(said(pieces[number].core), 0) > 0:
            left[said(pieces[number].core)] -= 1
            gone.add(number)
    return [piece for number, piece in enumerate(pieces) if number not in gone]


def _holds(whole: list[Piece], part: list[Piece], moved: frozenset[str]) -> bool:
    """Tell whether one side has all of the other's, which only moved it to the same place."""
    found = iter(_words(whole))
    words = _words(part)
    return bool(words) and moved.issuperset(words) and all(word in found for word in words)


class _Merging:
    """What both sides changed, sentence by sentence, and where each sentence of the base went."""

    def __init__(self, texts: Texts, without: Settled) -> None:
        self._cores = [texts.base.cores[i] for i in without.base]
        self._base = without.base
        self._lines: tuple[tuple[Entry, ...], ...] = ((), without.mine, without.theirs)
        self._where: tuple[dict[int, int], ...] = ({}, {}, {})
        self._changes: list[_Change] = []
        for side in (MINE, THEIRS):
            self._changes += self._of(side)

    def _of(self, side: int) -> Iterator[_Change]:
        """Yield what a side changed between sentences that stand where they stood, and of them."""
        line = self._lines[side]
        places = {i: place for place, i in enumerate(self._base)}
        stand = [(places[each.of], n) for n, each in enumerate(line) if each.of is not None]
        self._where[side].update(stand)
        at = first = 0
        for place, number in [*stand, (len(self._base), len(line))]:
            yield from self._between(side, (at, place, first, number))
            at, first = place + 1, number + 1
            if place < len(self._base) and line[number].core != self._cores[place]:
                yield _Change(place, at, side, number, first)

    def _between(self, side: int, block: tuple[int, int, int, int]) -> Iterator[_Change]:
        start, end, first, last = block
        if all(entry.is_moved for entry in self._lines[side][first:last]):
            if first < last:
                yield _Change(start, start, side, first, last)
            if start < end:
                yield _Change(start, end, side, last, last)
        else:
            if (end - start, last - first) == (1, 1):
                self._where[side][start] = first
            yield _Change(start, end, side, first, last)

    def changes(self) -> list[_Change]:
        """Return what both changed, in the order of the base."""
        return sorted(self._changes)

    def kept(self, place: int) -> Piece:
        """Return a sentence of the base that nobody changed."""
        at = self._base[place], self._place(MINE, place), self._place(THEIRS, place)
        return Piece(self._cores[place], at)

    def made(self, group: Iterable[_Change], side: int, start: int, end: int) -> list[Piece]:
        """Return what one side made of sentences of the base."""
        made: list[Piece] = []
        at = start
        for change in group:
            if change.side != side:
                continue
            made += (self._own(place, side) for place in range(at, change.start))
            is_one_for_one = (change.end - change.start, change.last - change.first) == (1, 1)
            for number in range(change.first, change.last):
                entry = self._lines[side][number]
                piece = Piece(entry.core, _only(side, entry.place), is_moved=entry.is_moved)
                if is_one_for_one:
                    piece = piece._replace(at=self.kept(change.start).at)
                made.append(piece)
            at = change.end
        return made + [self._own(place, side) for place in range(at, end)]

    def _own(self, place: int, side: int) -> Piece:
        return Piece(self._cores[place], _only(side, self._place(side, place)))

    def _place(self, side: int, place: int) -> int | None:
        number = self._where[side].get(place)
        return None if number is None else self._lines[side][number].place


def _only(side: int, place: int | None) -> tuple[None, int | None, int | None]:
    return (None, place, None) if side == MINE else (None, None, place)


def _groups(changes: Iterable[_Change], *, are_joined: bool) -> Iterator[list[_Change]]:
    """Yield changes of both sides that collide together, all others alone.

    Collisions side by side are one if asked for: what one of them wrote stays together.
    """
    groups: list[list[_Change]] = []
    for change in changes:
        if groups and any(_collide(each, change) for each in groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    group: list[_Change] = []
    for each in groups:
        if group and not (are_joined and _is_collision(group) and _is_collision(each)
                          and max(change.end for change in group) == each[0].start):  # fmt: skip
            yield group
            group = []
        group = group + each
    if group:
        yield group


def _is_collision(group: Iterable[_Change]) -> bool:
    return len({change.side for change in group}) > 1


def _collide(one: _Change, other: _Change) -> bool:
    """Tell whether two changes of different sides overlap, or add at the same place."""
    if one.side == other.side:
        return False
    return other.start < one.end or one[:2] == other[:2]
