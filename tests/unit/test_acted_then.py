"""Who was a Dean's secretary when something was recorded: by the day, and by what was said then."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from mcdesk.application.acted_then import was_secretary
from mcdesk.procedure.records import Office


@pytest.mark.parametrize(
    ("since", "until", "said_at", "was"),
    [
        ("2026-01-01", "", "2026-11-01", True),
        ("2026-01-01", "", "2026-11-30", False),
        ("2026-11-24", "", "2026-11-01", False),
        ("2026-01-01", "2026-11-23", "2026-11-01", False),
        ("2026-01-01", "2026-11-24", "2026-11-01", True),
    ],
)
def test_she_is_one_on_the_day_of_the_decision_if_that_was_said_before(since, until, said_at, was):
    office = Office(id="o", person_id="sec", role="secretary", since=since, until=until)
    new = {"on_behalf_of": "dean", "person_id": "sec", "decided_on": "2026-11-23"}
    reader: Any = SimpleNamespace(select=lambda _kind, **_equal: (office,), find=lambda *_of: None)
    journal: Any = SimpleNamespace(first_change=lambda *_of: SimpleNamespace(at=said_at))
    effect: Any = SimpleNamespace(new=new)
    event: Any = SimpleNamespace(at="2026-11-23")
    assert was_secretary(effect, event, reader, journal) is was
    new["on_behalf_of"] = ""
    assert not was_secretary(effect, event, reader, journal), "who decides for herself"
