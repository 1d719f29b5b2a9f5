"""For whom somebody decided, and by which letter, in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application.acting_words import acting_words

LINE = {"capacity": "Plt.", "on_behalf_of": "Dean", "letter": "7/2026", "letter_since": "",
        "letter_until": ""}  # fmt: skip


def told(**odd: str):
    return acting_words(SimpleNamespace(**{**LINE, **odd}))


@pytest.mark.parametrize("capacity", ["", "own"])
def test_who_decides_for_themselves_is_said_with_no_letter(capacity):
    assert told(capacity=capacity) is None


@pytest.mark.parametrize(
    ("since", "until", "term"),
    [
        ("", "", ""),
        ("2026-01-02", "", " (from 2 Jan 2026)"),
        ("", "2026-03-04", " (until 4 Mar 2026)"),
        ("2026-01-02", "2026-03-04", " (2 Jan 2026 – 4 Mar 2026)"),
    ],
)
def test_a_letter_says_from_when_until_when_it_holds(since, until, term):
    found = told(letter_since=since, letter_until=until)
    assert found is not None
    assert found.en == f"Plt. Dean, letter 7/2026{term}"
