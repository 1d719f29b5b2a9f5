"""What Enter, Esc and the focus do in every dialog."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from mcdesk.application.views import Directory
from mcdesk.procedure.stage import Label
from mcdesk.ui.dialogs import ReasonDialog
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.freeze import FreezeDialog
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.people.place_dialog import PlaceDialog
from tests.ui.forms.fakes import make_view

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


class Asking(FormDialog):
    """A dialog with a line and a text."""

    def __init__(self) -> None:
        super().__init__("Ask", "Do it")
        self.line, self.text = Line(), GrowingText(lines=2)
        self.body.addWidget(labelled("Line", self.line))
        self.body.addWidget(labelled("Text", self.text))
        self.body.addStretch(1)
        self.line.changed.connect(self.check)
        self.check()

    def reasons(self) -> list[str]:
        return [] if self.line.text() else ["The line is empty."]


def show(qtbot: Any, dialog: Any) -> Any:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(key: Any = ENTER, *modifiers: Any) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, *modifiers)


def cancel_of(dialog: Any) -> QPushButton:
    role = QDialogButtonBox.ButtonRole.RejectRole
    return next(b for b in dialog.buttons.buttons() if dialog.buttons.buttonRole(b) == role)


def test_the_first_input_has_the_focus_and_enter_confirms(qtbot: Any) -> None:
    dialog = show(qtbot, Asking())
    assert QApplication.focusWidget() is dialog.line
    QTest.keyClicks(dialog.line, "x")
    press()
    assert dialog.result() == dialog.DialogCode.Accepted


def test_nothing_is_red_before_anything_was_typed(qtbot: Any) -> None:
    dialog = show(qtbot, Asking())
    assert dialog.why == "The line is empty."
    assert not dialog._why.property("state")
    press()
    assert dialog.isVisible()
    assert dialog._why.property("state") == "bad"


def test_enter_is_a_new_line_in_a_text_and_ctrl_enter_confirms(qtbot: Any) -> None:
    dialog = show(qtbot, Asking())
    QTest.keyClicks(dialog.line, "x")
    dialog.text.setFocus()
    press()
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "\n"
    press(ENTER, CONTROL)
    assert dialog.result() == dialog.DialogCode.Accepted


def test_enter_on_a_focused_button_presses_that_one(qtbot: Any) -> None:
    dialog = show(qtbot, Asking())
    QTest.keyClicks(dialog.line, "x")
    cancel_of(dialog).setFocus()
    press()
    assert dialog.result() == dialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_escape_cancels(qtbot: Any) -> None:
    dialog = show(qtbot, Asking())
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("programme", [False, True])
def test_the_place_dialog_begins_in_its_first_field(qtbot: Any, *, programme: bool) -> None:
    dialog = show(qtbot, PlaceDialog(None, Directory((), (), ()), programme=programme))  # type: ignore[arg-type] # nothing is run
    assert QApplication.focusWidget() is (dialog.faculty if programme else dialog.code)
    assert not dialog._why.property("state")


def test_a_dialog_is_no_higher_than_what_stands_in_it(qtbot: Any) -> None:
    dialog = show(qtbot, FreezeDialog(make_view(), (), {}))
    holder = dialog._holder
    assert holder.height() <= holder.layout().heightForWidth(holder.width()) + 8


def test_answers_that_break_into_lines_are_not_counted_twice(qtbot: Any) -> None:
    dialog = Asking()
    answers = [(str(n), f"An answer of some length {n}") for n in range(6)]
    dialog.body.addWidget(Pills(answers))
    dialog.body.addStretch(1)
    show(qtbot, dialog)
    layout = dialog._holder.layout()
    qtbot.waitUntil(lambda: dialog._scroll.verticalScrollBar().maximum() == 0)
    assert dialog._holder.height() <= layout.heightForWidth(dialog._holder.width()) + 4


def test_a_reason_is_sent_off_by_ctrl_enter(qtbot: Any) -> None:
    dialog = show(qtbot, ReasonDialog("Why", "Say why.", "Send"))
    edit = QApplication.focusWidget()
    QTest.keyClicks(edit, "because")
    press(ENTER, CONTROL)
    assert dialog.result() == dialog.DialogCode.Accepted


def test_what_is_no_date_is_framed_once_it_was_left(qtbot):
    line = DateLine(date(2026, 11, 23))
    qtbot.addWidget(line)
    line.show()
    line.setText("31 Feb 2027")
    assert not line.property("state")
    line.ended.emit()
    assert line.property("state") == "bad"
    assert line.fault().startswith("“31 Feb 2027” is not a date that exists.")
    line.setText("28 Feb 2027")
    assert not line.property("state")
    assert not line.fault("missing")
    line.setText(" ")
    assert (line.fault(), line.fault("missing")) == ("", "missing")


def freezing(qtbot: Any) -> FreezeDialog:
    roles = {"dean": Label("Dean", "Dekan"), "plh": Label("Life learning", "Belajar")}
    dialog: FreezeDialog = show(qtbot, FreezeDialog(make_view(), (), roles))
    dialog.act.setFocus()
    return dialog


def extra_of(dialog: FreezeDialog) -> list[str]:
    return [each["act"] for each in dialog.command().extra_signers]


def test_enter_in_the_line_of_a_further_signer_adds_that_signer(qtbot: Any) -> None:
    """What is frozen stays so: it is never frozen without a signer whose words stand there."""
    dialog = freezing(qtbot)
    wanted: list[bool] = []
    dialog.record_requested.connect(lambda: wanted.append(True))
    QTest.keyClicks(dialog.act, "Checks the legal basis")
    press()
    assert not wanted
    assert extra_of(dialog) == ["Checks the legal basis"]
    assert not dialog.act.text()
    press()
    assert wanted


@pytest.mark.parametrize("by_key", [True, False])
def test_freeze_waits_for_the_words_in_the_line_of_a_further_signer(
    qtbot: Any, *, by_key: bool
) -> None:
    dialog = freezing(qtbot)
    wanted: list[bool] = []
    dialog.record_requested.connect(lambda: wanted.append(True))
    QTest.keyClicks(dialog.act, "Checks the legal basis")
    if by_key:
        dialog.number.setFocus()
        press()
    else:
        dialog.action.click()
    assert not wanted
    assert "Add signer" in dialog.why
    dialog.add_signer()
    dialog.action.click()
    assert wanted
    assert extra_of(dialog) == ["Checks the legal basis"]


def test_a_signer_added_twice_leaves_the_line_empty(qtbot: Any) -> None:
    dialog = freezing(qtbot)
    for _time in range(2):
        QTest.keyClicks(dialog.act, "Checks the legal basis")
        press()
    assert extra_of(dialog) == ["Checks the legal basis"]
    assert not dialog.act.text()
    assert dialog.action.isEnabled()


def test_signers_that_were_added_in_words_are_asked_about_before_they_are_discarded(
    qtbot: Any,
) -> None:
    dialog = freezing(qtbot)
    for words in ("Checks the clauses", "Checks the budget"):
        QTest.keyClicks(dialog.act, words)
        press()
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "discarded" in dialog.why
    QTest.keyClicks(dialog.act, "Reads it")
    press()
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_signers_that_were_added_without_words_go_at_once(qtbot: Any) -> None:
    dialog = freezing(qtbot)
    for place in range(2):
        dialog.role.setCurrentIndex(place)
        dialog.add_signer()
    assert len(extra_of(dialog)) == 2
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
