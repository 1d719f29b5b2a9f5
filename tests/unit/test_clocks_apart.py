"""How far two clocks may be apart without a word (reliability.md, fault 12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mcdesk.application.ahead_of import APART, apart

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("sign", [1, -1])
def test_ten_minutes_are_no_word_and_a_second_more_is_one(sign):
    assert apart(NOW.isoformat(), NOW + sign * APART) is None
    told = apart(NOW.isoformat(), NOW + sign * (APART + SECOND))
    assert (told.at, told.name) == (NOW.isoformat(), "")
