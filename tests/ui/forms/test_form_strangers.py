"""Names that nobody in the directory has: offered to be added, in the list and below the field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mcdesk.procedure.names import OTHER_TITLE
from mcdesk.ui.forms.lines import NameLine
from tests.ui.forms.fakes import make_view

ROOM = 300


@pytest.fixture
def line(qtbot: Any) -> Iterator[tuple[NameLine, QPushButton]]:
    """A line of names with a button far below it."""
    window = QWidget()
    qtbot.addWidget(window)
    made, below = NameLine(["Ana Sari", "Budi Hart"], may_add=True), QPushButton("Below")
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addSpacing(ROOM)
    layout.addWidget(below)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made, below
    made.completer().popup().hide()


def listed(made: NameLine) -> list[str]:
    model = made.completer().popup().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_name_that_nobody_has_is_offered_to_be_added(line: Any, qtbot: Any) -> None:
    made, _below = line
    QTest.keyClicks(made, "An")
    assert listed(made) == ["Ana Sari"]
    QTest.keyClicks(made, "ton")
    assert listed(made) == ["Add “Anton” to the directory…"]
    popup = made.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    assert made.text() == "Anton"
    with qtbot.waitSignal(made.stranger_wanted) as wanted:
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert wanted.args == ["Anton"]
    made.clear()
    QTest.keyClicks(made, "ana sari")
    assert listed(made) == ["Ana Sari"]


def test_the_click_that_closes_the_list_counts(line: Any, qtbot: Any) -> None:
    made, below = line
    QTest.keyClicks(made, "ana")
    popup = made.completer().popup()
    assert popup.isVisible()
    place = popup.mapFromGlobal(below.mapToGlobal(below.rect().center()))
    with qtbot.waitSignal(below.pressed):
        QTest.mousePress(popup, Qt.MouseButton.LeftButton, pos=place)
    assert not popup.isVisible()
    assert below.hasFocus()
    home = below.window()
    with qtbot.waitSignal(below.clicked):
        QTest.mouseRelease(
            home.windowHandle(), Qt.MouseButton.LeftButton,
            pos=below.mapTo(home, below.rect().center()),
        )  # fmt: skip
    with qtbot.waitSignal(below.clicked):
        QTest.mouseClick(
            home.windowHandle(), Qt.MouseButton.LeftButton,
            pos=below.mapTo(home, below.rect().center()),
        )  # fmt: skip


def test_a_title_that_is_another_than_the_card_s_is_pointed_out_and_the_card_s_is_taken(
    open_form: Any, qtbot: Any
) -> None:
    """The print of a proposal bears the card's title and its own (domain.md, F2 p1)."""
    stage = open_form(make_view("F2", values={"p1": "Triage by Telephone", "p2": "Triase"}))
    bench = stage.editor.bench
    (said,) = (each for each in bench.inspector.all if each.code == OTHER_TITLE)
    assert (said.path, said.level) == ("p1", "warn")
    assert "The card is called “Triage Communication”" in said.sentence("en")
    (take,) = (
        each for each in stage.editor.findChildren(QPushButton) if each.text() == "Take that title"
    )
    take.click()
    assert bench.session.content.text("p1") == "Triage Communication"
    bench.inspector.inspect()
    assert not [each for each in bench.inspector.all if each.code == OTHER_TITLE]
    shut = open_form(make_view("F2", values={"p1": "Triage by Telephone"}, read_only=True))
    assert not [each for each in shut.editor.bench.inspector.all if each.code == OTHER_TITLE]
