"""The widths of a table's columns: by what they hold, and as a person made them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mcdesk.procedure.content import Row
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.cell_text import is_figure
from mcdesk.ui.forms.delegate import LOW
from mcdesk.ui.forms.table_share import ROUND, Widths, share
from mcdesk.ui.state import WindowState
from tests.ui.forms.fakes import PROGRAMMES, make_view
from tests.ui.forms.stage import Open, Stage

SAID = "Pada adegan ini sukarelawan mendekati warga yang bertikai, lalu bertanya. " * 5
SCENES = tuple(
    Row(f"s{n}", f"{n:02d}", {"video": "V1", "scene": str(n), "seconds": "8", "narration": SAID,
                              "picture": "Dua orang di balai desa", "screen": f"Langkah {n}"})
    for n in range(1, 13)
)  # fmt: skip


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", rows={"d12": SCENES}), at="d12")


@pytest.fixture
def table(stage: Stage) -> Any:
    stage.editor.bench.show_section("storyboard")
    return stage.block("d12").editor


def number(table: Any, column: str) -> int:
    return [each.id for each in table.model.columns].index(column)


def width(table: Any, column: str) -> int:
    return int(table.view.columnWidth(number(table, column)))


def give_room(stage: Stage, table: Any, qtbot: Any) -> None:
    stage.editor.bench.toggle_wide()
    qtbot.waitUntil(lambda: table.view.viewport().width() > 1000)


def test_a_column_of_long_texts_is_wider_than_one_of_short_texts(
    table: Any, stage: Stage, qtbot: Any
) -> None:
    give_room(stage, table, qtbot)
    assert width(table, "narration") > 2 * width(table, "screen")
    assert table.view.horizontalHeader().length() == table.view.viewport().width()


def test_the_name_of_a_programme_does_not_break(open_form: Open) -> None:
    names = (replace(PROGRAMMES[0], name=Label("Agrotechnology", "Agroteknologi")),)
    row = Row("r1", "01", {"card": "MC-AGR-AGR-2602", "programme": names[0].id})
    stage = open_form(make_view("R1", rows={"assignees": (row,)}, programmes=names))
    stage.editor.bench.show_section("work")
    table = stage.block("assignees").editor
    text = table.model.text(table.model.index(0, number(table, "programme")))
    assert "Agrotechnology" in text
    needed = table.view.fontMetrics().horizontalAdvance("Agrotechnology")
    assert width(table, "programme") >= needed + 16


def test_a_word_of_a_cell_does_not_break(open_form: Open) -> None:
    video = Row("v1", "1", {"code": "V1.1", "title": "Three learners", "captions": "Indonesian"})
    stage = open_form(make_view("F7", rows={"d11": (video,)}))
    stage.editor.bench.show_section("video")
    table = stage.block("d11").editor
    word = table.view.fontMetrics().horizontalAdvance("Indonesian")
    assert width(table, "captions") >= word + 16


def test_many_rows_that_come_widen_the_columns_they_fill(open_form: Open, qtbot: Any) -> None:
    stage = open_form(make_view("F7"))
    stage.editor.bench.show_section("storyboard")
    table = stage.block("d12").editor
    give_room(stage, table, qtbot)
    before = width(table, "narration")
    block = tuple(("V1", str(n), "8", "Balai desa", "Langkah", SAID) for n in range(1, 20))
    table.pasting.paste_fit(table.doing.fit(block, 0, 0), 0)
    qtbot.waitUntil(lambda: width(table, "narration") > before + 40)


BUDGET = tuple(("Room", "1,5", "days", str(1_250_000 * 10**n), "") for n in range(4))


def test_numbers_that_are_worked_out_after_a_paste_have_room(open_form: Open, qtbot: Any) -> None:
    stage = open_form(make_view("F2"))
    stage.editor.bench.show_section("costs")
    table = stage.block("p42").editor
    assert width(table, "total") < 100
    stage.jobs.hold = True
    table.pasting.paste_fit(table.doing.fit(BUDGET, 0, 0), 0)
    wanted = table.view.fontMetrics().horizontalAdvance("1,875,000,000") + 24
    qtbot.waitUntil(lambda: width(table, "total") >= wanted)
    assert width(table, "cost") >= table.view.fontMetrics().horizontalAdvance("1,250,000,000") + 24


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("-2,500,000", True), ("2.500.000,5", True), ("1\u00a0000", True), ("−20", True),
     ("1e5", False), ("two", False), ("IDR 75", False), ("", False)],
)  # fmt: skip
def test_numbers_are_known_by_their_signs(words: str, is_one: bool) -> None:
    assert is_figure(words) == is_one


def test_words_in_a_column_of_numbers_or_days_are_not_cut_off(open_form: Open) -> None:
    cells = {"item": "Room", "quantity": "as many as come to the room", "cost": "1250000"}
    stage = open_form(make_view("F2", rows={"p42": (Row("b1", "1", cells),)}))
    stage.editor.bench.show_section("costs")
    table = stage.block("p42").editor
    high = table.view.rowHeight(0)
    assert high > LOW
    stage.session.set("p42/b1/quantity", "12")
    table.view.fit_rows()
    assert table.view.rowHeight(0) < high


def test_one_very_long_text_makes_its_column_the_widest(
    open_form: Open, qtbot: Any
) -> None:  # fmt: skip
    short = {"video": "V1", "seconds": "8", "picture": "Two people in the village hall, then a map",
             "screen": "Step and step again and again"}  # fmt: skip
    rows = tuple(Row(f"s{n}", f"{n:02d}", {**short, "scene": str(n)}) for n in range(1, 9))
    long = Row("s9", "09", {**short, "scene": "9", "narration": "word " * 3000})
    stage = open_form(make_view("F7", rows={"d12": (*rows, long)}))
    stage.editor.bench.show_section("storyboard")
    table = stage.block("d12").editor
    give_room(stage, table, qtbot)
    others = [width(table, name) for name in ("picture", "screen")]
    assert width(table, "narration") > 1.5 * max(others)


def test_a_table_that_scrolls_gives_its_texts_a_few_lines() -> None:
    found = share(1000, [120, 900], [540, 0], [1, 0], {})
    assert found == [540 // 4 + ROUND, 900]


def test_a_width_of_ones_own_stays_and_is_remembered(stage: Stage, table: Any, qtbot: Any) -> None:
    kept: list[str] = []
    stage.editor.inspector.widths._keep = kept.append
    table.view.horizontalHeader().resizeSection(number(table, "narration"), 415)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept == ['{"F7/d12": {"narration": 415}}']
    for _time in range(2):
        stage.editor.bench.toggle_wide()
        table.view.share_width()
        assert width(table, "narration") == 415
    again = Widths(kept[0])
    assert again.of("F7/d12") == {"narration": 415}


def test_a_window_remembers_the_widths(tmp_path: Any) -> None:
    state = WindowState(tmp_path / "window.ini")
    state.widths = '{"F7/d12": {"narration": 415}}'
    state.save()
    assert Widths(WindowState(tmp_path / "window.ini").widths).of("F7/d12") == {"narration": 415}


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"F7/d12": 3}', '{"F7/d12": {"a": "x"}}'])
def test_widths_that_cannot_be_read_count_as_not_there(text: str) -> None:
    assert Widths(text).of("F7/d12") == {}


def test_a_double_click_on_the_edge_of_a_heading_gives_its_width_back(
    table: Any, stage: Stage, qtbot: Any
) -> None:
    give_room(stage, table, qtbot)
    before = width(table, "narration")
    view, column = table.view, number(table, "narration")
    view.widen(column, -120)
    assert width(table, "narration") == before - 120
    header = view.horizontalHeader()
    edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    at = QPoint(edge, header.height() // 2)
    QTest.mouseMove(header.viewport(), at)
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert width(table, "narration") == before
    assert not view.has_own_widths()


def test_a_column_is_made_wider_and_narrower_with_keys(table: Any) -> None:
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(2, number(table, "picture")))
    before = width(table, "picture")
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table.view, Qt.Key.Key_Right, both)
    assert width(table, "picture") == before + 40
    QTest.keyClick(table.view, Qt.Key.Key_Left, both)
    QTest.keyClick(table.view, Qt.Key.Key_Left, both)
    assert width(table, "picture") == before - 40
    menu = table.make_menu()
    back = next(each for each in menu.actions() if each.text() == "Widths as at first")
    assert back.isEnabled()
    back.trigger()
    assert width(table, "picture") == before


def test_columns_share_a_room_so_that_their_texts_are_equally_high() -> None:
    found = share(1000, [100, 100, 100], [400, 2000, 0], [1, 1, 1], {})
    assert sum(found) == 1000
    assert found[2] == 100
    assert (found[1] - ROUND) / (found[0] - ROUND) == pytest.approx(5, rel=0.15)
    assert share(1000, [100, 100], [0, 0], [1, 3], {}) == [300, 700]
    assert share(1000, [100, 100], [0, 0], [1, 3], {1: 250}) == [750, 250]
    assert share(600, [100, 190, 400], [400, 1200, 0], [1, 3, 1], {}) == [136, 216, 400]
    assert share(600, [100, 190, 400], [400, 9000, 0], [1, 3, 1], {0: 90}) == [90, 216, 400]
    assert share(1000, [100, 100], [0, 0], [0, 0], {}) == [100, 100]
