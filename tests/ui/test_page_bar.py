"""The bar above a page: in a narrow window its buttons show their icons, and are whole."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QMenu

from mcdesk.ui import parts
from mcdesk.ui.people.desk_page import PageBar, page_bar


@pytest.fixture
def bar(qtbot: Any) -> PageBar:
    more = parts.button("More", "", "chevron-down")
    more.setMenu(QMenu(more))
    made, _row = page_bar(
        "Register", more, 1, parts.button("Copy as table", "", "copy"),
        parts.button("Save as XLSX…", "", "download"),
        parts.button("Print & sign…".replace("&", "&&"), "primary", "printer"),
    )  # fmt: skip
    qtbot.addWidget(made)
    made.show()
    return made


def words(bar: PageBar) -> list[str]:
    return [each.text() for each in bar.findChildren(parts.IconButton)]


def test_in_a_narrow_window_buttons_fold_the_one_that_matters_last(bar: PageBar) -> None:
    bar.resize(1000, 52)
    whole, folded = bar.sizeHint().width(), bar.findChildren(parts.IconButton)
    bar.resize(whole, 52)
    assert words(bar) == ["More", "Copy as table", "Save as XLSX…", "Print && sign…"]
    bar.resize(whole - 10, 52)
    assert words(bar) == ["More", "", "Save as XLSX…", "Print && sign…"]
    bar.resize(whole - folded[1].words_width - 10, 52)
    assert words(bar) == ["More", "", "", "Print && sign…"]
    bar.resize(whole // 2, 52)
    bar.layout().activate()
    assert words(bar) == ["More", "", "", ""]
    assert [each.accessibleName() for each in folded[1:]] == [
        "Copy as table", "Save as XLSX…", "Print & sign…",
    ]  # fmt: skip
    assert [each.toolTip() for each in folded[2:]] == ["Save as XLSX…", "Print & sign…"]
    assert all(each.width() >= each.sizeHint().width() for each in folded[1:])
    folded[1].setText("Copied")
    bar.resize(1000, 52)
    assert words(bar) == ["More", "Copied", "Save as XLSX…", "Print && sign…"]
    assert folded[2].toolTip() == ""
