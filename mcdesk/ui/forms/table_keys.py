"""The keys of a table field; what they ask for goes out as the view's signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.table_model import CellRole

if TYPE_CHECKING:
    from mcdesk.ui.forms.table_view import TableView

_WAY = QAbstractItemView.CursorAction
WAYS = {
    Qt.Key.Key_Up: _WAY.MoveUp,
    Qt.Key.Key_Down: _WAY.MoveDown,
    Qt.Key.Key_Left: _WAY.MoveLeft,
    Qt.Key.Key_Right: _WAY.MoveRight,
    Qt.Key.Key_Home: _WAY.MoveHome,
    Qt.Key.Key_End: _WAY.MoveEnd,
    Qt.Key.Key_PageUp: _WAY.MovePageUp,
    Qt.Key.Key_PageDown: _WAY.MovePageDown,
}
STEP = 40
"""By so many pixels a key makes a column wider."""


def on_key(view: TableView, event: QKeyEvent) -> bool:
    """Do what a key asks for; tell whether it was one of the table's own."""
    return (
        _on_clip_key(view, event)
        or _on_extend_key(view, event)
        or _on_width_key(view, event)
        or _on_row_key(view, event)
        or _on_way_key(view, event)
    )


def _on_width_key(view: TableView, event: QKeyEvent) -> bool:
    """Alt+Shift with an arrow makes the current column wider or narrower."""
    modifiers = Qt.KeyboardModifier
    steps = {Qt.Key.Key_Right: STEP, Qt.Key.Key_Left: -STEP}
    step = steps.get(Qt.Key(event.key()), 0)
    held = event.modifiers() & (modifiers.AltModifier | modifiers.ShiftModifier)
    if not step or held != modifiers.AltModifier | modifiers.ShiftModifier:
        return False
    if view.currentIndex().isValid():
        view.widen(view.currentIndex().column(), step)
    return True


def _on_extend_key(view: TableView, event: QKeyEvent) -> bool:
    """Shift and a key of the way take more cells, or fewer, to those that are marked."""
    modifiers = Qt.KeyboardModifier
    is_way = Qt.Key(event.key()) in WAYS and bool(event.modifiers() & modifiers.ShiftModifier)
    if not is_way or event.modifiers() & modifiers.AltModifier:
        return False
    view.extend(WAYS[Qt.Key(event.key())], event.modifiers() & ~modifiers.ShiftModifier)
    return True


def _on_clip_key(view: TableView, event: QKeyEvent) -> bool:
    keys = {
        QKeySequence.StandardKey.Copy: view.copy_requested,
        QKeySequence.StandardKey.Cut: view.cut_requested,
        QKeySequence.StandardKey.Paste: view.paste_requested,
    }
    for key, signal in keys.items():
        if event.matches(key):
            signal.emit()
            return True
    return False


def _on_row_key(view: TableView, event: QKeyEvent) -> bool:
    """Keys that add, take away and move rows, and empty or turn cells."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    now = view.currentIndex()
    match event.key():
        case Qt.Key.Key_Insert:
            view.add_requested.emit(now.row())
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
            view.add_requested.emit(now.row())
        case Qt.Key.Key_Delete | Qt.Key.Key_Minus if control:
            view.remove_requested.emit(view.selected_rows())
        case Qt.Key.Key_Delete if view.may_take_out():
            view.remove_requested.emit(view.selected_rows())
        case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
            view.clear_requested.emit()
        case Qt.Key.Key_Up if alt:
            view.shift_requested.emit(view.selected_rows(), -1)
        case Qt.Key.Key_Down if alt:
            view.shift_requested.emit(view.selected_rows(), 1)
        case Qt.Key.Key_Space if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            view.mark_rows()
        case Qt.Key.Key_Space if now.data(CellRole.TYPE) == FieldType.TICK:
            view.turn(now)
        case _:
            return False
    return True


def _on_way_key(view: TableView, event: QKeyEvent) -> bool:
    """Enter goes down, as in a spreadsheet."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    view.go(0, -1 if shift else 1)
    return True
