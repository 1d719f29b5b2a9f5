"""One step by Tab, from a stop or from what is none, and the stops of several parts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mcdesk.ui.tabbing import step, stops, stops_of
from tests.ui.tabs import awake


@pytest.fixture
def window(qtbot):
    """Three lines, and between the first two what takes the keyboard by a click alone."""
    made = QWidget()
    made.lines = [QLineEdit() for _line in range(3)]
    made.clicked = QWidget()
    made.clicked.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    column = QVBoxLayout(made)
    for each in (made.lines[0], made.clicked, *made.lines[1:]):
        column.addWidget(each)
    return awake(qtbot, made)


@pytest.mark.parametrize(
    ("at", "forward", "to"),
    [(0, True, 1), (2, True, 0), (0, False, 2), (1, False, 0), (None, True, 1), (None, False, 0)],
)
def test_from_what_is_no_stop_one_comes_to_the_stop_behind_or_before_it(window, at, forward, to):
    now = window.clicked if at is None else window.lines[at]
    assert step(window, now, stops(window), forward=forward)
    assert window.focusWidget() is window.lines[to]


def test_from_nowhere_one_comes_to_the_first_or_the_last(window):
    for forward, to in ((True, 0), (False, 2)):
        assert step(window, None, stops(window), forward=forward)
        assert window.focusWidget() is window.lines[to]
    assert not step(window, None, [], forward=True)


def test_a_stop_that_lies_in_two_parts_is_one(window):
    assert stops_of([window, window.lines[1]]) == window.lines
    assert stops_of([window.lines[2], window]) == [window.lines[2], *window.lines[:2]]
