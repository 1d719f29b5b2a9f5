"""What stands at the right of a form on a small screen: nothing is cut off there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from mcdesk.ui import theme
from mcdesk.ui.forms.grid import Grid, GridCell
from mcdesk.ui.forms.mention import MentionText

HINT = "Comment; @ names a person"


@pytest.mark.parametrize("width", [110, 150, 400])
def test_an_empty_box_is_as_high_as_what_its_hint_needs(qtbot: Any, width: int) -> None:
    box = MentionText(list)
    qtbot.addWidget(box)
    box.setPlaceholderText(HINT)
    box.resize(width, box.height())
    box.show()
    room = box.viewport().width() - 2 * int(box.document().documentMargin())
    flags = int(Qt.TextFlag.TextWordWrap)
    needed = box.fontMetrics().boundingRect(0, 0, room, 999, flags, HINT).height()
    assert box.viewport().height() >= needed + 2 * int(box.document().documentMargin())
    two = box.height()
    box.show_text("typed")
    assert (box.height() < two) == (width < 400)


def test_headings_are_whole_where_wide_codes_leave_little_room(qtbot: Any) -> None:
    grid = Grid("")
    qtbot.addWidget(grid)
    grid.resize(219, 100)
    grid.show()
    titles = ["", "Material", "Practice", "Assessment"]
    cells = tuple(GridCell("1") for _title in titles[1:])
    for code, smaller in (("1", False), ("M10.LO12", True)):
        grid.show_lines(titles, [(GridCell(code), *cells)])
        across = grid.horizontalHeader()
        assert across.length() <= grid.viewport().width()
        metrics = QFontMetrics(across.font())
        for number, title in enumerate(titles):
            assert across.sectionSize(number) >= metrics.horizontalAdvance(title) + 4
        assert (across.font().pointSizeF() < theme.font("small").pointSizeF()) == smaller
