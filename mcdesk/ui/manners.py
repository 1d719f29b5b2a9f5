"""How every dialog behaves: where the focus begins, what Enter does, how high it is.

Enter presses the focused button, else the action; in text of several lines it is a new line and
Ctrl+Enter the action. Esc cancels. The first input has the focus.
"""

from __future__ import annotations

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

from mcdesk.ui.enter import is_enter, pressed_by
from mcdesk.ui.tabbing import step, stops

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractSpinBox)


class Answer(QPushButton):
    """One of several answers: Enter is the dialog's, as it is with a box that is ticked."""


class MannerlyDialog(QDialog):
    """A dialog with an action; `first` is what has the focus at first, if not the first input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first: QWidget | None = None


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

    def first_input(self) -> QWidget | None:
        """Return the first input that can be written."""
        for widget in stops(self):
            closed = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
            if isinstance(widget, INPUTS) and not closed:
                return widget
        return None

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

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
        now = self.focusWidget()
        if self.first is None and isinstance(now, INPUTS):
            return
        first = self.first or self.first_input() or self.action_button()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
