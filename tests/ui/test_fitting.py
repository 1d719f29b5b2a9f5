"""Windows that fit their screen, also one that comes back to another screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMainWindow

from mcdesk.ui import fitting

SMALLEST = QSize(900, 560)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.setMinimumSize(SMALLEST)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def room(monkeypatch):
    """Gives every screen so much room: a laptop's at 150%, or a large one's."""

    def use(width: int, height: int) -> QRect:
        rect = QRect(0, 0, width, height)
        monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: rect)
        return rect

    return use


def test_a_window_is_no_larger_than_its_screen_and_its_title_bar_in_sight(window, room):
    window.setGeometry(3, 25, 1360, 740)
    place = room(911, 512)
    fitting.show(window)
    assert window.width() <= place.width()
    assert window.height() <= place.height() - fitting.TITLE_BAR
    window.resize(100, 100)
    assert window.height() > 400


def test_a_window_that_fits_stays_as_it_was(window, room):
    window.setGeometry(3, 25, 1360, 740)
    room(1920, 1080)
    fitting.show(window)
    assert window.size() == QSize(1360, 740)
    assert window.minimumSize() == SMALLEST


def test_a_window_that_is_to_fill_the_screen_does(window, room):
    window.setWindowState(Qt.WindowState.WindowMaximized)
    room(911, 512)
    fitting.show(window)
    assert window.isMaximized()
    assert window.minimumSize().height() < SMALLEST.height()
