"""What a keystroke touches: the place that is typed in, and nothing else of the page."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.inspector import SOON
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

ROWS = tuple(Row(f"r{n}", f"{n}", {"code": f"LO{n}", "statement": "Classify"}) for n in range(9))


class Counted(QObject):
    """Counts how often something is laid out anew."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", values={"d3": "A chart."}, rows={"d5": ROWS}))


def settle(stage: Stage, qtbot: Any) -> None:
    """Let what a change of the focus brings along be done."""
    qtbot.waitUntil(lambda: not stage.editor.inspector._timer.isActive())
    for _turn in range(4):
        QApplication.processEvents()


def told(model: Any) -> list[tuple[int, int, int, int]]:
    """Return a list that will name the cells of which a model says that they are others."""
    cells: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(
        lambda top, end: cells.append((top.row(), top.column(), end.row(), end.column()))
    )
    return cells


def test_a_text_that_grows_no_line_leaves_the_page_as_it_is_laid_out(
    stage: Stage, qtbot: Any
) -> None:
    block = stage.block("d3")
    box = block.editor.box
    block.focus_path("d3")
    QTest.keyClicks(box, "One")
    settle(stage, qtbot)
    laid_out = Counted(block)
    QTest.keyClicks(box, "two")
    QApplication.processEvents()
    assert laid_out.times == 0
    assert block._counter.text().startswith(f"{len(box.toPlainText())} / ")


def test_a_form_that_opens_with_nothing_left_is_worked_out_once(open_form: Open) -> None:
    worked_out: list[int] = []
    stage = open_form(make_view("F7", rows={"d5": ROWS}))
    stage.editor.inspector.inspected.connect(lambda: worked_out.append(1))
    QTest.qWait(2 * SOON)
    assert not worked_out
    stage.block("d3").focus_path("d3")
    QTest.keyClicks(stage.block("d3").editor.box, "A")
    QTest.qWait(2 * SOON)
    assert worked_out


def test_a_counter_that_says_more_takes_its_room(open_form: Open) -> None:
    most = make_view("F7").definition.fields["d3"].max
    stage = open_form(make_view("F7", values={"d3": "x" * (most - 1)}))
    counter = stage.block("d3")._counter
    QApplication.processEvents()
    wide = counter.width()
    assert counter.sizeHint().width() <= wide
    stage.block("d3").focus_path("d3")
    QTest.keyClicks(stage.block("d3").editor.box, "xxx")
    QApplication.processEvents()
    assert "too many" in counter.text()
    assert counter.sizeHint().width() <= counter.width()
    assert counter.width() > wide


def test_a_cell_that_is_typed_in_is_the_only_one_that_is_drawn_anew(
    stage: Stage, qtbot: Any
) -> None:
    editor = stage.block("d5").editor
    stage.editor.go("d5/r4/statement")
    settle(stage, qtbot)
    cells, number = told(editor.model), editor.view.currentIndex().column()
    QTest.keyClicks(editor.view, "A")
    assert cells == [(4, number, 4, number)]


def test_findings_draw_only_the_rows_that_they_are_about(open_form: Open, qtbot: Any) -> None:
    stage = open_form(make_view("F2", rows={"p20": ROWS}))
    editor = stage.block("p20").editor
    settle(stage, qtbot)
    cells = told(editor.model)
    stage.session.set("p20/r4/statement", "Know the limits")
    cells.clear()
    stage.editor.inspector.inspect()
    assert {(top, end) for top, _first, end, _last in cells} == {(4, 4)}
    cells.clear()
    stage.editor.inspector.inspect()
    assert cells == []
