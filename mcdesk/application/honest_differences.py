"""What two entries of one id may say otherwise though both are honest; all else was written anew.

An entry is done again on the same ground, by the same command: it says the same, but for what
follows here (`HONEST`, each with its reason). Records and arguments that one of them has besides
are looked at in `told_besides.py` and `altered_hub.py`.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from mcdesk.application import altered_versions
from mcdesk.application.handlers import slipping
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.records import RECORDS, FormRow, Redaction, Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.application.altered_versions import Pair
    from mcdesk.application.journal import Effect

ABSENT: Final = object()
"""What stands in a column that an effect does not have."""


def _named(**columns: str) -> Mapping[str, frozenset[str]]:
    return {table: frozenset(names.split()) for table, names in columns.items()}


OF_TAKER = _named(
    card="stage_since created_on status_since back_by back_on archived_on",
    team="since until",
    idea="received_on",
    debt="raised_by raised_on paid_by paid_on",
    correction="made_by made_on",
    form="opened_on",
    office="since until",
    absence="since until set_by",
    closed_period="closed_at closed_on closed_by reopened_on reopened_by",
    redaction="removed_on removed_by",
    revision="frozen_at frozen_on frozen_by",
    sign_off="recorded_by recorded_at withdrawn_on",
    signing_key="ended_at",
    comment="author at",
    file="added_by added_at",
    booklet="day printed_by printed_at",
    setting="since",
)
"""Columns that say who carried an event out, and when: of what came in a packet who took it in."""

LATER = _named(
    card="back_from back_reason back_by back_on archived_on",
    faculty="same_as",
    number_block="holder",
    person="same_as",
    programme="same_as",
    redaction="parts",
    sign_off="key_id signature decided to_stage",
)
"""Columns that a program of before did not write (`models/migrations`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a record that two entries write, with both events and what is known besides."""

    pair: Pair
    mine: Effect
    theirs: Effect
    name: str

    @property
    def table(self) -> str:
        return self.mine.table

    @property
    def now(self) -> tuple[Any, Any]:
        """What either writes."""
        return self.mine.new.get(self.name, ABSENT), self.theirs.new.get(self.name, ABSENT)

    @property
    def before(self) -> tuple[Any, Any]:
        """What either found."""
        found = (each.old or {} for each in (self.mine, self.theirs))
        mine, theirs = (each.get(self.name, ABSENT) for each in found)
        return mine, theirs

    @property
    def moves(self) -> bool:
        """Whether either changes it."""
        return any(not said_alike(*each) for each in zip(self.before, self.now, strict=True))


def said_alike(one: object, other: object) -> bool:
    """Tell whether two values of a column say the same: of a JSON text what it says."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return type(one) is type(other) and _shape(one) == _shape(other)


def _shape(value: object) -> str:
    if isinstance(value, str) and value.startswith(("{", "[")):
        value = read_json(value, value)
    return json.dumps(value, sort_keys=True)


def _counted(place: Place) -> bool:
    """A record counts its changes: one that is told of a freezing besides moves the later ones."""
    if place.name != "row_version" or place.table not in RECORDS:
        return False
    steps = [now - (before if before is not ABSENT else 0)
             for before, now in zip(place.before, place.now, strict=True)]  # fmt: skip
    return steps[0] == steps[1] and all(type(each) is int for each in (*place.now, *steps))


def _of_taker(place: Place) -> bool:
    """What came in a packet is carried out by who takes it in, then; later changes find that."""
    is_said = place.pair.mine.command.get(place.name) or ABSENT  # a day that the author gave
    return (
        place.name in OF_TAKER.get(place.table, ())
        and place.now[0] != is_said
        and _of_takers(place, place.before, place.now)
    )


def _of_takers(place: Place, before: tuple[Any, Any], now: tuple[Any, Any]) -> bool:
    """Tell whether two values differ by who took something in: this entry, or one before it."""
    same = said_alike(*now) or (now in place.pair.told if place.moves else now in place.pair.takers)
    return same and (said_alike(*before) or before in place.pair.takers)


def _day_of_changed_date(place: Place) -> bool:
    """A row of changed dates names the day of its freezing, which is its taker's."""
    is_one = all(each.new.get("field") == slipping.TABLE for each in (place.mine, place.theirs))
    if (place.table, place.name) != (FormRow.table, "cells") or not is_one:
        return False
    cells = [read_json(each, None) if isinstance(each, str) else None
             for each in (*place.before, *place.now)]  # fmt: skip
    rows = [each if isinstance(each, dict) else {} for each in cells]
    bare = [_shape({**each, "date": ""}) for each in rows]
    days = [each.get("date") for each in rows]
    same = bare[0] == bare[1] and bare[2] == bare[3]
    return same and _of_takers(place, (days[0], days[1]), (days[2], days[3]))


def _newer(place: Place) -> bool:
    """A newer program has columns of its own; what they say nobody reads here."""
    known = RECORDS.get(place.table)
    if known is None or place.name in {each.name for each in fields(known)}:
        return False
    return sum(each is ABSENT for each in place.now) == 1


def _older(place: Place) -> bool:
    """A program of before lacks columns: they stay as they are, or are as usual in a new record."""
    if place.name not in LATER.get(place.table, ()):
        return False
    there = [each for each in zip((place.mine, place.theirs), place.now, strict=True)
             if each[1] is not ABSENT]  # fmt: skip
    if len(there) == len(place.now):
        return False
    return all(
        said_alike(now, (effect.old or {}).get(place.name, _usual(place))) for effect, now in there
    )


def _usual(place: Place) -> object:
    default = next(e.default for e in fields(RECORDS[place.table]) if e.name == place.name)
    return ABSENT if default is MISSING else default


def _entries_of_removal(place: Place) -> bool:
    """A removal names entries by their hashes; one that came again without the words it names not.

    That each of them says what it may is looked at where it is read (`redacting.holds_together`).
    """
    if (place.table, place.name) != (Redaction.table, "lines") or not said_alike(*place.before):
        return False
    mine, theirs = ({line[0] for line in json.loads(each)} for each in place.now)
    return mine <= theirs or theirs <= mine


def _of_version(place: Place) -> bool:
    """What is worked out of a version on another day, or beside what was removed for ever."""
    if place.table != Revision.table or place.mine.old is not None or place.theirs.old is not None:
        return False
    both = place.mine.new, place.theirs.new
    if place.name == "settings":
        return altered_versions.are_settings_alike(place.pair, *both)
    return place.name == "content" and altered_versions.is_content_alike(place.pair, *both)


HONEST: tuple[Callable[[Place], bool], ...] = (
    _counted,
    _of_taker,
    _day_of_changed_date,
    _newer,
    _older,
    _entries_of_removal,
    _of_version,
)
"""Why a column may differ; each says when, and nothing else does."""


def is_honest(place: Place) -> bool:
    """Tell whether a column says the same in both entries, or why it may say something else."""
    if said_alike(*place.now) and said_alike(*place.before):
        return True
    return any(may(place) for may in HONEST)
