"""A field and a list over the window: what is typed finds, Enter takes, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Finder(QFrame):
    """What is found by typing. Subclasses fill `list` in `search` and do `run`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.field = QLineEdit()
        self.field.textChanged.connect(self.search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self.run)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.field)
        column.addWidget(self.list)

    def search(self, text: str) -> None:
        """Fill the list with what fits the words."""
        raise NotImplementedError

    def run(self) -> None:
        """Do what is chosen in the list."""
        raise NotImplementedError

    def show_nothing(self, words: str) -> None:
        """Say that nothing fits, in a line that cannot be chosen."""
        nothing = QListWidgetItem(words)
        nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(nothing)

    def _step(self, step: int) -> None:
        """Go on by so many rows; by one it goes round."""
        count, row = self.list.count(), self.list.currentRow()
        if row < 0:
            return
        wanted = (row + step) % count if abs(step) == 1 else min(max(row + step, 0), count - 1)
        self.list.setCurrentRow(wanted)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in STEPS:
                self._step(STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
        return False
