"""The alignment and the hours beside the text: live, marked, leading to the place."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.grid import Grid, GridModel
from tests.ui.forms.fakes import SETTINGS, frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

ROWS = {
    "d5": (Row("o1", "1", {"code": "LO1"}),),
    "d6": (Row("m1", "1", {"no": "1", "title": "Start", "hours": "1"}),),
    "d7": (Row("b1", "1", {"code": "1.1", "outcomes": ["LO1"]}),),
    "d8": (
        Row("s1", "1", {"module": "1", "kind": "read", "title": "Book", "outcomes": ["1.1"],
                        "minutes": "60"}),
        Row("s2", "2", {"module": "1", "kind": "do", "title": "Lost step"}),
    ),
    "d12": (
        Row("c1", "1", {"video": "AV1", "scene": "1", "seconds": "30", "narration": "one two"}),
        Row("c2", "2", {"video": "AV2", "scene": "1", "seconds": "1", "narration": "a b c d e"}),
    ),
}  # fmt: skip


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", rows=ROWS, settings={**SETTINGS, "narration_rate": 130}))


def panel(stage: Stage, tab: int, number: int) -> Any:
    beside = stage.editor.bench.beside
    beside.tabs[tab].click()
    pane = beside.alignment if tab == 1 else beside.hours
    return pane._panels[number]


def texts(grid: Any) -> list[list[str]]:
    model = grid.cells
    return [
        [model.index(r, c).data() for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def test_gaps_are_marked_by_a_sign_and_in_words(stage: Stage) -> None:
    steps = panel(stage, 1, 2)
    assert texts(steps.grid) == [["1.1", "1", "✕", "✕"]]
    assert steps.told.text() == "✕ 2 gaps"
    spoken = steps.grid.cells.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1.1 has nothing in “Practice” yet."
    assert steps.grid.cells.index(0, 2).data(Qt.ItemDataRole.BackgroundRole) is not None
    assert steps.grid.cells.index(0, 1).data(Qt.ItemDataRole.BackgroundRole) is None
    assert any("Lost step" in label.text() for label in steps.findChildren(QLabel))


def test_the_matrix_follows_what_is_typed(stage: Stage) -> None:
    steps = panel(stage, 1, 2)
    stage.session.write("d8/s2/outcomes", ["1.1"])
    stage.editor.inspector.inspect()
    assert texts(steps.grid) == [["1.1", "1", "1", "✕"]]
    assert not any("Lost step" in label.text() for label in steps.findChildren(QLabel)
                   if label.isVisible())  # fmt: skip


def test_a_click_leads_to_the_place_and_enter_too(stage: Stage) -> None:
    steps = panel(stage, 1, 2)
    steps.grid.clicked.emit(steps.grid.cells.index(0, 1))
    view = stage.editor.bench.page("sequence").blocks["d8"].editor.view
    assert stage.editor.bench.stack.currentWidget() is stage.editor.bench.page("sequence")
    assert view.currentIndex().row() == 0
    steps.grid.setFocus()
    steps.grid.setCurrentIndex(steps.grid.cells.index(0, 2))
    QTest.keyClick(steps.grid, Qt.Key.Key_Return)
    assert here(view) == (1, "outcomes"), "the practice that serves no outcome yet"
    steps.grid.clicked.emit(steps.grid.cells.index(0, 3))
    assert here(view) == (2, "outcomes"), "the row that is still to be written"
    steps.grid.clicked.emit(steps.grid.cells.index(0, 0))
    outcomes = stage.editor.bench.page("outcomes")
    assert stage.editor.bench.stack.currentWidget() is outcomes


def here(view: Any) -> tuple[int, str]:
    now = view.currentIndex()
    return now.row(), view.model().columns[now.column()].id


def test_an_outcome_without_an_assessment_leads_to_the_assessments(stage: Stage) -> None:
    outcomes = panel(stage, 1, 0)
    assert texts(outcomes.grid) == [["LO1", "1", "✕"]]
    outcomes.grid.clicked.emit(outcomes.grid.cells.index(0, 2))
    view = stage.editor.bench.page("assessment").blocks["d13"].editor.view
    assert here(view) == (0, "outcomes")
    assert view.hasFocus()
    QTest.keyClicks(view, "L")
    editor = view.indexWidget(view.currentIndex())
    QTest.keyClicks(editor, "O1")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stage.editor.inspector.inspect()
    assert texts(outcomes.grid) == [["LO1", "1", "1"]]


def test_a_gap_of_a_signed_form_leads_to_its_table(open_form: Open) -> None:
    stage = open_form(frozen_view("F7", rows=ROWS))
    outcomes = panel(stage, 1, 0)
    outcomes.grid.clicked.emit(outcomes.grid.cells.index(0, 2))
    assert stage.editor.bench.section_id == "assessment"


@pytest.mark.parametrize("tab", [1, 2])
def test_one_cell_is_marked_at_a_time(stage: Stage, tab: int) -> None:
    panel(stage, tab, 0)
    beside = stage.editor.bench.beside
    pane = beside.alignment if tab == 1 else beside.hours
    grids = [grid for grid in pane.findChildren(Grid) if grid.cells.lines]
    assert len(grids) > 1
    for grid in grids:
        QTest.mouseClick(
            grid.viewport(), Qt.MouseButton.LeftButton,
            pos=grid.visualRect(grid.cells.index(0, 1)).center(),
        )  # fmt: skip
        assert [each for each in grids if each.selectedIndexes()] == [grid]


def test_a_second_click_leads_to_the_next_place(stage: Stage) -> None:
    stage.session.set("d8/s2/kind", "watch")
    stage.session.set("d8/s2/outcomes", ["1.1"])
    stage.editor.inspector.inspect()
    steps = panel(stage, 1, 2)
    went: list[str] = []
    steps.grid.go_requested.connect(went.append)
    for _n in range(3):
        steps.grid.clicked.emit(steps.grid.cells.index(0, 1))
    assert [path.split("/")[1] for path in went] == ["s1", "s2", "s1"]


def test_minutes_add_up_while_one_types(stage: Stage) -> None:
    modules = panel(stage, 2, 0)
    assert texts(modules.grid) == [["1", "60", "60", "✓"]]
    stage.session.write("d8/s2/minutes", "30")
    stage.editor.inspector.inspect()
    assert texts(modules.grid) == [["1", "60", "90", "▲"]]
    assert "1.5 h of 1 h" in modules.told.text()


def test_the_scenes_of_the_video_in_use_are_shown(stage: Stage) -> None:
    panel(stage, 2, 0)
    scenes = stage.editor.bench.beside.hours.scenes
    assert texts(scenes.grid) == [["1", "30", "2", "1", "✓"]]
    stage.editor.bench.go("d12/c2/narration")
    assert texts(scenes.grid) == [["1", "1", "5", "2", "▲"]]
    assert scenes.heading.text() == "Narration of AV2"


def test_a_form_that_aligns_nothing_has_no_tabs(open_form: Open) -> None:
    beside = open_form(make_view("F1")).editor.bench.beside
    assert not beside._bar.isVisibleTo(beside)
    assert len(beside.tabs) == 1


def test_the_grid_is_a_sound_model(stage: Stage, qtmodeltester: Any) -> None:
    model = panel(stage, 1, 2).grid.cells
    assert isinstance(model, GridModel)
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == 1


def test_no_word_of_a_heading_is_cut_at_the_width_of_a_laptop(stage: Stage, qtbot: Any) -> None:
    for tab, number in ((1, 2), (2, 0)):
        grid = panel(stage, tab, number).grid
        qtbot.waitUntil(lambda grid=grid: grid.viewport().width() < 256)
        for column, title in enumerate(grid.cells.titles):
            room = grid.columnWidth(column)
            assert all(grid.fontMetrics().horizontalAdvance(word) < room for word in title.split())
        assert grid.horizontalHeader().length() <= grid.viewport().width()


@pytest.mark.parametrize(("minutes", "summed"), [("40", "40"), ("1" + "0" * 40, "0")])
def test_a_number_that_is_told_as_too_large_is_in_no_total(
    open_form: Open, minutes: str, summed: str
) -> None:
    step = Row("s1", "1", {"module": "1", "kind": "read", "title": "Book", "minutes": minutes})
    stage = open_form(make_view("F7", rows={**ROWS, "d8": (step,)}, settings=SETTINGS))
    assert texts(panel(stage, 2, 0).grid)[0][2] == summed
