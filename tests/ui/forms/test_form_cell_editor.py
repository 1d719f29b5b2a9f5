"""Where the editor of a cell lies: whole, over all of its cell, and in its own row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

SAID = "Draft clauses of a contract that a small business can understand and keep. " * 2
ROWS = tuple(
    Row(f"s{n}", str(n), {"video": "V1", "scene": str(n), "seconds": "20", "picture": "A desk",
                          "screen": "What happened"})
    for n in range(1, 4)
)  # fmt: skip


def settle() -> None:
    for _turn in range(12):
        QTest.qWait(5)


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", rows={"d12": ROWS}), at="d12/s1/screen")


@pytest.fixture
def table(stage: Stage) -> Any:
    editor = stage.block("d12").editor
    stage.editor.resize(1160, 700)  # as on a laptop with the window's own pane
    settle()
    editor.view.focus_path("d12/s1/screen")
    settle()
    return editor


def place(table: Any, column: str) -> int:
    return [each.id for each in table.model.columns].index(column)


def covered(table: Any) -> int:
    """Return how much the column that stays takes of the table now."""
    pinned = table.view.pinned
    return pinned.covers if pinned is not None and pinned.isVisible() else 0


def is_whole(table: Any, editor: Any) -> bool:
    """Tell whether an editor lies within the table, and not below the column that stays."""
    view = table.view
    return covered(table) <= editor.x() and editor.x() + editor.width() <= view.viewport().width()


def test_the_editor_of_a_wide_cell_is_whole(table: Any) -> None:
    view = table.view
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert table.view.currentIndex().column() == place(table, "narration")
    QTest.keyClicks(view, "S")
    editor = view.indexWidget(view.currentIndex())
    settle()
    assert is_whole(table, editor)
    for word in SAID.split(" "):
        QTest.keyClicks(editor, f"{word} ")
        settle()
        assert is_whole(table, editor)


def test_an_editor_wider_than_the_table_shows_where_it_begins(table: Any) -> None:
    view = table.view
    view.horizontalHeader().resizeSection(place(table, "narration"), 900)
    view.setCurrentIndex(table.model.index(1, place(table, "narration")))
    view.edit(view.currentIndex())
    settle()
    editor = view.indexWidget(view.currentIndex())
    assert editor.x() == covered(table)


def test_nothing_of_the_old_words_is_seen_below_an_editor_of_one_line(
    stage: Stage, table: Any
) -> None:
    """The cell that is edited shows no words: those of two lines would stand out below."""
    view = table.view
    stage.desk.change("d12/s2/asset", "A photograph of the hall of the faculty of psychology")
    stage.session.reload()
    settle()
    index = table.model.index(1, place(table, "asset"))
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.indexWidget(index)
    settle()
    cell = view.visualRect(index)
    assert cell.height() > editor.height() + 10, "the cell has more lines than its editor"
    seen = view.viewport().grab(cell).toImage()
    rest = {seen.pixelColor(x, y).name() for x in range(6, cell.width() - 6)
            for y in range(editor.height() + 4, cell.height() - 4)}  # fmt: skip
    assert len(rest) == 1


def test_what_is_typed_stays_in_its_row_when_another_comes_above(stage: Stage, table: Any) -> None:
    view = table.view
    index = table.model.index(1, place(table, "screen"))
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.indexWidget(index)
    QTest.keyClicks(editor, "Mine")
    rows = stage.desk.view.content.rows["d12"]
    theirs = Row("t1", "05", {"video": "V0", "screen": "Theirs"})
    content = replace(stage.desk.view.content, rows={"d12": (theirs, *rows)})
    stage.desk.view = replace(stage.desk.view, content=content)
    stage.session.reload()
    settle()
    QTest.keyClicks(editor, " too")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    found = {row.id: row.text("screen") for row in stage.desk.view.content.rows["d12"]}
    assert found == {"t1": "Theirs", "s1": "What happened", "s2": "Mine too",
                     "s3": "What happened"}  # fmt: skip


def test_an_editor_of_one_line_has_room_for_its_words(stage: Stage, table: Any) -> None:
    words = "A photograph of the hall of the faculty"
    stage.desk.change("d12/s2/asset", words)
    stage.session.reload()
    settle()
    view, index = table.view, table.model.index(1, place(table, "asset"))
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.indexWidget(index)
    assert editor.width() >= editor.fontMetrics().horizontalAdvance(words)
    assert is_whole(table, editor)


def test_a_list_of_names_is_wide_enough_to_tell_them_apart(open_form: Open) -> None:
    table = open_form(make_view("F7", rows={"d11": (Row("v1", "1", {"code": "V1"}),)}),
                      at="d11/v1/presenter").block("d11").editor  # fmt: skip
    view = table.view
    view.focus_path("d11/v1/presenter")
    view.edit(view.currentIndex())
    editor = view.indexWidget(view.currentIndex())
    assert editor.width() >= 200
    QTest.keyClicks(editor, "ri")
    assert editor.completer().popup().width() >= 200
    editor.completer().popup().hide()
