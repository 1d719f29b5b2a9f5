"""Short notices at the bottom of the window: what was done, with Undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts

STAYS = 6000
AROUND = 160  # pixels for the button and the margins


class Toast(QFrame):
    """One notice; it goes away by itself, or when its button is pressed.

    Signals:
        undo_requested: what the notice tells is to be undone.
    """

    undo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._home, self._said = parent, ""
        self._label = parts.label()
        self._undo = parts.button("", "toast")
        self._undo.clicked.connect(self._on_undo)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 10, 8)
        line.addWidget(self._label)
        line.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text() if not self.isHidden() else ""

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show a notice, with an Undo button where it can be undone."""
        self._said = text
        self._undo.setText(_("Undo"))
        self._undo.setVisible(undo)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        event = QAccessibleAnnouncementEvent(self, text)
        QAccessible.updateAccessibility(event)

    def _place(self) -> None:
        """Show as much of the notice as the window has room for, in its middle below."""
        room = max(self._home.width() - AROUND, AROUND)
        metrics = self._label.fontMetrics()
        self._label.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room))
        self.adjustSize()
        x = (self._home.width() - self.width()) // 2
        self.move(max(x, 8), self._home.height() - self.height() - 20)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    @override
    def mousePressEvent(self, event: object) -> None:
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
