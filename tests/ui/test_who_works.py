"""A refusal that is about who works here leads to where one says that."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton

from mcdesk.errors import Finding
from mcdesk.ui.dialogs import FindingsDialog
from mcdesk.ui.parts import Link
from tests.ui.tabs import awake

DENIED = Finding("no_right", "This takes: CTL lead. Now working: CTL-02.")
OTHER = Finding("missing", "Topic is empty.", {}, "F1", "topic")
WORDS = "Who works here? Change the person…"


@pytest.fixture
def window(qtbot: Any) -> Any:
    window, asked = QMainWindow(), []
    window.inner = QPushButton("Deed")
    window.setCentralWidget(window.inner)
    choosing = QAction(WORDS, window)
    choosing.setObjectName("person")
    choosing.triggered.connect(lambda: asked.append(window.isActiveWindow()))
    window.choosing, window.asked = choosing, asked
    return awake(qtbot, window)


def links(dialog: Any) -> list[Link]:
    return [each for each in dialog.findChildren(Link) if each.text() == WORDS]


def test_it_closes_and_asks_who_works(qtbot, window):
    dialog = awake(qtbot, FindingsDialog("No", [DENIED], window.inner))
    (link,) = links(dialog)
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert dialog.isHidden()
    qtbot.waitUntil(lambda: len(window.asked) == 1)


def test_it_is_not_there_where_it_would_not_help(qtbot, window):
    assert not links(awake(qtbot, FindingsDialog("No", [OTHER], window.inner)))
    window.choosing.setEnabled(False)
    assert not links(awake(qtbot, FindingsDialog("No", [DENIED], window.inner)))
    assert not links(awake(qtbot, FindingsDialog("No", [DENIED])))
