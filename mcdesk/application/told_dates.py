"""Rows of changed dates that one of two entries has of a freezing (`handlers/slipping.py`).

What a row says follows from two versions of the timeline, the day and why it was opened. All of
these are asked of the workspace: into a hub anybody could write them (reliability.md, fault 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from mcdesk.application import shelf
from mcdesk.application.handlers import slipping
from mcdesk.application.journal import read_event
from mcdesk.application.redacting import record_without
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.records import FormRow, Revision, as_data, from_data
from mcdesk.procedure.rows import content_from_text, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.records import Redaction

SAME = ("id", "form_id", "field", "deleted", "cells")
"""What of a row follows; where it stands among the others is of no weight."""


@dataclass(frozen=True)
class Way:
    """A date of a timeline: the ids of its rows, and what one can say; nothing where it is back.

    `by_hand` tells that a row of a person names the date, so that the program's may go.
    """

    ids: tuple[str, ...]
    cells: frozenset[str]
    by_hand: bool


@dataclass(frozen=True)
class Freezing:
    """A freezing whose rows are looked at: its version, its days, why it was perhaps opened."""

    reader: Reader
    frozen: Revision
    days: frozenset[str]
    reasons: frozenset[str]

    def ways(self, baseline: Revision, most: int) -> Iterator[Way]:
        """Yield each date that is planned now or was in a baseline."""
        definition = shelf.form_definition(self.reader, self.frozen.definition_id)
        was, is_ = (content_from_text(each.content) for each in (baseline, self.frozen))
        old, new = (dict(slipping.dates_of(definition, each)) for each in (was, is_))
        listed = {row.id: row for row in is_.table(slipping.TABLE)}
        for key in dict.fromkeys((*old, *new)):
            ids = tuple(slipping.row_id(self.frozen.form_id, baseline.id, key, n)
                        for n in range(most))  # fmt: skip
            rows = [listed[id_] for id_ in reversed(ids) if id_ in listed]
            agreed = (row.text("new") for row in rows if row.text("agreed_by"))
            now, before = slipping.said_in(new, key), next(agreed, slipping.said_in(old, key))
            label = (new.get(key) or old[key])[0]
            shift = slipping.Shift(label, before, before, now)
            others = [row for id_, row in listed.items() if id_ not in ids]
            yield Way(
                ids,
                frozenset(
                    slipping.cells_of(definition, shift, day, reason)
                    for day in self.days for reason in self.reasons
                ) if now != before else frozenset(),
                any(slipping.is_named(row.text("what"), label) for row in others),
            )  # fmt: skip


def are_changed_dates(
    event: Event, effects: Sequence[Effect], reader: Reader, removals: Sequence[Redaction]
) -> bool:
    """Tell whether effects keep the rows about dates that changed since one version, each once.

    A row is put, follows its date, goes where that is back, and comes again.

    Args:
        event: The freezing that has them.
        effects: Its rows.
        reader: The workspace.
        removals: What was removed for ever; the freezing is without it.
    """
    id_ = next((each.id for each in event.effects if each.table == Revision.table), "")
    frozen = reader.find(Revision, id_)
    if frozen is None:
        return False
    found = [row_of(_as_row(each.old)) for each in effects if each.old is not None]
    reasons, days = _reasons(reader, frozen.form_id), {event.today}
    if not all(is_told_row(reader, frozen.form_id, row, removals) for row in found):
        return False
    days |= {row.text("date") for row in found}
    reasons |= {row.text("reason") for row in found}
    freezing = Freezing(reader, frozen, frozenset(days), reasons)
    kept = reader.select(Revision, form_id=frozen.form_id)
    most = len(reader.select(FormRow, form_id=frozen.form_id, field=slipping.TABLE)) + len(effects)
    return any(
        _follow(effects, list(freezing.ways(baseline, most)), frozen.form_id, removals)
        for baseline in kept
        if baseline.version < frozen.version
    )


def _as_row(data: Mapping[str, Any]) -> FormRow:
    return cast("FormRow", from_data(FormRow.table, dict(data)))


def is_told_row(reader: Reader, form_id: str, row: Row, removals: Sequence[Redaction] = ()) -> bool:
    """Tell whether a row was put with a freezing of its form, as it stands."""
    kept = sorted(reader.select(Revision, form_id=form_id), key=lambda each: each.version)
    reasons, days = _reasons(reader, form_id), frozenset(each.frozen_on for each in kept)
    most = len(reader.select(FormRow, form_id=form_id, field=slipping.TABLE)) + 1
    made = (
        FormRow(id=row.id, form_id=form_id, field=slipping.TABLE, rank="", cells=cells)
        for number, frozen in enumerate(kept)
        for baseline in kept[:number]
        for way in Freezing(reader, frozen, days, reasons).ways(baseline, most)
        if row.id in way.ids
        for cells in way.cells
    )
    return any(read_object(_without(each, removals)["cells"]) == row.cells for each in made)


def _reasons(reader: Reader, form_id: str) -> frozenset[str]:
    """Return why a form was opened, each time; "" where a row repeats none."""
    openings = reader.journal(form=form_id, kinds=(do.ChangeForm.event,))
    return frozenset(("", *(slipping.reason_of(read_event(str(e["body"]))) for e in openings)))


def _follow(
    effects: Sequence[Effect],
    ways: Sequence[Way],
    form_id: str,
    removals: Sequence[Redaction],
) -> bool:
    """Tell whether each row is one that a date can have, and no date has two."""
    left = {each.id: each for each in effects}
    for way in ways:
        mine = [left.pop(id_) for id_ in way.ids if id_ in left]
        gone = [each for each in mine if each.new["deleted"]]
        put = [each for each in mine if not each.new["deleted"]]
        may_go = not way.cells or way.by_hand or bool(put)
        if len(put) > 1 or (gone and not may_go) or not all(map(_goes, gone)):
            return False
        made = [FormRow(id=each.id, form_id=form_id, field=slipping.TABLE, rank="", cells=cells)
                for each in put for cells in way.cells]  # fmt: skip
        if put and not any(_is_as(put[0], each, removals) for each in made):
            return False
    return not left


def _goes(effect: Effect) -> bool:
    """Tell whether a row that stood there is taken out, and nothing else becomes of it."""
    old = dict(effect.old or {})
    if old.get("deleted") is not False:
        return False
    gone = old | {"deleted": True, "row_version": old["row_version"] + 1}
    return gone.keys() == effect.new.keys() and all(
        is_same(gone[name], value) for name, value in effect.new.items()
    )


def _is_as(effect: Effect, made: FormRow, removals: Sequence[Redaction]) -> bool:
    data, old, new = _without(made, removals), effect.old, effect.new
    changed = {name for name in SAME if old is None or not is_same(new[name], old.get(name))}
    if not is_same(new["row_version"], (old["row_version"] if old is not None else 0) + 1):
        return False
    is_one = old is None or changed in ({"cells"}, {"cells", "deleted"}, {"deleted"})
    return is_one and all(is_same(new[name], data[name]) for name in SAME)


def is_same(one: object, other: object) -> bool:
    """Tell whether two values of a column are the same, and of one type."""
    return type(one) is type(other) and one == other


def _without(made: FormRow, removals: Sequence[Redaction]) -> Mapping[str, Any]:
    data = as_data(made)
    for removal in removals:
        data = record_without(FormRow.table, data, removal)
    return data
