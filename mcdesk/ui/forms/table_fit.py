"""A table that is as wide as its columns need and as high as its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from mcdesk.procedure.definition import Column, FieldType
from mcdesk.ui import theme
from mcdesk.ui.forms.delegate import LOW
from mcdesk.ui.forms.table_pin import PinnedColumn, naming_column

if TYPE_CHECKING:
    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.listed import Index

LEAST_HIGH, ABOVE = 320, 290
AT_ONCE, FEW_ROWS = 150, 4
_UNBOUND = 16_777_215
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
SENTENCE = 3.0
VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible
_WIDE = (FieldType.LINE, FieldType.TEXT, FieldType.PERSON, FieldType.FILE)


def _is_wide(column: Column) -> bool:
    """Tell whether a column takes its share of the room: words, or answers that are sentences."""
    return column.type in _WIDE or column.width >= SENTENCE


class FittedTable(QTableView):
    """Shares its width among the columns and grows with its rows.

    Signals:
        shared: the columns got new widths.
    """

    shared = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.pinned: PinnedColumn | None = None
        self.setModel(model)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerWidget(QWidget())
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(CornerPainter(self))
        column = naming_column(model.columns)
        if column >= 0:
            self.pinned = PinnedColumn(self, column)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self.fit_rows)
        self._set_up_headers()
        model.rowsInserted.connect(self._on_rows_changed)
        model.rowsRemoved.connect(self._on_rows_changed)
        model.rowsMoved.connect(self._on_rows_changed)
        model.dataChanged.connect(self._on_data_changed)

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
        down.setHighlightSections(False)

    def share_width(self) -> None:
        """Share the width among the columns; what does not fit scrolls."""
        columns = self._rows.columns
        least = [self._least(number, column) for number, column in enumerate(columns)]
        shares = [column.width if _is_wide(column) else 0 for column in columns]
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

    @override
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = VISIBLE) -> None:
        """Bring a cell into sight, out from under the column that stays there."""
        super().scrollTo(index, hint)
        if self.pinned is None or index.column() == self.pinned.column:
            return
        bar = self.horizontalScrollBar()
        hidden = self.pinned.covers - self.visualRect(index).left()
        if bar.value() > 0 and hidden > 0:
            bar.setValue(bar.value() - hidden)

    def first_open(self) -> QModelIndex:
        """Return the first cell of the first row that can be written, else the first cell."""
        cells = (self._rows.index(0, column) for column in range(self._rows.columnCount()))
        return next(filter(self._rows.is_open, cells), self._rows.index(0, 0))

    def is_cramped(self) -> bool:
        """Tell whether the columns need more room than there is."""
        return self.horizontalHeader().length() > self.viewport().width() + 2

    def _fit_header(self) -> None:
        """Give the headings two lines where one is too short for any of them."""
        across = self.horizontalHeader()
        metrics = across.fontMetrics()
        bold = 1.12
        long = any(
            metrics.horizontalAdvance(column.heading.text()) * bold + 18 > self.columnWidth(number)
            for number, column in enumerate(self._rows.columns)
        )
        across.setFixedHeight(metrics.lineSpacing() * (2 if long else 1) + 14)

    def fit_rows(self) -> None:
        """Give each row the height of what stands in it; of very many, those in sight."""
        self._measure.stop()
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
        """Measure once, however many rows came or went in one step."""
        self._measure.start()

    def _on_data_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        if bottom.row() - top.row() > FEW_ROWS:
            self._measure.start()
            return
        for number in range(top.row(), bottom.row() + 1):
            self.resizeRowToContents(number)
        self._fit_height()

    def _least(self, number: int, column: Column) -> int:
        """Return the least width of a column: for its longest word of heading, choice, number."""
        own = LEAST.get(column.type, 110)
        if column.type is FieldType.LINE:
            own = int(min(max(60, 90 * column.width), 200))
        bold = self.horizontalHeader().fontMetrics().horizontalAdvance
        heading = max(bold(word) for word in column.heading.text().split(" "))
        plain = self.fontMetrics().horizontalAdvance
        words = max((plain(choice.label.text()) for choice in column.choices), default=0)
        figures = 0
        if column.type in (FieldType.NUMBER, FieldType.COMPUTED):
            rows = range(min(len(self._rows.rows), AT_ONCE))
            cells = (self._rows.text(self._rows.index(row, number)) for row in rows)
            figures = min(max((plain(cell) for cell in cells), default=0), 160)
        return max(own, int(heading * 1.12) + 20, min(words + 28, 150), figures + 20)


class CornerPainter(QObject):
    """Paints the corner between the headings like them."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QAbstractButton):
            painter = QPainter(watched)
            colours = theme.current()
            painter.fillRect(watched.rect(), colours.window)
            painter.setPen(colours.line)
            painter.drawLine(watched.rect().bottomLeft(), watched.rect().bottomRight())
            painter.end()
            return True
        return super().eventFilter(watched, event)
