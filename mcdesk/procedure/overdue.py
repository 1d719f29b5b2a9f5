"""Whether a planned end has passed, and by how many working days (decisions.md, 10; decision 0024).

The board, the register and every count ask here, so that they agree on days off, too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import working_days

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def is_over(end: str, today: date) -> bool:
    """Tell whether today is after a planned end (ISO text); where nothing is planned, it is not."""
    return bool(end) and today.isoformat() > end


def days_over(end: date, today: date, holidays: Collection[date] = frozenset()) -> int:
    """Return the working days since a planned end, the one that runs or begins next counted.

    So on a day off it is one as soon as the end has passed, and never none while it is late.
    """
    if not is_over(end.isoformat(), today):
        return 0
    return max(working_days(end + timedelta(days=1), today, holidays), 1)
