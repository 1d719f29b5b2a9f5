"""Findings on screen: days as days, in the language in use."""

from __future__ import annotations

from datetime import date

import pytest

from mcdesk.errors import Finding
from mcdesk.i18n import use_language
from mcdesk.ui import language
from mcdesk.ui.saying import days_in, sentence


@pytest.fixture(autouse=True)
def english():
    yield
    use_language("en")


def test_days_are_said_as_days():
    finding = Finding("late", "Due {on}, not {x}.", {"on": date(2026, 11, 27), "x": "2026-08-17"})
    assert sentence(finding) == "Due 27 Nov 2026, not 17 Aug 2026."
    use_language("id")
    assert days_in("2026-08-17") == "17 Agu 2026"


@pytest.mark.parametrize("words", ["2026-02-30", "CTL/2026-01-02/7", "a-2026-01-02", "2026-1-2"])
def test_what_is_no_day_stays(words):
    assert days_in(words) == words


def test_a_short_day_has_its_year_where_it_is_another(qapp):
    use_language("en")
    today = date(2026, 11, 23)
    assert language.short_day("2026-01-05", today) == "5 Jan"
    assert language.short_day("2027-01-05", today) == "5 Jan 2027"
    assert language.short_day("2025-12-30", today) == "30 Dec 2025"
    assert language.short_day("2026-01-05") == "5 Jan 2026"
    assert language.short_day("", today) == ""
