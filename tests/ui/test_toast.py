"""The notice at the bottom of the window: it covers nothing that may be pressed next."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget

from mcdesk.ui.toast import Toast


@pytest.fixture
def room(qtbot: Any) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def button(room: QWidget, area: QRect) -> QPushButton:
    made = QPushButton("Put mine in its place", room)
    made.setGeometry(area)
    made.show()
    return made


def say(toast: Toast, words: str, qtbot: Any, *, undo: bool = False) -> None:
    toast.say(words, undo=undo)
    qtbot.waitUntil(toast.isVisible)


def test_it_comes_after_what_it_tells_of_was_painted(room: QWidget, qtbot: Any) -> None:
    toast = Toast(room)
    toast.say("Moved")
    assert toast.isHidden()
    assert toast.text == "Moved"
    qtbot.waitUntil(toast.isVisible)
    assert toast.text == "Moved"


def test_what_is_taken_away_before_it_came_is_not_shown(room: QWidget, qtbot: Any) -> None:
    toast = Toast(room)
    toast.say("Moved")
    toast.take_away()
    assert not toast.text
    say(later := Toast(room), "Later", qtbot)  # its time comes after the first one's
    assert later.isVisible()
    assert toast.isHidden()


def test_it_lies_at_the_bottom_in_the_middle(room: QWidget, qtbot: Any) -> None:
    button(room, QRect(0, 560, 100, 30))
    toast = Toast(room)
    say(toast, "Settled", qtbot, undo=True)
    assert toast.geometry().bottom() == 600 - 21
    assert abs(toast.geometry().center().x() - 400) <= 1


def test_it_lies_above_the_buttons_that_would_be_covered(room: QWidget, qtbot: Any) -> None:
    low, next_row = QRect(300, 560, 200, 30), QRect(300, 520, 200, 30)
    button(room, low)
    toast = Toast(room)
    say(toast, "Settled", qtbot, undo=True)
    assert toast.geometry().bottom() < low.top()
    assert toast.geometry().bottom() > low.top() - 20
    button(room, next_row)  # the page shows its next entry
    qtbot.waitUntil(lambda: toast.geometry().bottom() < next_row.top())
    assert not toast.geometry().intersects(low)


def test_where_buttons_are_everywhere_it_stays_at_the_bottom(room: QWidget, qtbot: Any) -> None:
    for y in range(0, 600, 30):
        button(room, QRect(300, y, 200, 28))
    toast = Toast(room)
    say(toast, "Settled", qtbot)
    assert toast.geometry().bottom() == 600 - 21


def test_one_that_says_where_to_look_stays_and_leads_there(room: QWidget, qtbot: Any) -> None:
    toast, looked = Toast(room), []
    say(toast, "Moved", qtbot, undo=True)
    toast.say("Not removed", look=lambda: looked.append("there"))
    qtbot.waitUntil(lambda: toast._label.text() == "Not removed")
    assert not toast._timer.isActive()
    assert toast._undo.text() == "Go"
    with qtbot.assertNotEmitted(toast.undo_requested):
        toast._undo.click()
    assert looked == ["there"]
    assert toast.isHidden()
    say(toast, "Moved", qtbot, undo=True)
    assert (toast._undo.text(), toast._timer.isActive()) == ("Undo", True)


def test_what_was_undone_can_be_done_again_from_the_notice(room: QWidget, qtbot: Any) -> None:
    toast = Toast(room)
    toast.say("Undone: Moved")
    toast.offer_redo()
    qtbot.waitUntil(toast.isVisible)
    assert toast._undo.text() == "Redo"
    with qtbot.waitSignal(toast.redo_requested):
        toast._undo.click()
    say(toast, "Moved", qtbot, undo=True)
    assert toast._undo.text() == "Undo"
