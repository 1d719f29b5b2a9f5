"""The table of a table field: moves like a spreadsheet, as high as its rows.

Tab goes right, Enter down, both begin a row at the end; Insert or Ctrl+Plus adds a row,
Ctrl+Delete takes rows away, and so does Delete where they are marked whole (Shift+Space), as in a
spreadsheet; else it empties cells, as Backspace always does. Alt+Up and Alt+Down move them;
Ctrl+C, X and V carry blocks.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QWidget,
)
from typing_extensions import override

from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.table_drag import DraggedRows
from mcdesk.ui.forms.table_keys import on_key
from mcdesk.ui.forms.table_marks import MarkedTable
from mcdesk.ui.forms.table_model import CellRole, TableModel
from mcdesk.ui.forms.values import is_ticked


class TableView(MarkedTable):
    """The rows of one table field on screen.

    Signals:
        add_requested: a row behind the row of this number (-1: at the end).
        remove_requested: the numbers of rows to take away.
        shift_requested: the numbers of rows that stand together, and by how many places they go.
        clear_requested, copy_requested, cut_requested, paste_requested: about the selection.
        cell_focused: the path of the current cell.
        menu_requested: the menu of the current cell is wanted at a place of the viewport.
        rows_menu_requested: the menu of the marked rows is wanted at a place of the screen.
    """

    add_requested = Signal(int)
    remove_requested = Signal(list)
    shift_requested = Signal(list, int)
    clear_requested = Signal()
    copy_requested = Signal()
    cut_requested = Signal()
    paste_requested = Signal()
    cell_focused = Signal(str)
    menu_requested = Signal(QPoint)
    rows_menu_requested = Signal(QPoint)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        down = self.verticalHeader()
        down.setSectionsMovable(model.can_add_rows())
        self.dragged = DraggedRows(self)
        down.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        down.customContextMenuRequested.connect(self._on_number_menu)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.shared.connect(self._show_editor)
        self.laid_out.connect(self._show_editor)

    def follow_form(self) -> None:
        """Take up whether rows may be moved now."""
        self.verticalHeader().setSectionsMovable(self._rows.can_add_rows())

    # --- moving about ----------------------------------------------------------------------

    def go(self, right: int, down: int) -> None:
        """Go to another cell after an editor closed; at the end of a row, to the next one."""
        now = self.currentIndex()
        columns, rows = self._rows.columnCount(), self._rows.rowCount()
        if not now.isValid() or not columns or not rows:
            return
        if down:
            row, column = min(max(now.row() + down, 0), rows - 1), now.column()
        else:
            cell = now.row() * columns + now.column() + right
            row, column = divmod(min(max(cell, 0), rows * columns - 1), columns)
        self.setCurrentIndex(self._rows.index(row, column))
        self.setFocus()

    def _leaves(self, *, back: bool) -> bool:
        """Tell whether Tab leaves the table: before the first cell, and from an empty last row."""
        now = self.currentIndex()
        if not now.isValid():
            return True
        if back:
            return now.row() == 0 and now.column() == 0
        last = now.row() == self._rows.rowCount() - 1
        at_end = now.column() == self._rows.columnCount() - 1
        return last and (at_end or self._rows.is_new_row(now.row()))

    def may_take_out(self) -> bool:
        """Tell whether whole rows are marked, and may be taken out.

        The only column of a table is no whole row, but cells to empty.
        """
        _top, left, _bottom, right = self.block()
        last = self._rows.columnCount() - 1
        is_whole = left == 0 and right == last > 0
        return is_whole and self._rows.can_add_rows() and bool(self.selected_rows())

    def focus_path(self, path: str) -> bool:
        """Make the cell at a path current; tell whether the table has it."""
        found = self.show_path(path)
        if found:
            self.setFocus()
        return found

    def rect_of(self, path: str) -> QRect:
        """Return where the cell at a path lies in the viewport; none of it for another place."""
        return self.visualRect(self.index_of(path))

    def index_of(self, path: str) -> QModelIndex:
        """Return the cell at a path; of a row alone the one in the current column."""
        field, *parts = path.split("/")
        if len(parts) != 1 or field != self._rows.entry.id:
            return self._rows.index_of(path)
        row = self._rows.place_of(parts[0])
        return self._rows.index(row, max(self.currentIndex().column(), 0))

    def bring_up(self, path: str) -> QRect:
        """Scroll the cell at a path into sight, and return where it lies in the viewport then."""
        index = self.index_of(path)
        if index.isValid():
            self.scrollTo(index)
        return self.visualRect(index)

    def show_path(self, path: str) -> bool:
        """Make the cell at a path current where the focus stays; tell whether there is one."""
        index = self.index_of(path)
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)
        return index.isValid()

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.hasFocus():
            self.cell_focused.emit(self._rows.path(now))

    def _on_number_menu(self, place: QPoint) -> None:
        """Offer what can be done with whole rows: with those marked, or the one pointed at."""
        down = self.verticalHeader()
        row = down.logicalIndexAt(place)
        _top, left, _bottom, right = self.block()
        is_whole = left == 0 and right == self._rows.columnCount() - 1
        if row >= 0 and not (is_whole and row in self.selected_rows()):
            self.mark_row(row)
        self.rows_menu_requested.emit(down.viewport().mapToGlobal(place))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key means the current cell; Qt takes the headings to be part of the cells."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_requested.emit(
            self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        )

    # --- keys ------------------------------------------------------------------------------

    @override
    def edit(self, index: QModelIndex, trigger: object = None, event: object = None) -> bool:  # type: ignore[override] # two shapes in Qt
        """Edit a cell; a tick is turned at once, a list opens at once."""
        if trigger is None:
            super().edit(index)
            self._on_begun()
            return True
        if index.data(CellRole.TYPE) == FieldType.TICK:
            if trigger == QAbstractItemView.EditTrigger.DoubleClicked:
                self.turn(index)
            return False
        begun = bool(super().edit(index, trigger, event))  # type: ignore[call-overload] # two shapes in Qt
        editor = self.indexWidget(index)
        if begun:
            self._on_begun()
            self.want_sight()
        if begun and isinstance(editor, QComboBox):
            editor.showPopup()
        return begun

    def _on_begun(self) -> None:
        """Give the editor its width now that its words stand in it, and show all of it."""
        self.updateEditorGeometries()
        self._show_editor()

    def _editor(self) -> QWidget | None:
        return self.indexWidget(self.currentIndex())

    def _show_editor(self) -> None:
        """Scroll sideways until the editor is whole, or begins in sight where it is too wide."""
        editor = self._editor()
        if editor is None:
            return
        bar, left = self.horizontalScrollBar(), editor.x()
        beyond = max(left + editor.width() - self.viewport().width(), 0)
        covered = self.pinned.covers if self.pinned is not None else 0
        if self.pinned is not None and self.currentIndex().column() == self.pinned.column:
            covered = 0
        if beyond and left > covered:
            bar.setValue(bar.value() + min(beyond, left - covered))
        elif bar.value() and left < covered:
            bar.setValue(bar.value() + left - covered)

    def turn(self, index: QModelIndex) -> None:
        """Set a tick, or take it back."""
        if self._rows.is_open(index):
            ticked = is_ticked(index.data(CellRole.VALUE))
            self._rows.setData(index, None if ticked else True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not on_key(self, event):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and on to the next field at the end."""
        if self.hasFocus() and not self._leaves(back=not forward):
            self.go(1 if forward else -1, 0)
            return True
        return super().focusNextPrevChild(forward)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        is_new = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if is_new and self._rows.rowCount():
            self.selectionModel().setCurrentIndex(
                self.first_open(), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(self.currentIndex())
        if self.currentIndex().isValid():
            self.cell_focused.emit(self._rows.path(self.currentIndex()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only where there is more to see; else the page moves."""
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if not sideways and self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)
