"""Differences between two contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk import resources
from mcdesk.application.names import ViewNames
from mcdesk.application.redline import Piece, compare_words, differences, moved
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import FormDefinition
from mcdesk.procedure.load import read_form

NAMES = ViewNames({}, {}, {})
WORDS = st.lists(st.sampled_from(["a", "bb", " ", "\n", "c.", "é", "🙂"]), max_size=40).map("".join)


def proposal() -> FormDefinition:
    file = resources.root() / "forms" / "F2.toml"
    found = read_form(file.read_text("utf-8"), file.name, [])
    assert isinstance(found, FormDefinition)
    return found


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


def test_a_typed_name_is_told_from_an_entry_of_the_same_name() -> None:
    names = ViewNames({"u-1": "SME-01", "u-2": "SME-01"}, {}, {})
    (found,) = differences(proposal(), Content({"p5": "SME-01"}), Content({"p5": "u-1"}), names)
    assert texts(found.pieces, "same", "gone") == "SME-01 (not in the directory)"
    assert texts(found.pieces, "same", "added") == "SME-01 (in the directory)"
    (found,) = differences(proposal(), Content({"p5": "u-2"}), Content({"p5": "u-1"}), names)
    assert texts(found.pieces, "same", "added") == "SME-01 (u-1)"


def test_fields_cells_rows_and_notes_are_compared() -> None:
    form = proposal()
    row, other = Row("r1", "1", {"code": "LO1", "bloom": "C1"}), Row("r2", "2", {"code": "LO2"})
    old = Content({"p1": "Old title", "p43.note": "a"}, {"p20": (row, other)})
    moved = Row("r1", "1", {"code": "LO1", "bloom": "C3"})
    new = Content(
        {"p1": "New title", "p43.note": "b", "p14.note": "x"},
        {"p20": (moved, Row("r3", "3", {"code": "LO3"}))},
    )
    found = differences(form, old, new, NAMES)
    assert [each.path for each in found] == [
        "p1", "p14.note", "p20/r1/bloom", "p20/r3/code", "p20/r2/code", "p43.note",
    ]  # fmt: skip
    assert (found[2].place, found[2].act) == ("Row 1 · Bloom", "cell")
    assert found[2].pieces[0] == Piece("gone", "C1 remember")
    assert found[3].place == "Row 2, new"
    assert found[4].place == "Row 2 as it was, taken out"
    assert differences(form, old, old, NAMES) == ()


@given(st.permutations(range(9)), st.sets(st.integers(0, 8)))
def test_rows_that_did_not_move_kept_their_order(after: list[int], lost: set[int]) -> None:
    before = [str(number) for number in range(9)]
    now = [str(number) for number in after if number not in lost]
    went = moved(before, now)
    stayed = [id_ for id_ in now if id_ not in went]
    assert stayed == sorted(stayed)
    assert went < set(now) or not now


def test_one_row_put_elsewhere_is_the_only_one_that_moved() -> None:
    before = tuple(Row(f"r{n}", str(n), {"code": f"LO{n}"}) for n in range(1, 6))
    after = (before[0], before[2], before[3], before[1], before[4])
    old, new = Content({}, {"p20": before}), Content({}, {"p20": after})
    (found,) = differences(proposal(), old, new, NAMES)
    assert (found.path, found.act, found.row, found.was) == ("p20/r2/code", "moved", 4, 2)
    assert found.place == "Row 4, moved; it was row 2"
    assert found.pieces == (Piece("same", "LO2"),)
