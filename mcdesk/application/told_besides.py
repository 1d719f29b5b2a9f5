"""What a newer program tells of a freezing besides, by an id that nobody else gives.

Rows for dates that changed (`told_dates.py`), and remarks for the Head (`told_remarks.py`).
Whoever froze with an older program, or a newer one that did it again, has the event with them or
without; what is written anew into a hub is none of these (reliability.md, fault 17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.told_dates import are_changed_dates
from mcdesk.application.told_remarks import are_remarks
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Comment, Form, FormRow, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.records import Redaction


def are_told_besides(
    event: Event, effects: Sequence[Effect], reader: Reader, removals: Sequence[Redaction] = ()
) -> bool:
    """Tell whether effects that only one of two entries has are such as a freezing tells besides.

    Args:
        event: The entry that has them.
        effects: What the other one lacks.
        reader: The workspace, which has the form and its versions.
        removals: What was removed for ever; the entry is without it.
    """
    if event.kind != do.FreezeForm.event:
        return False
    rows, remarks = (
        [each for each in effects if each.table == kind.table] for kind in (FormRow, Comment)
    )
    if len(rows) + len(remarks) < len(effects) or not _are_all_there_is(event, (rows, remarks)):
        return False
    form = _frozen(event, reader)
    if form is None:
        return False
    return (not rows or are_changed_dates(event, rows, reader, removals)) and (
        not remarks or are_remarks(event, remarks, reader, form, removals)
    )


def _are_all_there_is(event: Event, both: Iterable[Sequence[Effect]]) -> bool:
    """Tell whether the other entry has nothing of what it lacks some of."""
    tables = [each.table for each in event.effects]
    return all(not some or len(some) == tables.count(some[0].table) for some in both)


def _frozen(event: Event, reader: Reader) -> Form | None:
    """Return the form that an event froze."""
    ids = (each.new["form_id"] for each in event.effects if each.table == Revision.table)
    id_ = next(ids, None) or next((e.id for e in event.effects if e.table == Form.table), "")
    return reader.find(Form, str(id_))
