"""Edits the cells of a table field in place; how they are drawn is told next door.

While a cell is
edited every keystroke goes to the session, so that a crash loses no more than a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms import cell_text
from mcdesk.ui.forms.cell_choice import CellChoice
from mcdesk.ui.forms.cell_editors import make_editor, show_value, takes_rows, text_in
from mcdesk.ui.forms.cell_menu import CellMenu
from mcdesk.ui.forms.cell_painter import BESIDE, PAD_X, PAD_Y, CellPainter
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.values import show

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.table_model import Look, TableModel
    from mcdesk.ui.listed import Index

LOW = 30
NAMED, AROUND, WIDEST = 200, 30, 360
"""Pixels of an editor with a list of names, beside the words in a line, and of a line at most."""


def is_of_one_line(cell: Look) -> bool:
    """Tell whether a cell takes one line: a number, a day or a tick, not words in their place."""
    if cell.type is FieldType.DATE:
        return as_date(cell.value) is not None
    is_number = cell.type in (FieldType.NUMBER, FieldType.COMPUTED)
    return cell.type is FieldType.TICK or (is_number and cell_text.is_figure(cell.words))


def _line_width(editor: QWidget) -> int:
    """Return how wide an editor of one line is at the least: its words, and names of a list."""
    least = 130 if isinstance(editor, DateLine) else NAMED if isinstance(editor, NameLine) else 60
    words = editor.text() if isinstance(editor, Line) else ""
    return max(least, min(editor.fontMetrics().horizontalAdvance(words) + AROUND, WIDEST))


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_BREAKS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class CellDelegate(QStyledItemDelegate):
    """Cells of every column type.

    Signals:
        moved_on: an editor closed by Tab or Enter: columns right, rows down.
        discarded: what was typed in a cell was given up (the cell, the words).
        rows_pasted: rows came from the clipboard into a cell where nothing else stood.
    """

    moved_on = Signal(int, int)
    discarded = Signal(object, str)
    rows_pasted = Signal()

    def __init__(self, inspector: Inspector, model: TableModel, view: QTableView) -> None:
        super().__init__(view)
        self._inspector, self._model, self._view = inspector, model, view
        self._edited: Index | None = None
        self._brush = CellPainter(model, view)

    # --- drawing ---------------------------------------------------------------------------

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._model.look(index)
        words = cell.words
        if not words or is_of_one_line(cell):
            return QSize(40, LOW)
        width = max(option.rect.width() - 2 * PAD_X - (BESIDE if cell.problem else 0), 20)
        average = option.fontMetrics.averageCharWidth()
        if len(words) * average < width * 0.8 and "\n" not in words:
            return QSize(40, LOW)
        return QSize(40, max(LOW, cell_text.height(words, option.font, width) + 2 * PAD_Y))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        edited = self._view.indexWidget(index) if self._edited is not None else None
        if edited is not None and not edited.isHidden():
            self._brush.paint_ground(painter, option, index)
        else:
            self._brush.paint(painter, option, index)
        painter.restore()

    # --- editing ---------------------------------------------------------------------------

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        editor = make_editor(parent, column, self._inspector)
        if isinstance(editor, CellChoice):
            editor.confirmed.connect(self._on_confirmed)
            editor.given_up.connect(self._on_given_up)
        elif isinstance(editor, Line | GrowingText):
            editor.changed.connect(self._on_changed)
            CellMenu(editor, self._on_paste)
        if isinstance(editor, Line):
            editor.overflowed.connect(self._on_overflowed)
        self._edited = index
        self._model.begin(index)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell in its editor, once: what is typed is not to be reset."""
        if editor.property("loaded"):
            return
        editor.setProperty("loaded", True)
        value = self._model.value(index)
        words = show(self._model.columns[index.column()], value, self._inspector.names)
        show_value(editor, value, words)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value = self._value_in(editor, index)
        if editor.property("changed"):
            self._model.write(index, value)
        self._model.finish(index)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = QRect(option.rect)
        if isinstance(editor, GrowingText):
            rect.setHeight(max(rect.height(), editor.height()))
            rect.setWidth(max(rect.width(), 220))
        elif isinstance(editor, CellChoice):
            rect.setWidth(max(rect.width(), 150))
            rect.setHeight(LOW)
        else:
            rect.setHeight(LOW)
            rect.setWidth(max(rect.width(), _line_width(editor)))
        across = self._view.horizontalHeader()
        last = across.length() - across.offset() - 1  # where the last column ends
        rect.moveLeft(max(rect.left() - max(rect.right() - last, 0), -across.offset()))
        editor.setGeometry(rect)

    def _value_in(self, editor: QWidget, index: Index) -> Json:
        if isinstance(editor, QComboBox):
            data: Json = editor.currentData()
            return data
        return self._model.parsed(index.column(), text_in(editor))

    def _on_changed(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        editor.setProperty("changed", True)
        if self._edited is not None:
            self._model.write(self._edited, self._value_in(editor, self._edited))

    def _on_overflowed(self, rest: str) -> None:
        if self._edited is not None:
            self._inspector.session.keep_rest(self._model.path(self._edited), rest)

    def _on_confirmed(self, right: int, down: int) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        editor.setProperty("changed", True)
        self._finish(editor, right, down)

    def _on_given_up(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        self._give_up(editor)

    def _finish(self, editor: QWidget, right: int = 0, down: int = 0) -> None:
        if editor.property("finished"):
            return
        editor.setProperty("finished", True)  # losing the focus would finish it again
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if right or down:
            self.moved_on.emit(right, down)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched.property("finished"):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)
            if isinstance(watched, CellChoice):
                return False  # it says itself when it is done
            if self._on_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Tab goes right, Enter down, Shift back; with Shift, Alt or Ctrl, Enter breaks a line.

        Spreadsheets differ in which of them breaks a line within a cell, so all of them do; in a
        cell of one line, those with Alt or Ctrl end the editing where it is.
        """
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._on_paste(editor)
        match event.key():
            case Qt.Key.Key_Tab:
                self._finish(editor, right=1)
            case Qt.Key.Key_Backtab:
                self._finish(editor, right=-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self._on_enter(editor, event.modifiers())
            case Qt.Key.Key_Escape:
                self._give_up(editor)
            case _:
                return False
        return True

    def _on_paste(self, editor: QWidget) -> bool:
        """Give rows to the table; all of them would end in one cell."""
        if not takes_rows(editor, QGuiApplication.clipboard().text()):
            return False
        editor.setProperty("finished", True)
        self._give_up(editor)
        self.rows_pasted.emit()
        return True

    def _on_enter(self, editor: QWidget, held: Qt.KeyboardModifier) -> bool:
        shift, breaks = bool(held & _SHIFT), bool(held & _BREAKS)
        if (shift or breaks) and isinstance(editor, GrowingText):
            editor.insertPlainText("\n")
            return True
        popup = editor.completer().popup() if isinstance(editor, NameLine) else None
        if popup is not None and popup.isVisible():
            return False
        self._finish(editor, down=0 if breaks else -1 if shift else 1)
        return True

    def _give_up(self, editor: QWidget) -> None:
        """Put back what stood there before the editing."""
        if editor.property("changed") and self._edited is not None:
            typed = text_in(editor)
            self._model.give_up(self._edited)
            if typed.strip() and typed != self._model.text(self._edited):
                self.discarded.emit(self._edited, typed)
        elif self._edited is not None:
            self._model.finish(self._edited)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._edited = None
        if editor.hasFocus():
            self._view.setFocus()  # an editor whose row goes would take the keys with it
        super().destroyEditor(editor, index)
