"""Where new rows of a form are kept: never in the place of another form's row.

The id of a row that a form begins with follows from its place, so anybody can work it out and put a
row of another form there first. What is opened or taken over goes round such a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import FormRow, Record, TypedRow, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.ports import UnitOfWork


def in_free_places(uow: UnitOfWork, records: Iterable[Record]) -> Iterator[Record]:
    """Yield records, each row under an id that no other form's row has."""
    records = tuple(records)
    for kind in {type(record) for record in records if isinstance(record, (FormRow, TypedRow))}:
        uow.fetch(kind, [record.id for record in records if type(record) is kind])
    for record in records:
        yield _free(uow, record) if isinstance(record, (FormRow, TypedRow)) else record


def _free(uow: UnitOfWork, row: FormRow | TypedRow) -> FormRow | TypedRow:
    kept = uow.find(type(row), row.id)
    if kept is None or (kept.form_id, kept.field) == (row.form_id, row.field):
        return row
    return _free(uow, changed(row, id=natural_id("row", row.form_id, row.field, row.id)))
