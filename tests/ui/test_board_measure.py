"""Texts on cards are cut as if whole, and shaped no further than they are seen."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.ui import theme
from mcdesk.ui.board.measure import Ruler, elide, wrap

WORDS = ("AVATAR", "To", "Komponen", "belum", "diserahkan", "35", "of", "e-book,", "WAWA", "ﬁnal",
         "Pertanggungjawaban", "…", "a", "Law")  # fmt: skip
LONG = "Components not handed in for review, 35 of 35: " + "E-book, 1 Law of transactions; " * 9


class Counting(Ruler):
    """A ruler that notes what Qt is to cut."""

    def __init__(self, font) -> None:
        super().__init__(font)
        self.cut: list[str] = []

    def elidedText(self, text, *rest):
        self.cut.append(text)
        return super().elidedText(text, *rest)


@given(words=st.lists(st.sampled_from(WORDS), max_size=40), room=st.integers(20, 400))
@example(words=["AVATAR"], room=41)  # by its rounded width it fits
def test_a_line_is_cut_as_the_whole_text_is(qapp, words, room):
    metrics, text = Ruler(theme.font("small")), " ".join(words)
    assert (wrap(text, room, 1, metrics) or ("",)) == (elide(text, room, metrics),)


@pytest.mark.parametrize("room", [40, 90, 200])
def test_what_is_not_seen_is_not_shaped(qapp, room):
    metrics = Counting(theme.font("small"))
    lines = wrap(LONG, room, 2, metrics)
    assert lines[-1].endswith("…")
    assert len(metrics.cut[-1]) < len(LONG) / 2


def test_a_sentence_that_comes_again_is_broken_once(qapp):
    metrics = Counting(theme.font("small"))
    first = metrics.broken(LONG, 90, 2)
    cuts = len(metrics.cut)
    assert first == wrap(LONG, 90, 2, Ruler(theme.font("small")))
    assert metrics.broken(LONG, 90, 2) == first
    assert len(metrics.cut) == cuts
    assert metrics.broken(LONG, 200, 2) != first
    assert metrics.broken(LONG, 90, 3) != first
