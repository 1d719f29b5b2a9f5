"""A click on the head of a column: the board stays where it is looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

STAGES = ("assignment", "proposal", "design", "development", "opening", "completion")


@pytest.fixture
def columns(open_board, made, qtbot):
    board = open_board([made.tile(n, stage=stage) for n, stage in enumerate(STAGES, start=1)])
    board.page.resize(700, 600)
    board.page.show()
    board.page.activateWindow()
    qtbot.waitUntil(board.page.isActiveWindow)
    columns = board.page.columns
    for stage in columns.columns:  # all of them open: they do not fit
        columns.arrangement.opened.add(stage)
    columns.arrange()
    columns.choose(["c1"], focus=True)
    qtbot.waitUntil(lambda: columns.horizontalScrollBar().maximum() > 400)
    columns.horizontalScrollBar().setValue(columns.horizontalScrollBar().maximum())
    return columns


def is_in_sight(columns, stage):
    left = columns.columns[stage].mapTo(columns.viewport(), QPoint(0, 0)).x()
    return 0 <= left and left + columns.columns[stage].width() <= columns.viewport().width()


def test_a_click_on_a_head_leaves_a_chosen_card_out_of_sight_where_it_is(columns, qtbot):
    column = columns.columns["opening"]
    qtbot.mouseClick(column.header, Qt.MouseButton.LeftButton)
    assert column.is_rail
    assert is_in_sight(columns, "opening")
    assert not is_in_sight(columns, "assignment")
    assert columns.selected_ids() == ["c1"]
    assert columns.columns["assignment"].list.hasFocus(), "keys act on the chosen card"
    qtbot.mouseClick(column.header, Qt.MouseButton.LeftButton)
    assert not column.is_rail
    assert is_in_sight(columns, "opening")


def test_a_column_that_is_opened_at_the_edge_comes_into_sight(columns, qtbot):
    columns.toggle("completion")
    columns.horizontalScrollBar().setValue(columns.horizontalScrollBar().maximum())
    qtbot.mouseClick(columns.columns["completion"].header, Qt.MouseButton.LeftButton)
    assert is_in_sight(columns, "completion")


def test_closing_a_column_by_its_head_chooses_no_card(columns, qtbot):
    columns.clear_choice()
    qtbot.mouseClick(columns.columns["opening"].header, Qt.MouseButton.LeftButton)
    assert columns.selected_ids() == []
    assert columns.columns["completion"].list.hasFocus()
