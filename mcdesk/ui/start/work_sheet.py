"""The sheet of the first page that shows what is being done, how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts, theme


class WorkSheet(QWidget):
    """Shows work that takes longer than a moment.

    Signals:
        cancel_requested: the work is to stop.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = parts.label("", "title", wrap=True)
        self._more = parts.label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._percent = parts.label("", "muted")
        self.cancel = parts.button(_("Cancel"))
        self.cancel.clicked.connect(self._on_cancel)
        column = QVBoxLayout(self)
        column.setSpacing(theme.WIDE)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._more)
        column.addWidget(self._bar)
        column.addLayout(parts.row(self._percent, 1, self.cancel))
        column.addStretch(2)

    def begin(self, words: str, more: str = "", *, stops: bool = True) -> None:
        """Say what is being done; `stops` tells whether it can be cancelled."""
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._percent.setText("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.cancel.setVisible(stops)
        self.cancel.setEnabled(True)

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._percent.setText(f"{100 * done // max(of, 1)} %")

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel_requested.emit()
