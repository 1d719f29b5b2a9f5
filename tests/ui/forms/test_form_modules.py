"""The modules of the design document as a tree: gone by, followed, searched and moved."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from mcdesk.application.views import CommentLine
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import Row
from mcdesk.procedure.tree_moves import Goal
from mcdesk.ui.forms.folds import Folds
from mcdesk.ui.forms.tree_model import NODE_ROLE
from tests.ui.forms.fakes import FakeDesk, frozen_view, make_view
from tests.ui.forms.stage import Open, OpenReal, Stage


def step(module: str, title: str) -> dict[str, str]:
    return {"module": module, "title": title, "minutes": "30", "kind": "read"}


ROWS = {
    "d6": (Row("m1", "1", {"no": "1", "title": "Start", "hours": "1"}),
           Row("m2", "2", {"no": "2", "title": "Go on", "hours": "1"})),
    "d8": (Row("s1", "1", step("1", "Book")), Row("s2", "2", step("1", "Film")),
           Row("s3", "3", step("2", "Task"))),
}  # fmt: skip


@pytest.fixture
def stage(open_form: Open) -> Stage:
    comment = CommentLine("c1", "d8/s1/title", "Which?", "Rina", "2026-11-23T03:00:00", False)
    return open_form(make_view("F7", rows=ROWS, comments=(comment,)))


def test_steps_that_are_moved_or_taken_out_in_their_table_run_on(open_form: Open) -> None:
    rows = tuple(
        Row(f"s{n}", str(n), {"module": "1", "step": str(n), "title": f"Step {n}"})
        for n in (1, 2, 3)
    )
    stage = open_form(make_view("F7", rows={**ROWS, "d8": rows}))
    doing = stage.block("d8").editor.doing

    def numbers() -> list[tuple[str, str]]:
        return [(row.id, row.text("step")) for row in doing.model.rows]

    doing.move(2, 0)
    assert numbers() == [("s3", "1"), ("s1", "2"), ("s2", "3")]
    doing.shift([0, 1], 1)
    assert numbers() == [("s2", "1"), ("s3", "2"), ("s1", "3")]
    doing.remove([1])
    assert numbers() == [("s2", "1"), ("s1", "2")]
    assert len(stage.desk.groups) == 3
    stage.session.undo()
    assert numbers() == [("s2", "1"), ("s3", "2"), ("s1", "3")]


def modules(stage: Stage) -> Any:
    """Show the tree as a person does, and return its pane."""
    navigator = stage.editor.bench.navigator
    navigator.tabs[1].click()
    return navigator.modules


def lines(pane: Any, parent: QModelIndex | None = None) -> list[str]:
    """Return the words of the lines that can be seen: those below a closed one cannot."""
    found: list[str] = []
    at = parent or QModelIndex()
    for row in range(pane.model.rowCount(at)):
        index = pane.model.index(row, 0, at)
        found.append(index.data())
        if pane.lines.isExpanded(index):
            found += lines(pane, index)
    return found


def test_modules_stand_open_and_their_tables_closed(stage: Stage) -> None:
    assert stage.editor.bench.navigator.modules is None
    pane = modules(stage)
    assert lines(pane) == ["1 Start", "Learning sequence (2)", "2 Go on", "Learning sequence (1)"]
    assert not pane.told.isVisible()


def test_a_line_says_all_that_it_shows(stage: Stage) -> None:
    pane = modules(stage)
    role = Qt.ItemDataRole.AccessibleTextRole
    module = pane.model.index_of("d6/m1").data(role)
    assert module == "1 Start, 60/60 min, not complete, 1 row with a comment"
    assert pane.lines.accessibleName() == "Modules and what belongs to them"
    assert pane.model.index_of("d8/s1").data(role).startswith("Book, 30 min")


def test_a_click_and_enter_go_to_the_row(stage: Stage, qtbot: Any) -> None:
    pane = modules(stage)
    table = pane.model.index_of("d6/m1>d8")
    pane.lines.clicked.emit(table)
    assert pane.lines.isExpanded(table)
    pane.lines.clicked.emit(pane.model.index_of("d8/s2"))
    view = stage.editor.bench.page("sequence").blocks["d8"].editor.view
    assert view.currentIndex().row() == 1
    assert view.hasFocus()
    pane.lines.setFocus()
    pane.lines.setCurrentIndex(pane.model.index_of("d6/m2"))
    QTest.keyClick(pane.lines, Qt.Key.Key_Return)
    modules_table = stage.editor.bench.page("outcomes").blocks["d6"].editor.view
    assert modules_table.currentIndex().row() == 1


def test_the_tree_follows_the_cursor_without_taking_the_focus(stage: Stage) -> None:
    pane = modules(stage)
    stage.editor.bench.go("d8/s3/minutes")
    assert pane.lines.currentIndex().data(NODE_ROLE).key == "d8/s3"
    assert not pane.lines.hasFocus()


def test_what_is_opened_by_hand_is_remembered_and_what_the_cursor_opens_is_not(
    stage: Stage,
) -> None:
    kept: list[str] = []
    pane = modules(stage)
    pane._folds._keep = kept.append
    stage.editor.bench.go("d8/s3/title")
    assert kept == []
    pane.lines.setFocus()
    pane.lines.setCurrentIndex(pane.model.index_of("d6/m1"))
    QTest.keyClick(pane.lines, Qt.Key.Key_Left)
    assert len(kept) == 1
    again = Folds(kept[0]).of("form-1")
    assert again is not None
    assert "d6/m1" not in again
    assert Folds("no text of ours").of("form-1") is None


def test_only_what_changed_is_drawn_anew(stage: Stage) -> None:
    pane = modules(stage)
    changed: list[str] = []
    resets: list[int] = []
    pane.model.dataChanged.connect(lambda at, _to: changed.append(at.data(NODE_ROLE).key))
    pane.model.modelReset.connect(lambda: resets.append(1))
    stage.session.write("d8/s2/title", "Long film")
    stage.editor.inspector.inspect()
    assert changed == ["d8/s2"]
    assert resets == []
    assert pane.model.index_of("d8/s2").data() == "Long film"


def test_a_new_row_and_one_of_another_module_find_their_places(stage: Stage) -> None:
    pane = modules(stage)
    pane.lines.open_all()
    stage.session.set("d8/s2/module", "2")
    stage.session.send([do.AddRow(form="form-1", field="d8", cells=step("7", "Lost"), id="s4")])
    stage.editor.inspector.inspect()
    pane.lines.open_all()
    assert lines(pane) == [
        "1 Start", "Learning sequence (1)", "Book", "2 Go on", "Learning sequence (2)", "Film",
        "Task", "Without a place", "Learning sequence (1)", "Lost",
    ]  # fmt: skip


def test_a_search_shows_what_holds_the_words_and_leaves_the_rest_as_it_was(stage: Stage) -> None:
    pane = modules(stage)
    pane.search.setFocus()
    QTest.keyClicks(pane.search, "tas")
    assert lines(pane) == ["2 Go on", "Learning sequence (1)", "Task"]
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert stage.editor.bench.side.path.startswith("d8/s3/")
    pane.search.setText("nowhere")
    assert pane.told.text() == "Nothing found."
    assert not pane.begin.isVisible()
    pane.search.clear()
    assert lines(pane)[:3] == ["1 Start", "Learning sequence (2)", "2 Go on"]


def test_alt_down_moves_a_module_with_its_rows_as_one_step(stage: Stage) -> None:
    pane = modules(stage)
    pane.lines.setFocus()
    pane.lines.setCurrentIndex(pane.model.index_of("d6/m1"))
    QTest.keyClick(pane.lines, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    content = stage.desk.view.content
    assert [row.id for row in content.rows["d6"]] == ["m2", "m1"]
    assert [row.id for row in content.rows["d8"]] == ["s3", "s1", "s2"]
    assert stage.desk.groups == [3]
    assert lines(pane)[0] == "2 Go on"
    assert pane.lines.currentIndex().data(NODE_ROLE).key == "d6/m1"
    assert stage.editor.bench.notice.words == "Moved, with 2 rows that belong to it."
    stage.editor.undo()
    assert [row.id for row in stage.desk.view.content.rows["d8"]] == ["s1", "s2", "s3"]


def test_a_row_dropped_beside_another_moves_there(stage: Stage) -> None:
    pane = modules(stage)
    carried = pane.model.mimeData([pane.model.index_of("d8/s3")])
    table = pane.model.index_of("d6/m1>d8")
    move = Qt.DropAction.MoveAction
    assert not pane.model.canDropMimeData(carried, move, 0, 0, QModelIndex())
    asked: list[Any] = []
    pane.model.move_requested.connect(lambda row, goal: asked.append((row, goal)))
    assert not pane.model.dropMimeData(carried, move, 1, 0, table)
    assert asked == [(("d8", "s3"), Goal("s2", behind=False))]
    content = stage.desk.view.content
    assert [(row.id, row.text("module")) for row in content.rows["d8"]] == [
        ("s1", "1"), ("s3", "1"), ("s2", "1")
    ]  # fmt: skip


def test_rows_of_a_signed_document_stay_and_say_why(open_form: Open) -> None:
    stage = open_form(frozen_view("F7", rows=ROWS))
    pane = modules(stage)
    assert not pane.model.index_of("d6/m1").flags() & Qt.ItemFlag.ItemIsDragEnabled
    pane.lines.setCurrentIndex(pane.model.index_of("d6/m1"))
    pane.lines.setFocus()
    QTest.keyClick(pane.lines, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert stage.done == []
    assert "signed" in stage.editor.bench.notice.words


def test_what_others_changed_since_one_last_looked_is_marked(open_form: Open) -> None:
    desk = FakeDesk(make_view("F7", rows=ROWS))
    desk.look = lambda _form: "2026-11-20"  # type: ignore[method-assign] # one looked before
    desk.change("d8/s2/title", "New film")
    stage = open_form(desk=desk)
    pane = modules(stage)
    spoken = pane.model.index_of("d8/s2").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("1 row changed since you last looked")
    desk.change("d8/s3/title", "New task")
    stage.session.reload()
    stage.editor.inspector.inspect()
    assert pane.model.index_of("d8/s3").data(NODE_ROLE).changes == 1
    assert pane.model.index_of("d8/s1").data(NODE_ROLE).changes == 0


def test_without_modules_the_way_to_them_is_shown(open_form: Open) -> None:
    stage = open_form(make_view("F7"))
    pane = modules(stage)
    assert pane.told.text().startswith("No module yet.")
    assert not pane.search.isVisible()
    pane.begin.click()
    assert stage.editor.bench.stack.currentWidget() is stage.editor.bench.page("outcomes")


def test_a_form_without_modules_has_sections_only(open_form: Open) -> None:
    assert open_form(make_view("F2")).editor.bench.navigator.tabs == []


def test_the_tree_is_a_sound_model(stage: Stage, qtmodeltester: Any) -> None:
    model = modules(stage).model
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == 2


def test_a_module_of_a_real_workspace_moves_and_comes_back(open_real: OpenReal) -> None:
    stage = open_real("F7")
    rows = {field: [dict(row.cells) for row in ROWS[field]] for field in ROWS}
    stage.desk.execute(do.FillForm(form=stage.editor.form_id, rows=rows))
    stage.session.reload()
    pane = modules(stage)
    before = stage.desk.form(stage.editor.form_id).content
    first = before.table("d6")[0]
    steps = [row.text("title") for row in before.table("d8")]
    pane.lines.setCurrentIndex(pane.model.index_of(f"d6/{first.id}"))
    pane.lines.setFocus()
    QTest.keyClick(pane.lines, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = stage.desk.form(stage.editor.form_id).content
    assert moved.table("d6")[1].id == first.id
    assert [row.text("title") for row in moved.table("d8")] == ["Task", "Book", "Film"]
    assert steps == ["Book", "Film", "Task"]
    stage.editor.undo()
    back = stage.desk.form(stage.editor.form_id).content
    assert back.rows["d8"] == before.rows["d8"]
    assert back.rows["d6"] == before.rows["d6"]
