"""A checklist answered from the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mcdesk import i18n
from mcdesk.procedure.stage import Label
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open


@pytest.fixture
def rows(open_form: Open) -> Iterator[Any]:
    stage = open_form(make_view("F6"), at="a2")
    block = stage.block("a2")
    yield block.editor.rows
    i18n.use_language("en")


def press(*keys: Any) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def answer(row: Any) -> Any:
    return row._session.content.value(row.path)


def test_letters_set_and_the_same_letter_keeps(rows: Any) -> None:
    rows[1].pills.press("yes")
    rows[1].pills.setFocus()
    press("y")
    assert answer(rows[1]) == "yes"
    press("n")
    assert answer(rows[1]) == "no"
    press("t")
    assert answer(rows[1]) == "na"
    press(Qt.Key.Key_Delete)
    assert answer(rows[1]) is None


def test_down_and_up_go_from_item_to_item(rows: Any) -> None:
    rows[0].pills.setFocus()
    press("y", Qt.Key.Key_Down, "n", Qt.Key.Key_Down, "y", Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert [answer(row) for row in rows[:3]] == ["yes", "no", "yes"]
    assert rows[0].pills.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert rows[0].pills.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget().accessibleName() == "No"


def test_the_keys_are_indonesian_in_indonesian(open_form: Open) -> None:
    i18n.use_language("id")
    try:
        rows = open_form(make_view("F6")).block("a2").editor.rows
        rows[0].pills.setFocus()
        press("t")
        assert answer(rows[0]) == "no"
        press("b")
        assert answer(rows[0]) == "na"
    finally:
        i18n.use_language("en")


def test_the_focus_on_an_answer_is_told(open_form: Open) -> None:
    stage = open_form(make_view("F6"))
    rows = stage.block("a2").editor.rows
    rows[2].pills.setFocus()
    assert stage.editor.bench.side._path == rows[2].path


def test_an_answer_touches_no_other_item(open_form: Open, monkeypatch: Any) -> None:
    rows = open_form(make_view("F9")).block("e3").editor.rows
    drawn: list[Any] = []
    for line in rows:
        monkeypatch.setattr(line.pills, "show_values", lambda _given, own=line: drawn.append(own))
    rows[0].pills.press("4")
    rows[1].pills.press("2")
    assert set(drawn) <= set(rows[:2])
    assert (answer(rows[0]), answer(rows[1])) == ("4", "2")
    assert rows[1]._note is not None


def test_the_star_is_explained_where_one_stands(open_form: Open) -> None:
    starred = [open_form(make_view(kind)).block(path).editor._tally.text()
               for kind, path in (("F6", "a2"), ("F9", "e3"))]  # fmt: skip
    assert [words.rsplit(" · ", 1)[1] for words in starred] == ["★ must be yes", "★ critical"]
    stage = open_form(make_view("F6"))
    editor = stage.block("a2").editor
    editor.entry = replace(
        editor.entry, items=tuple(replace(item, must=False) for item in editor.entry.items)
    )
    editor.refresh()
    assert "★" not in editor._tally.text()


@pytest.fixture
def scores(open_form: Open) -> Any:
    found = open_form(make_view("F9"), at="e3").block("e3").editor.rows
    found[0].pills.setFocus()
    return found


def test_tab_goes_from_a_score_to_its_note_and_on(scores: Any) -> None:
    press("1", Qt.Key.Key_Tab)
    assert scores[0]._note.box.hasFocus()
    press(Qt.Key.Key_Tab)
    assert scores[1].pills.isAncestorOf(QApplication.focusWidget())
    press("4", Qt.Key.Key_Tab, "2", Qt.Key.Key_Tab)
    assert scores[2]._note.box.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert scores[2].pills.isAncestorOf(QApplication.focusWidget())


def test_words_that_are_typed_on_a_score_change_none(scores: Any) -> None:
    press("3", *"alasan nilainya")
    press(Qt.Key.Key_Down, *"note", Qt.Key.Key_Down)
    assert [answer(row) for row in scores[:2]] == ["3", None]
    assert [row.pills.values() for row in scores[:2]] == [["3"], []]


def test_one_letter_alone_is_not_applicable_and_says_so(scores: Any, qtbot: Any) -> None:
    press("n")
    assert answer(scores[0]) is None
    qtbot.waitUntil(lambda: answer(scores[0]) == "na")
    assert scores[0]._message.text() == "Set by a key: n.a. (Del takes it back)"
    assert not scores[0]._message.isHidden()
    press(Qt.Key.Key_Down, "n", Qt.Key.Key_Down, "n", Qt.Key.Key_Tab)
    assert [answer(row) for row in scores[:3]] == ["na", "na", "na"]
    assert scores[3].pills.isAncestorOf(QApplication.focusWidget())
    assert "Set by a key" not in scores[0]._message.text()


def test_the_focus_shows_on_a_chosen_score_too(scores: Any) -> None:
    press("3")
    pill = QApplication.focusWidget()
    focused = pill.grab().toImage()
    press(Qt.Key.Key_Down)
    assert pill.grab().toImage() != focused


def test_items_are_numbered_by_their_place_whatever_their_ids_are(open_form: Open) -> None:
    view = make_view("F6")
    form = view.definition
    entry = form.fields["a2"]
    added = replace(entry.items[0], id="29", label=Label("Fire", "Api"))
    other = replace(entry, items=(entry.items[0], added, *entry.items[1:3]))
    sections = tuple(
        replace(each, fields=tuple(other if own.id == "a2" else own for own in each.fields))
        for each in form.sections
    )
    view = replace(view, definition=replace(form, sections=sections))
    rows = open_form(view).block("a2").editor.rows
    assert [row.findChildren(QLabel)[0].text() for row in rows] == ["1", "2", "3", "4"]
