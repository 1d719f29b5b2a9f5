"""A form on a small screen: nothing of it, nor of what stands at its right, is cut off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mcdesk.application.views import Change, CommentLine, HistoryLine
from mcdesk.errors import Trouble
from mcdesk.i18n import Language, use_language
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label
from mcdesk.ui import theme
from mcdesk.ui.forms.abreast import AbreastLayout
from mcdesk.ui.forms.block import FieldBlock
from mcdesk.ui.forms.grid import Grid, GridCell
from mcdesk.ui.forms.mention import MentionText
from mcdesk.ui.forms.parts import column
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.workbench import Workbench
from mcdesk.ui.parts import breakable, label, tip
from tests.ui.forms.fakes import make_view

HINT = "Comment; @ names a person"
TEXT, LINE = FieldType.TEXT, FieldType.LINE


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


@pytest.mark.parametrize("shown", ["en", "id"])
def test_nothing_of_a_form_runs_under_its_panes_in_the_smallest_window(
    open_form: Any, shown: Language
) -> None:
    use_language(shown)
    editor = open_form(make_view("F2")).editor
    editor.resize(844, 700)  # a window of 900 beside its icons
    bench = editor.findChild(Workbench)
    for section in bench.sections:
        bench.show_section(section.id)
        page = bench.page(section.id)
        for block in page.blocks.values():
            block.head.asked.show()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert page.widget().minimumSizeHint().width() <= page.viewport().width(), section.id
        assert not page.horizontalScrollBar().isVisible()
        for block in page.findChildren(FieldBlock):
            right = block.mapTo(page.viewport(), QPoint(block.width(), 0)).x()
            assert right <= page.viewport().width(), block.path
    side = bench.side
    assert side.widget().minimumSizeHint().width() <= side.viewport().width()


def test_fields_stand_side_by_side_only_where_each_has_its_width(qtbot: Any) -> None:
    holder, parts = QWidget(), [QLabel("one" * 12), QLabel("two" * 12)]
    outer = column(holder)
    layout = AbreastLayout(gap=10, shared=True)
    for part in parts:
        layout.addWidget(part)
    outer.addLayout(layout)
    outer.addStretch(1)
    qtbot.addWidget(holder)
    holder.show()
    first, second = parts
    least = max(part.minimumSizeHint().width() for part in parts)
    holder.resize(2 * least + 30, 200)
    assert first.y() == second.y()
    assert abs(first.width() - second.width()) <= 1
    holder.resize(2 * least - 20, 200)
    assert first.x() == second.x()
    assert second.y() >= first.geometry().bottom()
    assert first.width() == holder.width()


def test_a_long_label_of_a_box_to_tick_wraps_and_the_whole_of_it_ticks(qtbot: Any) -> None:
    box = TickBox("I state that this is original work or properly licensed, all of it")
    qtbot.addWidget(box)
    whole = box.sizeHint()
    assert box.heightForWidth(whole.width()) == whole.height()
    slim = box.minimumSizeHint().width()
    assert slim < whole.width()
    high = box.heightForWidth(slim)
    assert high > whole.height()
    box.resize(slim, high)
    box.show()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(slim - 4, high - 4))
    assert box.isChecked()


@pytest.mark.parametrize("word", ["W" * 47 + "…", "M" * 24, "w" * 24, "m" * 30, "W" * 100_000])
def test_the_pane_at_the_right_is_as_wide_as_the_window_allows_whatever_was_typed(
    open_form: Any, word: str
) -> None:
    change = Change(Label("Title (English)", "Judul (bahasa Inggris)"), "", word, "p1")
    line = HistoryLine(
        "e1", "2026-11-23T02:00:00+00:00", word, "FormFilled", Label(word, word), "MC", "c1",
        changes=(change,), note=word,
    )  # fmt: skip
    comment = CommentLine("m1", "p1", word, word, "2026-11-23T03:00:00+00:00", False)
    editor = open_form(make_view("F2", history=(line,), comments=(comment,))).editor
    editor.resize(844, 700)  # a window of 900 beside its icons
    side = editor.bench.side
    editor.bench.show_section("identity")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert word[:12] in " ".join(each.text() for each in side.findChildren(QLabel))
    assert side.widget().width() <= side.viewport().width()


def test_a_label_that_wraps_says_its_words_as_they_were_given(qtbot) -> None:
    word = "x" * 3000
    made = label(word, wrap=True)
    qtbot.addWidget(made)
    assert made.text() == word
    assert made.minimumSizeHint().width() < 400
    made.setText(f"{word}y")
    assert made.text() == f"{word}y"
    assert made.minimumSizeHint().width() < 400
    assert max(map(len, tip(word).splitlines())) <= 80
    assert breakable(breakable(word)) == breakable(word)


def test_only_words_that_are_endless_may_break_anywhere() -> None:
    assert "\u200b" not in breakable("mempertanggungjawabkan internationalisation WWWWWWWWWWWW")
    assert breakable("W" * 13) == "W" * 12 + "\u200bW"
    assert breakable("i" * 25) == "i" * 24 + "\u200bi"


def test_an_address_breaks_behind_its_signs_and_in_no_number() -> None:
    told = breakable("postgresql://sme03@192.168.100.200:54321/micro_credentials").split("\u200b")
    assert told == ["postgresql://", "sme03@", "192.168.100.200:54321/", "micro_credentials"]
    assert breakable("1" * 60).replace("\u200b", "") == "1" * 60
    assert len(breakable("1" * 60).split("\u200b")) == 3
    path = breakable("/home/office/shared/teams/micro-credentials/team.mcdhub").split("\u200b")
    assert all(part.endswith("/") for part in path[:-1])


@pytest.mark.parametrize("tongue", ["en", "id"])
@pytest.mark.parametrize("kind", ["F2", "F5", "F7", "R11"])
def test_the_title_stays_whole_beside_what_is_not_saved(
    open_form: Any, qtbot: Any, kind: str, tongue: Language
) -> None:
    use_language(tongue)
    stage = open_form(make_view(kind, number="CTL/MC/F5/2026/0118", version=2))
    stage.desk.refuse = Trouble("disk", "The disk is full.")
    fields = stage.desk.view.definition.fields
    path = next(path for path, entry in fields.items() if entry.type in (TEXT, LINE))
    stage.session.set(path, "words")
    assert stage.session.save_state == "failed"
    title = stage.editor.bench.bar._title
    qtbot.waitUntil(lambda: stage.editor.bench.bar._retry.isVisible())
    qtbot.wait(50)
    assert title.width() >= title.fontMetrics().horizontalAdvance(title.text())


def test_the_way_back_is_called_the_same_while_badges_change(open_form: Any) -> None:
    """A card told by its title and by its code in turn looks like two places."""
    stage = open_form(make_view("F6"))
    bar = stage.editor.bench.bar
    for width in range(1300, 700, -100):
        stage.editor.resize(width, 700)
        bar._name_by_code()
        told = bar._back.text()
        for status in ("draft", "frozen", "signed"):
            stage.desk.view = replace(stage.desk.view, status=status)
            stage.session.reload()
            assert bar._back.text() in (told, "")


def test_sections_of_decisions_alone_are_done_once_all_have_decided(open_form: Any) -> None:
    for status, mark in (("draft", "neutral"), ("signed", "complete")):
        outline = open_form(make_view("F6", status=status)).editor.bench.outline
        lines = outline.model()._lines
        assert [line.progress.mark for line in (lines[0], lines[-1])] == [mark, mark]


def test_what_is_missing_is_told_to_its_end(open_form: Any) -> None:
    stage = open_form(make_view("F3"))
    contents = stage.editor.bench.side.contents
    words = "Rows 1–26: “Planned start” of this activity is empty; fill it in or delete the row."
    line = contents._line(words, "circle-alert", "bad")
    assert line.itemAt(1).widget().text() == words
