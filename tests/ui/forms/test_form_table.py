"""A table field: its model, its keys, its clipboard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from mcdesk.procedure.commands import AddRow, MoveRow, RemoveRow, SetCell
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import FieldType, Section
from mcdesk.ui.forms.cell_choice import CellChoice
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.table_model import CellRole
from mcdesk.ui.forms.table_view import TableView
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

ROWS = (
    Row("r1", "1", {"code": "LO1", "statement": "Classify", "bloom": "C4", "dudi": True}),
    Row("r2", "2", {"code": "LO2", "statement": "Report", "bloom": "C3"}),
    Row("r3", "3", {"code": "LO3", "statement": "Know the limits", "bloom": "C1"}),
)
CODE, STATEMENT, BLOOM, DOMAIN, SKKNI, DUDI = range(6)


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F2", rows={"p20": ROWS}), at="p20")


@pytest.fixture
def table(stage: Stage) -> Any:
    editor = stage.block("p20").editor
    editor.view.setFocus()
    at(editor, 0, 0)
    return editor


def at(editor: Any, row: int, column: int) -> None:
    editor.view.setCurrentIndex(editor.model.index(row, column))


def here(editor: Any) -> tuple[int, int]:
    now = editor.view.currentIndex()
    return now.row(), now.column()


def key(editor: Any, *keys: Qt.Key, alt: bool = False, control: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if alt:
        modifiers |= Qt.KeyboardModifier.AltModifier
    if control:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    for each in keys:
        QTest.keyClick(editor.view, each, modifiers)


def open_cell(editor: Any, row: int, column: int) -> Any:
    """Open the editor of a cell and return it."""
    at(editor, row, column)
    editor.view.edit(editor.model.index(row, column))
    return editor.view.indexWidget(editor.model.index(row, column))


def ids(editor: Any) -> list[str]:
    return [row.id for row in editor.model.rows]


# --- the model ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "R10"])
def test_the_models_keep_qts_rules(open_form: Open, qtmodeltester: Any, kind: str) -> None:
    stage = open_form(make_view(kind))
    definition = stage.desk.view.definition
    for entry in definition.fields.values():
        if entry.columns:
            qtmodeltester.check(stage.block(entry.id).editor.model)
    qtmodeltester.check(stage.editor.bench.outline.model())


def test_the_model_keeps_qts_rules_through_changes(
    stage: Stage, table: Any, qtmodeltester: Any
) -> None:
    qtmodeltester.check(table.model)
    table.doing.add(0)
    table.doing.move(3, 0)
    table.doing.remove([1, 2])
    stage.desk.change("p20/r3/code", "X")
    stage.session.reload()
    stage.session.undo()
    assert len(table.model.rows) == len(stage.desk.view.content.rows["p20"])


def test_there_is_always_one_empty_last_row(table: Any) -> None:
    assert table.model.rowCount() == 4
    assert table.model.is_new_row(3)
    assert table.model.headerData(3, Qt.Orientation.Vertical) == "+"


def test_a_full_table_takes_no_more(open_form: Open) -> None:
    entry = replace(make_view("F2").definition.fields["p20"], max_rows=3)
    section = Section("s", entry.label, (entry,))
    definition = replace(make_view("F2").definition, sections=(section,), rules=())
    stage = open_form(make_view(definition, rows={"p20": ROWS}))
    editor = stage.block("p20").editor
    assert editor.model.rowCount() == 3
    editor._on_add(2)
    assert "most" in editor._notice.words
    assert stage.done == []


def test_cells_are_spoken(table: Any) -> None:
    def spoken(row: int, column: int) -> str:
        index = table.model.index(row, column)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken(0, BLOOM) == "Row 1, Bloom: C4 analyse"
    assert spoken(0, DUDI) == "Row 1, Confirmed by DUDI: ticked"
    assert spoken(1, SKKNI) == "Row 2, SKKNI unit: empty"
    assert spoken(3, CODE) == "New row, Code: empty"
    assert "cannot be measured" in spoken(2, STATEMENT)


def test_a_problem_is_marked_and_told(table: Any) -> None:
    index = table.model.index(2, STATEMENT)
    assert index.data(CellRole.PROBLEM) == "warn"
    assert "cannot be measured" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_only_what_changed_is_told(stage: Stage, table: Any, qtbot: Any) -> None:
    resets = []
    table.model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(table.model.rowsInserted):
        table.doing.add(0)
    with qtbot.waitSignal(table.model.rowsMoved):
        table.doing.move(0, 2)
    with qtbot.waitSignal(table.model.rowsRemoved):
        table.doing.remove([0])
    assert resets == []


# --- writing in cells ------------------------------------------------------------------------


def test_a_cell_is_one_command(stage: Stage, table: Any) -> None:
    editor = open_cell(table, 1, STATEMENT)
    assert isinstance(editor, GrowingText)
    QTest.keyClicks(editor, "Hand over")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert stage.done == [
        SetCell(
            form="form-1", field="p20", row="r2", column="statement", new="Hand over", base="Report"
        )
    ]
    assert here(table) == (2, STATEMENT)


def test_every_keystroke_in_a_cell_is_drafted(stage: Stage, table: Any) -> None:
    editor = open_cell(table, 1, CODE)
    QTest.keyClicks(editor, "LO9")
    assert stage.session.is_open("p20/r2/code")
    assert stage.session.content.value("p20/r2/code") == "LO9"
    assert editor.text() == "LO9"


def test_escape_puts_back_what_stood_there(stage: Stage, table: Any) -> None:
    editor = open_cell(table, 1, CODE)
    QTest.keyClicks(editor, "LO9")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert stage.done == []
    assert table.model.text(table.model.index(1, CODE)) == "LO2"
    assert stage.session.save_state == "saved"


@pytest.mark.parametrize("row", [1, -1])
def test_what_escape_discards_is_named_and_comes_back(stage: Stage, table: Any, row: int) -> None:
    """150 letters went without a word; nothing typed is lost silently (design.md, section 1)."""
    words = "They hand over the report to the client, " * 4
    row %= table.model.rowCount()
    editor = open_cell(table, row, STATEMENT)
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert stage.done == []
    notice = table._notice
    assert not notice.isHidden()
    assert notice.words.startswith("Discarded: “They hand over")
    back = next(b for b in notice.findChildren(QPushButton) if b.text() == "Bring back")
    back.click()
    assert table.model.text(table.model.index(row, STATEMENT)).strip() == words.strip()
    assert len(stage.done) == 1
    assert notice.isHidden()


UNDO = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("row", [1, -1])
def test_undo_right_after_escape_brings_back_what_it_took(
    stage: Stage, table: Any, row: int
) -> None:
    row %= table.model.rowCount()
    editor = open_cell(table, row, STATEMENT)
    QTest.keyClicks(editor, "They hand over the report.")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.keyClick(table.view, Qt.Key.Key_Z, UNDO)
    assert table.model.text(table.model.index(row, STATEMENT)) == "They hand over the report."
    assert (len(stage.done), stage.desk.undone) == (1, 0)
    assert table._notice.isHidden()
    QTest.keyClick(table.view, Qt.Key.Key_Z, UNDO)
    assert stage.desk.undone == 1


@pytest.mark.parametrize("between", ["another cell", "a step", "a key"])
def test_a_later_undo_means_the_last_step(stage: Stage, table: Any, between: str) -> None:
    editor = open_cell(table, 1, STATEMENT)
    QTest.keyClicks(editor, "They hand over the report.")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    if between == "another cell":
        table.view.setCurrentIndex(table.model.index(0, CODE))
    elif between == "a step":
        stage.session.set("p20/r2/code", "LO9")
    else:
        QTest.keyClick(table.view, Qt.Key.Key_C, UNDO)
    QTest.keyClick(table.view, Qt.Key.Key_Z, UNDO)
    assert stage.desk.undone == 1
    assert table.model.text(table.model.index(1, STATEMENT)) != "They hand over the report."


def test_escape_without_other_words_says_nothing(stage: Stage, table: Any) -> None:
    editor = open_cell(table, 1, CODE)
    QTest.keyClicks(editor, "LO2")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert table._notice.isHidden()


def test_looking_into_a_cell_changes_nothing(stage: Stage, table: Any) -> None:
    for column in range(5):
        editor = open_cell(table, 0, column)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert stage.done == []


@pytest.mark.parametrize("held", ["ShiftModifier", "AltModifier", "ControlModifier"])
def test_enter_breaks_a_line_with_any_key_held(stage: Stage, table: Any, held: str) -> None:
    editor = open_cell(table, 0, STATEMENT)
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier[held])
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert stage.done[0].new == "a\nb"
    assert here(table) == (0, BLOOM)


@pytest.mark.parametrize("held", ["AltModifier", "ControlModifier"])
def test_in_a_cell_of_one_line_it_goes_to_no_other_cell(
    stage: Stage, table: Any, held: str
) -> None:
    editor = open_cell(table, 0, CODE)
    QTest.keyClicks(editor, "LO7")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier[held])
    assert here(table) == (0, CODE)
    assert stage.done[0].new == "LO7"


def test_typing_in_the_last_row_begins_a_row(stage: Stage, table: Any) -> None:
    at(table, 3, CODE)
    QTest.keyClick(table.view, Qt.Key.Key_L)
    editor = table.view.indexWidget(table.model.index(3, CODE))
    QTest.keyClicks(editor, "O4")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    new = stage.done[0]
    assert isinstance(new, AddRow)
    assert new.cells == {"code": "lO4"}
    assert here(table) == (3, STATEMENT)
    assert table.model.rowCount() == 5
    editor = open_cell(table, 3, STATEMENT)
    QTest.keyClicks(editor, "Judge")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert isinstance(stage.done[1], SetCell)
    assert stage.done[1].row == new.id


def test_a_choice_is_picked_from_a_list(stage: Stage, table: Any) -> None:
    editor = open_cell(table, 0, DOMAIN)
    assert isinstance(editor, CellChoice)
    editor.setCurrentIndex(2)
    editor.activated.emit(2)
    assert stage.done[0].new == "skill"


def type_choice(table: Any, keys: str) -> Any:
    """Type into a choice's cell as a person does: the first key opens the list."""
    QTest.keyClicks(table.view, keys[0])
    box = table.view.findChild(CellChoice)
    QTest.keyClicks(box.view(), keys[1:])
    return box


@pytest.mark.parametrize(("typed", "stored"), [("C2", "C2"), ("c5", "C5"), ("C", "C1")])
def test_the_typed_beginning_finds_a_choice_and_enter_stores_it(
    stage: Stage, table: Any, typed: str, stored: str
) -> None:
    at(table, 0, BLOOM)
    box = type_choice(table, typed)
    assert stage.done == []
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert [command.new for command in stage.done] == [stored]
    assert here(table) == (1, BLOOM)


def test_a_choice_that_is_not_confirmed_is_not_stored(stage: Stage, table: Any) -> None:
    at(table, 0, BLOOM)
    box = type_choice(table, "C2")
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    assert stage.done == []
    assert table.model.text(table.model.index(0, BLOOM)).startswith("C4")
    box = type_choice(table, "C2")
    box.hidePopup()
    stage.editor.bench.outline.setFocus()
    assert stage.done == []


def test_a_choice_is_confirmed_by_tab_and_emptied_by_delete(stage: Stage, table: Any) -> None:
    at(table, 0, BLOOM)
    box = type_choice(table, "C6")
    QTest.keyClick(box.view(), Qt.Key.Key_Tab)
    assert here(table) == (0, DOMAIN)
    at(table, 0, BLOOM)
    key(table, Qt.Key.Key_Delete)
    assert [command.new for command in stage.done] == ["C6", None]


def test_the_same_letter_again_goes_to_the_next_choice(stage: Stage, table: Any) -> None:
    at(table, 0, BLOOM)
    box = type_choice(table, "CC")
    assert box.currentData() == "C2"


def test_the_current_cell_shows_its_choice(table: Any) -> None:
    at(table, 1, BLOOM)
    view = table.view
    rect = view.visualRect(table.model.index(1, BLOOM))
    current = view.viewport().grab(rect).toImage()
    colours = {current.pixel(x, 12) for x in range(6, rect.width() - 6)}
    assert len(colours) > 2


def test_shift_and_the_space_bar_mark_whole_rows(stage: Stage, table: Any) -> None:
    at(table, 1, STATEMENT)
    QTest.keyClick(table.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, 1)
    assert table.view.block() == (1, CODE, 1, DUDI)
    assert table.view.indexWidget(table.view.currentIndex()) is None
    assert here(table) == (1, STATEMENT)
    at(table, 0, DUDI)
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert table.view.block() == (0, CODE, 1, DUDI)
    assert stage.done == []
    editor = open_cell(table, 1, STATEMENT)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert editor.toPlainText() == "Report "


def test_a_tick_turns_with_the_space_bar(stage: Stage, table: Any) -> None:
    at(table, 0, DUDI)
    key(table, Qt.Key.Key_Space)
    key(table, Qt.Key.Key_Space)
    assert [command.new for command in stage.done] == [None, True]


def test_columns_get_editors_of_their_type(open_form: Open) -> None:
    stage = open_form(make_view("F3"))
    editor = stage.block("t3").editor
    columns = {column.id: n for n, column in enumerate(editor.model.columns)}
    assert isinstance(open_cell(editor, 0, columns["planned_start"]), DateLine)
    assert isinstance(open_cell(editor, 0, columns["person"]), NameLine)
    assert isinstance(open_cell(editor, 0, columns["role"]), CellChoice)


def test_a_date_typed_in_a_cell_is_computed_with(open_form: Open) -> None:
    stage = open_form(make_view("F3"))
    editor = stage.block("t3").editor
    columns = {column.id: n for n, column in enumerate(editor.model.columns)}
    for name, words in (("planned_start", "1/12/2026"), ("planned_end", "4/12/2026")):
        cell = open_cell(editor, 0, columns[name])
        QTest.keyClicks(cell, words)
        QTest.keyClick(cell, Qt.Key.Key_Return)
    stage.editor.inspector.inspect()
    assert editor.model.text(editor.model.index(0, columns["days"])) == "4"
    assert not editor.model.is_writable(columns["days"])


# --- rows --------------------------------------------------------------------------------------


def test_rows_are_added_moved_and_removed_with_keys(stage: Stage, table: Any) -> None:
    at(table, 0, STATEMENT)
    key(table, Qt.Key.Key_Insert)
    assert isinstance(stage.done[-1], AddRow)
    assert stage.done[-1].after == "r1"
    assert here(table) == (1, STATEMENT)
    key(table, Qt.Key.Key_Plus, control=True)
    assert len(ids(table)) == 5
    key(table, Qt.Key.Key_Delete, control=True)
    assert isinstance(stage.done[-1], RemoveRow)
    at(table, 0, 0)
    key(table, Qt.Key.Key_Down, alt=True)
    assert isinstance(stage.done[-1], MoveRow)
    assert ids(table)[1] == "r1"
    assert here(table) == (1, 0)
    key(table, Qt.Key.Key_Up, alt=True)
    assert ids(table)[0] == "r1"
    key(table, Qt.Key.Key_Up, alt=True)
    assert ids(table)[0] == "r1"


def test_rows_that_are_selected_move_together_as_one_step(stage: Stage, table: Any) -> None:
    view = table.view
    at(table, 1, STATEMENT)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    key(table, Qt.Key.Key_Up, alt=True)
    assert ids(table) == ["r2", "r3", "r1"]
    assert stage.desk.groups[-1] == 2
    assert view.selected_rows() == [0, 1]
    key(table, Qt.Key.Key_Up, alt=True)
    assert ids(table) == ["r2", "r3", "r1"], "they are at the top"
    key(table, Qt.Key.Key_Down, alt=True)
    assert ids(table) == ["r1", "r2", "r3"]
    assert view.selected_rows() == [1, 2]
    key(table, Qt.Key.Key_Down, alt=True)
    assert ids(table) == ["r1", "r2", "r3"], "they are at the end"


def test_a_row_dragged_by_its_header_moves_when_the_session_says_so(
    stage: Stage, table: Any
) -> None:
    header = table.view.verticalHeader()
    header.moveSection(0, 2)
    assert [header.logicalIndex(n) for n in range(4)] == [0, 1, 2, 3]
    assert ids(table) == ["r2", "r3", "r1"]
    header.moveSection(3, 0)
    assert [header.logicalIndex(n) for n in range(4)] == [0, 1, 2, 3]
    assert len(stage.done) == 1


def drag(view: Any, source: int, to: int) -> None:
    """Drag a row's number with the mouse onto another one's."""
    header = view.verticalHeader()

    def place(row: int) -> QPoint:
        """Return a point beyond the middle of a row, seen from where the drag begins."""
        height = header.sectionSize(row)
        beyond = height * 3 // 4 if to > source else height // 4
        return QPoint(header.width() // 2, header.sectionViewportPosition(row) + beyond)

    button = Qt.MouseButton.LeftButton
    QTest.mousePress(header.viewport(), button, pos=place(source))
    for share in (1, 2, 3):
        way = place(source) + (place(to) - place(source)) * share / 3
        QTest.mouseMove(header.viewport(), way)
    QTest.mouseRelease(header.viewport(), button, pos=place(to))


def test_marked_rows_are_dragged_together_by_a_number_and_stay_marked(
    stage: Stage, table: Any
) -> None:
    view = table.view
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_rows() == [0, 1]
    drag(view, 0, 2)
    assert ids(table) == ["r3", "r1", "r2"]
    assert stage.desk.groups == [2], "one step"
    assert view.selected_rows() == [1, 2]
    drag(view, 2, 0)
    assert ids(table) == ["r1", "r2", "r3"]
    assert view.selected_rows() == [0, 1]
    drag(view, 0, 1)
    assert stage.desk.groups == [2, 2], "among themselves they are dropped nowhere"
    assert view.selected_rows() == [0, 1]


@pytest.mark.parametrize(
    ("marked", "source", "to", "share", "above"),
    [
        ((0, 0), 0, 2, 0.75, 3),
        ((0, 0), 0, 2, 0.25, 2),
        ((2, 2), 2, 0, 0.25, 0),
        ((2, 2), 2, 0, 0.75, 1),
        ((0, 0), 0, 0, 0.9, None),
        ((0, 1), 0, 2, 0.75, 3),
        ((0, 1), 0, 1, 0.75, None),
        ((0, 0), 0, 3, 0.75, 3),
    ],
)
def test_a_line_shows_where_the_rows_that_are_dragged_will_land(
    stage: Stage, table: Any, marked: tuple[int, int], source: int, to: int, share: float,
    above: int | None,
) -> None:  # fmt: skip
    view, header = table.view, table.view.verticalHeader()
    view.select_shifted((marked[0], 0, marked[1], DUDI), 0)
    button, line = Qt.MouseButton.LeftButton, view.dragged.line

    def place(row: int, part: float) -> QPoint:
        top = header.sectionViewportPosition(row)
        return QPoint(10, top + int(header.sectionSize(row) * part))

    before = ids(table)
    QTest.mousePress(header.viewport(), button, pos=place(source, 0.5))
    assert line.isHidden()
    QTest.mouseMove(header.viewport(), place(source, 0.5) + QPoint(0, 14))
    QTest.mouseMove(header.viewport(), place(to, share))
    if above is None:
        assert line.isHidden()
    else:
        edge = view.viewport().y() + header.sectionViewportPosition(above)
        assert line.isVisible()
        assert abs(line.geometry().center().y() - edge) <= 1
    QTest.mouseRelease(header.viewport(), button, pos=place(to, share))
    assert line.isHidden()
    carried = before[marked[0] : marked[1] + 1]
    end = above if above is not None else marked[0]
    rest = [[each for each in part if each not in carried] for part in (before[:end], before[end:])]
    assert ids(table) == [*rest[0], *carried, *rest[1]]


def test_a_row_alone_is_dragged_and_a_click_on_a_number_marks_it_alone(table: Any) -> None:
    view, header = table.view, table.view.verticalHeader()
    drag(view, 0, 2)
    assert ids(table) == ["r2", "r3", "r1"]
    assert view.selected_rows() == [2]
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    place = QPoint(header.width() // 2, header.sectionViewportPosition(1) + 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selected_rows() == [1]


def test_several_rows_are_removed_as_one_step(stage: Stage, table: Any) -> None:
    table.view.selectAll()
    key(table, Qt.Key.Key_Delete, control=True)
    assert stage.desk.groups == [3]
    assert "3 rows taken out" in table._notice.words
    table._notice.findChildren(type(table.foot["add"]))[0].click()
    assert ids(table) == ["r1", "r2", "r3"]


def test_delete_on_rows_that_are_marked_whole_takes_them_out(stage: Stage, table: Any) -> None:
    table.view.select_shifted((1, 0, 1, DUDI), 0)
    menu = {a.text(): a.shortcut().toString() for a in table.make_menu().actions() if a.text()}
    assert (menu["Take out rows"], menu["Empty the cells"]) == ("Del", "Backspace")
    key(table, Qt.Key.Key_Delete)
    assert [(type(each), each.row) for each in stage.done] == [(RemoveRow, "r2")]
    assert table._notice.words == "1 row taken out."
    assert ids(table) == ["r1", "r3"]
    table._notice.findChildren(type(table.foot["add"]))[0].click()
    assert ids(table) == ["r1", "r2", "r3"]


def test_delete_on_cells_and_backspace_on_rows_empties_them(stage: Stage, table: Any) -> None:
    at(table, 1, STATEMENT)
    menu = {a.text(): a.shortcut().toString() for a in table.make_menu().actions() if a.text()}
    assert (menu["Take out rows"], menu["Empty the cells"]) == ("Ctrl+Del", "Del")
    key(table, Qt.Key.Key_Delete)
    assert [type(each) for each in stage.done] == [SetCell]
    table.view.select_shifted((0, 0, 0, DUDI), 0)
    key(table, Qt.Key.Key_Backspace)
    assert {type(each) for each in stage.done} == {SetCell}
    assert len(table.model.rows) == len(ROWS)


def test_the_new_row_that_is_marked_is_not_taken_out(stage: Stage, table: Any) -> None:
    table.view.select_shifted((len(ROWS), 0, len(ROWS), DUDI), 0)
    key(table, Qt.Key.Key_Delete)
    assert stage.done == []


HELD = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, *HELD])
def test_the_menu_of_a_rows_number_is_about_the_whole_row(
    table: Any, qtbot: Any, held: Qt.KeyboardModifier
) -> None:
    down = table.view.verticalHeader()
    at(table, 0, STATEMENT)
    QTest.keyPress(table.view, Qt.Key.Key_Control, held)
    assert QApplication.keyboardModifiers() == held
    place = QPoint(4, down.sectionViewportPosition(2) + 4)
    with qtbot.waitSignal(table.view.rows_menu_requested):
        down.customContextMenuRequested.emit(place)
    assert table.view.selected_rows() == [2]
    assert table.view.may_take_out()
    for menu in table.findChildren(QMenu):
        menu.close()
    QTest.keyRelease(table.view, Qt.Key.Key_Control)


def test_tab_goes_on_to_the_next_row_and_leaves_at_the_end(stage: Stage, table: Any) -> None:
    at(table, 0, DUDI)
    key(table, Qt.Key.Key_Tab)
    assert here(table) == (1, CODE)
    key(table, Qt.Key.Key_Backtab)
    assert here(table) == (0, DUDI)
    at(table, 3, CODE)
    key(table, Qt.Key.Key_Tab)
    assert not table.view.hasFocus()


def test_enter_goes_down_to_the_new_row(table: Any) -> None:
    key(table, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert here(table) == (3, 0)


# --- the clipboard -----------------------------------------------------------------------------


def clip(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def test_a_block_is_copied_as_shown(table: Any) -> None:
    table.view.selectAll()
    key(table, Qt.Key.Key_C, control=True)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "LO1\tClassify\tC4 analyse\t\t\tYes"
    assert len(lines) == 3


def test_a_copied_block_pasted_back_changes_nothing(stage: Stage, table: Any) -> None:
    table.view.selectAll()
    table.copy()
    at(table, 0, 0)
    table.paste()
    assert stage.done == []


def test_a_block_is_pasted_over_rows_and_beyond(stage: Stage, table: Any) -> None:
    clip("LO8\tNew text\tanalyse\nLO9\tMore\tC6 create\n")
    at(table, 2, CODE)
    key(table, Qt.Key.Key_V, control=True)
    assert len(stage.desk.groups) == 1
    last = stage.done[-1]
    assert isinstance(last, AddRow)
    assert last.cells == {"code": "LO9", "statement": "More", "bloom": "C6"}
    assert {c.column: c.new for c in stage.done if isinstance(c, SetCell)} == {
        "code": "LO8", "statement": "New text", "bloom": "analyse",
    }  # fmt: skip
    stage.session.undo()
    assert table.model.text(table.model.index(2, CODE)) == "LO3"
    assert len(ids(table)) == 3


def mark(table: Any, top: int, left: int, bottom: int, right: int) -> None:
    """Mark a rectangle of cells."""
    index = table.model.index
    table.view.setCurrentIndex(index(top, left))
    place = QItemSelection(index(top, left), index(bottom, right))
    table.view.selectionModel().select(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_one_cell_is_pasted_into_all_that_are_marked(stage: Stage, table: Any) -> None:
    """A word that is wrong in many rows is put right in all of them at once."""
    clip("C6 create")
    mark(table, 0, BLOOM, 2, BLOOM)
    table.paste()
    assert [row.text("bloom") for row in table.model.rows] == ["C6", "C6", "C6"]
    assert len(stage.desk.groups) == 1
    stage.session.undo()
    assert [row.text("bloom") for row in table.model.rows] != ["C6", "C6", "C6"]


def test_a_cell_that_is_pasted_onto_whole_rows_goes_into_one_column(table: Any) -> None:
    clip("LO7")
    mark(table, 0, CODE, 1, len(table.model.columns) - 1)
    before = [row.text("statement") for row in table.model.rows]
    table.paste()
    assert [row.text("code") for row in table.model.rows][:2] == ["LO7", "LO7"]
    assert [row.text("statement") for row in table.model.rows] == before


def test_too_many_columns_paste_nothing_before_a_choice(stage: Stage, table: Any) -> None:
    clip("a\tb\tc\td\te\tf")
    at(table, 0, SKKNI)
    table.paste()
    assert stage.done == []
    why = "The clipboard has 6 columns, from here only 2 fit."
    assert table._notice.words == f"{why} All of it is kept aside, at the right."
    offered = [b.text() for b in table._notice.findChildren(type(table.foot["add"]))]
    assert offered == ["Paste what fits (1 × 2)", "Paste from the first column", "Leave it"]
    table._notice.findChildren(type(table.foot["add"]))[0].click()
    assert [c.new for c in stage.done] == ["a", "b"]


def test_a_signed_table_takes_only_living_columns(open_form: Open) -> None:
    stage = open_form(frozen_view("F3"))
    editor = stage.block("t3").editor
    columns = {column.id: n for n, column in enumerate(editor.model.columns)}
    assert editor.model.is_writable(columns["actual_end"])
    assert not editor.model.is_writable(columns["activity"])
    assert editor.model.rowCount() == 26
    clip("x\ty")
    at(editor, 0, columns["activity"])
    editor.paste()
    assert stage.done == []
    assert "signed" in editor._notice.words
    clip("1/12/2026\t2/12/2026")
    at(editor, 0, columns["actual_start"])
    editor.paste()
    assert [c.new for c in stage.done] == ["2026-12-01", "2026-12-02"]
    editor._on_remove([0])
    assert "signed" in editor._notice.words


def test_a_big_paste_is_one_step(stage: Stage, table: Any) -> None:
    clip("\n".join(f"LO{n}\tOutcome {n}" for n in range(400)))
    at(table, 3, CODE)
    table.paste()
    assert stage.desk.groups == [400]
    assert len(ids(table)) == 403


def test_an_empty_line_of_a_paste_is_not_told_as_a_row(stage: Stage, table: Any) -> None:
    clip("LO8\tEight\n\t\nLO9\tNine")
    at(table, 3, CODE)
    table.paste()
    assert len(ids(table)) == 5
    assert table._notice.words == "2 rows pasted."


def test_the_undo_of_a_paste_is_offered_only_while_it_is_the_last_step(
    stage: Stage, table: Any
) -> None:
    clip("LO8\tEight\nLO9\tNine")
    at(table, 3, CODE)
    table.paste()
    assert table._notice.words == "2 rows pasted."
    assert table._notice.isVisible()
    stage.session.undo()
    assert table._notice.isHidden()
    table.paste()
    assert table._notice.isVisible()
    stage.session.set("p1", "something else")
    assert table._notice.isHidden()


def test_a_paste_that_changes_nothing_offers_no_undo(stage: Stage, table: Any) -> None:
    clip("LO1\nLO2")
    at(table, 0, CODE)
    table.paste()
    assert stage.done == []
    assert table._notice.isHidden()


def test_typing_that_is_stored_with_a_paste_leaves_its_undo(stage: Stage, table: Any) -> None:
    stage.jobs.hold = True
    stage.session.enter("p1")
    stage.session.write("p1", "typed before")
    clip("LO8\tEight\nLO9\tNine")
    at(table, 3, CODE)
    table.paste()
    stage.jobs.pump()
    assert len(stage.desk.groups) >= 1
    assert table._notice.isVisible()


def test_cut_copies_and_empties(stage: Stage, table: Any) -> None:
    at(table, 0, CODE)
    key(table, Qt.Key.Key_X, control=True)
    assert QGuiApplication.clipboard().text() == "LO1"
    assert stage.done[0].new is None
    assert stage.done[0].base == "LO1"


def test_the_menu_names_the_keys(table: Any) -> None:
    menu = table.make_menu()
    keys = {a.text(): a.shortcut().toString() for a in menu.actions() if a.text()}
    assert keys["Add row below"] == "Ins"
    assert keys["Paste"] == "Ctrl+V"


def test_a_table_is_as_high_as_its_rows(stage: Stage, table: Any, qtbot: Any) -> None:
    before = table.view.height()
    table.doing.add(2)
    qtbot.waitUntil(lambda: table.view.height() > before)


def test_an_empty_table_has_a_scroll_bar_only_where_there_is_something_to_scroll_to(
    open_form: Open, qapp: Any
) -> None:
    stage = open_form(frozen_view("F7"))
    for width in (1366, 1100):
        stage.editor.resize(width, 768)
        for section in stage.editor.bench.sections:
            stage.editor.bench.show_section(section.id)
            qapp.processEvents()
            shown = [v for v in stage.editor.findChildren(TableView) if v.isVisible()]
            for view in (view for view in shown if not view.model().rowCount()):
                is_wide = view.horizontalHeader().length() > view.viewport().width()
                bar, rest = view.horizontalScrollBar(), view.height() - 2 * view.frameWidth()
                assert bar.isVisible() == is_wide, (width, section.id)
                under = bar.sizeHint().height() if is_wide else 0
                assert rest == view.horizontalHeader().height() + under, (width, section.id)


@pytest.mark.parametrize("head", ["Code\tComponent\tModule", "kode\tKomponen\tModul"])
def test_headings_that_are_pasted_with_their_rows_make_no_row(open_form: Open, head: str) -> None:
    table = open_form(make_view("F5", rows={"c1": ()}), at="c1").block("c1").editor
    table.view.setCurrentIndex(table.model.index(0, 0))
    QGuiApplication.clipboard().setText(f"{head}\nRM1\tBook\t1\nRM2\tSlides\t1")
    table.paste()
    assert [row.text("component") for row in table.model.rows] == ["Book", "Slides"]
    QGuiApplication.clipboard().setText(head)
    table.paste()
    assert len(table.model.rows) == 2


@pytest.mark.parametrize(("kind", "field"), [("F3", "t3"), ("F2", "p42"), ("F5", "c1")])
def test_headings_of_numbers_stand_over_them_at_the_right(
    open_form: Open, kind: str, field: str
) -> None:
    model = open_form(make_view(kind), at=field).block(field).editor.model
    for n, column in enumerate(model.columns):
        side = model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        is_right = bool((side or 0) & int(Qt.AlignmentFlag.AlignRight))
        assert is_right is (column.type in (FieldType.NUMBER, FieldType.COMPUTED)), column.id
