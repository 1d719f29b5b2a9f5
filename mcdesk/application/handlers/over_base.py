"""Details of a micro-credential, changed over what was on screen (design.md, section 5).

What somebody else changed since is merged where both fit together, else whoever changes it is told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mcdesk.application.based import COLUMNS, merged_detail, told_by
from mcdesk.application.effect_words import Shown
from mcdesk.application.handlers.writing import plain
from mcdesk.application.journal import Effect
from mcdesk.application.merge import COLLISION, Collision
from mcdesk.application.parted import NOW
from mcdesk.application.work import shortened
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.records import as_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.work import Work
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import Card


def over_base(
    work: Work, card: Card, given: Mapping[str, Json], base: Mapping[str, Any]
) -> dict[str, Json]:
    """Return what is given, with what others changed in it since; of what has no base, as it is.

    Raises:
        Refused: Others changed the same, and otherwise: a finding for each.
    """
    now = told_by(card)
    found, clashes = dict(given), []
    for key in filter(base.__contains__, given):
        before, theirs = plain(base[key]), now.get(COLUMNS.get(key, key))
        merged = merged_detail(before, given[key], theirs)
        if isinstance(merged, Collision):
            clashes.append(_clash(work, card, key, before, theirs))
        else:
            found[key] = merged.value
    if clashes:
        raise Refused(*clashes)
    return found


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
