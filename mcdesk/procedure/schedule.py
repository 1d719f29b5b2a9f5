"""A first plan: dates for the activities of a timeline, forward from its start (F3 t3).

Lengths come from the definition (`days` by row key), order from the column `after`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import add_working_days, end_of, is_working_day

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from mcdesk.procedure.content import Row


def planned(
    rows: Sequence[Row],
    start: date,
    lengths: Mapping[str, int],
    holidays: Collection[date] = frozenset(),
) -> dict[str, tuple[date, date]]:
    """Return planned start and end for the rows that have no dates yet, by row id.

    Args:
        rows: The activities; each `after` names the `no` that it follows.
        start: When the first activity begins.
        lengths: Working days by row id; 5 where a row has none.
        holidays: Days on which nobody works.
    """
    ends = {
        row.text("no"): end
        for row in rows
        if (end := row.day("planned_end")) is not None and row.text("no")
    }
    found: dict[str, tuple[date, date]] = {}
    for row in rows:
        if row.text("planned_start") or row.text("planned_end"):
            continue
        before = ends.get(row.text("after"))
        begins = _working(add_working_days(before, 1, holidays) if before else start, holidays)
        end = end_of(begins, lengths.get(row.id, 5), holidays)
        found[row.id] = (begins, end)
        if row.text("no"):
            ends[row.text("no")] = end
    return found


def _working(day: date, holidays: Collection[date]) -> date:
    return day if is_working_day(day, holidays) else add_working_days(day, 1, holidays)
