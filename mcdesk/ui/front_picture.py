"""Draws the first frame of the next start (`front.py`) from where everything stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from mcdesk.ui import theme
from mcdesk.ui.board.head import Head, HeadPainter, paint_bands, paint_ground

if TYPE_CHECKING:
    from mcdesk.ui.board.columns import ColumnsArea
    from mcdesk.ui.window import MainWindow


def picture_of(window: MainWindow) -> QPixmap:
    """Return the window's frame: its grounds, bands and heads, without counts and cards."""
    ratio = window.devicePixelRatioF()
    picture = QPixmap(window.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    look = theme.current()
    columns = window.board.columns.viewport()
    area = QRect(columns.mapTo(window, QPoint(0, 0)), columns.size())
    picture.fill(look.window)
    painter = QPainter(picture)
    painter.fillRect(0, 0, area.left(), window.height(), look.panel)
    painter.fillRect(area.left() - 1, 0, 1, window.height(), look.line)
    painter.fillRect(area.left(), 0, window.width(), area.top(), look.panel)
    painter.fillRect(area.left(), area.top() - 1, window.width(), 1, look.line)
    painter.fillRect(area.right() + 1, area.top(), window.width(), area.height(), look.panel)
    painter.setClipRect(area)
    painter.translate(area.topLeft())
    _paint_columns(painter, window.board.columns, ratio)
    painter.end()
    return picture


def _paint_columns(painter: QPainter, area: ColumnsArea, ratio: float) -> None:
    """Paint every column that is shown, scrolled as the area is."""
    painter.translate(-area.horizontalScrollBar().value(), 0)
    paint_bands(painter, area.bands)
    heads = HeadPainter()
    for column in area.visible_columns():
        room = column.geometry()
        paint_ground(painter, room)
        header = column.header.geometry()
        painter.save()
        painter.translate(room.topLeft() + header.topLeft())
        size = QSize(header.width(), header.height())
        heads.paint(painter, Head(column.stage, None, column.is_rail), size, ratio)
        painter.restore()
