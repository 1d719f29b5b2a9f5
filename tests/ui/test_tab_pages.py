"""Tab comes to everything of every page of the window, in the order in which it is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from mcdesk.ui import theme
from mcdesk.ui.enter import PressingWindow
from mcdesk.ui.shots import Studio
from mcdesk.ui.tabbing import takes_tab
from tests.ui.tabs import assert_ring, awake, names, walk

if TYPE_CHECKING:
    pass

PAGES = ("board", "form-F6", "takeover", "search", "session", "work", "ideas", "directory",
         "settings", "wording", "register", "guide")  # fmt: skip


def assert_page(studio: Studio, name: str) -> None:
    """Demand a ring that begins in the page, at something that is seen to have the keyboard."""
    studio.settle()
    window, now = studio.window, QApplication.focusWidget()
    assert now is not None, name
    assert window.host.page.isAncestorOf(now), (name, names([now]))
    assert takes_tab(now), (name, names([now]))
    there = assert_ring(window)
    assert not [each for each in there if isinstance(each, QScrollArea)], name


def test_tab_comes_to_everything_of_every_page_and_shift_tab_back(studio):
    scenes = dict(studio.scenes())
    assert {name for name in scenes if studio.window.host.has_place(name)} <= set(PAGES)
    for name in PAGES:
        scenes[name]()
        studio.settle()
        studio._await_page()
        assert_page(studio, name)
        studio.leave()
    studio.window.show_help()
    assert_page(studio, "help")


def test_also_of_every_part_of_a_card(studio):
    dict(studio.scenes())["card-design"]()
    studio.settle()
    bar = studio.window.host.page.findChild(QTabBar)
    for part in range(bar.count()):
        bar.setCurrentIndex(part)
        assert_page(studio, bar.tabText(part))


def _lines(count: int) -> list[QLineEdit]:
    return [QLineEdit() for _number in range(count)]


def _row(lines: list[QLineEdit]) -> QWidget:
    """Put what was made last first."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.addWidget(lines[1])
    layout.insertWidget(0, lines[0])
    layout.addWidget(lines[2])
    return holder


def _nested(lines: list[QLineEdit]) -> QWidget:
    holder = QWidget()
    layout, upper = QVBoxLayout(holder), QHBoxLayout()
    layout.addWidget(lines[2])
    layout.insertLayout(0, upper)
    upper.addWidget(lines[0])
    upper.addWidget(lines[1])
    return holder


def _grid(lines: list[QLineEdit]) -> QWidget:
    holder = QWidget()
    layout = QGridLayout(holder)
    for line, (row, column) in zip(lines[::-1], ((1, 0), (0, 1), (0, 0)), strict=True):
        layout.addWidget(line, row, column)
    return holder


@pytest.mark.parametrize("make", [_row, _nested, _grid])
def test_what_is_made_later_is_reached_where_it_stands(qtbot, make):
    window, lines = PressingWindow(), _lines(3)
    window.setCentralWidget(make(lines))
    awake(qtbot, window)
    lines[0].setFocus()
    assert walk(window) == lines
    lines[2].setFocus()
    assert walk(window, back=True) == lines[::-1]


def test_what_stands_in_no_layout_comes_last(qtbot):
    window, lines = PressingWindow(), _lines(3)
    holder = QWidget()
    lines[2].setParent(holder)
    layout = QHBoxLayout(holder)
    layout.addWidget(lines[0])
    layout.addWidget(lines[1])
    window.setCentralWidget(holder)
    awake(qtbot, window)
    lines[0].setFocus()
    assert walk(window) == lines


def test_one_that_goes_while_it_has_the_keyboard_leaves_it_to_another(qtbot):
    window, lines = PressingWindow(), _lines(3)
    window.setCentralWidget(_row(lines))
    awake(qtbot, window)
    lines[0].setFocus()
    lines[0].hide()
    qtbot.waitUntil(partial(_is_one_of, lines[1:]))
    lines[1].setFocus()
    lines[1].setEnabled(False)
    assert lines[2].hasFocus()


def _is_one_of(lines: list[QLineEdit]) -> bool:
    return QApplication.focusWidget() in lines


def test_the_tabs_of_a_card_show_that_they_have_the_keyboard(studio):
    dict(studio.scenes())["card-design"]()
    studio.settle()
    tabs = studio.window.host.page.findChild(QTabBar)
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    edge = tabs.tabRect(tabs.currentIndex()).topLeft() + QPoint(8, 0)
    assert tabs.hasFocus()
    assert tabs.grab().toImage().pixelColor(edge) == theme.current().accent
    studio.window.host.page.body.forms.list.setFocus()
    assert tabs.grab().toImage().pixelColor(edge) != theme.current().accent
