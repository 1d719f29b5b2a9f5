"""On a laptop's screen heads and labels are whole in both languages, and pages end with a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from mcdesk.ui import language
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.table_field import TableEditor
from mcdesk.ui.forms.ticks import TickBox
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

Look = Callable[[str, str], "Survey"]
PADDING = 16
"""What the style sheet keeps free at the left and right of a head's words."""


class Survey(NamedTuple):
    """What is wrong in the sections of a form that was looked at in a language."""

    heads: list[str]
    boxes: list[str]
    ends: list[str]


SURVEYED: dict[tuple[str, str], Survey] = {}


@pytest.fixture
def survey(open_form: Open) -> Iterator[Callable[[str, str], Survey]]:
    """Looks once at all sections of a form in a language, for all that is asked of them."""

    def surveyed(tongue: str, kind: str) -> Survey:
        if (tongue, kind) not in SURVEYED:
            language.switch(tongue)
            stage, found = open_form(make_view(kind)), Survey([], [], [])
            for section in sections(stage):
                found.heads.extend(cut_heads(stage, section))
                found.boxes.extend(cut_boxes(stage, section))
                found.ends.extend(false_ends(stage, section))
            SURVEYED[tongue, kind] = found
        return SURVEYED[tongue, kind]

    yield surveyed
    language.switch("en")


def sections(stage: Stage) -> Iterator[str]:
    """Show every section of a form, one after the other."""
    for section in stage.editor.session.definition.sections:
        stage.editor.bench.show_section(section.id)
        QTest.qWait(1)
        yield section.id


def cut_heads(stage: Stage, section: str) -> Iterator[str]:
    """Yield the heads of the tables seen that have more words than room."""
    for table in stage.editor.findChildren(TableEditor):
        if not table.isVisible():
            continue
        across = table.view.horizontalHeader()
        font = QFont(across.font())
        font.setWeight(QFont.Weight.DemiBold)
        for number in range(across.count()):
            words = table.model.headerData(number, Qt.Orientation.Horizontal)
            room = QRect(0, 0, across.sectionSize(number) - PADDING, across.height())
            flags = int(Qt.TextFlag.TextWordWrap)
            needs = QFontMetrics(font).boundingRect(room, flags, words)
            if needs.width() > room.width() or needs.height() > room.height() - 2:
                size = f"{needs.size()} in {room.size()}"
                yield f"{section}, {table.entry.id}, {words}: {size}"


def cut_boxes(stage: Stage, section: str) -> Iterator[str]:
    """Yield the tick boxes seen whose words are cut."""
    for box in stage.editor.findChildren(QAbstractButton):
        if not isinstance(box, QCheckBox | QRadioButton) or not box.isVisible():
            continue
        seen = box.visibleRegion().boundingRect()
        if box.width() < box.sizeHint().width() or 0 < seen.width() < box.width():
            yield f"{section}, {box.text()}: {box.sizeHint()} in {box.width()}, {seen}"


def false_ends(stage: Stage, section: str) -> Iterator[str]:
    """Yield where a page goes on below its last field, or ends before it."""
    page = stage.editor.bench.page(section)
    inner = page.widget()
    needs = max(inner.heightForWidth(inner.width()), page.viewport().height())
    if inner.height() > needs:
        yield f"{section}: {inner.height()} for {needs}"
    for block in page.blocks.values():
        end = block.mapTo(inner, QPoint(0, block.height())).y()
        if block.isVisible() and end > inner.height():
            yield f"{section}, {block.path}: {end} of {inner.height()}"


@pytest.mark.parametrize("tongue", ["en", "id"])
@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "F8", "F9", "R2", "R10"])
def test_the_heads_of_tables_are_whole(survey: Look, tongue: str, kind: str) -> None:
    assert survey(tongue, kind).heads == []


@pytest.mark.parametrize("tongue", ["en", "id"])
@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "F8", "F9", "R2", "R10"])
def test_the_words_of_tick_boxes_are_whole(survey: Look, tongue: str, kind: str) -> None:
    assert survey(tongue, kind).boxes == []


@pytest.mark.parametrize("kind", ["F2", "F3", "F6", "F7", "F9", "R10", "R14"])
def test_a_page_ends_where_its_last_field_does(survey: Look, kind: str) -> None:
    assert survey("en", kind).ends == []


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
