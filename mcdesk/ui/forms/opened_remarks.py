"""The comments of a table's cells are opened where they are marked: by a click, a key, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.cell_painter import CORNER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.forms.table_view import TableView

KEY = "Shift+F2"
"""Opens the comment of a cell, as in spreadsheets."""
_NEAR = 3  # pixels beside the mark that count as a click on it


class OpenedRemarks(QObject):
    """Tells which comment of a table is to be shown.

    Signals:
        clicked: the path of a cell whose mark was clicked; the keyboard stays in the table.
        entered: the path of a cell or row whose comment the keyboard goes to.
    """

    clicked = Signal(str)
    entered = Signal(str)

    def __init__(self, view: TableView, model: TableModel) -> None:
        super().__init__(view)
        self._view, self._model, self._pressed = view, model, ""
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def path(self) -> str:
        """Return the current cell where it has a comment, else a commented place of its row."""
        now = self._view.currentIndex()
        if not now.isValid() or self._model.is_new_row(now.row()):
            return ""
        if self._model.look(now).is_remarked:
            return self._model.path(now)
        return next((each.path for each in self._model.remarked_at(now.row())), "")

    def enter(self) -> None:
        """Let the keyboard go to the comment of the current cell or row."""
        path = self.path()
        if path:
            self.entered.emit(path)

    def offer_in(self, menu: QMenu) -> None:
        """Offer it in the menu of the current cell, with its key."""
        action = menu.addAction(_("Show the comment"), self.enter)
        action.setShortcut(KEY)
        action.setEnabled(bool(self.path()))

    def _marked_at(self, at: QPoint) -> str:
        """Return the path of the cell whose mark lies at a place of the viewport, or ""."""
        index = self._view.indexAt(at)
        if not index.isValid() or not self._model.look(index).is_remarked:
            return ""
        away = self._view.visualRect(index).bottomRight() - at
        return self._model.path(index) if max(away.x(), away.y()) < CORNER + _NEAR else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            if watched is self._view and held and event.key() == Qt.Key.Key_F2:
                self.enter()
                return True
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            self._on_mouse(event)
        return False

    def _on_mouse(self, event: QMouseEvent) -> None:
        """A click is a press and a release on one mark; the cell becomes current besides."""
        at = self._marked_at(event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = at
        elif event.type() == QEvent.Type.MouseButtonRelease:
            if at and at == self._pressed:
                self.clicked.emit(at)
            self._pressed = ""
