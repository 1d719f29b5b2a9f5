"""Whether somebody might act for another when that was recorded outside the hub.

What was decided outside the program is a fact of its day: it is judged by what the directory said
when it was recorded, not when it is exchanged (docs/decisions/0022; a server: `hub.is_secretary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mcdesk.procedure.records import Office
from mcdesk.procedure.secretary import SECRETARY

if TYPE_CHECKING:
    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.ports import Reader


class Journal(Protocol):
    """A unit of work as far as it tells how a record began."""

    def first_change(self, table: str, id_: str) -> Line | None: ...


def was_secretary(effect: Effect, event: Event, reader: Reader, journal: Journal) -> bool:
    """Tell whether a decision for another names a Dean's secretary, appointed before that was said.

    She is one on the day of the decision; that she would be appointed nobody knew before.
    """
    new = effect.new
    if not new["on_behalf_of"]:
        return False
    for office in reader.select(Office, person_id=new["person_id"], role=SECRETARY):
        if office.is_on(new["decided_on"]):
            line = journal.first_change(Office.table, office.id)
            if line is None or line.at <= event.at:
                return True
    return False
