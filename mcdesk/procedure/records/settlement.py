"""How something was settled that could not be kept when others' changes came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Record):
    """How a person settled an event that collided (design.md, section 6); undone it is `deleted`.

    `event_id` names what collided, which may never have left its author's workspace; `how` is one
    of `views.Settling`. What was given up stands in the journal, with the command.
    """

    table: ClassVar[str] = "settlement"
    event_id: str
    how: str
    person_id: str
    card_id: str = ""
    form_id: str = ""
