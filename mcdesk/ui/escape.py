"""Esc leaves what one is in: a panel, a page of help, the words one looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mcdesk.ui.named_signs import Emptying
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Escape(QObject):
    """Calls `leave` for Esc in a widget, or in what is inside it and has no use for the key.

    The key is kept from shortcuts, such as the board's own that chooses no card.
    """

    def __init__(self, widget: QWidget, leave: Callable[[], object]) -> None:
        super().__init__(widget)
        self._leave = leave
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._leave()
        return True


class FindLine(QLineEdit):
    """A line for what one looks for: Esc empties it; of the empty one Esc is the window's again.

    Signals:
        left: Esc was pressed in the empty line.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        Emptying(self)

    @override
    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        is_pressed = event.type() == QEvent.Type.KeyPress
        if self.text():
            event.accept()
            if is_pressed:
                self.clear()
            return True
        if is_pressed:
            self.left.emit()
        return super().event(event)
