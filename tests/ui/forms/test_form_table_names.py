"""A name that is found in a cell of a table: the keys go on as if there were no list."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open

ROWS = (Row("v1", "1", {"code": "V1"}), Row("v2", "2", {"code": "V2"}))


@pytest.fixture
def table(open_form: Open) -> Any:
    return open_form(make_view("F7", rows={"d11": ROWS}), at="d11/v1/presenter").block("d11").editor


def list_names(table: Any, typed: str) -> tuple[Any, Any]:
    """Type into the current cell; return its editor and the list that is open then."""
    view = table.view
    view.focus_path("d11/v1/presenter")
    view.edit(view.currentIndex())
    cell = view.indexWidget(view.currentIndex())
    cell.selectAll()
    QTest.keyClicks(cell, typed)
    popup = cell.completer().popup()
    assert popup.isVisible()
    return cell, popup


def here(table: Any) -> tuple[int, str]:
    now = table.view.currentIndex()
    return now.row(), table.model.columns[now.column()].id


@pytest.mark.parametrize(
    ("key", "column"), [(Qt.Key.Key_Tab, "place"), (Qt.Key.Key_Backtab, "minutes")]
)
def test_tab_takes_the_marked_name_and_goes_to_the_next_cell(
    table: Any, key: Qt.Key, column: str
) -> None:
    _cell, popup = list_names(table, "ri")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, key)
    assert not popup.isVisible()
    assert table.model.rows[0].cells["presenter"] == "u-rina"
    assert here(table) == (0, column)
    assert table.view.hasFocus()


def test_tab_keeps_what_was_typed_where_no_name_is_marked(table: Any) -> None:
    _cell, popup = list_names(table, "ri")
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert table.model.rows[0].cells["presenter"] == "ri"
    assert here(table) == (0, "place")
    assert table.view.hasFocus()
