"""Rows of a table that are dragged by their numbers: those marked go together.

A line shows where they will land. The numbers themselves stay: the session moves the rows. Held at
the edge of the page, they take it along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget
from typing_extensions import override

from mcdesk.ui import theme

if TYPE_CHECKING:
    from mcdesk.ui.forms.table_view import TableView

THICK = 3
EDGE, STEP, PAUSE = 24, 16, 30
"""Pixels from the page's edge where it begins to go along, its steps, milliseconds between them."""


class DraggedRows(QObject):
    """Lets rows of one table be dragged by a number."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._held: tuple[int, int, int, int] | None = None
        self._from: QPoint | None = None
        self.line = LandingLine(view)
        self._going = QTimer(self, interval=PAUSE)
        self._going.timeout.connect(self._go_along)
        self._at: QPoint | None = None
        down = view.verticalHeader()
        down.viewport().installEventFilter(self)
        down.sectionMoved.connect(self._on_moved)
        down.sectionPressed.connect(self._on_pressed)
        down.sectionClicked.connect(self._on_clicked)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the rows that are marked when a number is pressed; show where they go."""
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            block, rows = self._view.block(), self._view.selected_rows()
            row = self._view.verticalHeader().logicalIndexAt(place)
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            self._held = block if plain and len(rows) > 1 and row in rows else None
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._from = (
                place if is_left and self._view.verticalHeader().sectionsMovable() else None
            )
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            self._at = event.globalPosition().toPoint()
            self._show_landing(self._from, place)
            if not self.line.isHidden() and not self._going.isActive():
                self._going.start()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._from = None
            self._going.stop()
            self.line.hide()
        return False

    # --- beyond the edge -------------------------------------------------------------------

    def _go_along(self) -> None:
        """Go on by a step where the rows are held at an edge, or beyond it.

        The page goes along as long as the table goes on there, then the table's own rows.
        """
        if self._at is None or self._from is None:
            return
        page = _page_of(self._view)
        if (page is not None and _scrolled(page, self._at, self._view)) or _scrolled(
            self._view, self._at
        ):
            self._tell_numbers(self._at)

    def _tell_numbers(self, at: QPoint) -> None:
        """Tell the numbers that the pointer is over other rows by now, although it stands still."""
        numbers = self._view.verticalHeader().viewport()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        here = QPointF(numbers.mapFromGlobal(at))
        moved = QMouseEvent(QEvent.Type.MouseMove, here, QPointF(at), none, left,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QCoreApplication.sendEvent(numbers, moved)

    # --- where they land -------------------------------------------------------------------

    def _show_landing(self, begun: QPoint, place: QPoint) -> None:
        far = abs(place.y() - begun.y()) >= QGuiApplication.styleHints().startDragDistance()
        if not far and self.line.isHidden():
            return
        down = self._view.verticalHeader()
        at, source = down.logicalIndexAt(place), down.logicalIndexAt(begun)
        if at < 0:
            return  # beyond the numbers; they stay where they would have landed
        middle = down.sectionViewportPosition(at) + down.sectionSize(at) // 2
        if at < source and place.y() >= middle:  # as Qt has it: from the middle of a row on
            at += 1
        elif at > source and place.y() <= middle:
            at -= 1
        by = self._way(source, at)
        rows = self._rows_from(source)
        self.line.show_at(rows[-1] + by + 1 if by > 0 else rows[0] + by if by < 0 else -1)

    def _rows_from(self, source: int) -> list[int]:
        return self._view.selected_rows() if self._held is not None else [source]

    def _way(self, source: int, new: int) -> int:
        """Return by how many places the rows go that are dropped on a number; 0 for nowhere."""
        rows, last = self._rows_from(source), self._view.last_row()
        new = min(new, last)
        if not rows or source > last:
            return 0
        return max(new - rows[-1], 0) or min(new - rows[0], 0)

    # --- what Qt's numbers tell ------------------------------------------------------------

    def _on_pressed(self, _row: int) -> None:
        """Keep the rows marked, of which Qt marks the pressed one alone."""
        if self._held is not None:
            self._view.select_shifted(self._held, 0)

    def _on_clicked(self, row: int) -> None:
        """Mark the row alone whose number was clicked and not dragged."""
        if self._held is not None:
            self._held = None
            self._view.mark_row(row)

    def _on_moved(self, _logical: int, old: int, new: int) -> None:
        """Put the number back that was dragged: the session will move the rows.

        All go that are marked, and stay marked; among themselves they are dropped nowhere.
        """
        down = self._view.verticalHeader()
        down.blockSignals(True)
        down.moveSection(new, old)
        down.blockSignals(False)
        by = self._way(old, new)
        if self._held is None:
            self._view.mark_row(old)
        self._held = None
        if by:
            self._view.shift_requested.emit(self._view.selected_rows(), by)


def _scrolled(area: QAbstractScrollArea, at: QPoint, inner: QWidget | None = None) -> bool:
    """Scroll towards a point at its edge as far as `inner` goes on there; tell whether it did."""
    shown, bar = area.viewport(), area.verticalScrollBar()
    y, height = shown.mapFromGlobal(at).y(), shown.height()
    way = -1 if y < EDGE else 1 if y > height - EDGE else 0
    if inner is not None:
        top = shown.mapFromGlobal(inner.mapToGlobal(QPoint())).y()
        goes_on = top < 0 if way < 0 else top + inner.height() > height
        way = way if goes_on else 0
    before = bar.value()
    bar.setValue(before + way * STEP)
    return bool(bar.value() != before)


def _page_of(view: QWidget) -> QScrollArea | None:
    """Return the page that a table stands on."""
    above = view.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


class LandingLine(QWidget):
    """A line across a table, between two rows."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, row: int) -> None:
        """Show the line above a row; below the last where it is beyond; none for -1."""
        view = self._view
        down, inner = view.verticalHeader(), view.viewport().geometry()
        if row < 0:
            self.hide()
            return
        last = down.count() - 1
        y = down.sectionViewportPosition(min(row, last))
        y += down.sectionSize(last) if row > last else 0
        left = down.geometry().left()
        self.setGeometry(left, inner.top() + y - THICK // 2 - 1, inner.right() - left + 1, THICK)
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().accent)
