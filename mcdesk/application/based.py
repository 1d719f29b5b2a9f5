"""Details of a micro-credential over what was on screen when they were changed. Pure.

A detail is merged with what others made of it since, where both fit together (design.md, 6).
"""

from __future__ import annotations

import json
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mcdesk.application.merge import Collision, Merged, merge
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import as_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.commands import ChangeCard
    from mcdesk.procedure.records import Card

COLUMNS = {"programme": "programme_id", "opening": "opening_on"}
"""Where a card keeps what its command calls otherwise."""


def told_by(card: Card) -> dict[str, Json]:
    """Return what a card says, each of its essentials by its own name."""
    return {**as_data(card), **json.loads(card.essentials)}


def merged_detail(base: Json, mine: Json, theirs: Json) -> Merged | Collision:
    """Merge two changes of a detail; of a list each entry by itself."""
    if theirs in (base, mine) or not isinstance(mine, list) or not isinstance(theirs, list):
        return merge(base, mine, theirs)
    return merged_lists(_entries(base), mine, theirs)


def clashes(command: ChangeCard, card: Card | None) -> Iterator[str]:
    """Yield the essentials that a command changes, and that do not fit what a card says of them."""
    for key, base, mine, theirs in _based(command, card):
        if isinstance(merged_detail(base, mine, theirs), Collision):
            yield key


def done_again(command: ChangeCard, card: Card | None) -> ChangeCard:
    """Return a change as a person wants it who has seen what stands there now.

    It takes the place of what others made of the same; of a list it does so entry by entry.
    """
    lists = {
        key: (settled_list(_entries(base), mine, theirs), theirs)
        for key, base, mine, theirs in _based(command, card)
        if isinstance(mine, list) and isinstance(theirs, list)
    }
    new = {key: mine for key, (mine, _theirs) in lists.items()}
    now = {key: theirs for key, (_mine, theirs) in lists.items()}
    return replace(command, essentials={**command.essentials, **new}, base=now)


def _based(command: ChangeCard, card: Card | None) -> Iterator[tuple[str, Json, Json, Json]]:
    """Yield each essential that has a base: its name, the base, mine, and what stands there now."""
    now = told_by(card) if card is not None else {}
    for key, new in command.essentials.items():
        if key in command.base:
            base, mine = (json.loads(json_text(each)) for each in (command.base[key], new))
            yield key, base, mine, now.get(key)


def _entries(base: Json) -> list[Json]:
    return base if isinstance(base, list) else []


# --- lists --------------------------------------------------------------------------------


def merged_lists(base: list[Json], mine: list[Json], theirs: list[Json]) -> Merged | Collision:
    """Merge two changes of a list whose order tells, each entry at the place that it has there.

    What one put in the place of an entry stands there; what one added stands behind the entry that
    it was added behind, mine first where both added. It is a collision where both changed one
    entry, or one changed or moved what the other took out, and where one gave the list another
    order. Where only one changed it, it is as that one made it.
    """
    if base in (mine, theirs):
        return Merged((theirs if base == mine else mine) or None)
    made = _woven(base, mine, theirs)
    is_fit = made is not None and all(_is_in_order(side, made) for side in (mine, theirs))
    if made is None or not is_fit or _is_back(base, mine, theirs, made):
        return Collision(base, mine, theirs)
    return Merged(made or None)


def settled_list(base: list[Json], mine: list[Json], theirs: list[Json]) -> list[Json]:
    """Merge two changes of a list; of what both did to one entry mine holds.

    Where they gave it another order it is mine, with what they added behind it. What both have is
    never lost, nor what they wrote where nothing else would be left.
    """
    made = _woven(base, mine, theirs, is_mine=True)
    holds = made is not None and all(each in made for each in mine if each in theirs)
    if made and holds and _is_in_order(mine, made) and not _is_back(base, mine, mine, made):
        return made
    return [*mine, *(entry for entry in theirs if entry not in base and entry not in mine)]


def _woven(
    base: list[Json], mine: list[Json], theirs: list[Json], *, is_mine: bool = False
) -> list[Json] | None:
    """Return both changes in one list; None where both did something to one entry.

    Then it is mine that counts, where `is_mine` says so.
    """
    one, other = _Side(base, mine), _Side(base, theirs)
    said = list(zip(one.said, other.said, strict=True))
    both = {place for place, each in enumerate(said) if [base[place]] not in each}
    clashes = {place for place in both if said[place][0] != said[place][1]}
    if clashes and not is_mine:
        return None
    made: list[Json] = []
    for place, entry in enumerate(base):
        first, second = said[place]
        is_theirs = first == [entry] and clashes.isdisjoint(other.together[place])
        made += _added(one, other, place) + (second if is_theirs else first)
    return made + _added(one, other, len(base))


class _Side:
    """What one side made of a list: what it says in each entry's place, and added before each.

    Entries that it put in the place of several stand for these in turn. Where they are fewer, all
    of these places were changed `together`.
    """

    def __init__(self, base: list[Json], now: list[Json]) -> None:
        self.said: list[list[Json]] = [[entry] for entry in base]
        self.added: list[list[Json]] = [[] for _entry in range(len(base) + 1)]
        self.together = [range(0)] * len(base)
        old, new = (list(map(json_text, entries)) for entries in (base, now))
        same = SequenceMatcher(None, old, new, autojunk=False)
        for _what, start, end, at, to in same.get_opcodes():
            fresh = now[at:to]
            if 0 < len(fresh) < end - start:
                self.together[start:end] = [range(start, end)] * (end - start)
            for place in range(start, end):
                self.said[place] = fresh[place - start : place - start + 1]
            self.added[end] += fresh[end - start :]


def _added(one: _Side, other: _Side, place: int) -> list[Json]:
    """Return what either added before an entry, once, and round that each at its own place."""
    first, second = one.added[place], other.added[place]
    old, new = (list(map(json_text, entries)) for entries in (first, second))
    made: list[Json] = []
    for what, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        made += first[start:end] + (second[at:to] if what != "equal" else [])
    return made


def _is_in_order(side: list[Json], made: list[Json]) -> bool:
    """Tell whether what is of a side stands in its order, and as often as there."""
    return [entry for entry in made if entry in side] == [entry for entry in side if entry in made]


def _is_back(base: list[Json], mine: list[Json], theirs: list[Json], made: list[Json]) -> bool:
    """Tell whether an entry stands again that one side took out: the other moved it."""
    for entry in base:
        one, other = mine.count(entry), theirs.count(entry)
        if made.count(entry) > max(min(one, other), one + other - base.count(entry)):
            return True
    return False
