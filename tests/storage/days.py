"""Days of what was done, told in the rows of a form."""

from __future__ import annotations

from datetime import timedelta

from mcdesk.procedure import commands as do
from tests.asking import content
from tests.conftest import TODAY

TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def told(desk, kind: str, field: str, column: str, day: str) -> None:
    """Enter a day into the first row of a table."""
    row = content(desk, kind).table(field)[0]
    desk.execute(do.SetCell(form=f"MC-1/{kind}", field=field, row=row.id, column=column, new=day))
