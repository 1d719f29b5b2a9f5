"""Units behind numbers: English has another word for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json

ONE = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour",
       "minutes": "minute", "persons": "person", "people": "person", "points": "point",
       "sessions": "session", "meetings": "meeting", "modules": "module"}  # fmt: skip
"""The last words of units that have another form for one; a team may write units of its own."""


def counted(unit: Label, number: Json) -> Label:
    """Return a unit as it stands behind a number: "1 working day", "2 working days"."""
    head, space, last = unit.en.rpartition(" ")
    if decimal(number) != 1 or last not in ONE:
        return unit
    return Label(f"{head}{space}{ONE[last]}", unit.id)
