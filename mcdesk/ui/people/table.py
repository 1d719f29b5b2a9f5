"""Lists as tables: rows of plain text that are filtered, sorted, walked and copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.exchange.table import as_text
from mcdesk.ui import theme
from mcdesk.ui.listed import NOWHERE, Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ID_ROLE = int(Qt.ItemDataRole.UserRole)
KEY_ROLE = ID_ROLE + 1
_NUMBER = re.compile(r"(?<![\d.,])\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its id, a text for each column, and a tone (muted, warn, bad) for all of it.

    `keys` are what the columns are sorted by, where that is not their text.
    """

    id: str
    cells: tuple[str, ...]
    tone: str = ""
    tip: str = ""
    keys: tuple[str | float, ...] = ()


def by_number(text: str) -> str:
    """Return what a text is sorted by: its numbers count as numbers, so R2 is before R14."""
    return _NUMBER.sub(lambda found: found.group().zfill(12), text)


def sorted_by(cells: Sequence[str], own: Mapping[int, str]) -> tuple[str, ...]:
    """Return a row's keys: those given for some columns (a day as ISO text), else of its texts."""
    return tuple(own.get(place, by_number(text)) for place, text in enumerate(cells))


class LinesModel(QAbstractTableModel):
    """Rows of text under headings."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show these rows; where only texts differ the rest stays as it is."""
        new = tuple(lines)
        if [line.id for line in new] != [line.id for line in self._lines]:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()
            return
        old, self._lines = self._lines, new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                last = self.index(row, len(self._headings) - 1)
                self.dataChanged.emit(self.index(row, 0), last)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        text = line.cells[index.column()]
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return text.replace("\n", " ")
        if role == roles.ToolTipRole:
            return line.tip or None
        if role == roles.AccessibleTextRole:
            heading = self._headings[index.column()]
            return f"{heading}: {text}" if text else heading
        if role == roles.ForegroundRole and line.tone:
            return getattr(theme.current(), line.tone)
        if role == KEY_ROLE:
            return line.keys[index.column()] if line.keys else by_number(text)
        return line.id if role == ID_ROLE else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section] if section < len(self._headings) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class Inset(QStyledItemDelegate):
    """Paints cells with their text under the headings', not at the very edge."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.current().selection)
        inner = QStyleOptionViewItem(option)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if tone is not None:  # a chosen row keeps its colour
            inner.palette.setColor(QPalette.ColorRole.HighlightedText, tone)
        inner.rect = option.rect.adjusted(6, 0, -2, 0)
        super().paint(painter, inner, index)


class LinesView(QTableView):
    """A table of lines that is filtered by text and sorted by its headings.

    Signals:
        picked: another row (id, or "") is the current one.
        opened: a row (id) was activated by Enter or a double click.
    """

    picked = Signal(str)
    opened = Signal(str)

    def __init__(
        self, headings: Sequence[str], wide: Sequence[int] = (0,), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = LinesModel(headings, self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self.lines)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setSortLocaleAware(True)
        self._filter.setSortRole(KEY_ROLE)
        self._filter.setFilterKeyColumn(-1)
        self.setModel(self._filter)
        self._dress(wide)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    def _dress(self, wide: Sequence[int]) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setItemDelegate(Inset(self))
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        for column in range(self.lines.columnCount()):
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(column, mode.Stretch if column in wide else mode.Interactive)
        self.setSortingEnabled(True)
        self.widths(*(head.sectionSize(column) for column in range(head.count())))

    def widths(self, *widths: int) -> None:
        """Give columns their widths, but room for their headings; 0 leaves one as it is."""
        header = self.horizontalHeader()
        header.ensurePolished()
        for column, width in enumerate(widths):
            if width:
                needed = header.sectionSizeFromContents(column).width()
                self.setColumnWidth(column, max(width, needed))

    def hide_empty(self, *columns: int) -> None:
        """Hide those of some columns in which no row has anything; copying takes them along."""
        for column in columns:
            filled = any(line.cells[column] for line in self.lines.lines)
            self.setColumnHidden(column, not filled)

    def show_lines(self, lines: Sequence[Line], *, first: bool = True) -> None:
        """Show rows; the one that was current stays it, else the `first` becomes it."""
        before = self.current
        self.lines.show(lines)
        if self.current and self.current == before:
            return
        if not self.pick(before) and first and lines:
            self.pick(lines[0].id)

    def narrow(self, text: str) -> None:
        """Show only rows that hold a text in any column."""
        before = self.current
        self._filter.setFilterFixedString(text.strip())
        if before != self.current:
            self.pick(before)

    @property
    def current(self) -> str:
        """The id of the current row, or ""."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    @property
    def selected(self) -> list[str]:
        """The ids of the rows that are selected."""
        return [str(index.data(ID_ROLE)) for index in self.selectionModel().selectedRows()]

    @property
    def shown(self) -> int:
        """How many rows the filter leaves."""
        return self._filter.rowCount()

    @property
    def shown_ids(self) -> list[str]:
        """The ids of the rows that the filter leaves, in the order in which they stand."""
        rows = range(self._filter.rowCount())
        return [str(self._filter.index(row, 0).data(ID_ROLE)) for row in rows]

    def pick(self, id_: str) -> bool:
        """Make a row current, and the only one chosen; False when it is not shown.

        Qt's own `setCurrentIndex` adds the row to what is chosen while Shift or Ctrl is held.
        """
        rows = (row for row, line in enumerate(self.lines.lines) if line.id == id_)
        for row in rows:
            index = self._filter.mapFromSource(self.lines.index(row, 0))
            if index.isValid():
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
                return True
        return False

    @override
    def sizeHintForColumn(self, column: int) -> int:
        """Return how wide the widest text of a column is shown.

        Qt asks for eight things of each of a thousand rows; here it is asked about one.
        """
        width = self.fontMetrics().horizontalAdvance
        texts = (line.cells[column].replace("\n", " ") for line in self.lines.lines)
        widest = sorted(((width(text), row) for row, text in enumerate(texts)), reverse=True)
        shown = (self._filter.mapFromSource(self.lines.index(row, column)) for _, row in widest)
        found = next((index for index in shown if index.isValid()), None)
        return 0 if found is None else self.sizeHintForIndex(found).width()

    def copy(self) -> int:
        """Put the selected rows, or all that are shown, on the clipboard as a table."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if len(rows) < 2:
            rows = list(range(self._filter.rowCount()))
        columns = range(self._filter.columnCount())
        horizontal = Qt.Orientation.Horizontal
        table = [[str(self._filter.headerData(c, horizontal)) for c in columns]]
        table += [[str(self._filter.index(r, c).data() or "") for c in columns] for r in rows]
        QGuiApplication.clipboard().setText(as_text(table))
        return len(rows)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight where it was: what stands below the list may grow."""
        row = self.visualRect(self.currentIndex())
        was_shown = row.isValid() and 0 <= row.top() and row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        if was_shown:
            self.scrollTo(self.currentIndex())

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.current)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ID_ROLE)))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose; a press beside the rows takes the focus only: what is chosen stays shown."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)
        else:
            event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if event.key() in ends and not event.modifiers() and self.shown:
            self.pick(self.shown_ids[ends[Qt.Key(event.key())]])
            return
        super().keyPressEvent(event)


def framed(view: QWidget, least: int = 0) -> QWidget:
    """Return a view with the page's margins round it, at least so many pixels wide."""
    holder = QWidget()
    holder.setMinimumWidth(least)
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 12, 16, 8)
    column.addWidget(view)
    return holder
