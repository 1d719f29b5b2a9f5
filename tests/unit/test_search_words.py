"""What is typed into the search: words, phrases, and anything else."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.application.search_words import Wanted


def marked(typed: str, text: str) -> str:
    return "".join(f"[{t}]" if hit else t for t, hit in Wanted.of(typed).snippet(text))


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("cont", "Digital contracts", "Digital [contracts]"),
        ("DIGITAL con", "Digital contracts", "[Digital] [contracts]"),
        ('"digital con"', "Digital contracts", "Digital contracts"),
        ("“digital contracts”", "A digital  contracts law", "A [digital contracts] law"),
        ("cafe", "Au Café", "Au [Café]"),
        ("MC-LAW-26", "MC-LAW-2603", "[MC-LAW-2603]"),
        ("a", "a ab", "[a] ab"),
        ("STRASSE", "Die Straße", "Die [Straße]"),
        ("financial", "the ﬁnancial plan", "the [ﬁnancial] plan"),
        ("한국", "한국어", "[한국어]"),
        ("m\u0302a", "m\u0302a is no word", "[m\u0302a] is no word"),
    ],
)
def test_hits_are_marked(typed: str, text: str, found: str) -> None:
    assert marked(typed, text) == found


def test_every_word_must_occur() -> None:
    wanted = Wanted.of("digital law")
    assert wanted.fits(("Digital", "the lawyer"))
    assert not wanted.fits(("Digital", "contracts"))


def test_of_a_long_text_the_part_about_the_hit_is_told() -> None:
    told = marked("needle", "straw " * 200 + "needle " + "hay " * 200)
    assert told.startswith("…straw")
    assert told.endswith("…")
    assert "[needle]" in told
    assert len(told) < 300


@given(st.text(max_size=40))
def test_no_typing_is_an_error(typed: str) -> None:
    wanted = Wanted.of(typed)
    wanted.spans(typed) if wanted else None
    with sqlite3.connect(":memory:") as index:
        index.execute("CREATE VIRTUAL TABLE w USING fts5(t)")
        if wanted:
            index.execute("SELECT * FROM w WHERE w MATCH ?", (wanted.match(),)).fetchall()
    index.close()
