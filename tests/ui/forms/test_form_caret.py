"""Long texts and long pages: the caret stays in sight, and Tab scrolls no further than it must."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

WORDS = "Draft clauses of a contract that a small business can understand and keep. "


def settle() -> None:
    for _turn in range(12):
        QTest.qWait(5)


def seen(stage: Stage) -> QRect:
    page = stage.editor.bench.stack.currentWidget()
    return QRect(page.viewport().mapToGlobal(QPoint(0, 0)), page.viewport().size())


def caret(widget: Any) -> QRect:
    place = widget.cursorRect()
    return QRect(widget.viewport().mapToGlobal(place.topLeft()), place.size())


def bar(stage: Stage) -> Any:
    return stage.editor.bench.stack.currentWidget().verticalScrollBar()


@pytest.fixture
def stage(open_form: Open) -> Stage:
    stage = open_form(make_view("F2", values={"p16": WORDS * 30, "p19": WORDS}), at="p16")
    stage.editor.resize(1160, 560)
    settle()
    return stage


def test_the_caret_stays_in_sight_while_a_text_grows(stage: Stage) -> None:
    block = stage.block("p19")
    block.focus_path("p19")
    text = block.editor.focusProxy()
    foot = block.mapTo(stage.editor.bench.stack.currentWidget().widget(), QPoint(0, 0)).y()
    bar(stage).setValue(foot + 90 - bar(stage).pageStep())
    settle()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for _line in range(12):
        QTest.keyClick(text, Qt.Key.Key_Return)
        QTest.keyClicks(text, "more")
        settle()
        assert seen(stage).contains(caret(text))


def test_the_keys_that_move_the_caret_take_the_page_along(stage: Stage) -> None:
    block = stage.block("p16")
    block.focus_path("p16")
    text = block.editor.focusProxy()
    QTest.keyClick(text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    bar(stage).setValue(block.mapTo(stage.editor.bench.stack.currentWidget().widget(),
                                    QPoint(0, 0)).y() - 300)  # fmt: skip
    settle()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _line in range(20):
            QTest.keyClick(text, key)
            settle()
            assert seen(stage).contains(caret(text))


def test_tab_to_a_field_in_sight_scrolls_nothing(stage: Stage) -> None:
    inner = stage.editor.bench.stack.currentWidget().widget()
    first, second = stage.block("p17.min"), stage.block("p17.max")
    first.focus_path("p17.min")
    settle()
    foot = second.mapTo(inner, QPoint(0, second.height())).y()
    bar(stage).setValue(foot + 4 - bar(stage).pageStep())
    settle()
    before = bar(stage).value()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert second.isAncestorOf(QApplication.focusWidget())
    assert bar(stage).value() == before


def test_tab_to_a_field_out_of_sight_shows_its_name_too(stage: Stage) -> None:
    inner = stage.editor.bench.stack.currentWidget().widget()
    stage.block("p17.max").focus_path("p17.max")
    target = stage.block("p18")
    top = target.mapTo(inner, QPoint(0, 0)).y()
    bar(stage).setValue(top + 6 - bar(stage).pageStep())
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert target.isAncestorOf(QApplication.focusWidget())
    whole = QRect(target.mapToGlobal(QPoint(0, 0)), target.size())
    assert seen(stage).contains(whole)
    assert seen(stage).bottom() - whole.bottom() <= 24
    bar(stage).setValue(target.mapTo(inner, QPoint(0, 0)).y() + target.height() - 4)
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    settle()
    assert seen(stage).contains(QRect(target.mapToGlobal(QPoint(0, 0)), target.size()))
