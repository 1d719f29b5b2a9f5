"""On a laptop's screen heads and labels are whole in both languages, and pages end with a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from mcdesk.ui import language
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.table_field import TableEditor
from mcdesk.ui.forms.ticks import TickBox
from tests.ui.forms.fakes import Stage, make_view

Open = Callable[..., Stage]
PADDING = 16
"""What the style sheet keeps free at the left and right of a head's words."""


@pytest.fixture(params=["en", "id"])
def tongue(request: Any) -> Iterator[str]:
    language.switch(request.param)
    yield request.param
    language.switch("en")


def sections(stage: Stage) -> Iterator[str]:
    """Show every section of a form, one after the other."""
    for section in stage.editor.session.definition.sections:
        stage.editor.bench.show_section(section.id)
        QTest.qWait(1)
        yield section.id


def cut_heads(table: TableEditor) -> list[str]:
    """Return the heads that have more words than room."""
    across, found = table.view.horizontalHeader(), []
    font = QFont(across.font())
    font.setWeight(QFont.Weight.DemiBold)
    for number in range(across.count()):
        words = table.model.headerData(number, Qt.Orientation.Horizontal)
        room = QRect(0, 0, across.sectionSize(number) - PADDING, across.height())
        flags = int(Qt.TextFlag.TextWordWrap)
        needs = QFontMetrics(font).boundingRect(room, flags, words)
        if needs.width() > room.width() or needs.height() > room.height() - 2:
            found.append(f"{words}: {needs.size()} in {room.size()}")
    return found


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "F8", "F9", "R2", "R10"])
def test_the_heads_of_tables_are_whole(open_form: Open, tongue: str, kind: str) -> None:
    stage = open_form(make_view(kind))
    cut = [
        (section, table.entry.id, head)
        for section in sections(stage)
        for table in stage.editor.findChildren(TableEditor)
        if table.isVisible()
        for head in cut_heads(table)
    ]
    assert cut == []


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "F8", "F9", "R2", "R10"])
def test_the_words_of_tick_boxes_are_whole(open_form: Open, tongue: str, kind: str) -> None:
    stage, cut = open_form(make_view(kind)), []
    for section in sections(stage):
        for box in stage.editor.findChildren(QAbstractButton):
            if not isinstance(box, QCheckBox | QRadioButton) or not box.isVisible():
                continue
            seen = box.visibleRegion().boundingRect()
            if box.width() < box.sizeHint().width() or 0 < seen.width() < box.width():
                cut.append((section, box.text(), box.sizeHint(), box.width(), seen))
    assert cut == []


@pytest.mark.parametrize("kind", ["F2", "F3", "F6", "F7", "F9", "R10", "R14"])
def test_a_page_ends_where_its_last_field_does(open_form: Open, kind: str) -> None:
    stage = open_form(make_view(kind))
    for section in sections(stage):
        page = stage.editor.bench.page(section)
        inner = page.widget()
        needs = max(inner.heightForWidth(inner.width()), page.viewport().height())
        assert inner.height() <= needs, section
        for block in page.blocks.values():
            end = block.mapTo(inner, QPoint(0, block.height())).y()
            assert not block.isVisible() or end <= inner.height(), block.path


def test_a_long_label_makes_its_box_higher_wherever_it_stands(qtbot: Any) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    words = "Untuk rilis yang kedua dan seterusnya: bandingkan perolehan belajar dengan yang lama"
    box = TickBox(words, place)
    one_line = box.sizeHint().height()
    box.resize(250, one_line)
    place.show()
    assert box.minimumHeight() == box.height() == box.heightForWidth(250) > one_line
    box.resize(900, one_line)
    assert box.minimumHeight() == one_line


@pytest.mark.parametrize("lines", [1, 60])
def test_a_dialog_is_as_wide_as_its_labels_that_cannot_break(qtbot: Any, lines: int) -> None:
    dialog = FormDialog("Something", "Do it")
    qtbot.addWidget(dialog)
    words = "Catat formulir sebelumnya yang tidak ada datanya sebagai “tidak ditemukan”"
    boxes = [QCheckBox(words) for _line in range(lines)]
    for box in boxes:
        dialog.body.addWidget(box)
    dialog.resize(480, 200)
    dialog.show()
    view, wide = dialog._scroll.viewport(), boxes[0].sizeHint().width()
    assert wide > 480 - 40
    qtbot.waitUntil(lambda: view.width() >= wide)
