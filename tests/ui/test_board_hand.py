"""The keyboard on the board: what is chosen is told once for each key, and always when it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(open_board, made, qtbot):
    """Two cards in one column, one in the next, and the keyboard on the first."""
    stages = ("assignment", "assignment", "proposal")
    board = open_board([made.tile(n, stage=stage) for n, stage in enumerate(stages, start=1)])
    board.page.show()
    board.page.columns.choose(["c1"], focus=True)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is cards(board, "assignment"))
    return board


def cards(board, stage):
    return board.page.columns.columns[stage].list


@pytest.fixture
def told(board):
    found = []
    board.page.actions_.refreshed.connect(lambda: found.append(board.page.chosen_ids()))
    return found


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ([Key.Key_Down], ["c2"]),
        ([Key.Key_Down, Key.Key_Up], ["c1"]),
        ([Key.Key_Right], ["c3"]),
        ([Key.Key_Right, Key.Key_Left], ["c1"]),
        ([Key.Key_Space], ["c1"]),
        ([Key.Key_End], ["c2"]),
    ],
)
def test_each_key_asks_the_actions_once(board, told, qtbot, keys, chosen):
    for key in keys:
        told.clear()
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert told[-1] == board.page.chosen_ids()
        assert len(told) == 1
    assert board.page.chosen_ids() == chosen


def test_the_keyboard_alone_on_another_card_is_told(board, told, qtbot):
    board.page.columns.clear_choice()
    told.clear()
    qtbot.keyClick(cards(board, "assignment"), Key.Key_Down, CONTROL)
    assert told == [["c2"]]


def test_a_click_below_the_cards_of_another_column_is_told(board, told, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Left)
    board.page.columns.clear_choice()
    told.clear()
    port = cards(board, "proposal").viewport()
    qtbot.mouseClick(
        port, Qt.MouseButton.LeftButton, pos=QPoint(port.width() // 2, port.height() - 3)
    )
    assert board.page.chosen_ids() == ["c3"]
    assert told[-1:] == [["c3"]]
