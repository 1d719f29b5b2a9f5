"""Rows of changed dates that one of two entries has of a freezing (`handlers/slipping.py`).

What a row says follows from two versions of the timeline, the day and why it was opened. All of
these are asked of the workspace: into a hub anybody could write them (reliability.md, fault 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.handlers import slipping
from mcdesk.application.journal import read_event
from mcdesk.application.redacting import record_without
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.records import FormRow, Revision, as_data
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.records import Redaction

SAME = ("form_id", "field", "deleted", "cells")
"""What of a row follows; where it stands among the others is of no weight."""


@dataclass(frozen=True)
class Freezing:
    """A freezing whose rows are looked at: its version, its day, why it was perhaps opened."""

    reader: Reader
    frozen: Revision
    day: str
    reasons: frozenset[str]

    def ways(self, baseline: Revision, most: int) -> Iterator[Mapping[str, frozenset[str]]]:
        """Yield of each date that differs from a baseline what its row can say, by the row's id."""
        definition = shelf.form_definition(self.reader, self.frozen.definition_id)
        was, is_ = (content_from_text(each.content) for each in (baseline, self.frozen))
        old, new = (dict(slipping.dates_of(definition, each)) for each in (was, is_))
        listed = {row.id: row for row in is_.table(slipping.TABLE)}
        for key in dict.fromkeys((*old, *new)):
            ids = [slipping.row_id(self.frozen.form_id, baseline.id, key, n) for n in range(most)]
            rows = [listed[id_] for id_ in reversed(ids) if id_ in listed]
            agreed = (row.text("new") for row in rows if row.text("agreed_by"))
            now, before = slipping.said_in(new, key), next(agreed, slipping.said_in(old, key))
            label = (new.get(key) or old[key])[0]
            shift = slipping.Shift(label, before, before, now)
            if now != before:
                yield dict.fromkeys(ids, frozenset(
                    slipping.cells_of(definition, shift, self.day, each) for each in self.reasons
                ))  # fmt: skip


def are_changed_dates(
    event: Event, effects: Sequence[Effect], reader: Reader, removals: Sequence[Redaction]
) -> bool:
    """Tell whether effects put the rows about dates that changed since one version, each once.

    Args:
        event: The freezing that has them.
        effects: Its rows.
        reader: The workspace.
        removals: What was removed for ever; the freezing is without it.
    """
    id_ = next((each.id for each in event.effects if each.table == Revision.table), "")
    frozen = reader.find(Revision, id_)
    if frozen is None or any(each.old is not None for each in effects):
        return False
    freezing = Freezing(reader, frozen, event.today, _reasons(reader, frozen.form_id))
    kept = reader.select(Revision, form_id=frozen.form_id)
    most = len(reader.select(FormRow, form_id=frozen.form_id, field=slipping.TABLE)) + len(effects)
    return any(
        _follow(effects, list(freezing.ways(baseline, most)), frozen.form_id, removals)
        for baseline in kept
        if baseline.version < frozen.version
    )


def is_told_row(reader: Reader, form_id: str, row: Row) -> bool:
    """Tell whether a row that one version holds was put with an earlier freezing of its form."""
    kept = sorted(reader.select(Revision, form_id=form_id), key=lambda each: each.version)
    reasons = _reasons(reader, form_id)
    most = len(reader.select(FormRow, form_id=form_id, field=slipping.TABLE)) + 1
    return any(
        read_object(cells) == row.cells
        for number, frozen in enumerate(kept)
        for baseline in kept[:number]
        for way in Freezing(reader, frozen, frozen.frozen_on, reasons).ways(baseline, most)
        for cells in way.get(row.id, ())
    )


def _reasons(reader: Reader, form_id: str) -> frozenset[str]:
    """Return why a form was opened, each time; "" where a row repeats none."""
    openings = reader.journal(form=form_id, kinds=(do.ChangeForm.event,))
    return frozenset(("", *(slipping.reason_of(read_event(str(e["body"]))) for e in openings)))


def _follow(
    effects: Sequence[Effect],
    ways: Sequence[Mapping[str, frozenset[str]]],
    form_id: str,
    removals: Sequence[Redaction],
) -> bool:
    """Tell whether each row is one that a date can have, and no date has two."""
    left = {each.id: each for each in effects}
    for way in ways:
        mine = [left.pop(id_) for id_ in way.keys() & left.keys()]
        for effect in mine:
            made = (
                FormRow(id=effect.id, form_id=form_id, field=slipping.TABLE, rank="", cells=cells)
                for cells in way[effect.id]
            )
            if len(mine) > 1 or not any(_is_as(effect, each, removals) for each in made):
                return False
    return not left


def _is_as(effect: Effect, made: FormRow, removals: Sequence[Redaction]) -> bool:
    data = as_data(made)
    for removal in removals:
        data = record_without(FormRow.table, data, removal)
    return all(effect.new[name] == data[name] for name in SAME)
