"""A comment is opened from the mark of its cell, and the box in which one is written is seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from mcdesk.application.views import CommentLine
from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

AT = "2026-11-23T03:00:00+00:00"
STEPS = (Row("s1", "1", {"title": "Chart"}), Row("s2", "2", {"title": "Quiz"}))
COMMENTS = (
    CommentLine("k1", "d8/s2/title", "Which quiz?", "Rina", AT, False),
    CommentLine("k2", "d8/s1/title", "Too long", "Rina", AT, True),
)
HELD = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", rows={"d8": STEPS}, comments=COMMENTS))


def table(stage: Stage) -> Any:
    return stage.block("d8").editor


def place(stage: Stage, row: int) -> Any:
    model = table(stage).model
    column = next(n for n, each in enumerate(model.columns) if each.id == "title")
    return model.index(row, column)


def click(stage: Stage, row: int, away: QPoint) -> None:
    view = table(stage).view
    corner = view.visualRect(place(stage, row)).bottomRight()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, HELD, corner - away)


def pointed_out(stage: Stage) -> list[str]:
    made = stage.editor.bench.side.comments.pointed_out
    return [label.text() for label in made.findChildren(QLabel)] if made is not None else []


def test_a_click_on_the_mark_of_a_cell_opens_its_comment(stage: Stage) -> None:
    click(stage, 1, QPoint(60, 12))
    assert pointed_out(stage) == []
    click(stage, 0, QPoint(3, 3))
    assert pointed_out(stage) == []
    click(stage, 1, QPoint(3, 3))
    assert "Which quiz?" in pointed_out(stage)
    assert table(stage).view.hasFocus()
    assert table(stage).view.currentIndex() == place(stage, 1)


def test_a_key_that_the_menu_names_goes_to_the_comment_and_back(stage: Stage) -> None:
    view = table(stage).view
    view.setFocus()
    view.setCurrentIndex(place(stage, 0))
    assert not shown_in_menu(stage).isEnabled()
    QTest.keyClick(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert pointed_out(stage) == []
    view.setCurrentIndex(place(stage, 1))
    action = shown_in_menu(stage)
    assert (action.isEnabled(), action.shortcut().toString()) == (True, "Shift+F2")
    QTest.keyClick(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert "Which quiz?" in pointed_out(stage)
    now = QApplication.focusWidget()
    assert now.accessibleName() == "Go to Learning sequence, row 2, Title"
    QTest.keyClick(now, Qt.Key.Key_Space)
    assert view.hasFocus()


def test_from_another_cell_of_its_row_the_key_goes_there_too(stage: Stage) -> None:
    view = table(stage).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert "Which quiz?" in pointed_out(stage)


def test_the_menu_key_opens_the_menu_of_the_current_cell(stage: Stage) -> None:
    view = table(stage).view
    view.setFocus()
    view.setCurrentIndex(place(stage, 0))
    caret = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    asks = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, caret, view.mapToGlobal(caret))
    QApplication.sendEvent(view, asks)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    assert view.currentIndex() == place(stage, 0)


def shown_in_menu(stage: Stage) -> Any:
    menu = table(stage).make_menu()
    found = [each for each in menu.actions() if each.text() == "Show the comment"]
    return found[0]


def in_sight(stage: Stage, widget: Any) -> bool:
    port = stage.editor.bench.side.viewport()
    top = widget.mapTo(port, widget.rect().topLeft()).y()
    return bool(0 <= top and top + widget.height() <= port.height())


@pytest.mark.parametrize("how", ["key", "mouse"])
def test_a_comment_is_seen_whole_while_it_is_written(open_form: Open, qtbot: Any, how: str) -> None:
    many = tuple(CommentLine(f"m{n}", f"d8/s{n % 2 + 1}/title", "Long words. " * 10, "Rina", AT,
                             done=False) for n in range(9))  # fmt: skip
    stage = open_form(make_view("F7", rows={"d8": STEPS}, comments=many))
    stage.editor.bench.go("d8/s2/title")
    comments = stage.editor.bench.side.comments
    qtbot.waitUntil(lambda: not in_sight(stage, comments.box))
    if how == "key":
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, keys)
    else:
        comments.box.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: in_sight(stage, comments.box))
    QTest.keyClicks(comments.box, "A long and careful remark about this step of the course. " * 4)
    qtbot.waitUntil(lambda: in_sight(stage, comments.box) and in_sight(stage, comments._send))
    assert comments._send.isVisible()


def test_the_comments_of_a_field_come_into_sight_with_their_box(stage: Stage, qtbot: Any) -> None:
    stage.block("d8").head.badge.click()
    qtbot.waitUntil(lambda: in_sight(stage, stage.editor.bench.side.comments))
