"""Differences between two contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.procedure.content import Content, Row
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.redline import Piece, compare_words, differences
from tests.ui.forms.fakes import make_view

WORDS = st.lists(st.sampled_from(["a", "bb", " ", "\n", "c.", "é", "🙂"]), max_size=40).map("".join)


def texts(pieces: tuple[Piece, ...], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert texts(pieces, "same", "added") == new
    assert texts(pieces, "same", "gone") == old


def test_changed_words_stand_whole() -> None:
    pieces = compare_words("learn to judge urgency", "learn to weigh need")
    assert pieces == (
        Piece("same", "learn to "),
        Piece("gone", "judge urgency"),
        Piece("added", "weigh need"),
    )


@pytest.mark.parametrize("size", [100_000])
def test_long_texts_end(size: int) -> None:
    old, new = "a" * size, "b" * size
    assert compare_words(old, new) == (Piece("gone", old), Piece("added", new))
    many = "word " * (size // 5)
    changed = "other " + many + "end"
    assert texts(compare_words(many, changed), "same", "added") == changed


def test_fields_cells_rows_and_notes_are_compared() -> None:
    view = make_view("F2")
    row, other = Row("r1", "1", {"code": "LO1", "bloom": "C1"}), Row("r2", "2", {"code": "LO2"})
    old = Content({"p1": "Old title", "p43.note": "a"}, {"p20": (row, other)})
    moved = Row("r1", "1", {"code": "LO1", "bloom": "C3"})
    new = Content(
        {"p1": "New title", "p43.note": "b", "p14.note": "x"},
        {"p20": (moved, Row("r3", "3", {"code": "LO3"}))},
    )
    found = differences(view.definition, old, new, ViewNames.of(view))
    assert [each.path for each in found] == [
        "p1", "p14.note", "p20/r1/bloom", "p20/r3/code", "p20/r2/code", "p43.note",
    ]  # fmt: skip
    assert found[2].pieces[0] == Piece("gone", "C1 remember")
    assert found[3].place == "Row 2, new"
    assert found[4].place == "Row 2, taken out"
    assert differences(view.definition, old, old, ViewNames.of(view)) == ()
