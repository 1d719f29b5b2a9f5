"""The column that names a row, kept in sight while the others are scrolled to the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from mcdesk.procedure.definition import Column, FieldType
from mcdesk.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.table_fit import FittedTable

AMONG_FIRST = 3
NAMING = 1.5
MOST = 0.45
PAD = 8
_WORDS = (FieldType.LINE, FieldType.TEXT)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LEFT |= int(Qt.TextFlag.TextWordWrap)


def naming_column(columns: Sequence[Column]) -> int:
    """Return the number of the column that says what a row is, or -1 where none of the first does.

    That is its name, else the number that it has in its order (a scene, a step), else its code.
    """
    first = columns[:AMONG_FIRST]
    names = [at for at, each in enumerate(first) if each.type in _WORDS and each.width >= NAMING]
    numbers = [at for at, each in enumerate(first)
               if each.type is FieldType.NUMBER and each.minimum == 1]  # fmt: skip
    codes = [at for at, each in enumerate(first[:1]) if each.type is FieldType.LINE]
    return next(iter((*names, *numbers, *codes)), -1)


class PinnedColumn(QWidget):
    """Paints the naming column at the left edge of its table once it has been scrolled away.

    A click there goes to the cell itself.
    """

    def __init__(self, table: FittedTable, column: int) -> None:
        super().__init__(table)
        self._table, self._column = table, column
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        table.horizontalScrollBar().valueChanged.connect(self.follow)
        table.verticalScrollBar().valueChanged.connect(self._on_changed)
        table.selectionModel().selectionChanged.connect(self._on_changed)
        table.verticalHeader().sectionResized.connect(self._on_changed)
        table.horizontalHeader().sectionResized.connect(self.follow)
        for told in (table.model().dataChanged, table.model().rowsInserted,
                     table.model().rowsRemoved, table.model().rowsMoved):  # fmt: skip
            told.connect(self._on_changed)
        table.viewport().installEventFilter(self)

    @property
    def column(self) -> int:
        """The number of the column."""
        return self._column

    @property
    def covers(self) -> int:
        """How much of the cells it takes at the left when the columns are scrolled."""
        wide = self._table.columnWidth(self._column)
        return wide if wide <= MOST * self._table.viewport().width() else 0

    def _on_changed(self, *_what: object) -> None:
        self.update()

    def follow(self, *_what: object) -> None:
        """Come and go as the column leaves the sight and comes back."""
        table = self._table
        away = table.columnViewportPosition(self._column) < 0
        self.setVisible(away and self.covers > 0)
        if not self.isHidden():
            inner, header = table.viewport().geometry(), table.horizontalHeader().geometry()
            self.setGeometry(inner.left(), header.top(), self.covers,
                             header.height() + inner.height())  # fmt: skip
            self.raise_()
            self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        painter.fillRect(self.rect(), colours.card)
        top = self._table.horizontalHeader().height()
        self._paint_rows(painter, top)
        head = QRect(0, 0, self.width(), top)
        painter.fillRect(head, colours.window)
        painter.setPen(colours.muted)
        font = self._table.horizontalHeader().font()
        font.setBold(True)
        painter.setFont(font)
        model, across = self._table.model(), Qt.Orientation.Horizontal
        words = str(model.headerData(self._column, across))
        flags = model.headerData(self._column, across, Qt.ItemDataRole.TextAlignmentRole) or _LEFT
        painter.drawText(head.adjusted(PAD, 0, -PAD, 0), flags, words)
        painter.setPen(colours.line)
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        painter.setPen(colours.faint)
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())

    def _paint_rows(self, painter: QPainter, top: int) -> None:
        table, colours = self._table, theme.current()
        low = table.viewport().height()
        first, last = max(table.rowAt(0), 0), table.rowAt(low - 1)
        for row in range(first, (table.model().rowCount() if last < 0 else last + 1)):
            index = table.model().index(row, self._column)
            option = QStyleOptionViewItem()
            option.font = table.font()
            option.palette = table.palette()
            option.state |= QStyle.StateFlag.State_Enabled
            if table.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            high = table.rowHeight(row)
            option.rect = QRect(0, table.rowViewportPosition(row), self.width() - 1, high - 1)
            painter.translate(0, top)  # as in the table, so that words know what is in sight
            table.itemDelegate().paint(painter, option, index)
            painter.translate(0, -top)
            low_edge = top + option.rect.bottom() + 1
            painter.setPen(colours.line)
            painter.drawLine(0, low_edge, self.width(), low_edge)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._table.rowAt(int(event.position().y()) - self._table.horizontalHeader().height())
        if row >= 0:
            self._table.setFocus()
            self._table.setCurrentIndex(self._table.model().index(row, self._column))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)
