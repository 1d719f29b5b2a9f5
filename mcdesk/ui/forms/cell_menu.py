"""The menu of a cell that is edited: the usual one, whose *Paste* does what Ctrl+V does there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from mcdesk.ui.forms.inputs import GrowingText, Line

PASTE = "edit-paste"
"""How Qt names the entry in the menu of its inputs."""


class CellMenu(QObject):
    """Opens the menu of one input; `paste` tells whether it took what is on the clipboard."""

    def __init__(self, editor: Line | GrowingText, paste: Callable[[QWidget], bool]) -> None:
        super().__init__(editor)
        self._editor, self._paste = editor, paste
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        editor.customContextMenuRequested.connect(self.open)

    def open(self, at: QPoint) -> None:
        """Open the menu at a place of the input."""
        editor = self._editor
        menu: QMenu = editor.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == PASTE:
                action.triggered.disconnect()
                action.triggered.connect(self._on_paste)
        shown_in = editor.viewport() if isinstance(editor, QPlainTextEdit) else editor
        menu.popup(shown_in.mapToGlobal(at))

    def _on_paste(self) -> None:
        if not self._paste(self._editor):
            self._editor.paste()
