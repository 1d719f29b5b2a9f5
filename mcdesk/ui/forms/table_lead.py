"""Cells of a table that is worked out: a click, or Enter, leads to the rows behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from mcdesk.procedure.matrix import behind
from mcdesk.ui.enter import is_enter
from mcdesk.ui.forms.in_turn import InTurn

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Field
    from mcdesk.ui.forms.session import FormSession
    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.forms.table_view import TableView


def leads(entry: Field) -> bool:
    """Tell whether a table's cells lead anywhere."""
    return entry.compute == "alignment"


class LeadingCells(QObject):
    """Leads from the cells of one table, as the alignment beside the text does.

    Signals:
        go_requested: a path behind the cell; where there are several, again the next one.
    """

    go_requested = Signal(str)

    def __init__(self, view: TableView, model: TableModel, session: FormSession) -> None:
        super().__init__(view)
        self._view, self._model, self._session = view, model, session
        self._turn = InTurn()
        view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        view.clicked.connect(self._lead)
        # the name of the row of orphans stays in sight, so it must be drawn anew
        view.verticalScrollBar().valueChanged.connect(view.viewport().update)
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_free = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not is_enter(event.key()) or not is_free or not self._view.currentIndex().isValid():
            return False
        self._lead(self._view.currentIndex())
        return True

    def _lead(self, index: QModelIndex) -> None:
        code = self._model.rows[index.row()].text("code")
        cell = (code, self._model.columns[index.column()].id)
        session = self._session
        paths = behind(session.definition, session.content, self._model.entry, cell)
        place = self._turn.next((index.row(), index.column()), paths)
        if place:
            self.go_requested.emit(place)
