"""Keys that still come to a field that was just closed: they go on with the draft of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mcdesk.application.drafts import DraftFile
from mcdesk.application.views import Changes
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.editors import Place
from tests.ui.forms.barred import box_of, freeze, press, type_on
from tests.ui.forms.fakes import frozen_view, make_view, read_definition
from tests.ui.forms.stage import Open, Stage


def keys(words: str) -> None:
    """Type where the focus is, key by key, as a keyboard does."""
    for letter in words:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def kept(stage: Stage) -> list[Any]:
    return [each.text for each in stage.session.keeper.aside]


@pytest.mark.parametrize("path", ["p1", "p10"])
def test_keys_that_come_after_the_freeze_go_on_with_the_draft(
    open_form: Open, path: str, tmp_path: Any
) -> None:
    stage = open_form(make_view(values={path: "Stored."}), drafts=tmp_path / "d")
    field = type_on(stage, path, " My next")
    typed = field.text() if hasattr(field, "text") else field.toPlainText()
    freeze(stage)
    keys(" words")
    assert kept(stage) == [f"{typed} words" if path == "p1" else " My next wordsStored."]
    assert box_of(stage, path).mine.toPlainText() == kept(stage)[0]
    stage.session.save_drafts()
    stage.editor.save_drafts()
    (aside,) = DraftFile(tmp_path / "d").of_form("form-1")[1]
    assert aside.text == kept(stage)[0]
    assert stage.session.content.value(path) == "Stored."
    assert not stage.done


def test_keys_go_on_where_the_caret_was(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "One three."}))
    field = type_on(stage, "p1", "")
    field.setCursorPosition(4)
    QTest.keyClicks(field, "tw")
    freeze(stage)
    keys("o ")
    assert kept(stage) == ["One two three."]


def test_keys_go_on_where_the_caret_was_also_where_blanks_hold_words_together(
    open_form: Open,
) -> None:
    stage = open_form(make_view(values={"p1": "Prof.\u00a0One three."}))
    field = type_on(stage, "p1", "")
    field.setCursorPosition(10)
    QTest.keyClicks(field, "tw")
    freeze(stage)
    keys("o ")
    assert [words.replace("\u00a0", " ") for words in kept(stage)] == ["Prof. One two three."]


def test_the_first_key_after_the_freeze_begins_a_draft(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    field = type_on(stage, "p1", "")
    field.setCursorPosition(len("Stored"))
    freeze(stage)
    assert stage.block("p1").barred is None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert not kept(stage)
    keys(" x")
    assert kept(stage) == ["Stored x"]
    assert box_of(stage, "p1").isVisible()
    press(stage, "p1", "Give mine up")
    assert not kept(stage)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("path", ["p1", "p10"])
def test_a_late_key_takes_the_place_of_what_was_marked(
    open_form: Open, path: str, backwards: bool
) -> None:
    stage = open_form(make_view(values={path: "Stored words"}))
    field: Any = type_on(stage, path, "")
    start, end = (6, 0) if backwards else (0, 6)
    if path == "p1":
        field.setSelection(start, end - start)
    else:
        cursor = field.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
    freeze(stage)
    keys("New")
    assert kept(stage) == ["New words"]


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier]
)
def test_a_late_key_that_is_a_command_begins_no_draft(
    open_form: Open, held: Qt.KeyboardModifier
) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "")
    freeze(stage)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, held)
    assert not kept(stage)
    assert stage.block("p1").barred is None
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, alt_gr, "@")
    QApplication.sendEvent(QApplication.focusWidget(), key)
    assert len(kept(stage)) == (0 if sys.platform == "darwin" else 1)


def test_a_late_key_that_takes_a_word_away_takes_it_from_the_draft(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "").setCursorPosition(6)
    keys(" next words")
    freeze(stage)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace, control)
    assert kept(stage) == ["Stored next "]


def test_a_late_letter_is_typed_although_it_is_a_key_of_the_page(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "My")
    done: list[str] = []
    shortcut = QShortcut(QKeySequence("w"), stage.editor)
    shortcut.activated.connect(lambda: done.append("w"))
    freeze(stage)
    keys("words")
    assert (kept(stage), done) == (["Mywords"], [])


def test_enter_makes_no_second_line_of_a_line(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "My")
    freeze(stage)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    keys(" next")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    keys("one")
    assert kept(stage) == ["My nextone"]


def test_who_froze_the_form_begins_no_draft_by_a_key(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "")
    view = frozen_view(content=stage.desk.view.content)
    stage.desk.view = replace(view, revision=replace(view.revision, frozen_by=stage.session.me))
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="here"))
    keys("x")
    assert not kept(stage)
    assert stage.block("p1").barred is None


def test_what_is_pasted_after_the_freeze_is_kept_too(open_form: Open) -> None:
    stage = open_form(make_view(values={"p10": ""}))
    field = type_on(stage, "p10", "Begun ")
    freeze(stage)
    QGuiApplication.clipboard().setText("and pasted")
    QTest.keySequence(field, "Ctrl+V")
    assert kept(stage) == ["Begun and pasted"]


def test_a_closed_field_that_was_left_takes_no_keys(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    field = type_on(stage, "p1", "")
    freeze(stage)
    stage.editor.bench.outline.setFocus()
    field.setFocus()
    keys("x")
    assert not kept(stage)
    assert stage.block("p1").barred is None


def test_what_was_typed_on_is_put_back_with_the_rest(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    field = type_on(stage, "p1", "")
    field.setCursorPosition(len("Stored"))
    QTest.keyClicks(field, " m")
    freeze(stage)
    keys("ore")
    stage.desk.view = make_view(values={"p1": "Stored"})
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    press(stage, "p1", "Put back")
    assert stage.desk.view.content.value("p1") == "Stored more"
    assert not kept(stage)


def row_view() -> Any:
    return make_view(rows={"p20": (Row("r1", "a", {"statement": "Stored"}),)})


@pytest.mark.parametrize("row", [0, 1])
def test_keys_in_a_cell_that_was_closed_go_on_with_the_draft(open_form: Open, row: int) -> None:
    stage = open_form(row_view())
    table = stage.block("p20").editor
    column = next(n for n, each in enumerate(table.model.columns) if each.id == "statement")
    table.view.setCurrentIndex(table.model.index(row, column))
    table.view.setFocus()
    keys("My wo")
    freeze(stage)
    keys("rds")
    assert kept(stage) == ["My words"]
    assert stage.session.save_state == "saved"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert kept(stage) == ["My words"]
    assert not stage.done


def test_keys_of_the_next_word_of_a_list_go_on_with_the_draft(open_form: Open) -> None:
    definition = read_definition("R2")
    path, _entry = next(
        (path, entry) for path, entry in definition.fields.items() if entry.type is FieldType.TAGS
    )
    stage = open_form(make_view("R2", values={path: ["Dean"]}))
    field = type_on(stage, path, "Hea")
    view = frozen_view("R2", content=stage.desk.view.content)
    stage.desk.view = view
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    assert kept(stage) == [["Dean", "Hea"]]
    keys("d")
    assert kept(stage) == [["Dean", "Head"]]
    assert not field.isVisible()


def test_keys_of_a_link_go_on_with_the_draft(open_form: Open) -> None:
    form = read_definition("F2")
    sections = tuple(
        replace(each, fields=tuple(replace(own, type=FieldType.FILE) if own.id == "p1" else own
                                   for own in each.fields))
        for each in form.sections
    )  # fmt: skip
    linked = replace(form, sections=sections)
    stage = open_form(make_view(linked))
    type_on(stage, "p1", "https://ex")
    stage.desk.view = frozen_view(linked)
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    keys("ample.org")
    assert kept(stage) == ["https://example.org"]


@pytest.mark.parametrize("is_marked", [False, True])
def test_a_late_key_takes_nothing_of_what_was_kept_before(
    open_form: Open, *, is_marked: bool
) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", "").setCursorPosition(6)
    keys(" and a whole first draft")
    freeze(stage)
    stage.desk.view = make_view(values={"p1": "Other words"})
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    field = type_on(stage, "p1", "")
    field.setCursorPosition(5)
    if is_marked:
        field.selectAll()
    freeze(stage)
    keys("xy")
    assert kept(stage) == ["Stored and a whole first draftxy"]


def test_a_late_key_goes_to_the_caret_of_a_draft_that_one_writes_in_already(
    open_form: Open,
) -> None:
    stage = open_form(make_view(values={"p1": "Stored"}))
    type_on(stage, "p1", " One")
    freeze(stage)
    keys(" three")
    box = box_of(stage, "p1")
    box.mine.moveCursor(QTextCursor.MoveOperation.Start)
    late = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    box.type_on(Place("p1", "Something else"), late)
    assert box.mine.hasFocus()
    assert box.mine.toPlainText().startswith("a")
