"""Details of a micro-credential, changed over what was on screen (design.md, section 5).

What somebody else changed since is merged where both fit together, else whoever changes it is told.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from mcdesk.application.handlers.writing import plain
from mcdesk.application.history import Shown
from mcdesk.application.journal import Effect
from mcdesk.application.merge import COLLISION, Collision, Merged, merge
from mcdesk.application.parted import NOW
from mcdesk.application.work import shortened
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import as_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.work import Work
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import Card

COLUMNS = {"programme": "programme_id", "opening": "opening_on"}
"""Where a card keeps what its command calls otherwise."""


def over_base(
    work: Work, card: Card, given: Mapping[str, Json], base: Mapping[str, Any]
) -> dict[str, Json]:
    """Return what is given, with what others changed in it since; of what has no base, as it is.

    Raises:
        Refused: Others changed the same, and otherwise: a finding for each.
    """
    now = {**as_data(card), **json.loads(card.essentials)}
    found, clashes = dict(given), []
    for key in filter(base.__contains__, given):
        before, theirs = plain(base[key]), now.get(COLUMNS.get(key, key))
        merged = _merged(before, given[key], theirs)
        if isinstance(merged, Collision):
            clashes.append(_clash(work, card, key, before, theirs))
        else:
            found[key] = merged.value
    if clashes:
        raise Refused(*clashes)
    return found


def _merged(base: Json, mine: Json, theirs: Json) -> Merged | Collision:
    if theirs in (base, mine) or not isinstance(mine, list) or not isinstance(theirs, list):
        return merge(base, mine, theirs)
    return merged_lists(base if isinstance(base, list) else [], mine, theirs)


def merged_lists(base: list[Json], mine: list[Json], theirs: list[Json]) -> Merged | Collision:
    """Merge two changes of a list whose order tells, each entry at the place that it has there.

    What one put in the place of an entry stands there; what one added stands behind the entry that
    it was added behind, mine first where both added. It is a collision where both changed one
    entry, or one changed what the other took out, and where one gave the list another order.
    """
    one, other = _Side(base, mine), _Side(base, theirs)
    made: list[Json] = []
    for place in range(len(base) + 1):
        more = [entry for entry in other.added[place] if entry not in one.added[place]]
        made += [*one.added[place], *more]
        if place == len(base):
            break
        kept = [base[place]]
        said = (one.said[place], other.said[place])
        if kept not in said and said[0] != said[1]:
            return Collision(base, mine, theirs)
        made += said[1] if said[0] == kept else said[0]
    if not all(_is_in_order(side, made) for side in (mine, theirs)):
        return Collision(base, mine, theirs)
    return Merged(made or None)


class _Side:
    """What one side made of a list: what it says in each entry's place, and added before each.

    Entries that it put in the place of several stand for these in turn.
    """

    def __init__(self, base: list[Json], now: list[Json]) -> None:
        self.said: list[list[Json]] = [[entry] for entry in base]
        self.added: list[list[Json]] = [[] for _entry in range(len(base) + 1)]
        old, new = (list(map(json_text, entries)) for entries in (base, now))
        same = SequenceMatcher(None, old, new, autojunk=False)
        for _what, start, end, at, to in same.get_opcodes():
            fresh = now[at:to]
            for place in range(start, end):
                self.said[place] = fresh[place - start : place - start + 1]
            self.added[end] += fresh[end - start :]


def _is_in_order(side: list[Json], made: list[Json]) -> bool:
    """Tell whether what is of a side stands in its order, and as often as there."""
    return [entry for entry in made if entry in side] == [entry for entry in side if entry in made]


def _clash(work: Work, card: Card, key: str, base: Json, theirs: Json) -> Finding:
    """Return in words what stands there now, as a history tells it."""
    now = as_data(card)
    before = {**now, COLUMNS.get(key, key): base}
    if key not in now and key not in COLUMNS:
        before = {**now, "essentials": json.dumps({**json.loads(card.essentials), key: base})}
    changes = Shown(work.knowledge).changes(Effect(card.table, card.id, before, now))
    label, said = next(((each.label, each.new) for each in changes), (key, theirs))
    words = shortened(str(said or "").replace("\n", "; ")) or "–"
    text = N_("“{field}” was changed meanwhile: it says “{theirs}” now.")
    return Finding(COLLISION, text, {"field": label, "theirs": words, NOW: theirs}, path=key)
