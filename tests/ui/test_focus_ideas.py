"""After a dialog over the ideas the keyboard is where one sees it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.procedure.commands import NoteIdea
from mcdesk.ui.shots import Studio
from mcdesk.ui.tabbing import takes_tab


@pytest.fixture
def studio(app: Any, desk: Any, qtbot: Any) -> Any:
    desk.execute(NoteIdea(title="Batik for schools"))
    desk.execute(NoteIdea(title="First aid at sea"))
    path = desk.store.path
    app.close(desk)
    studio = Studio(lambda: app, path, QSize(1366, 768))
    qtbot.addWidget(studio.window)
    studio.window.show()
    studio.window.begin()
    studio.settle()
    studio.window.go("ideas")
    studio.settle()
    studio.window.activateWindow()
    qtbot.waitUntil(studio.window.isActiveWindow)
    yield studio
    studio.window.close()
    studio._state.cleanup()


def dialog(qtbot: Any) -> Any:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    found = QApplication.activeModalWidget()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def begin(studio: Any, words: str) -> QPushButton:
    """Press a button by its words, as the keyboard does."""
    buttons = studio.window.rooms.ideas.findChildren(QPushButton)
    pressed = next(each for each in buttons if each.text() == words and each.isVisible())
    pressed.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    return pressed


def settled(studio: Any, qtbot: Any) -> Any:
    """Return what has the keyboard once all is done: something of the page that is seen."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    studio.settle()
    studio.window.activateWindow()
    qtbot.waitUntil(studio.window.isActiveWindow)
    studio.settle()
    now = QApplication.focusWidget()
    assert now is not None
    assert studio.window.rooms.ideas.isAncestorOf(now)
    assert takes_tab(now)
    return now


@pytest.mark.parametrize("words", ["Note an idea", "Make it a card…", "Put away…"])
def test_left_by_esc_it_is_on_what_opened_the_dialog(studio, qtbot, words):
    pressed = begin(studio, words)
    dialog(qtbot)
    press(Qt.Key.Key_Escape)
    assert settled(studio, qtbot) is pressed


def test_after_an_idea_is_noted_it_is_on_the_button_again(studio, qtbot):
    pressed = begin(studio, "Note an idea")
    QTest.keyClicks(dialog(qtbot).title, "Podcasting")
    press(Qt.Key.Key_Return)
    assert settled(studio, qtbot) is pressed
    assert len(studio.window.rooms.ideas._ideas) == 3


def test_after_an_idea_was_put_away_it_is_still_in_the_list(studio, qtbot):
    begin(studio, "Put away…")
    dialog(qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "Not now")
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    now = settled(studio, qtbot)
    assert len(studio.window.rooms.ideas._ideas) == 1
    assert isinstance(now, QPushButton)
