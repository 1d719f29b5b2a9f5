"""What of a dialog counts as typed: what a person wrote there, and nothing that stood or came."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.escape import FindLine

LONG = "A text that is long enough to be asked about"


class Several(Dialog):
    """A dialog with one of each that words may stand in."""

    def __init__(self) -> None:
        super().__init__("Several", None)
        self.line, self.sought = QLineEdit(), FindLine()
        self.note, self.told = QPlainTextEdit(), QPlainTextEdit()
        self.told.setReadOnly(True)
        for each in (self.line, self.sought, self.note, self.told):
            self.body.addWidget(each)
        self.add_ok("Write")


@pytest.fixture
def several(qtbot):
    dialog = Several()
    qtbot.addWidget(dialog)
    return dialog


def closes(dialog) -> bool:
    """Press Esc once, and tell whether the dialog is gone."""
    dialog.ok.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    return dialog.isHidden()


@pytest.mark.parametrize("name", ["line", "note"])
def test_what_was_typed_into_a_line_or_a_text_is_asked_about(several, name):
    several.show()
    QTest.keyClicks(getattr(several, name), LONG)
    assert not closes(several)


def test_a_line_that_the_program_filled_is_not_asked_about(several):
    """A name is put there when somebody is chosen, or a path by a button."""
    several.show()
    several.line.setText(LONG)
    assert closes(several)


def test_words_that_one_looked_for_are_not_asked_about(several):
    several.show()
    QTest.keyClicks(several.sought, LONG)
    assert several.sought.text() == LONG
    assert closes(several)


def test_what_can_only_be_read_is_not_asked_about(several):
    several.show()
    several.told.setPlainText(LONG)
    assert closes(several)


@pytest.mark.parametrize("at", [0, 9, len(LONG)])
def test_a_letter_in_a_text_that_stood_there_is_one_wherever_it_was_typed(several, at):
    several.note.setPlainText(LONG)
    several.show()
    cursor = several.note.textCursor()
    cursor.setPosition(at)
    several.note.setTextCursor(cursor)
    QTest.keyClicks(several.note, "x")
    assert len(several.note.toPlainText()) == len(LONG) + 1
    assert closes(several)


def test_what_was_typed_before_a_dialog_was_hidden_is_asked_about_when_it_is_shown_again(several):
    several.show()
    QTest.keyClicks(several.note, LONG)
    several.hide()
    several.show()
    assert not closes(several)
