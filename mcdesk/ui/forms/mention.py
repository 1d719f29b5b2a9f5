"""A box for remarks in which @ offers the people of the directory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget
from typing_extensions import override

from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.suggesting import best_first
from mcdesk.ui.offered import offering

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

_BEGUN = re.compile(r"(?:^|(?<=[\s(]))@([^@\n]{0,40})$")
_ROOM = 8
BESIDE = 3
"""Pixels between the line that is typed and the names."""
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)


class MentionText(GrowingText):
    """Growing text; behind an @ the names that hold what is typed are offered."""

    def __init__(
        self, names: Callable[[], Sequence[str]], parent: QWidget | None = None, *, most: int = 8
    ) -> None:
        super().__init__(parent, lines=1, most=most)
        self._names = names
        self.offered = QCompleter(self)
        self.offered.setModel(QStringListModel(self.offered))
        self.offered.setWidget(self)
        self._popup = offering(self.offered, _ROOM)
        self.offered.activated.connect(self._take)
        self.changed.connect(self._offer)

    def _begun(self) -> str | None:
        """Return what stands between the last @ and the caret, or None outside of a mention."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _BEGUN.search(before)
        return found.group(1) if found else None

    def _offer(self) -> None:
        begun = self._begun()
        popup = self._popup
        if begun is None:
            popup.hide()
            return
        model = self.offered.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(best_first(self._names(), begun))
        self.offered.setCompletionPrefix(begun)
        if not self.offered.completionCount() or begun in self._names():
            popup.hide()
            return
        popup.setCurrentIndex(self.offered.completionModel().index(0, 0))
        self.offered.complete(self._line())

    def _line(self) -> QRect:
        """Return the line that is typed, as wide as the box: the names stand below or above it.

        Below the caret itself they would stick out of the pane, and the window.
        """
        caret = self.cursorRect()
        top = self.viewport().mapTo(self, caret.topLeft()).y() - BESIDE
        return QRect(0, top, self.width(), caret.height() + 2 * BESIDE)

    def _take(self, name: str) -> None:
        """Put a name in the place of what was typed behind the @."""
        begun = self._begun()
        if begun is None:
            return
        cursor = self.textCursor()
        for _letter in begun:
            cursor.deletePreviousChar()
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup.isVisible() and event.key() in _TAKES:
            event.ignore()
            return
        super().keyPressEvent(event)
