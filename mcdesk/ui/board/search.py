"""The line in which one searches the board."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.ui.escape import Escape


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
        Escape(self, self._escape)

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()
