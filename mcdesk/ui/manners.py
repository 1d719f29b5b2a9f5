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

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractSpinBox)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            closed = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
            tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if isinstance(widget, INPUTS) and tabs and not closed and self._shows(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None

    def _shows(self, widget: QWidget) -> bool:
        return widget.window() is self and widget.isVisibleTo(self) and widget.isEnabled()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(focus, QPushButton) and not focus.isCheckable() and not control:
            focus.click()
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
