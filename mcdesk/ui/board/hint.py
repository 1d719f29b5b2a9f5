"""The small sheet at a narrow column that says in full why it would refuse the cards dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mcdesk.ui import parts, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

WIDEST = 280


class Hint(QFrame):
    """Names a column and why it refuses; lets mouse and drag through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._port = parent
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = parts.label("", "heading", wrap=True)
        self._words = parts.label("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.GAP, theme.WIDE, theme.GAP)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What stands on the sheet while it is shown."""
        return f"{self._title.text()}: {self._words.text()}" if not self.isHidden() else ""

    def tell(self, title: str, words: str, column: QRect, top: int) -> None:
        """Show it below the head of a column (`top`), as far beside its middle as there is room."""
        self._title.setText(title)
        self._words.setText(words)
        room = self._port.width()
        width = min(WIDEST, room - 2 * theme.GAP)
        self.setFixedWidth(width)
        self.setFixedHeight(self.heightForWidth(width))
        left = min(max(column.center().x() - width // 2, theme.GAP), room - width - theme.GAP)
        self.move(QPoint(left, top))
        self.show()
        self.raise_()
