"""Versions that two entries of one id froze: when what they hold may differ though both are honest.

Frozen on the same ground, a version holds the same, to the last computed value. Where it was taken
in from a packet on another day, other settings bind and the calendar is another; where something
was removed for ever, what is made of it is. Then its figures must follow from its own text
(docs/decisions/0015), and what people wrote is the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from mcdesk.application import asking, shelf, shown_figures
from mcdesk.application.handlers import slipping
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.logo import HEAD, KEY, head_facts
from mcdesk.application.told_dates import is_told_row
from mcdesk.errors import Trouble
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.figures import entered
from mcdesk.procedure.records import Card, Form, Revision, from_data
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.journal import Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.content import Content, Row

    Data = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """Two entries of one id, and what is known beside them.

    Args:
        mine: That of the workspace.
        theirs: That of the hub.
        reader: The workspace; without it less can be told apart.
        told: Of what came in a packet who carried it out here and there, and when, as far as that
            differs.
        takers: The same, also of the entries before.
        is_cut: Something of either was removed for ever.
    """

    mine: Event
    theirs: Event
    reader: Reader | None = None
    told: frozenset[tuple[Any, Any]] = field(default_factory=frozenset)
    takers: frozenset[tuple[Any, Any]] = field(default_factory=frozenset)
    is_cut: bool = False

    @property
    def on_another_day(self) -> bool:
        return bool(self.told) and self.mine.today != self.theirs.today


def are_settings_alike(pair: Pair, mine: Data, theirs: Data) -> bool:
    """Tell whether two versions keep what bound: another value that of another day.

    A newer program may keep more, by names that are unknown here.
    """
    if pair.reader is None:
        return False
    kept, there = (read_object(str(each["settings"])) for each in (mine, theirs))
    try:
        bound = _binding(pair, theirs)
    except (Trouble, ValueError):
        return False
    for key in kept.keys() | there.keys():
        if key not in bound and not (key in kept and key in there):
            continue
        same = key in kept and key in there and _same(kept[key], there[key])
        if not same and not (pair.on_another_day and _same(there.get(key), bound.get(key))):
            return False
    return True


def _binding(pair: Pair, version: Data) -> Mapping[str, object]:
    """Return what a version keeps that is frozen on the day of the hub's entry."""
    reader = cast("Reader", pair.reader)
    knowledge = Knowledge(reader, date.fromisoformat(pair.theirs.today))
    card = reader.find(Card, version["card_id"])
    if card is None:
        raise ValueError(version["card_id"])
    whole = shelf.form_definition(reader, version["definition_id"])
    asked = asking.roles_on(reader, whole, card.id, pair.theirs.today)
    settings = knowledge.settings(shelf.definitions_of(reader, card))
    return {asking.ASKED: None, **dict.fromkeys((*HEAD, KEY)), **head_facts(knowledge),
            **settings} | ({asking.ASKED: asked} if asked else {})  # fmt: skip


def is_content_alike(pair: Pair, mine: Data, theirs: Data) -> bool:
    """Tell whether two versions hold the same, or differ by rows of changed dates.

    Where somebody else took it in, or what was removed stood in it, what is computed may be
    another, too (the table of versions says who froze them), as long as its figures follow.
    """
    if pair.reader is None or not _is_read_whole(theirs):
        return False
    kept, there = (content_from_text(str(each["content"])) for each in (mine, theirs))
    if not pair.takers and not pair.is_cut:
        return _are_alike(pair, mine, kept, there)
    version = cast("Revision", from_data(Revision.table, dict(theirs)))
    try:
        if shown_figures.why_wrong(pair.reader, version) is not None:
            return False
        definition = shelf.form_definition(pair.reader, mine["definition_id"])
    except Trouble:
        return False
    return _are_alike(pair, mine, *(entered(definition, each) for each in (kept, there)))


def _is_read_whole(version: Data) -> bool:
    """Tell whether a content holds nothing but values and rows, so that all of it is compared."""
    held = read_object(str(version["content"]))
    rows = content_from_text(str(version["content"])).rows
    tables = cast("Mapping[str, list[dict[str, Any]]]", held.get("rows", {}))
    return held.keys() == {"values", "rows"} and all(
        len(rows[key]) == len(found) and all(row.keys() == {"id", "rank", "cells"} for row in found)
        for key, found in tables.items()
    )


def _are_alike(pair: Pair, version: Data, mine: Content, theirs: Content) -> bool:
    """Tell whether two contents are the same but for rows of changed dates that one lacks."""
    reader = cast("Reader", pair.reader)
    form = reader.find(Form, version["form_id"])
    told = slipping.TABLE if form is not None and form.kind == slipping.TIMELINE else ""
    if not _same(mine.values, theirs.values):
        return False
    for key in mine.rows.keys() | theirs.rows.keys():
        kept, there = (list(each.rows.get(key, ())) for each in (mine, theirs))
        if key == told:
            ids = {row.id for row in kept} & {row.id for row in there}
            more = [row for row in (*kept, *there) if row.id not in ids]
            if not all(is_told_row(reader, version["form_id"], row) for row in more):
                return False
            kept, there = ([row for row in each if row.id in ids] for each in (kept, there))
        if not _same([_of(row) for row in kept], [_of(row) for row in there]):
            return False
    return True


def _of(row: Row) -> list[Any]:
    return [row.id, row.rank, dict(row.cells)]


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
