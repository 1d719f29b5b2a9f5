"""A table that is as wide as its columns need and as high as its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from mcdesk.procedure.definition import Column, FieldType
from mcdesk.ui.forms.cell_text import LONG
from mcdesk.ui.forms.delegate import LOW
from mcdesk.ui.forms.table_headers import EDGES, CornerPainter, Headings, Numbers
from mcdesk.ui.forms.table_heights import RowHeights
from mcdesk.ui.forms.table_pin import PinnedColumn, naming_column
from mcdesk.ui.forms.table_share import NARROWEST, ROUND, Widths, share
from mcdesk.ui.named_signs import name_corner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.listed import Index

LEAST_HIGH, ABOVE = 320, 290
AT_ONCE, FEW_ROWS, MANY_ROWS = 150, 4, 2
SETTLED = 250
"""So many milliseconds after its last change a column that is dragged is looked at."""
MOST_ROWS, LOOSE, ONE_LONG = 0.8, 1.1, 4
"""What part of the rows a column is wide for; how much room words take that are broken in lines;
to what part of its length the longest of all counts: alone it makes the page long."""
BESIDE_FIGURES = 24
"""Pixels at the edges of a number's cell, with the sign of a problem."""
SHORT_TEXT, FEW_LINES = 120, 8
"""Pixels of a column of short texts, and in how many lines these are to fit."""
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
HEAD_PAD = 18
"""What the style keeps free beside the words of a heading."""
WIDEST_WORD = 130
"""Pixels of the longest word of a cell that a column is made wide for."""
UNBROKEN = (FieldType.LINE, FieldType.PERSON, FieldType.PROGRAMME)
"""The types whose longest word of the first rows stands in one line."""
FIGURES = (FieldType.NUMBER, FieldType.COMPUTED)
WIDEST_FIGURE = 160
SENTENCE = 3.0
VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible
_WORDS = (FieldType.LINE, FieldType.TEXT)
_WIDE = (FieldType.LINE, FieldType.TEXT, FieldType.PERSON, FieldType.FILE)


def _is_wide(column: Column) -> bool:
    """Tell whether a column takes its share of the room: words, or answers that are sentences."""
    return column.type in _WIDE or column.width >= SENTENCE


class FittedTable(QTableView):
    """Shares its width among the columns and grows with its rows.

    Signals:
        shared: the columns got new widths.
        laid_out: rows came, went or are of another height.
    """

    shared = Signal()
    laid_out = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._titles, self._numbers = Headings(self), Numbers(self)
        self._heights = RowHeights(self, model, self._most_height, self._fit_height)
        self._pinned: PinnedColumn | None = None
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerWidget(QWidget(self))
        corner = name_corner(self)
        if corner is not None:
            corner.installEventFilter(CornerPainter(self))
        self._naming = naming_column(model.columns)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self._on_measure)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._settle)
        self._widths, self._name = Widths(), ""
        self._dragged: dict[str, int] = {}
        self._is_filled = False
        self._shared_for = -1
        self._set_up_headers()
        self.setModel(model)  # last: with rows in it each setting would be laid out at once
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_changed)
        model.rowsMoved.connect(self._on_rows_changed)
        model.dataChanged.connect(self._on_data_changed)

    @property
    def pinned(self) -> PinnedColumn | None:
        """The column that stays in sight, made when it is first wanted; none of some tables."""
        if self._pinned is None and self._naming >= 0:
            self._pinned = PinnedColumn(self, self._naming)
        return self._pinned

    def _on_scrolled(self, value: int) -> None:
        if value and self._pinned is None and self.pinned is not None:
            self.pinned.follow()

    def _set_up_headers(self) -> None:
        across = self._titles
        self.setHorizontalHeader(across)
        self.setVerticalHeader(self._numbers)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        across.setDefaultAlignment(side | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))
        across.setHighlightSections(False)
        across.setMinimumSectionSize(NARROWEST)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.sectionResized.connect(self._on_column_resized)
        across.sectionHandleDoubleClicked.connect(self.reset_width)
        down = self.verticalHeader()
        down.setDefaultSectionSize(LOW)
        down.setMinimumSectionSize(LOW)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.setHighlightSections(False)

    def keep_widths(self, widths: Widths, name: str) -> None:
        """Take the widths that a person gave to columns, and remember new ones under a name."""
        self._widths, self._name = widths, name

    def share_width(self) -> None:
        """Share the width among the columns; what does not fit scrolls."""
        columns = self._rows.columns
        long = [self._long(number, column) for number, column in enumerate(columns)]
        least = [self._least(number, column, long[number]) for number, column in enumerate(columns)]
        shares = [column.width if _is_wide(column) else 0 for column in columns]
        kept = self._widths.of(self._name)
        own = {n: kept[column.id] for n, column in enumerate(columns) if column.id in kept}
        across = self.horizontalHeader()
        across.blockSignals(True)
        self._shared_for = self.viewport().width()
        found = share(self._shared_for, least, long, shares, own)
        frame = 2 * self.frameWidth() + self.verticalHeader().sizeHint().width()
        self.setMaximumWidth(_UNBOUND if any(shares) else sum(found) + frame)
        for number, width in enumerate(found):
            self.setColumnWidth(number, width)
        across.blockSignals(False)
        self.updateGeometries()  # it has heard of no width: its scroll bar would be that of before
        self._fit_header()
        self._heights.forget()
        self.fit_rows()
        self.shared.emit()

    # --- widths of one's own ---------------------------------------------------------------

    def widen(self, number: int, more: int) -> None:
        """Make a column wider, or narrower, as dragging its edge does."""
        across = self.horizontalHeader()
        across.resizeSection(number, max(across.sectionSize(number) + more, NARROWEST))
        self._settle()

    def reset_width(self, number: int) -> None:
        """Give a column the width again that it has by itself."""
        kept = dict(self._widths.of(self._name))
        kept.pop(self._rows.columns[number].id, None)
        self._note(kept)

    def reset_widths(self) -> None:
        """Give all columns the widths again that they have by themselves."""
        self._note({})

    def has_own_widths(self) -> bool:
        """Tell whether a person gave a width to any column."""
        return bool(self._widths.of(self._name))

    def _note(self, widths: Mapping[str, int]) -> None:
        self._dragged.clear()
        self._settling.stop()
        self._widths.note(self._name, widths)
        self.share_width()

    def _on_column_resized(self, number: int, _old: int, new: int) -> None:
        self._dragged[self._rows.columns[number].id] = new
        self._heights.forget()
        self._measure.start()
        self._settling.start()

    def _settle(self) -> None:
        """Keep the width of a column once its edge was let go, and share what is left."""
        if QGuiApplication.mouseButtons():
            self._settling.start()
        elif self._dragged:
            self._note({**self._widths.of(self._name), **self._dragged})

    @override
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = VISIBLE) -> None:
        """Bring a cell into sight, out from under the column that stays there.

        Not sideways where its whole row is being marked, nor up or down where its column is.
        """
        self._heights.reach(index.row())
        bar, upright = self.horizontalScrollBar(), self.verticalScrollBar()
        across, down = bar.value(), upright.value()
        super().scrollTo(index, hint)
        if self._numbers.is_pressed or self._titles.is_pressed:
            bar.setValue(across)
            upright.setValue(upright.value() if self._numbers.is_pressed else down)
            return
        if not bar.value() or self.pinned is None or index.column() == self.pinned.column:
            return
        hidden = self.pinned.covers - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def first_open(self) -> QModelIndex:
        """Return the first cell of the first row that can be written, else the first cell."""
        cells = (self._rows.index(0, column) for column in range(self._rows.columnCount()))
        return next(filter(self._rows.is_open, cells), self._rows.index(0, 0))

    def is_cramped(self) -> bool:
        """Tell whether the columns need more room than there is."""
        return self.horizontalHeader().length() > self.viewport().width() + 2

    def _fit_header(self) -> None:
        """Give the headings as many lines as the longest of them takes in its column."""
        across = self.horizontalHeader()
        font = QFont(across.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics, wrap = QFontMetrics(font), int(Qt.TextFlag.TextWordWrap)
        tall = max(
            (
                metrics.boundingRect(QRect(0, 0, width, _UNBOUND), wrap, words).height()
                for words, width in self._headings()
            ),
            default=metrics.lineSpacing(),
        )
        across.setFixedHeight(tall + EDGES)

    def _headings(self) -> Iterator[tuple[str, int]]:
        """Yield the words of each heading, and how much room its column leaves them in a line."""
        for number, column in enumerate(self._rows.columns):
            yield column.heading.text(), max(self.columnWidth(number) - HEAD_PAD, 1)

    def fit_rows(self) -> None:
        """Give each row the height of what stands in it, those in sight first."""
        self._measure.stop()
        self._heights.measure_sight()
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
        scrolls = self.horizontalHeader().length() > self.viewport().width()
        extra = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        rows = self.verticalHeader().length()
        return rows + self.horizontalHeader().height() + extra + 2 * self.frameWidth()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, min(self._wanted_height(), self._most_height()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._heights.measure_sight()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._shared_for:  # the event does not tell of every change
            self.share_width()
        else:
            self._heights.measure_sight()

    def _on_rows_changed(self) -> None:
        """Measure once, however many rows came or went in one step."""
        self._measure.start()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Share the width anew where many rows came, as by pasting; else only measure."""
        self._is_filled = self._is_filled or last - first >= MANY_ROWS
        self._measure.start()

    def _on_measure(self) -> None:
        if self._is_filled:
            self._is_filled = False
            self.share_width()
        else:
            self.fit_rows()
        self.laid_out.emit()

    def _on_data_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        self._heights.forget_rows(range(top.row(), bottom.row() + 1))
        self._is_filled = self._is_filled or self._are_cramped(top, bottom)
        if self._is_filled:
            self._measure.start()
        elif bottom.row() - top.row() > FEW_ROWS:
            self._measure.start()
        else:
            self._heights.measure_sight()
            self._fit_height()
            self.laid_out.emit()

    def _are_cramped(self, top: QModelIndex, bottom: QModelIndex) -> bool:
        """Tell whether numbers that changed, or were worked out anew, have no room any more."""
        rows = range(top.row(), min(bottom.row() + 1, AT_ONCE, len(self._rows.rows)))
        own = self._widths.of(self._name)
        return any(
            self._figures(number, rows) + BESIDE_FIGURES > self.columnWidth(number)
            for number, column in enumerate(self._rows.columns)
            if column.type in FIGURES and column.id not in own
            and top.column() <= number <= bottom.column()
        )  # fmt: skip

    def _long(self, number: int, column: Column) -> float:
        """Return how long the words of a column stand in one line, as most of its rows have it."""
        if column.type not in _WORDS:
            return 0
        rows = range(min(len(self._rows.rows), AT_ONCE))
        lengths = sorted(len(self._rows.text(self._rows.index(row, number))) for row in rows)
        most = lengths[int(MOST_ROWS * (len(lengths) - 1))] if lengths else 0
        most = max(most, min(lengths[-1], LONG) // ONE_LONG) if lengths else 0
        return min(most, LONG) * self.fontMetrics().averageCharWidth() * LOOSE

    def _least(self, number: int, column: Column, long: float) -> int:
        """Return the least width of a column: for its longest word of heading, cell, choice."""
        own = LEAST.get(column.type, 110)
        if column.type is FieldType.LINE:
            own = int(min(max(60, 90 * column.width), 200))
        elif column.type is FieldType.TEXT and long:
            own = int(min(max(SHORT_TEXT, long / FEW_LINES + ROUND), own))
        bold = self.horizontalHeader().fontMetrics().horizontalAdvance
        heading = max(bold(word) for word in column.heading.text().split(" "))
        plain = self.fontMetrics().horizontalAdvance
        words = max((plain(choice.label.text()) for choice in column.choices), default=0)
        figures = self._longest_word(number) if column.type in UNBROKEN else 0
        if column.type in FIGURES:
            figures = self._figures(number, range(min(len(self._rows.rows), AT_ONCE)))
        return max(own, int(heading * 1.12) + 20, min(words + 28, 150), figures + BESIDE_FIGURES)

    def _figures(self, number: int, rows: Iterable[int]) -> int:
        """Return how wide the widest number, or what is worked out, stands in rows of a column."""
        cells = (self._rows.text(self._rows.index(row, number)) for row in rows)
        plain = self.fontMetrics().horizontalAdvance
        return min(max((plain(cell) for cell in cells), default=0), WIDEST_FIGURE)

    def _longest_word(self, number: int) -> int:
        """Return how wide the longest word of a column's first rows is, which is not to break."""
        rows = range(min(len(self._rows.rows), AT_ONCE))
        cells = (self._rows.text(self._rows.index(row, number)) for row in rows)
        longest = max((word for cell in cells for word in cell.split()), key=len, default="")
        return min(self.fontMetrics().horizontalAdvance(longest), WIDEST_WORD)
