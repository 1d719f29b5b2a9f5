"""The line at the bottom that says what is being done, how far it is, and lets one cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStatusBar, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 300


class BusyLine(QFrame):
    """Appears when something takes longer than a moment.

    Signals:
        cancel_requested: what is being done is to stop.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._label = parts.label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._cancel = parts.button("", "quiet", "x")
        self._cancel.clicked.connect(self.cancel_requested)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        line.addWidget(self._label)
        line.addWidget(self._bar)
        line.addWidget(self._cancel)
        line.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.show)
        self.hide()

    def show_busy(self, words: str) -> None:
        """Say what is being done; nothing hides the line."""
        self._label.setText(f"{words.rstrip(' .…')} …" if words else "")
        self._cancel.setText(_("Cancel"))
        if words:
            self._bar.setRange(0, 0)
            self._bar.hide()
            self._cancel.hide()
            if self.isHidden() and not self._wait.isActive():  # said anew, it is not late again
                self._wait.start()
        else:
            self._wait.stop()
            self.hide()

    def show_progress(self, done: int, of: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._bar.setVisible(of > 0)
        self._cancel.setVisible(of > 0)


def hand_on(line: QStatusBar, then: Callable[[Any], object], answer: Any) -> None:
    """Say no more in the line below the board that work goes on, and hand its answer on.

    The line goes: with nothing to say it would be an empty strip at the foot of the window.
    """
    line.clearMessage()
    line.hide()
    then(answer)
