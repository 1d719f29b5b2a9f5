"""What a line of a list lies on: tinted where the pointer is or it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from mcdesk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


def paint_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, radius: int) -> bool:
    """Paint the ground of a line, framed where the keyboard is; tell whether it is chosen."""
    colours = theme.current()
    is_chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent_soft if is_chosen else colours.column)
        painter.drawRoundedRect(box, radius, radius)
    if is_chosen and state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.accent, 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return is_chosen
