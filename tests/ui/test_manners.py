"""What was typed into a dialog is not lost by a key, and a key held down answers nothing."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from typing_extensions import override

from mcdesk.errors import Finding, Refused
from mcdesk.ui.dialogs import Dialog, ReasonDialog
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.doing import DoingDialog
from mcdesk.ui.forms.inputs import GrowingText

LONG = "A reason that is long enough to be asked about"
DISCARDED = "Once more, and what you wrote is discarded."


def pressed(widget, key, *, held: bool = False) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, none, "", held, 1))


@pytest.fixture
def reason(qtbot):
    dialog = ReasonDialog("Hold", "why", "Hold")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


class Remark(FormDialog):
    """A dialog that looks again at each letter."""

    def __init__(self) -> None:
        super().__init__("Remark", "Remark")
        self.note = GrowingText(lines=2, most=8)
        self.body.addWidget(self.note)
        self.note.changed.connect(self.check)


@pytest.fixture
def remark(qtbot):
    dialog = Remark()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


# --- what was typed ---------------------------------------------------------------------------


def test_what_was_written_after_the_warning_is_asked_about_again(reason):
    QTest.keyClicks(reason._edit, LONG)
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    QTest.keyClicks(reason._edit, "x" * 50)
    assert reason._refusal.isHidden(), "of what stands there now nothing was said yet"
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert reason.isVisible()
    assert reason._refusal.text() == DISCARDED
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert reason.isHidden()


def test_the_warning_stays_until_something_is_typed(remark):
    QTest.keyClicks(remark.note, LONG)
    QTest.keyClick(remark, Qt.Key.Key_Escape)
    remark.look()
    assert remark.why == DISCARDED
    QTest.keyClicks(remark.note, "more")
    assert remark.why == ""
    QTest.keyClick(remark, Qt.Key.Key_Escape)
    assert remark.isVisible()
    QTest.keyClick(remark, Qt.Key.Key_Escape)
    assert remark.isHidden()


def test_only_what_was_typed_into_a_prefilled_text_counts(qtbot):
    dialog = Remark()
    qtbot.addWidget(dialog)
    dialog.note.setPlainText(LONG)
    dialog.show()
    dialog.note.moveCursor(dialog.note.textCursor().MoveOperation.End)
    QTest.keyClicks(dialog.note, "s")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_much_more_in_a_prefilled_text_is_asked_about(qtbot):
    dialog = Remark()
    qtbot.addWidget(dialog)
    dialog.note.setPlainText(LONG)
    dialog.show()
    QTest.keyClicks(dialog.note, "It was told at length, ")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_escape_does_not_close_what_is_being_saved(reason):
    tasks = SimpleNamespace(run=lambda _job, done, failed: vars(tasks).update(failed=failed))
    reason.carry_out(tasks, lambda: None, lambda _made: None)
    QTest.keyClicks(reason._edit, LONG)
    reason.accept()
    for _time in range(2):
        QTest.keyClick(reason, Qt.Key.Key_Escape)
        assert reason._refusal.text() == "Being carried out …"
    assert reason.isVisible()
    tasks.failed(Refused(Finding("a", "It rests.")))
    assert "It rests." in reason._refusal.text()
    assert reason.reason == LONG


def test_after_a_refusal_it_is_asked_again(reason):
    tasks = SimpleNamespace(run=lambda _job, done, failed: vars(tasks).update(failed=failed))
    reason.carry_out(tasks, lambda: None, lambda _made: None)
    QTest.keyClicks(reason._edit, LONG)
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert reason._refusal.text() == DISCARDED
    reason.ok.click()
    tasks.failed(Refused(Finding("a", "It rests.")))
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert reason.isVisible()
    assert reason._refusal.text() == DISCARDED


def test_what_is_being_done_is_not_said_to_be_discarded(closing):
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    closing._on_failed(Refused(Finding("a", "It rests.")))
    assert "It rests." in closing.why
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    assert closing.isVisible()
    assert closing.why == DISCARDED
    closing.action.click()
    assert closing.why == "Being carried out …"


# --- a key that is held down ------------------------------------------------------------------


def test_an_escape_that_is_held_down_is_one(reason):
    QTest.keyClicks(reason._edit, LONG)
    pressed(reason._edit, Qt.Key.Key_Escape)
    pressed(reason._edit, Qt.Key.Key_Escape, held=True)
    assert reason.isVisible()


@pytest.mark.parametrize("kind", [Dialog, FormDialog])
def test_an_enter_that_is_held_down_answers_nothing(qtbot, kind):
    dialog = kind("Undo", None) if kind is Dialog else kind("Undo", "Undo")
    qtbot.addWidget(dialog)
    if isinstance(dialog, Dialog):
        dialog.add_ok("Undo")
    dialog.show()
    action = dialog.action_button()
    action.setFocus()
    for widget in (action, dialog):
        pressed(widget, Qt.Key.Key_Return, held=True)
        assert dialog.isVisible()
    pressed(action, Qt.Key.Key_Return)
    assert dialog.result() == Dialog.DialogCode.Accepted


def test_an_enter_that_is_held_down_makes_new_lines(reason):
    text = reason.findChild(QPlainTextEdit)
    pressed(text, Qt.Key.Key_Return, held=True)
    assert text.toPlainText() == "\n"


# --- what takes its time ----------------------------------------------------------------------


class Closing(DoingDialog):
    """Closes something, with a remark, until it is told to go."""

    def __init__(self, tasks) -> None:
        super().__init__("Close", "Close it", tasks)
        self.go = threading.Event()
        self.note = GrowingText(lines=2, most=8)
        self.body.addWidget(self.note)
        self.add_bar()

    @override
    def enable(self, *, on: bool) -> None:
        self.note.setEnabled(on)

    @override
    def accept(self) -> None:
        self.carry_out(self.work, lambda _made: None)

    def work(self, _desk, progress):
        self.go.wait(5)
        return "made" if progress(1, 2) else None


@pytest.fixture
def closing(qtbot, open_tasks):
    dialog = Closing(open_tasks(SimpleNamespace()))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.note, LONG)
    dialog.accept()
    yield dialog
    dialog.go.set()


def test_a_deed_is_not_stopped_before_it_was_asked(closing, qtbot):
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    assert not closing._job.is_cancelled
    assert closing.why == DISCARDED
    closing.go.set()
    qtbot.waitUntil(closing.isHidden)
    assert closing.result() == Dialog.DialogCode.Accepted


def test_a_deed_that_was_stopped_leaves_its_dialog_open_to_another(closing, qtbot):
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    QTest.keyClick(closing, Qt.Key.Key_Escape)
    assert closing.isHidden()
    closing.show()
    closing.go.set()
    qtbot.waitUntil(lambda: closing._job is None)
    assert closing.note.isEnabled()
    assert closing.action.isEnabled()
    assert closing.bar.isHidden()
