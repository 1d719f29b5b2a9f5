"""Wide tables: the column that names a row stays, and the first cell to fill comes first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.table_pin import naming_column
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open


@pytest.fixture
def table(open_form: Open):
    rows = tuple(
        Row(f"r{n}", str(n), {"code": "RM", "component": f"Reading {n}", "status": "planned"})
        for n in range(12)
    )
    editor = open_form(make_view("F5", rows={"c1": rows})).block("c1").editor
    editor.view.setFixedWidth(700)
    editor.view.share_width()
    assert editor.view.is_cramped()
    return editor


def place(table, column: str) -> int:
    return [each.id for each in table.model.columns].index(column)


@pytest.mark.parametrize(
    ("kind", "field", "column"),
    [
        ("F5", "c1", "component"),
        ("F3", "t3", "activity"),
        ("F7", "d4", "note"),
        ("F7", "d8", "step"),
        ("F7", "d11", "title"),
        ("F7", "d12", "scene"),
        ("F7", "d15", "criterion"),
        ("F7", "d16", "code"),
    ],
)
def test_the_column_that_names_a_row_is_found(kind: str, field: str, column: str) -> None:
    columns = make_view(kind).definition.fields[field].columns
    assert columns[naming_column(columns)].id == column


def test_what_a_row_is_stays_in_sight_while_its_status_is_set(table) -> None:
    view = table.view
    assert view.pinned.isHidden()
    view.setCurrentIndex(table.model.index(3, place(table, "status")))
    assert view.pinned.isVisible()
    assert view.pinned.x() == view.viewport().x()
    status = view.visualRect(view.currentIndex())
    assert status.left() >= view.pinned.covers, "it is not hidden below the column that stays"
    view.setCurrentIndex(table.model.index(3, place(table, "round")))
    assert view.visualRect(view.currentIndex()).left() >= view.pinned.covers
    view.horizontalScrollBar().setValue(0)
    assert view.pinned.isHidden()


def test_a_click_on_the_column_that_stays_goes_to_its_cell(table, qtbot) -> None:
    view = table.view
    view.setCurrentIndex(table.model.index(3, place(table, "status")))
    y = view.horizontalHeader().height() + view.rowViewportPosition(5) + 4
    QTest.mouseClick(view.pinned, Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    now = view.currentIndex()
    assert (now.row(), now.column()) == (5, place(table, "component"))
    assert view.pinned.isHidden()


def test_a_signed_table_is_entered_where_it_stays_open(table, monkeypatch) -> None:
    open_ = place(table, "status")
    monkeypatch.setattr(table.model, "is_open", lambda index: index.column() == open_)
    table.view.setFocus()
    table.view.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert table.view.currentIndex().column() == open_
