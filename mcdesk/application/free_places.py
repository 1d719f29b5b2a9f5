"""Where new records are kept whose id follows from their place: never in the place of another one.

Anybody can work out the id of a row that a form begins with, or of a person's entry in a team, and
give it to a record of another form or team first. What is new goes round such a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import FormRow, Record, TeamMember, TypedRow, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.storage_ports import UnitOfWork


def in_free_places(uow: UnitOfWork, records: Iterable[Record]) -> Iterator[Record]:
    """Yield records, each under an id that is no row's of another form, nor another team's."""
    records = tuple(records)
    for kind in {type(record) for record in records if _place(record)}:
        uow.fetch(kind, [record.id for record in records if type(record) is kind])
    for record in records:
        yield _free(uow, record) if _place(record) else record


def _free(uow: UnitOfWork, record: Record) -> Record:
    kept = uow.find(type(record), record.id)
    if kept is None or _place(kept) == _place(record):
        return record
    return _free(uow, changed(record, id=natural_id(*_place(record), record.id)))


def _place(record: Record) -> tuple[str, ...]:
    """Return where a record stands; nothing of one whose id nobody can take before."""
    if isinstance(record, (FormRow, TypedRow)):
        return ("row", record.form_id, record.field)
    if isinstance(record, TeamMember):
        return ("team", record.card_id, record.role, record.person_id)
    return ()
