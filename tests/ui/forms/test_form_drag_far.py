"""Rows that are dragged to the edge of a page take the page along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view

if TYPE_CHECKING:
    from tests.ui.forms.stage import Open

LEFT = Qt.MouseButton.LeftButton
ROWS = tuple(Row(f"s{n:02}", f"{n:03}", {"kind": "read", "title": f"Step {n}"}) for n in range(40))


@pytest.fixture
def page(open_form: Open, qtbot: Any) -> Any:
    stage = open_form(make_view("F7", rows={"d8": ROWS}), at="d8")
    stage.editor.resize(1200, 400)
    qtbot.wait(1)
    page = stage.editor.bench.page("sequence")
    page.table = stage.block("d8").editor
    assert page.verticalScrollBar().maximum() > 0
    return page


def hold(page: Any, header: Any, row: int, y: int) -> None:
    """Press a row's number and drag it to a height of the page, without letting go."""
    begun = QPoint(10, header.sectionViewportPosition(row) + header.sectionSize(row) // 2)
    QTest.mousePress(header.viewport(), LEFT, pos=begun)
    QTest.mouseMove(header.viewport(), begun + QPoint(0, 16 if y > 0 else -16))
    at = page.viewport().mapToGlobal(QPoint(60, y))
    QTest.mouseMove(header.viewport(), header.viewport().mapFromGlobal(at))


def let_go(page: Any, header: Any, y: int) -> None:
    at = page.viewport().mapToGlobal(QPoint(60, y))
    QTest.mouseRelease(header.viewport(), LEFT, pos=header.viewport().mapFromGlobal(at))


def names(page: Any) -> list[str]:
    return [row.id for row in page.table.model.rows][: len(ROWS)]


def test_downwards_the_page_goes_first_then_the_rows_of_the_table(page: Any, qtbot: Any) -> None:
    table, bar = page.table, page.verticalScrollBar()
    header, beyond = table.view.verticalHeader(), page.viewport().height() + 10
    bar.setValue(0)
    table.view.verticalScrollBar().setValue(0)
    cut = table.view.mapTo(page.viewport(), QPoint(0, table.view.height())).y()
    assert cut > page.viewport().height()
    hold(page, header, 0, beyond)
    qtbot.waitUntil(lambda: table.view.verticalScrollBar().value() > 200)
    end = table.view.mapTo(page.viewport(), QPoint(0, table.view.height())).y()
    assert end <= page.viewport().height(), "the page went along to the end of the table"
    assert end > page.viewport().height() - 40, "and no further"
    assert table.view.dragged.line.isVisible()
    let_go(page, header, beyond)
    assert names(page).index("s00") > 8
    inner = table.view.verticalScrollBar()

    def rests() -> bool:
        before = inner.value()
        qtbot.wait(100)
        return bool(inner.value() == before)

    qtbot.waitUntil(rests)  # the rows may take their heights anew, and no more
    assert inner.value() < inner.maximum() - 100


def test_upwards(page: Any, qtbot: Any) -> None:
    table, bar = page.table, page.verticalScrollBar()
    header, inner = table.view.verticalHeader(), table.view.verticalScrollBar()
    inner.setValue(inner.maximum())
    bar.setValue(table.view.mapTo(page.widget(), QPoint(0, 150)).y())
    hold(page, header, 39, -5)
    qtbot.waitUntil(lambda: inner.value() < inner.maximum() - 300)
    assert table.view.mapTo(page.viewport(), QPoint()).y() >= 0
    let_go(page, header, -5)
    assert names(page).index("s39") < 33


def test_within_the_page_nothing_goes_along(page: Any, qtbot: Any) -> None:
    bar = page.verticalScrollBar()
    bar.setValue(0)
    header = page.table.view.verticalHeader()
    hold(page, header, 0, page.viewport().height() - 80)
    qtbot.wait(150)
    assert bar.value() == 0
    let_go(page, header, page.viewport().height() - 80)
