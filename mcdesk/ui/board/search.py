"""The line in which one searches the board."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override


def keeps_escape(event: QEvent) -> bool:
    """Tell whether an event asks if Esc is a shortcut here, and keep the key for the widget."""
    is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    if not is_key or event.type() != QEvent.Type.ShortcutOverride:
        return False
    event.accept()
    return True


class SearchLine(QLineEdit):
    """A line with a lens; Esc empties it, and leaves it when it is empty.

    Signals:
        left: Esc was pressed in the empty line.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(210)
        self.setClearButtonEnabled(True)
        self.lens = QAction(self)
        self.addAction(self.lens, QLineEdit.ActionPosition.LeadingPosition)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Esc from the board's own shortcut, which chooses no card."""
        return keeps_escape(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()
