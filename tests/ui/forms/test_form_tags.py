"""Words as chips, typed one after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk.ui.forms.tags import TagBox


def test_a_name_typed_with_its_titles_is_one_chip(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.show_words(["SME-01"])
    QTest.keyClicks(box.line, "ID-02, S.Kom., M.T.")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    QTest.keyClicks(box.line, "GD-01")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words() == ["SME-01", "ID-02, S.Kom., M.T.", "GD-01"]
