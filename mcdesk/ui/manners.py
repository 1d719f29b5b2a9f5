"""How every dialog behaves: where the focus begins, what Enter does, how high it is.

Enter presses the focused button, else the action; in text of several lines it is a new line and
Ctrl+Enter the action. Esc cancels; when much was typed, only at the second time. The first input
has the focus.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.enter import is_enter, pressed_by
from mcdesk.ui.escape import FindLine
from mcdesk.ui.tabbing import step, stops

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

MUCH = 20
"""How many letters somebody typed are not thrown away without being asked."""

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractSpinBox)


class Answer(QPushButton):
    """One of several answers: Enter is the dialog's, as it is with a box that is ticked."""


class MannerlyDialog(QDialog):
    """A dialog with an action; `first` is what has the focus at first, if not the first input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first: QWidget | None = None

        self._warned = False
        self._at_first: dict[QWidget, str] = {}
        self._typed: set[QLineEdit] = set()

    def action_button(self) -> QPushButton | None:
        """Return the button that does what the dialog is for."""
        return None

    def tell_why(self) -> None:
        """Say why the action is not possible; called when it was asked for all the same."""

    def press_action(self) -> None:
        """Do what the dialog is for, or say why not."""
        action = self.action_button()
        if action is None:
            return
        if action.isEnabled():
            action.click()
        else:
            self.tell_why()

    def warn(self, words: str) -> None:
        """Say what is lost if the dialog is left once more."""

    @override
    def reject(self) -> None:
        """Close; when much was typed, only at the second time."""
        if self.is_written() and not self._warned:
            self._warned = True
            self.warn(_("Once more, and what you wrote is discarded."))
            return
        super().reject()

    def is_written(self) -> bool:
        """Tell whether much was typed since the dialog opened."""
        now = self._inputs_now()
        typed = [words for each, words in now.items() if words != self._at_first.get(each, "")
                 and (isinstance(each, QPlainTextEdit) or each in self._typed)]  # fmt: skip
        return sum(map(len, typed)) > MUCH

    def _inputs_now(self) -> dict[QWidget, str]:
        """Return what stands in the inputs; words that one looks for are nothing written."""
        lines = (each for each in self.findChildren(QLineEdit) if not isinstance(each, FindLine))
        texts = (each for each in self.findChildren(QPlainTextEdit) if not each.isReadOnly())
        found: dict[QWidget, str] = {each: each.text() for each in lines}
        return found | {each: each.toPlainText() for each in texts}

    def _begin_watching(self) -> None:
        """Keep in mind what stands in the inputs before somebody types."""
        self._at_first = self._inputs_now()
        for each in self._at_first:
            if isinstance(each, QLineEdit):
                each.textEdited.connect(partial(_note, self._typed, each))

    def first_input(self) -> QWidget | None:
        """Return the first input that can be written."""
        for widget in stops(self):
            closed = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
            if isinstance(widget, INPUTS) and not closed:
                return widget
        return None

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, self.focusWidget(), stops(self), forward=forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_enter(event.key()):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        pressed = pressed_by(event, focus)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pressed is not None and not isinstance(pressed, Answer):
            pressed.click()
        elif not isinstance(focus, QPlainTextEdit) or control:
            self.press_action()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._at_first:
            self._begin_watching()
        now = self.focusWidget()
        if self.first is None and isinstance(now, INPUTS):
            return
        first = self.first or self.first_input() or self.action_button()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)


def _note(typed: set[QLineEdit], line: QLineEdit, _words: str) -> None:
    """Note that a person typed into a line."""
    typed.add(line)
