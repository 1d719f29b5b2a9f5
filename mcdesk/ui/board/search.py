"""The line in which one searches the board."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.ui.escape import Escape
from mcdesk.ui.named_signs import Emptying


class SearchLine(QLineEdit):
    """A line with a lens; Esc empties it, and leaves it when it is empty.

    Signals:
        left: Esc was pressed in the empty line.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(210)
        self.lens = QAction(self)
        Emptying(self, self.lens)
        Escape(self, self._escape)

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()
