"""How long a text is, of how long it may be, beside the name of its field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mcdesk.application.shown import show_number
from mcdesk.i18n import _
from mcdesk.ui import theme


class Counter(QLabel):
    """Counts letters in a room that it keeps: the page is not laid out anew at every keystroke."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("role", "small")

    def count(self, length: int) -> None:
        """Say how many letters there are."""
        over = length > self._most
        words = f"{show_number(length)} / {show_number(self._most)}"
        if over:
            words += " · " + _("{n} too many").format(n=show_number(length - self._most))
        if words == self.text():
            return
        self.setText(words)
        if (self.property("state") == "bad") != over:
            theme.dress(self, state="bad" if over else "")
        self._keep_room()

    def _keep_room(self) -> None:
        """Take the room for as many letters as there may be, more only where more is said."""
        self.ensurePolished()
        most = show_number(self._most)
        hint, usual = self.sizeHint(), f"{most} / {most}"
        wide = max(hint.width(), self.fontMetrics().horizontalAdvance(usual))
        if wide != self.width() or hint.height() != self.height():
            self.setFixedSize(wide, hint.height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_room()
