"""A small grid that shows how things stand; a cell leads to the places behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from mcdesk.ui import theme
from mcdesk.ui.forms.in_turn import InTurn
from mcdesk.ui.listed import NOWHERE, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

State = Literal["", "good", "warn", "bad", "muted"]
HIGH = 26
SLIM, PAD = 24, 12
SMALLEST = 0.7
"""What is left of the size of headings where room is shortest."""
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one cell shows and says, and the places of the form that it leads to."""

    text: str
    spoken: str = ""
    state: State = ""
    paths: tuple[str, ...] = ()


GridRow = tuple[GridCell, ...]


class GridModel(QAbstractTableModel):
    """Rows of cells, shown as they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles: tuple[str, ...] = ()
        self.lines: tuple[GridRow, ...] = ()

    def show_lines(self, titles: Sequence[str], lines: Sequence[GridRow]) -> None:
        """Show these rows; where only cells differ, only they are drawn anew."""
        before, after = self.lines, tuple(lines)
        if tuple(titles) != self.titles or len(before) != len(after):
            self.beginResetModel()
            self.titles, self.lines = tuple(titles), after
            self.endResetModel()
            return
        self.lines = after
        last = len(self.titles) - 1
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.titles)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.titles):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return (_CENTRE if section else _LEFT) | int(Qt.TextFlag.TextWordWrap)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.lines[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken or cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _CENTRE if index.column() else _LEFT
            case Qt.ItemDataRole.BackgroundRole:
                return _ground(cell.state)
            case Qt.ItemDataRole.ForegroundRole:
                return _ink(cell.state)
        return None


def _ground(state: State) -> object:
    colours = theme.current()
    grounds = {"bad": colours.bad_soft, "warn": colours.warn_soft}
    return grounds.get(state)


def _ink(state: State) -> object:
    colours = theme.current()
    inks = {"bad": colours.bad, "warn": colours.warn, "good": colours.good, "muted": colours.muted}
    return inks.get(state, colours.ink)


class Grid(QTableView):
    """The grid on screen, as high as its rows.

    Signals:
        go_requested: a path behind the cell that was clicked or entered; again, the next one.
    """

    go_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = GridModel(self)
        self.setModel(self.cells)
        self.setAccessibleName(name)
        self.setProperty("kind", "grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.verticalHeader().setMinimumSectionSize(HIGH)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(SLIM)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setFont(theme.font("small"))
        self.setFont(theme.font("small"))
        self.clicked.connect(self._on_clicked)
        self._turn = InTurn()

    def show_lines(self, titles: Sequence[str], lines: Sequence[GridRow]) -> None:
        """Show these rows; codes and signs are as wide as they need, the others share the rest."""
        self.cells.show_lines(titles, lines)
        across = self.horizontalHeader()
        across.setFixedHeight(2 * self.fontMetrics().lineSpacing() + PAD // 2)
        self.setFixedHeight(across.height() + HIGH * len(lines) + 2)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column the room of its longest word, and share what is left.

        Where the words do not fit beside each other, the headings are written smaller.
        """
        room, font = self.viewport().width(), theme.font("small")
        titled = sum(map(bool, self.cells.titles))
        smallest = font.pointSizeF() * SMALLEST
        least = self._least(font)
        while sum(least) > room and font.pointSizeF() > smallest:
            font.setPointSizeF(font.pointSizeF() - 0.5)
            least = self._least(font)
        if font.pointSizeF() != self.horizontalHeader().font().pointSizeF():
            self.horizontalHeader().setFont(font)
        left = max(room - sum(least), 0)
        for number, width in enumerate(least):
            more = left // titled if self.cells.titles[number] else 0
            self.setColumnWidth(number, width + more)

    def _least(self, font: QFont) -> list[int]:
        """Return how wide each column is at the least, with its heading in a font."""
        word_wide, wide = QFontMetrics(font).horizontalAdvance, self.fontMetrics().horizontalAdvance
        return [
            max(SLIM, *(word_wide(word) + PAD // 2 for word in title.split()))
            if title
            else max(SLIM, *(wide(line[number].text) + PAD for line in self.cells.lines), 0)
            for number, title in enumerate(self.cells.titles)
        ]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _on_clicked(self, index: QModelIndex) -> None:
        paths = self.cells.lines[index.row()][index.column()].paths
        place = self._turn.next((index.row(), index.column()), paths)
        if place:
            self.go_requested.emit(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self._on_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)


class OneMark(QObject):
    """Lets one cell of several grids be marked at a time: the one that was chosen last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._grids: list[Grid] = []

    def add(self, grid: Grid) -> None:
        """Watch one more grid."""
        self._grids.append(grid)
        grid.selectionModel().selectionChanged.connect(partial(self._on_marked, grid))

    def _on_marked(self, chosen: Grid, *_what: object) -> None:
        if chosen.selectionModel().hasSelection():
            for grid in self._grids:
                if grid is not chosen:
                    grid.clearSelection()
