"""The table of a table field: moves like a spreadsheet, as high as its rows.

Tab goes right, Enter down, both begin a row at the end; Insert or Ctrl+Plus adds a row,
Ctrl+Delete takes rows away, Alt+Up and Alt+Down move them; Ctrl+C, X and V carry blocks.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QWidget,
)
from typing_extensions import override

from mcdesk.procedure.definition import Column, FieldType
from mcdesk.ui import theme
from mcdesk.ui.forms.delegate import LOW
from mcdesk.ui.forms.table_model import CellRole, TableModel
from mcdesk.ui.forms.values import is_ticked

LEAST = {
    FieldType.NUMBER: 52,
    FieldType.TICK: 60,
    FieldType.DATE: 96,
    FieldType.TEXT: 200,
    FieldType.PERSON: 116,
    FieldType.CHOICE: 104,
    FieldType.YESNO: 72,
    FieldType.COMPUTED: 60,
    FieldType.TAGS: 90,
    FieldType.FILE: 110,
}
LEAST_HIGH, ABOVE = 320, 290
AT_ONCE = 150
_UNBOUND = 16_777_215


class TableView(QTableView):
    """The rows of one table field on screen.

    Signals:
        add_requested: a row behind the row of this number (-1: at the end).
        remove_requested: the numbers of rows to take away.
        move_requested: a row's number and the number that it shall have.
        clear_requested, copy_requested, cut_requested, paste_requested: about the selection.
        cell_focused: the path of the current cell.
        shared: the columns got new widths.
    """

    add_requested = Signal(int)
    remove_requested = Signal(list)
    move_requested = Signal(int, int)
    clear_requested = Signal()
    copy_requested = Signal()
    cut_requested = Signal()
    paste_requested = Signal()
    cell_focused = Signal(str)
    shared = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(self)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerWidget(QWidget())
        self._set_up_headers()
        model.rowsInserted.connect(self._on_rows_changed)
        model.rowsRemoved.connect(self._on_rows_changed)
        model.rowsMoved.connect(self._on_rows_changed)
        model.dataChanged.connect(self._on_data_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def _set_up_headers(self) -> None:
        across = self.horizontalHeader()
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        across.setDefaultAlignment(side | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))
        across.setHighlightSections(False)
        across.setMinimumSectionSize(44)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.sectionResized.connect(self._on_column_resized)
        down = self.verticalHeader()
        down.setDefaultSectionSize(LOW)
        down.setMinimumSectionSize(LOW)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.setSectionsMovable(self._rows.can_add_rows())
        down.setHighlightSections(False)
        down.sectionMoved.connect(self._on_section_moved)

    def follow_form(self) -> None:
        """Take up whether rows may be moved now."""
        self.verticalHeader().setSectionsMovable(self._rows.can_add_rows())

    # --- size ------------------------------------------------------------------------------

    def share_width(self) -> None:
        """Share the width among the columns; what does not fit scrolls."""
        columns = self._rows.columns
        least = [self._least(number, column) for number, column in enumerate(columns)]
        shares = [column.width if self._grows(column) else 0 for column in columns]
        frame = 2 * self.frameWidth() + self.verticalHeader().sizeHint().width()
        self.setMaximumWidth(_UNBOUND if any(shares) else sum(least) + frame)
        room = max(self.viewport().width() - sum(least), 0)
        across = self.horizontalHeader()
        across.blockSignals(True)
        last = max((n for n, share in enumerate(shares) if share), default=-1)
        given = 0
        for number, (low, share) in enumerate(zip(least, shares, strict=True)):
            more = int(room * share / (sum(shares) or 1))
            given += more
            rest = room - given if number == last else 0
            self.setColumnWidth(number, low + more + rest)
        across.blockSignals(False)
        self._fit_header()
        self.fit_rows()
        self.shared.emit()

    def is_cramped(self) -> bool:
        """Tell whether the columns need more room than there is."""
        return self.horizontalHeader().length() > self.viewport().width() + 2

    def _fit_header(self) -> None:
        """Give the headings two lines where one is too short for any of them."""
        across = self.horizontalHeader()
        metrics = across.fontMetrics()
        bold = 1.12
        long = any(
            metrics.horizontalAdvance(column.label.text()) * bold + 18 > self.columnWidth(number)
            for number, column in enumerate(self._rows.columns)
        )
        across.setFixedHeight(metrics.lineSpacing() * (2 if long else 1) + 14)

    def _least(self, number: int, column: Column) -> int:
        """Return the least width of a column: for its longest word of heading, choice, number."""
        own = LEAST.get(column.type, 110)
        if column.type == FieldType.LINE:
            own = int(min(max(60, 90 * column.width), 200))
        bold = self.horizontalHeader().fontMetrics().horizontalAdvance
        heading = max(bold(word) for word in column.label.text().split(" "))
        plain = self.fontMetrics().horizontalAdvance
        words = max((plain(choice.label.text()) for choice in column.choices), default=0)
        figures = 0
        if column.type in (FieldType.NUMBER, FieldType.COMPUTED):
            rows = range(min(len(self._rows.rows), AT_ONCE))
            cells = (self._rows.text(self._rows.index(row, number)) for row in rows)
            figures = min(max((plain(cell) for cell in cells), default=0), 160)
        return max(own, int(heading * 1.12) + 20, min(words + 28, 150), figures + 20)

    def _grows(self, column: Column) -> bool:
        return column.type in (FieldType.LINE, FieldType.TEXT, FieldType.PERSON, FieldType.FILE)

    def fit_rows(self) -> None:
        """Give each row the height of what stands in it; of very many, those in sight."""
        first, last = 0, self._rows.rowCount() - 1
        if last >= AT_ONCE:
            first = max(self.rowAt(0), 0)
            last = min(first + AT_ONCE, last)
        for number in range(first, last + 1):
            self.resizeRowToContents(number)
        self.updateGeometry()
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as the rows; very many scroll inside, so that the headings stay in sight."""
        wanted, most = self._wanted_height(), self._most_height()
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAsNeeded if wanted > most else policy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        height = min(wanted, most)
        if height != self.height():
            self.setFixedHeight(height)

    def _most_height(self) -> int:
        return max(self.window().height() - ABOVE, LEAST_HIGH)

    def _wanted_height(self) -> int:
        extra = self.horizontalScrollBar().sizeHint().height() if self.is_cramped() else 0
        rows = self.verticalHeader().length()
        return rows + self.horizontalHeader().height() + extra + 2 * self.frameWidth()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, min(self._wanted_height(), self._most_height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share_width()

    def _on_column_resized(self, _column: int, _old: int, _new: int) -> None:
        self.fit_rows()

    def _on_rows_changed(self) -> None:
        self.fit_rows()

    def _on_data_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        for number in range(top.row(), min(bottom.row(), top.row() + AT_ONCE) + 1):
            self.resizeRowToContents(number)
        self._fit_height()

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

    def selected_rows(self) -> list[int]:
        """Return the numbers of the real rows that the selection touches."""
        top, _left, bottom, _right = self.block()
        return [row for row in range(max(top, 0), bottom + 1) if not self._rows.is_new_row(row)]

    def focus_path(self, path: str) -> bool:
        """Make the cell at a path current; tell whether the table has it."""
        index = self._rows.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus()
        return index.isValid()

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.hasFocus():
            self.cell_focused.emit(self._rows.path(now))

    def _on_section_moved(self, _logical: int, old: int, new: int) -> None:
        """A row was dragged by its header: put it back, the session will move it."""
        down = self.verticalHeader()
        down.blockSignals(True)
        down.moveSection(new, old)
        down.blockSignals(False)
        last = len(self._rows.rows) - 1
        if old <= last:
            self.move_requested.emit(old, min(new, last))

    # --- keys ------------------------------------------------------------------------------

    @override
    def edit(self, index: QModelIndex, trigger: object = None, event: object = None) -> bool:  # type: ignore[override] # two shapes in Qt
        """Edit a cell; a tick is turned at once, a list opens at once."""
        if trigger is None:
            super().edit(index)
            return True
        if index.data(CellRole.TYPE) == FieldType.TICK:
            if trigger == QAbstractItemView.EditTrigger.DoubleClicked:
                self._turn(index)
            return False
        begun = bool(super().edit(index, trigger, event))  # type: ignore[call-overload] # two shapes in Qt
        editor = self.indexWidget(index)
        if begun and isinstance(editor, QComboBox):
            editor.showPopup()
        return begun

    def _turn(self, index: QModelIndex) -> None:
        if self._rows.is_writable(index.column()):
            ticked = is_ticked(index.data(CellRole.VALUE))
            self._rows.setData(index, None if ticked else True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._on_clip_key(event) or self._on_row_key(event) or self._on_way_key(event)):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return
            super().keyPressEvent(event)

    def _on_clip_key(self, event: QKeyEvent) -> bool:
        keys = {
            QKeySequence.StandardKey.Copy: self.copy_requested,
            QKeySequence.StandardKey.Cut: self.cut_requested,
            QKeySequence.StandardKey.Paste: self.paste_requested,
        }
        for key, signal in keys.items():
            if event.matches(key):
                signal.emit()
                return True
        return False

    def _on_row_key(self, event: QKeyEvent) -> bool:
        """Keys that add, take away and move rows, and empty or turn cells."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        now = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Insert:
                self.add_requested.emit(now.row())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
                self.add_requested.emit(now.row())
            case Qt.Key.Key_Delete | Qt.Key.Key_Minus if control:
                self.remove_requested.emit(self.selected_rows())
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.clear_requested.emit()
            case Qt.Key.Key_Up if alt:
                self.move_requested.emit(now.row(), now.row() - 1)
            case Qt.Key.Key_Down if alt:
                self.move_requested.emit(now.row(), now.row() + 1)
            case Qt.Key.Key_Space if now.data(CellRole.TYPE) == FieldType.TICK:
                self._turn(now)
            case _:
                return False
        return True

    def _on_way_key(self, event: QKeyEvent) -> bool:
        """Tab and Enter, as a spreadsheet goes."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                back = event.key() == Qt.Key.Key_Backtab or shift
                if self._leaves(back=back):
                    self.focusNextPrevChild(not back)
                else:
                    self.go(-1 if back else 1, 0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go(0, -1 if shift else 1)
            case _:
                return False
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            first = self._rows.index(0, 0)
            self.selectionModel().setCurrentIndex(
                first, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if self.currentIndex().isValid():
            self.cell_focused.emit(self._rows.path(self.currentIndex()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the corner between the headings like them."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QAbstractButton):
            painter = QPainter(watched)
            colours = theme.current()
            painter.fillRect(watched.rect(), colours.window)
            painter.setPen(colours.line)
            painter.drawLine(watched.rect().bottomLeft(), watched.rect().bottomRight())
            painter.end()
            return True
        return super().eventFilter(watched, event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only where there is more to see; else the page moves."""
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if not sideways and self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)
