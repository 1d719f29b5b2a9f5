"""Find and replace over a whole form: counted, led to, replaced as one step."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.errors import Trouble
from mcdesk.procedure.commands import SetCell, SetValue
from mcdesk.procedure.content import Content, Row
from mcdesk.ui.forms.find_choices import FindChoices
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.search import Match, Query, excerpt, matches, replaced
from tests.ui.forms.fakes import frozen_view, make_view, read_definition
from tests.ui.forms.stage import Open, Stage

STEPS = (
    Row("s1", "1", {"title": "Chart and chart", "kind": "read", "minutes": "20"}),
    Row("s2", "2", {"title": "A flowchart", "kind": "do"}),
)
VALUES = {"d3": "Charts tell.\nA chart 😀 lies.", "d23": "New chart"}


def look(words: str, *, kind: str = "F7", **ways: bool) -> list[tuple[str, int, str]]:
    view = make_view(kind, values=VALUES, rows={"d8": STEPS})
    found = matches(
        view.definition, view.content, Query(words, **ways), ViewNames.of(view), lambda *_: True
    )
    return [(match.path, match.start, match.why) for match in found]


def test_words_are_found_in_the_order_of_the_form_also_in_cells() -> None:
    found = look("chart")
    assert [path for path, _start, _why in found] == [
        "d3", "d3", "d8/s1/title", "d8/s1/title", "d8/s2/title", "d23",
    ]  # fmt: skip


def test_capitals_and_whole_words_count_where_asked() -> None:
    assert [path for path, *_ in look("Chart", case=True)] == ["d3", "d8/s1/title"]
    assert [(path, start) for path, start, _ in look("chart", whole=True)] == [
        ("d3", 15), ("d8/s1/title", 0), ("d8/s1/title", 10), ("d23", 4),
    ]  # fmt: skip


def test_signs_are_looked_for_as_they_stand_and_nothing_finds_nothing() -> None:
    assert look(".")
    assert len(look("tell.")) == 1
    assert look("c.art") == []
    assert look("") == []


def test_a_choice_is_found_by_what_is_shown_and_not_replaced() -> None:
    assert look("read", whole=True) == [("d8/s1/kind", 0, "chosen")]


def test_each_text_is_replaced_as_a_whole_with_its_base() -> None:
    view = make_view("F7", values=VALUES, rows={"d8": STEPS})
    found = matches(
        view.definition, view.content, Query("chart"), ViewNames.of(view), lambda f, *_: f != "d23"
    )
    edits = {edit.path: (edit.base, edit.value) for edit in replaced(found, "graph")}
    assert edits == {
        "d3": (VALUES["d3"], "Graphs tell.\nA graph 😀 lies."),
        "d8/s1/title": ("Chart and chart", "Graph and graph"),
        "d8/s2/title": ("A flowchart", "A flowgraph"),
    }


def test_what_becomes_empty_is_stored_as_nothing() -> None:
    view = make_view("F7", values={"d23": "chart"})
    found = matches(
        view.definition, view.content, Query("chart"), ViewNames.of(view), lambda *_: True
    )
    assert [(e.base, e.value) for e in replaced(found, "")] == [("chart", None)]


def test_an_excerpt_stands_in_one_line() -> None:
    view = make_view("F7", values={"d3": "a" * 50 + "\nhere\n" + "b" * 50})
    (match,) = matches(
        view.definition, view.content, Query("here"), ViewNames.of(view), lambda *_: True
    )
    before, words, after = excerpt(match)
    assert words == "here"
    assert before.startswith("…a")
    assert after.endswith("b…")
    assert "\n" not in before + after


# --- on screen ---------------------------------------------------------------------------------


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", values=VALUES, rows={"d8": STEPS}))


def press(stage: Stage, key: Qt.Key, *, control: bool = True) -> Any:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    return stage.editor.bench.find_bar


def find(stage: Stage, words: str) -> Any:
    stage.block("d3").focus_path("d3")
    bar = press(stage, Qt.Key.Key_F)
    QTest.keyClicks(bar.words, words)
    bar.search()
    return bar


def test_ctrl_f_counts_and_leads_from_section_to_section(stage: Stage) -> None:
    bar = find(stage, "chart")
    assert bar.count.text() == "1 of 6"
    bench = stage.editor.bench
    assert bench.page("course").blocks["d3"].editor.box.textCursor().selectedText() == "Chart"
    for _n in range(3):
        QTest.keyClick(bar.words, Qt.Key.Key_Return)
    assert bar.count.text() == "4 of 6"
    view = bench.page("sequence").blocks["d8"].editor.view
    assert bench.stack.currentWidget() is bench.page("sequence")
    assert (view.currentIndex().row(), view.currentIndex().data()) == (0, "Chart and chart")
    assert "Row 1" in bar.where.text()
    assert "[chart]" in bar.where.text()
    assert bar.words.hasFocus()
    QTest.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "3 of 6"
    QTest.keyClick(bar.words, Qt.Key.Key_F3)
    assert bar.count.text() == "4 of 6"


def test_the_search_begins_where_one_is_and_goes_round(stage: Stage) -> None:
    stage.block("d23").focus_path("d23")
    bar = press(stage, Qt.Key.Key_F)
    QTest.keyClicks(bar.words, "chart")
    bar.search()
    assert bar.count.text() == "6 of 6"
    bar.go_next()
    assert bar.count.text() == "1 of 6"


def test_nothing_found_is_said(stage: Stage) -> None:
    bar = find(stage, "elephant")
    assert bar.count.text() == "Nothing found"
    assert "nowhere" in bar.where.text()
    assert not bar._next.isEnabled()
    assert not bar._every.isEnabled()


def test_esc_closes_and_the_focus_goes_to_the_find(stage: Stage) -> None:
    bar = find(stage, "flow")
    press(stage, Qt.Key.Key_Escape, control=False)
    assert bar.isHidden()
    view = stage.editor.bench.page("sequence").blocks["d8"].editor.view
    assert view.hasFocus()
    assert view.currentIndex().row() == 1


def said(bar: Any) -> tuple[str, str]:
    """Return what stands beside the words that are sought, and how it looks."""
    assert bar.where.isHidden()
    return bar.count.text(), bar.count.property("state")


def test_words_that_were_replaced_are_not_said_to_be_missing(stage: Stage) -> None:
    bar = find(stage, "chart")
    bar.other.setText("graph")
    for left in range(5, -1, -1):
        bar.replace_one()
        assert len(bar.found) == left
    assert said(bar) == ("6 replaced", "good")
    bar.words.setText("chart!")
    bar.search()
    assert (bar.count.text(), bar.count.property("state")) == ("Nothing found", "bad")


def test_all_are_replaced_as_one_step_and_the_undo_is_offered(stage: Stage) -> None:
    stage.block("d3").focus_path("d3")
    bar = press(stage, Qt.Key.Key_H)
    QTest.keyClicks(bar.words, "chart")
    QTest.keyClicks(bar.other, "graph")
    bar.replace_all()
    assert stage.desk.groups == [4]
    assert [type(each) for each in stage.done] == [SetValue, SetCell, SetCell, SetValue]
    assert stage.session.content.text("d8/s1/title") == "Graph and graph"
    assert stage.editor.bench.notice.words == "6 places replaced."
    assert said(bar) == ("6 replaced", "good")
    stage.session.undo()
    assert stage.desk.undone == 1
    assert stage.session.content.text("d8/s1/title") == "Chart and chart"
    assert bar.count.text() == "1 of 6", "what was taken back is not said to be replaced"


@pytest.mark.parametrize(
    ("old", "new", "exact", "said"),
    [
        ("Charts tell", "graphs tell", False, "Graphs tell"),
        ("charts tell", "graphs tell", False, "graphs tell"),
        ("Charts tell", "eBay tells", False, "eBay tells"),
        ("Charts tell", "graphs tell", True, "graphs tell"),
        ("Charts tell", "charts tell", False, "charts tell"),
    ],
)
def test_a_find_that_begins_with_a_capital_gets_one(old, new, exact, said) -> None:
    (edit,) = replaced([Match("d3", "", old, 0, len(old), "")], new, exact=exact)
    assert edit.value == said


def test_an_undo_of_all_stays_where_one_is_and_esc_still_closes(stage: Stage, qtbot: Any) -> None:
    bench = stage.editor.bench
    bench.show_section(stage.session.definition.section_of("d8").id)
    bar = press(stage, Qt.Key.Key_H)
    bar.words.setText("chart")
    bar.other.setText("graph")
    bar.replace_all()
    here = bench.section_id
    assert here != stage.session.definition.section_of("d3").id
    bench.notice.findChildren(QPushButton)[0].click()
    assert stage.session.content.text("d3") == VALUES["d3"]
    assert bench.section_id == here
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_esc_in_a_field_closes_the_bar(stage: Stage) -> None:
    bar = find(stage, "flow")
    block = stage.block("d23")
    block.focus_path("d23")
    QTest.keyClick(block.editor.line, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert stage.session.content.text("d23") == VALUES["d23"]


def test_what_was_replaced_is_counted_and_said_once_it_is_stored(stage: Stage) -> None:
    bar = find(stage, "chart")
    bar.other.setText("graph")
    stage.jobs.hold = True
    bar.replace_all()
    assert stage.editor.bench.notice.isHidden()
    stage.jobs.pump()
    assert stage.editor.bench.notice.words == "6 places replaced."
    assert said(bar) == ("6 replaced", "good")


def test_what_could_not_be_replaced_is_not_said_to_be(stage: Stage, monkeypatch: Any) -> None:
    def fails(*_given: Any, **_more: Any) -> None:
        raise Trouble("disk", "The disk is full.")

    bar = find(stage, "chart")
    bar.other.setText("graph")
    monkeypatch.setattr(stage.desk, "execute_together", fails)
    told = []
    bar.replaced.connect(told.append)
    bar.replace_all()
    assert not told
    assert "The disk is full." in stage.editor.bench.notice.words


def test_what_is_being_typed_is_found_and_replaced_too(stage: Stage) -> None:
    block = stage.block("d23")
    block.focus_path("d23")
    QTest.keyClicks(block.editor.line, "A zebra")
    bar = press(stage, Qt.Key.Key_H)
    bar.words.setText("zebra")
    bar.other.setText("horse")
    bar.replace_all()
    assert stage.session.content.text("d23") == "A horse"
    assert block.editor.line.text() == "A horse"


def test_one_after_the_other_goes_on_behind_what_was_put_in(stage: Stage) -> None:
    stage.block("d8").focus_path("d8")
    bar = press(stage, Qt.Key.Key_H)
    bar.words.setText("chart")
    bar.other.setText("chart pie")
    bar.search()
    for _n in range(3):
        bar.replace_one()
    assert stage.session.content.text("d8/s1/title") == "Chart pie and chart pie"
    assert stage.session.content.text("d8/s2/title") == "A flowchart pie"
    assert bar.found[bar.at].path == "d23"


def test_frozen_text_is_found_and_left_as_it_is(open_form: Open) -> None:
    stage = open_form(frozen_view("F7", values=VALUES, rows={"d8": STEPS}))
    bar = find(stage, "chart")
    assert bar.count.text() == "1 of 6"
    assert "only be read" in bar.where.text()
    assert not bar._one.isEnabled()
    assert not bar._every.isEnabled()
    bar.replace_all()
    assert stage.done == []


def test_what_can_not_be_replaced_is_counted(stage: Stage) -> None:
    stage.desk.view = make_view("F7", values={"d23": "read"}, rows={"d8": STEPS})
    stage.session.reload()
    bar = find(stage, "read")
    assert len(bar.found) == 2
    bar.other.setText("seen")
    bar.replace_all()
    assert stage.editor.bench.notice.words == (
        "1 place replaced. 1 was left as it is: frozen, or chosen from a list."
    )


def test_selected_words_are_taken_up(stage: Stage) -> None:
    block = stage.block("d23")
    block.focus_path("d23")
    block.editor.line.select(4, 9)
    assert press(stage, Qt.Key.Key_F).words.text() == "chart"


def test_the_count_follows_what_is_typed(stage: Stage) -> None:
    bar = find(stage, "chart")
    stage.session.set("d23", "none")
    stage.editor.inspector.inspect()
    assert bar.count.text() == "1 of 5"


def test_the_pattern_of_a_definition_finds_notes(open_form: Open) -> None:
    definition = read_definition("F7")
    content = Content({"d19.01": "no", "d19.01.note": "Later, with chart"}, {})
    found = matches(
        definition, content, Query("chart"), ViewNames.of(make_view("F7")), lambda *_: True
    )
    assert [match.path for match in found] == ["d19.01.note"]


def test_one_cell_only_looks_chosen_after_a_jump_into_another_table(open_form: Open) -> None:
    rows = {
        "p11": (Row("e1", "1", {"source": "A survey"}),),
        "p12": (Row("i1", "1", {"sector": "Courts today"}),),
    }
    stage = open_form(make_view("F2", rows=rows))
    first, second = stage.block("p11"), stage.block("p12")
    first.focus_path("p11/e1/source")
    assert first.editor.view.selectionModel().selectedIndexes()
    bar = press(stage, Qt.Key.Key_F)
    QTest.keyClicks(bar.words, "today")
    bar.search()
    tables = (first.editor.view, second.editor.view)
    chosen = [[each.data() for each in t.selectionModel().selectedIndexes()] for t in tables]
    assert chosen == [[], ["Courts today"]]
    first.focus_path("p11/e1/source")
    chosen = [[each.data() for each in t.selectionModel().selectedIndexes()] for t in tables]
    assert chosen == [["A survey"], []]


@pytest.mark.parametrize("by_keys", [True, False])
def test_a_button_of_the_bar_that_shuts_leaves_the_keyboard_in_the_bar(
    stage: Stage, *, by_keys: bool
) -> None:
    stage.block("d3").focus_path("d3")
    bar = press(stage, Qt.Key.Key_H)
    QTest.keyClicks(bar.words, "chart")
    QTest.keyClicks(bar.other, "graph")
    bar.search()
    if by_keys:
        bar._every.setFocus()
        QTest.keyClick(bar._every, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(bar._every, Qt.MouseButton.LeftButton)
    assert said(bar) == ("6 replaced", "good")
    assert bar.words.hasFocus()
    press(stage, Qt.Key.Key_Escape, control=False)
    assert bar.isHidden()


def test_tab_goes_from_what_is_sought_to_what_takes_its_place(stage: Stage) -> None:
    stage.block("d3").focus_path("d3")
    bar = press(stage, Qt.Key.Key_H)
    bar.words.setText("chart")
    bar.search()
    passed = []
    for _n in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [bar.other, bar._one, bar._every, bar._back, bar._next]


def test_how_one_looked_is_remembered_and_holds_for_replacing_all(stage: Stage) -> None:
    kept: list[str] = []
    stage.editor.inspector.find_choices = FindChoices("", kept.append)
    bar = find(stage, "Chart")
    bar.case.click()
    assert bar.count.text().endswith("of 2")
    bar.whole.click()
    assert kept == ["case", "case whole"]
    bar.other.setText("Graph")
    bar.replace_all()
    assert stage.session.content.text("d3") == "Charts tell.\nA chart 😀 lies."
    assert stage.session.content.text("d8/s1/title") == "Graph and chart"
    again = FindChoices(kept[-1])
    assert (again.case, again.whole) == (True, True)
    assert (FindChoices().case, FindChoices("x").whole) == (False, False)
