"""How high the rows of a table are: those in sight at once, the others while nobody waits.

Asking every cell how high its words stand takes longer than all else that a table does when it
opens, and again at each change of its width; rows that cannot be seen can wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QTableView

SLICE, PAUSE = 12, 20
"""So many rows out of sight are measured at a time, and milliseconds from one time to the next."""


class RowHeights(QObject):
    """Gives the rows of one table the heights of what stands in them.

    `room` tells how high the part of the table is that can be seen; `grown` is called once rows
    out of sight have their heights.
    """

    def __init__(
        self, table: QTableView, model: QAbstractItemModel, room: Callable[[], int],
        grown: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(table)
        self._table, self._model, self._room, self._grown = table, model, room, grown
        self._known: set[int] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._measure_some)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.rowsMoved.connect(self.forget)
        model.modelReset.connect(self.forget)
        table.verticalScrollBar().valueChanged.connect(self.measure_sight)

    def forget(self, *_what: object) -> None:
        """Forget every height: the widths of the columns are others."""
        self._known.clear()

    def forget_rows(self, rows: Iterable[int]) -> None:
        """Forget the heights of rows whose cells are others."""
        self._known.difference_update(rows)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        by = last - first + 1
        self._known = {row if row < first else row + by for row in self._known}

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        by = last - first + 1
        self._known = {
            row if row < first else row - by for row in self._known if not first <= row <= last
        }

    # --- measuring -------------------------------------------------------------------------

    def measure_sight(self, *_value: object) -> None:
        """Give the rows in sight their heights now, and the others soon."""
        self._fill(range(max(self._table.rowAt(0), 0), self._count()))
        if len(self._known) < self._count() and self._table.isVisible():
            self._rest.start()

    def reach(self, row: int) -> None:
        """Give the rows round one their heights: it is about to be brought into sight."""
        before = len(self._known)
        self._fill(range(row, -1, -1))
        self._fill(range(row + 1, self._count()))
        if len(self._known) > before:
            self._table.updateGeometries()  # else its bar would not reach as far

    def _count(self) -> int:
        return self._model.rowCount()

    def _fill(self, rows: Iterable[int]) -> None:
        """Measure rows in their order until what can be seen is full."""
        room = self._room()
        for row in rows:
            if room <= 0:
                return
            self._measure(row)
            room -= self._table.rowHeight(row)

    def _measure(self, row: int) -> None:
        if row not in self._known:
            self._known.add(row)
            self._table.resizeRowToContents(row)

    def _measure_some(self) -> None:
        """Measure some rows out of sight, first below it; what is in sight stays where it is."""
        table, top = self._table, max(self._table.rowAt(0), 0)
        if not table.isVisible():
            return  # once it is shown again it goes on
        if table.state() == QAbstractItemView.State.EditingState:
            self._rest.start()
            return
        before = table.rowViewportPosition(top)
        rows = (*range(top, self._count()), *range(top - 1, -1, -1))
        left = [row for row in rows if row not in self._known]
        for row in left[:SLICE]:
            self._measure(row)
        moved = table.rowViewportPosition(top) - before
        self._grown()
        if moved:
            table.updateGeometries()
            bar = table.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        if left[SLICE:]:
            self._rest.start()
