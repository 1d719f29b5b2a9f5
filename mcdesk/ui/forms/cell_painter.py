"""Draws the cells of a table field: ground, problem, value, frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from mcdesk.i18n import _
from mcdesk.procedure.definition import FieldType
from mcdesk.ui import theme
from mcdesk.ui.forms import cell_text
from mcdesk.ui.forms.ticks import draw_pill, draw_tick
from mcdesk.ui.forms.values import is_ticked

if TYPE_CHECKING:
    from mcdesk.ui.forms.table_model import Look, TableModel
    from mcdesk.ui.listed import Index

PAD_X, PAD_Y = 8, 6
BESIDE = 6
"""The room that the sign of a problem takes beside the words."""
CORNER = 10
"""The sides of the corner that marks a cell with comments."""
_PILLS = (FieldType.CHOICE, FieldType.YESNO)
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class CellPainter:
    """Draws cells of every column type; a problem is a bar and a sign, not a colour alone."""

    def __init__(self, model: TableModel, view: QTableView) -> None:
        self._model, self._view = model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell: ground, problem, value, and a frame where the keys go."""
        colours, cell = theme.current(), self._model.look(index)
        painter.fillRect(option.rect, self._ground(option, cell))
        if cell.problem:
            colour = colours.bad if cell.problem == "block" else colours.warn
            self._draw_problem(painter, option.rect, colour)
        if cell.is_remarked:
            _draw_remark(painter, option.rect)
        beside = BESIDE if cell.problem else 0
        inner = option.rect.adjusted(PAD_X, PAD_Y, -PAD_X - beside, -PAD_Y)
        if cell.mark == "orphan":
            inner = _in_sight(inner, cell.words, option.font)
        painter.setFont(option.font)
        painter.setPen(_ink(cell))
        if cell.is_new:
            self._draw_invitation(painter, inner, index)
        else:
            self._draw_value(painter, inner, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell without its words: its editor lies over it, and may be less high."""
        painter.fillRect(option.rect, self._ground(option, self._model.look(index)))

    def _ground(self, option: QStyleOptionViewItem, cell: Look) -> QColor:
        colours = theme.current()
        if option.state & QStyle.StateFlag.State_Selected:
            return colours.selection
        if cell.problem and cell.words:
            soft = colours.bad_soft if cell.problem == "block" else colours.warn_soft
            return theme.mix(colours.card, soft, 0.7)
        if cell.mark is not None:
            return colours.bad_soft if cell.mark == "gap" else colours.warn_soft
        return colours.window if cell.is_closed else colours.card

    def _draw_problem(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour)
        font = theme.font("small", bold=True)
        painter.setFont(font)
        painter.setPen(colour)
        corner = QRect(rect.right() - 11, rect.top() + 1, 10, 14)
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, "!")

    def _draw_value(self, painter: QPainter, rect: QRect, cell: Look) -> None:
        words = cell.words
        if cell.type is FieldType.TICK and not _is_odd(cell.value):
            box = QRect(rect.left(), rect.top() + 1, 15, 15)
            draw_tick(painter, box, ticked=is_ticked(cell.value))
        elif words and cell.type in _PILLS:
            draw_pill(painter, rect, words)
        elif words:
            is_number = cell_text.is_figure(words)
            is_worked_out = cell.type is FieldType.COMPUTED and (is_number or words[:1].isdigit())
            is_right = (cell.type is FieldType.NUMBER and is_number) or is_worked_out
            cell_text.draw(painter, rect, words, _RIGHT if is_right else _LEFT)

    def _draw_invitation(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Say in one cell, the first with room for the words, what the empty row is for."""
        words = _("Type here, or paste rows")
        metrics = painter.fontMetrics()
        if index.column() != self._invitation_column(metrics.horizontalAdvance(words)):
            return
        painter.setPen(theme.current().faint)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)

    def _invitation_column(self, wanted: int) -> int:
        """Return the first column that has room for the words, else the widest."""
        header = self._view.horizontalHeader()
        room = [header.sectionSize(n) - 2 * PAD_X for n in range(len(self._model.columns))]
        fitting = [n for n, width in enumerate(room) if width >= wanted]
        return fitting[0] if fitting else room.index(max(room))


def _ink(cell: Look) -> QColor:
    colours = theme.current()
    if cell.mark is not None:
        return colours.bad if cell.mark == "gap" else colours.ink
    return colours.muted if cell.is_closed else colours.ink


def _in_sight(rect: QRect, words: str, font: QFont) -> QRect:
    """Return where words stand: a high row that has been scrolled keeps its name in sight."""
    high = cell_text.height(words, font, rect.width())
    down = min(max(PAD_Y - rect.top(), 0), max(rect.height() - high, 0))
    return rect.adjusted(0, down, 0, 0)


def _draw_remark(painter: QPainter, rect: QRect) -> None:
    """Draw the corner of a cell that has comments, as spreadsheets do."""
    right, bottom = rect.right(), rect.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().accent)
    corner = [QPoint(right + 1, bottom + 1 - CORNER), QPoint(right + 1, bottom + 1),
              QPoint(right + 1 - CORNER, bottom + 1)]  # fmt: skip
    painter.drawPolygon(corner)


def _is_odd(value: object) -> bool:
    """Tell whether a tick's cell holds a text that says neither yes nor no."""
    return isinstance(value, str) and bool(value) and not is_ticked(value)
