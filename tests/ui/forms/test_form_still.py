"""A page stays where it is while the cell in use is in sight; else it goes no further than needed.

Who clicks twice at one place is to hit the same row, also where something was undone between.
"""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.sight import least_scroll
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

SAID = "Draft clauses of a contract that a small business can understand and keep. " * 3
CONTROL = Qt.KeyboardModifier.ControlModifier
VIDEO, NARRATION = 0, 5


def scenes(count: int) -> tuple[Row, ...]:
    return tuple(
        Row(f"s{n}", f"{n:03d}", {"video": "V1", "scene": str(n), "picture": "A desk",
                                  "narration": SAID})
        for n in range(1, count + 1)
    )  # fmt: skip


def settle() -> None:
    for _turn in range(12):
        QTest.qWait(5)


def opened(open_form: Open, count: int, cell: str) -> tuple[Stage, Any]:
    """Open the storyboard of so many scenes at a cell of it."""
    stage = open_form(make_view("F7", rows={"d12": scenes(count)}), at=f"d12/{cell}")
    settle()
    return stage, stage.block("d12").editor


def place(stage: Stage, table: Any) -> QRect:
    """Return where the current cell stands in the window."""
    cell = table.view.visualRect(table.view.currentIndex())
    at: QPoint = table.view.viewport().mapTo(stage.editor, cell.topLeft())
    return QRect(at, cell.size())


def is_seen(stage: Stage, table: Any) -> bool:
    """Tell whether the whole current cell is in sight, in the table and in the page."""
    page = stage.editor.bench.stack.currentWidget()
    seen = QRect(page.viewport().mapTo(stage.editor, QPoint(0, 0)), page.viewport().size())
    inner = table.view.viewport()
    seen &= QRect(inner.mapTo(stage.editor, QPoint(0, 0)), inner.size())
    cell = place(stage, table)
    return seen.top() <= cell.top() and cell.bottom() <= seen.bottom()


def bars(stage: Stage, table: Any) -> tuple[int, int]:
    page = stage.editor.bench.stack.currentWidget()
    return page.verticalScrollBar().value(), table.view.verticalScrollBar().value()


@pytest.mark.parametrize("count", [4, 8, 30])
def test_nothing_moves_where_a_step_is_undone_in_sight(open_form: Open, count: int) -> None:
    stage, table = opened(open_form, count, f"s{count - 1}/narration")
    before, bars_before = place(stage, table), bars(stage, table)
    QTest.keyClick(table.view, Qt.Key.Key_Backspace)
    settle()
    stage.session.undo()
    settle()
    assert (place(stage, table), bars(stage, table)) == (before, bars_before)


@pytest.mark.parametrize("count", [4, 8, 30])
def test_nothing_moves_where_a_row_goes_and_comes_back(open_form: Open, count: int) -> None:
    stage, table = opened(open_form, count, f"s{count - 3}/narration")
    before, bars_before = place(stage, table), bars(stage, table)
    QTest.keyClick(table.view, Qt.Key.Key_Delete, CONTROL)
    settle()
    assert place(stage, table).topLeft() == before.topLeft()
    stage.session.undo()
    settle()
    assert (place(stage, table).topLeft(), bars(stage, table)) == (before.topLeft(), bars_before)
    assert table.model.row_id(table.view.currentIndex().row()) == f"s{count - 3}"


@pytest.mark.parametrize("count", [0, 4, 8, 30])
def test_the_first_cell_that_was_pasted_is_current_and_in_sight(
    open_form: Open, count: int
) -> None:
    stage, table = opened(open_form, count, f"s{count}/video")
    last = table.model.index(count, VIDEO)
    table.view.setFocus()
    table.view.setCurrentIndex(last)
    lines = "\n".join(f"V2\t{n}\t20\tA desk\t\t{SAID}" for n in range(25))
    QGuiApplication.clipboard().setText(lines)
    QTest.keyClick(table.view, Qt.Key.Key_V, CONTROL)
    settle()
    now = table.view.currentIndex()
    assert (now.row(), now.column()) == (count, VIDEO)
    assert table.view.block() == (count, VIDEO, count + 24, NARRATION)
    assert is_seen(stage, table)
    stage.session.undo()
    settle()
    assert is_seen(stage, table)


def test_rows_pasted_in_sight_move_nothing(open_form: Open) -> None:
    stage, table = opened(open_form, 8, "s6/video")
    before, bars_before = place(stage, table), bars(stage, table)
    QGuiApplication.clipboard().setText(f"V2\t6\t20\tA desk\t\t{SAID}\nV2\t7\t20\tA desk\t\t{SAID}")
    QTest.keyClick(table.view, Qt.Key.Key_V, CONTROL)
    settle()
    assert (place(stage, table), bars(stage, table)) == (before, bars_before)


def test_a_notice_above_the_page_leaves_the_cell_in_use_where_it_is(open_form: Open) -> None:
    stage, table = opened(open_form, 8, "s6/video")
    page = stage.editor.bench.stack.currentWidget()
    page.verticalScrollBar().setValue(40)
    settle()
    before = place(stage, table)
    stage.editor.bench.notice.say("Nothing to undo.")
    settle()
    assert stage.editor.bench.notice.isVisible()
    assert place(stage, table) == before
    stage.editor.bench.notice.hide()
    settle()
    assert place(stage, table) == before


def test_the_keys_take_the_page_along_no_further_than_needed(open_form: Open) -> None:
    rows = tuple(Row(f"q{n}", f"{n:03d}", {"code": f"LO{n}", "statement": SAID})
                 for n in range(1, 8))  # fmt: skip
    stage = open_form(make_view("F7", rows={"d5": rows, "d7": rows}), at="d5/q1/code")
    table = stage.block("d7").editor
    page = stage.editor.bench.stack.currentWidget()
    table.view.focus_path("d7/q1/code")
    settle()
    assert is_seen(stage, table)
    for _row in range(6):
        at, seen = page.verticalScrollBar().value(), is_seen(stage, table)
        QTest.keyClick(table.view, Qt.Key.Key_Down)
        settle()
        assert is_seen(stage, table)
        low = place(stage, table).bottom()
        room = page.viewport().mapTo(stage.editor, QPoint(0, page.viewport().height())).y()
        moved = page.verticalScrollBar().value() != at
        assert seen
        assert not moved or room - low <= 24


def test_a_cell_that_is_cut_off_stays_under_a_click_and_is_whole_once_one_types(
    open_form: Open,
) -> None:
    stage, table = opened(open_form, 5, "s1/video")
    page, view = stage.editor.bench.stack.currentWidget(), table.view
    stage.editor.resize(1366, 560)
    settle()
    page.verticalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(0)
    settle()
    low = page.viewport().mapTo(stage.editor, QPoint(0, page.viewport().height())).y()
    low = min(low, view.viewport().mapTo(stage.editor, QPoint(0, view.viewport().height())).y())
    spot = view.viewport().mapFrom(stage.editor, QPoint(0, low - 6))
    index = table.model.index(view.rowAt(spot.y()), NARRATION)
    assert view.visualRect(index).bottom() > spot.y() + 6, "it is cut off"
    before = bars(stage, table)
    place_ = QPoint(view.visualRect(index).center().x(), spot.y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_)
    settle()
    assert view.currentIndex() == index
    assert bars(stage, table) == before
    QTest.keyClicks(view, "N")
    settle()
    assert is_seen(stage, table)


def test_a_click_on_a_number_or_a_heading_scrolls_nothing(open_form: Open) -> None:
    stage, table = opened(open_form, 12, "s2/narration")
    stage.editor.resize(1160, 700)
    settle()
    view, left = table.view, Qt.MouseButton.LeftButton
    view.horizontalScrollBar().setValue(30)
    view.verticalScrollBar().setValue(40)
    settle()

    def at() -> tuple[int, int]:
        return view.horizontalScrollBar().value(), view.verticalScrollBar().value()

    assert at() == (30, 40)
    down, across = view.verticalHeader(), view.horizontalHeader()
    place = QPoint(10, down.sectionViewportPosition(2) + 10)
    QTest.mouseClick(down.viewport(), left, pos=place)
    settle()
    assert view.selected_rows() == [2]
    assert at() == (30, 40)
    place = QPoint(across.sectionViewportPosition(3) + 40, 10)
    QTest.mouseClick(across.viewport(), left, pos=place)
    settle()
    assert view.block() == (0, 3, 12, 3)
    assert at() == (30, 40)


@pytest.mark.parametrize(
    ("at", "top", "bottom", "wanted"),
    [
        (100, 100, 300, 100),
        (100, 250, 300, 100),
        (100, 50, 90, 40),
        (100, 280, 310, 120),
        (100, 50, 900, 100),
        (100, 150, 900, 150),
        (100, 20, 250, 20),
    ],
)
def test_the_least_way_that_shows_a_place(at: int, top: int, bottom: int, wanted: int) -> None:
    assert least_scroll(at, 200, top, bottom, 10) == wanted
