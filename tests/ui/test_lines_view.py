"""Lists as tables: what a chosen row looks like."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from mcdesk.ui import theme
from mcdesk.ui.people.table import Line, LinesView


def test_a_chosen_row_keeps_its_colour(qtbot):
    view = LinesView(("Name",), (0,))
    qtbot.addWidget(view)
    view.resize(300, 120)
    view.show_lines([Line("a", ("████████",), "bad"), Line("b", ("████████",))])
    view.show()
    wanted, plain = (QColor(theme.current().bad).rgb(), QColor(theme.current().ink).rgb())
    for chosen, colours in (("a", {wanted}), ("b", {wanted})):
        view.pick(chosen)
        image = view.viewport().grab().toImage()
        seen = {image.pixel(x, y) for x in range(0, 120, 2) for y in range(0, 28, 2)}
        assert colours <= seen
        assert plain not in seen


def test_codes_are_sorted_by_their_numbers(qtbot):
    view = LinesView(("Code",), (0,))
    qtbot.addWidget(view)
    view.show_lines([Line(code, (code,)) for code in ("R14", "F10", "R2", "F9", "F 0.5", "F 0.25")])
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    shown = [view.model().index(row, 0).data() for row in range(6)]
    assert shown == ["F 0.25", "F 0.5", "F9", "F10", "R2", "R14"]
