"""Rows that are pasted while a cell of a table is edited."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton

from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

ROWS = (Row("r1", "1", {"code": "LO1", "statement": "Classify", "bloom": "C4"}),)
CODE, STATEMENT = 0, 1


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F2", rows={"p20": ROWS}), at="p20")


@pytest.fixture
def table(stage: Stage) -> Any:
    return stage.block("p20").editor


def paste(table: Any, words: str, typed: str = "") -> None:
    """Paste into the cell that is edited, after what was typed there."""
    QGuiApplication.clipboard().setText(words)
    cell = table.view.indexWidget(table.view.currentIndex())
    QTest.keyClicks(cell, typed)
    QTest.keyClick(cell, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def edit(table: Any, row: int, column: int) -> None:
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(row, column))
    table.view.edit(table.model.index(row, column))


def texts(table: Any) -> list[tuple[str, str]]:
    return [(row.text("code"), row.text("statement")) for row in table.model.rows]


def test_rows_pasted_into_the_row_that_was_just_added_are_rows(stage: Stage, table: Any) -> None:
    table.foot["add"].click()
    paste(table, "LO2\tReport\nLO3\tKnow the limits\n")
    assert texts(table) == [("LO1", "Classify"), ("LO2", "Report"), ("LO3", "Know the limits")]
    assert table.view.indexWidget(table.model.index(1, 0)) is None
    assert len(stage.desk.groups) == 1


def test_rows_pasted_over_a_whole_cell_go_into_the_table(table: Any) -> None:
    edit(table, 0, CODE)
    paste(table, "LO7\tWrite\nLO8\tSpeak")
    assert texts(table) == [("LO7", "Write"), ("LO8", "Speak")]


def test_lines_pasted_into_a_cell_of_one_line_are_rows(table: Any) -> None:
    table.foot["add"].click()
    paste(table, "LO2\nLO3")
    assert texts(table) == [("LO1", "Classify"), ("LO2", ""), ("LO3", "")]


@pytest.mark.parametrize("words", ["two\nlines", "one word"])
def test_lines_pasted_into_a_long_text_stay_in_it(table: Any, words: str) -> None:
    edit(table, 0, STATEMENT)
    paste(table, words)
    assert texts(table) == [("LO1", words)]


def test_what_was_begun_in_a_cell_is_not_replaced_by_rows(table: Any) -> None:
    table.foot["add"].click()
    paste(table, "LO2\tReport", typed="see ")
    assert table.view.indexWidget(table.view.currentIndex()).text() == "see LO2\tReport"
    assert texts(table) == [("LO1", "Classify")]


def test_shift_and_arrows_go_on_from_what_was_pasted(table: Any) -> None:
    view = table.view
    view.setFocus()
    for _row in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    QGuiApplication.clipboard().setText("LO2\tA\nLO3\tB\nLO4\tC")
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.block() == (1, CODE, 3, STATEMENT)
    shift = Qt.KeyboardModifier.ShiftModifier
    marked = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(view, key, shift)
        marked.append(view.block())
    assert marked == [(1, 0, 2, 1), (1, 0, 2, 2), (1, 0, 1, 2), (0, 0, 1, 2), (0, 0, 1, 0)]
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down, shift)
    assert view.block() == (1, 0, 2, 0)


def test_what_is_pasted_by_an_offer_is_marked_and_has_the_keyboard(table: Any) -> None:
    view = table.view
    view.setFocus()
    view.setCurrentIndex(table.model.index(1, STATEMENT))
    rows = ("LO2\tA\tC1\tCognitive\tX\tyes", "LO3\tB\tC1\tCognitive\tX\t")
    QGuiApplication.clipboard().setText("\n".join(rows))
    table.paste()
    offers = {each.text(): each for each in table._notice.findChildren(QPushButton)}
    offer = offers["Paste from the first column"]
    offer.setFocus()
    QTest.keyClick(offer, Qt.Key.Key_Space)
    assert texts(table)[1:] == [("LO2", "A"), ("LO3", "B")]
    assert view.block() == (1, CODE, 2, 5)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, CODE)
    assert view.hasFocus()
    undo = next(each for each in table._notice.findChildren(QPushButton) if each.text() == "Undo")
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    assert texts(table) == [("LO1", "Classify")]
    assert view.hasFocus()


def paste_page(table: Any, page: str) -> None:
    """Paste from a program that gives what was copied as a page only."""
    data = QMimeData()
    data.setHtml(page)
    QGuiApplication.clipboard().setMimeData(data)
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.paste()


def test_a_table_that_is_on_the_clipboard_as_a_page_only_is_pasted(table: Any) -> None:
    paste_page(table, "<table><tr><td>LO7<td>Argue<tr><td>LO8<td>Judge</table>")
    assert texts(table)[:2] == [("LO7", "Argue"), ("LO8", "Judge")]
    paste_page(table, "<p>LO9</p>")
    assert texts(table)[0] == ("LO9", "Argue")


def test_a_clipboard_without_words_is_told(table: Any) -> None:
    before = texts(table)
    paste_page(table, "<img src='x.png'>")
    assert texts(table) == before
    assert table._notice.words == "There is no text on the clipboard."


@pytest.mark.parametrize(
    ("head", "field", "is_heading"),
    [
        ("Video\tScene\tSeconds\tPicture or shot\tOn-screen text\tNarration", "d12", True),
        ("Video\tAdegan\tDetik\tGambar\t\tNarasi", "d12", True),
        ("video\tADEGAN *\tDetik:", "d12", True),
        ("Weight (%)\tItems", "d13", True),
        ("Bobot (%)\tButir", "d13", True),
        ("Video\t1\t20\tPicture", "d12", False),
        ("Video\tThe scene\tSeconds\tDoor", "d12", False),
        ("Video\tpict", "d12", False),
        ("\tScene\tSeconds", "d12", True),
    ],
)
def test_a_line_of_headings_is_no_row(
    open_form: Open, head: str, field: str, is_heading: bool
) -> None:
    table = open_form(make_view("F7"), at=field).block(field).editor
    first = next(n for n, each in enumerate(table.model.columns) if each.id in ("video", "weight"))
    table.view.setCurrentIndex(table.model.index(0, first))
    width = head.count("\t") + 1
    row = "\t".join(["V1", "2", "20", "Door", "Hall", "Words"][:width])
    QGuiApplication.clipboard().setText(f"{head}\n{row}")
    table.paste()
    assert len(table.model.rows) == (1 if is_heading else 2)
    assert ("headings" in table._notice.words) is is_heading


def cells(table: Any) -> list[dict[str, object]]:
    return [dict(row.cells) for row in table.model.rows]


def paste_at_first(table: Any, words: str) -> None:
    table.view.setCurrentIndex(table.model.index(0, 0))
    QGuiApplication.clipboard().setText(words)
    table.paste()


def test_what_has_headings_goes_where_they_say(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    paste_at_first(table, "Detik\tGambar\tVideo\n20\tDoor\tV1\n30\tHall\tV2")
    assert cells(table) == [
        {"video": "V1", "seconds": "20", "picture": "Door"},
        {"video": "V2", "seconds": "30", "picture": "Hall"},
    ]
    assert "headings" in table._notice.words


@pytest.mark.parametrize("column", [1, 2, 5])
@pytest.mark.parametrize(
    "head",
    [
        "Video\tScene\tSeconds\tPicture or shot\tOn-screen text\tNarration",
        "Video\t\tSeconds\tPicture\tOn-screen text\tNarration",
    ],
)
def test_all_the_headings_of_the_table_say_where_it_goes_whatever_column_is_chosen(
    open_form: Open, head: str, column: int
) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    table.view.setCurrentIndex(table.model.index(0, column))
    QGuiApplication.clipboard().setText(f"{head}\nV1\t1\t20\tDoor\tHall\tWords\nV2")
    table.paste()
    assert cells(table) == [
        {"video": "V1", "scene": "1", "seconds": "20", "picture": "Door", "screen": "Hall",
         "narration": "Words"},
        {"video": "V2"},
    ]  # fmt: skip
    assert "line of headings was left out" in table._notice.words
    assert table.view.block() == (0, 0, 1, 5)


def test_rows_below_the_headings_of_the_chosen_column_go_into_the_marked_rows(
    table: Any,
) -> None:
    paste_at_first(table, "LO1\tClassify\nLO2\tReport")
    table.view.mark_block((0, STATEMENT, 1, STATEMENT + 1))
    QGuiApplication.clipboard().setText("Outcome\tBloom\nWrite\tC2")
    table.paste()
    assert texts(table) == [("LO1", "Write"), ("LO2", "Write")]


def test_a_column_that_the_table_has_not_is_told_and_goes_nowhere(
    open_form: Open,
) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    head = "Video\tScene\tSeconds\tPicture or shot\tOn-screen text\tNarration\tMood\t"
    words = f"{head}\nV1\t1\t20\tDoor\tHall\tWords\tCalm\t"
    paste_at_first(table, words)
    assert cells(table) == []
    assert "no column “Mood”." in table._notice.words
    (take,) = (each for each in table._notice.findChildren(QPushButton) if "fits" in each.text())
    assert "1 × 6" in take.text()
    take.click()
    assert cells(table) == [{
        "video": "V1", "scene": "1", "seconds": "20", "picture": "Door", "screen": "Hall",
        "narration": "Words",
    }]  # fmt: skip


@pytest.mark.parametrize("order", [1, -1])
def test_headings_in_both_languages_are_headings(open_form: Open, order: int) -> None:
    """So the form as a Word document has them (`exchange/forms_docx.py`)."""
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    heads = [column.label.in_both() for column in table.model.columns][:3]
    assert all(" / " in head for head in heads[1:])
    paste_at_first(table, "\t".join(heads[::order]) + "\n" + "\t".join(["V1", "2", "20"][::order]))
    assert cells(table) == [{"video": "V1", "scene": "2", "seconds": "20"}]
    assert "headings" in table._notice.words


def test_halves_of_two_columns_are_no_heading_of_one(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    heads = [column.label for column in table.model.columns][1:3]
    mixed = f"{heads[0].en} / {heads[1].id}", f"{heads[1].en} / {heads[0].id}"
    paste_at_first(table, "\t".join(mixed))
    assert len(table.model.rows) == 1


def offered(table: Any) -> dict[str, QPushButton]:
    return {each.text(): each for each in table._notice.findChildren(QPushButton)}


@pytest.mark.parametrize(
    "row", ["Video\tDoor\tSeconds", "Seconds\tVideo\tMood", "Detik\tVideo\tScene"]
)
def test_a_row_that_is_mostly_names_of_columns_is_asked_about(open_form: Open, row: str) -> None:
    """Some of its cells are none, or of another language: it may be what somebody wrote."""
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    paste_at_first(table, row)
    assert table.model.rows == ()
    assert "The first line may be headings, or a row." in table._notice.words
    offered(table)["Paste it as a row"].click()
    names = [column.id for column in table.model.columns][:3]
    assert [[kept.text(name) for name in names] for kept in table.model.rows] == [row.split("\t")]
    assert table._notice.isHidden()


def test_rows_below_what_may_be_headings_are_pasted_either_way(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    words = "Detik\tVideo\tScene\n20\tV1\t1"
    paste_at_first(table, words)
    offered(table)["Headings: paste what fits (1 × 3)"].click()
    assert cells(table) == [{"seconds": "20", "video": "V1", "scene": "1"}]
    assert "line of headings was left out" in table._notice.words
    assert not table.session.keeper.aside
    offered(table)["Undo"].click()
    paste_at_first(table, words)
    offered(table)["The first line is a row"].click()
    assert [row.text("video") for row in table.model.rows] == ["Detik", "20"]
    assert not table.session.keeper.aside


def test_what_does_not_fit_as_a_row_is_not_asked_about_as_one(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    table.view.setCurrentIndex(table.model.index(0, len(table.model.columns) - 1))
    QGuiApplication.clipboard().setText("Detik\tVideo\tScene\n20\tV1\t1")
    table.paste()
    assert cells(table) == [{"seconds": "20", "video": "V1", "scene": "1"}]


def test_what_only_names_columns_can_be_pasted_as_a_row_all_the_same(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    paste_at_first(table, "Video\tScene\tSeconds")
    assert table.model.rows == ()
    offered(table)["Paste it as a row"].click()
    assert [row.text("video") for row in table.model.rows] == ["Video"]


def test_headings_alone_in_another_order_make_no_row(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    paste_at_first(table, "Seconds\tVideo\n")
    assert table.model.rows == ()
    assert "only the headings" in table._notice.words


def test_headings_alone_are_told_and_make_no_row(open_form: Open) -> None:
    table = open_form(make_view("F7"), at="d12").block("d12").editor
    table.view.setCurrentIndex(table.model.index(0, 0))
    table._notice.hide()
    QGuiApplication.clipboard().setText("Video\tScene\tSeconds\n")
    table.paste()
    assert table.model.rows == ()
    assert not table._notice.isHidden()
    said = "On the clipboard stand only the headings of this table, and no row below them."
    assert table._notice.words == said


def test_headings_alone_empty_no_marked_row(table: Any) -> None:
    table.view.mark_block((0, CODE, 0, 5))
    QGuiApplication.clipboard().setText("Code\tOutcome\n")
    table.paste()
    assert texts(table) == [("LO1", "Classify")]
    assert "only the headings" in table._notice.words


def paste_by_menu(table: Any, words: str) -> None:
    """Paste into the cell that is edited by its own menu, as the right button opens it."""
    QGuiApplication.clipboard().setText(words)
    cell = table.view.indexWidget(table.view.currentIndex())
    at = cell.rect().center()
    target = cell.viewport() if isinstance(cell, QPlainTextEdit) else cell
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
    (menu,) = (each for each in cell.findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if each.objectName() == "edit-paste").trigger()
    menu.close()


@pytest.mark.parametrize("column", [CODE, STATEMENT])
def test_rows_pasted_by_the_menu_of_a_cell_are_rows(table: Any, column: int) -> None:
    edit(table, 0, column)
    paste_by_menu(table, "Write\tC4\nSpeak\tC5")
    named = ("code", "statement")[column]
    assert [row.text(named) for row in table.model.rows] == ["Write", "Speak"]


@pytest.mark.parametrize("column", [CODE, STATEMENT])
def test_a_word_pasted_by_the_menu_of_a_cell_stays_in_it(table: Any, column: int) -> None:
    edit(table, 0, column)
    paste_by_menu(table, "Write")
    assert table.view.indexWidget(table.view.currentIndex()) is not None
    QTest.keyClick(table.view.indexWidget(table.view.currentIndex()), Qt.Key.Key_Tab)
    assert texts(table)[0][column] == "Write"
