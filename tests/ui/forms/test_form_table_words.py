"""Long cells of a table: their words stay whole, and rows are as high as what stands in them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QImage

from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open

SENTENCE = "Pada adegan ini sukarelawan mendekati warga yang bertikai, lalu bertanya. "
ROOM = 200


def narration(open_form: Open, words: str) -> Any:
    """Return the view of a storyboard of one scene with a narration in a column of one width."""
    rows = (Row("s1", "1", {"video": "V1", "narration": words}),)
    stage = open_form(make_view("F7", rows={"d12": rows}), at="d12")
    stage.editor.inspector.widths.note("F7/d12", {"narration": ROOM})
    view = stage.block("d12").editor.view
    view.share_width()
    return view


def column(view: Any) -> int:
    return [each.id for each in view.model().columns].index("narration")


def picture(view: Any) -> QImage:
    """Return the upper part of the cell with the narration as it is drawn."""
    cell = view.visualRect(view.model().index(0, column(view)))
    cell.setHeight(min(cell.height(), 160))
    return view.viewport().grab(cell).toImage()


@pytest.mark.parametrize("more", [8, 60, 400, 1200])
def test_a_longer_text_is_broken_between_words_as_a_shorter_one(open_form: Open, more: int) -> None:
    short, long = ((SENTENCE * 30)[:length] for length in (396, 396 + more))
    assert picture(narration(open_form, short)) == picture(narration(open_form, long))


@pytest.mark.parametrize("letters", [80, 380, 900])
def test_only_a_word_longer_than_its_column_is_broken(open_form: Open, letters: int) -> None:
    heights = {}
    for word in ("x", "x" * letters):
        view = narration(open_form, f"{SENTENCE}{word} {SENTENCE}")
        heights[word] = view.rowHeight(0)
    metrics = view.fontMetrics()
    lines = letters * metrics.horizontalAdvance("x") // ROOM
    assert heights["x" * letters] >= heights["x"] + lines * metrics.lineSpacing()
