"""The cells of a table that are marked together: one rectangle, which keys make larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from mcdesk.ui.forms.table_fit import FittedTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.forms.table_model import TableModel

Corner = tuple[int, int]
"""The row and the column of a cell."""
_NONE = ((-1, -1), (-1, -1))


class MarkedTable(FittedTable):
    """A table of which one rectangle is marked.

    Signals:
        sight_wanted: the path of the current cell, which is to be in sight: rows came or went.
    """

    sight_wanted = Signal(str)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._ends: tuple[Corner, Corner] = _NONE
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    def block(self) -> tuple[int, int, int, int]:
        """Return the selected rectangle: first row, first column, last row, last column."""
        found: QItemSelection = self.selectionModel().selection()
        if not found.count():
            now = self.currentIndex()
            return now.row(), now.column(), now.row(), now.column()
        ranges = [found.at(n) for n in range(found.count())]
        return (
            min(r.top() for r in ranges),
            min(r.left() for r in ranges),
            max(r.bottom() for r in ranges),
            max(r.right() for r in ranges),
        )

    def select_shifted(self, block: tuple[int, int, int, int], by: int) -> None:
        """Select a rectangle that went up or down, with the current cell in it."""
        top, left, bottom, right = block
        model, now = self._rows, self.currentIndex()
        first, last = model.index(top + by, left), model.index(bottom + by, right)
        row, column = min(max(now.row(), top + by), bottom + by), max(now.column(), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(model.index(row, column), flags.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), flags.ClearAndSelect)

    def mark_block(self, block: tuple[int, int, int, int]) -> None:
        """Select a rectangle; its first cell is current and in sight, as after pasting."""
        top, left, bottom, right = block
        model, flags = self._rows, QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(model.index(top, left), flags.NoUpdate)
        chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self._ends = ((top, left), (bottom, right))
        self.want_sight()

    def want_sight(self) -> None:
        """Ask for the current cell to be in sight once all rows have their heights."""
        if self.currentIndex().isValid():
            self.sight_wanted.emit(self._rows.path(self.currentIndex()))

    def mark_rows(self) -> None:
        """Mark the rows whole of which cells are marked; the current cell stays."""
        top, _left, bottom, _right = self.block()
        if top >= 0:
            self.select_shifted((top, 0, bottom, self._rows.columnCount() - 1), 0)

    def mark_row(self, row: int) -> None:
        """Mark one whole row alone, whatever keys are held: Qt's own way goes by them."""
        self.select_shifted((row, 0, row, self._rows.columnCount() - 1), 0)

    def extend(self, way: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> None:
        """Take more cells to those that are marked, or fewer, from the end that moves.

        Qt begins at the cell that the keys were at last: not where the program marked others,
        as it does after pasting.
        """
        model, now, flags = self._rows, self.currentIndex(), QItemSelectionModel.SelectionFlag
        if not now.isValid():
            return
        begin, end = self._ends_of(self.block())
        last = model.columnCount() - 1
        is_whole = {begin[1], end[1]} == {0, last} and last > 0
        column = now.column() if is_whole else end[1]
        self.selectionModel().setCurrentIndex(model.index(end[0], column), flags.NoUpdate)
        to = self.moveCursor(way, held)
        end = (to.row(), end[1] if is_whole and to.column() == column else to.column())
        chosen = QItemSelection()
        chosen.select(
            model.index(min(begin[0], end[0]), min(begin[1], end[1])),
            model.index(max(begin[0], end[0]), max(begin[1], end[1])),
        )
        self.selectionModel().setCurrentIndex(to, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self._ends = (begin, end)

    def _ends_of(self, block: tuple[int, int, int, int]) -> tuple[Corner, Corner]:
        """Return the corner of the marked cells that stays, and the one that moves."""
        top, left, bottom, right = block
        (row, column), (row_, column_) = self._ends
        rows, columns = sorted((row, row_)), sorted((column, column_))
        if (rows[0], columns[0], rows[1], columns[1]) == block:
            return self._ends
        now = self.currentIndex()
        upwards, leftwards = now.row() == top, now.column() == left
        begin = bottom if upwards else top, right if leftwards else left
        end = top if upwards else bottom, left if leftwards else right
        return begin, end

    def selected_rows(self) -> list[int]:
        """Return the numbers of the real rows that the selection touches."""
        top, _left, bottom, _right = self.block()
        return [row for row in range(max(top, 0), bottom + 1) if not self._rows.is_new_row(row)]

    def last_row(self) -> int:
        """Return the number of the last row that exists, or -1."""
        return len(self._rows.rows) - 1
