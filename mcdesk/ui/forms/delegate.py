"""Draws the cells of a table field and edits them in place.

Cells wrap; a problem is a bar at the left edge and a sign, not a colour alone. While a cell is
edited every keystroke goes to the session, so that a crash loses no more than a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.definition import FieldType
from mcdesk.ui import theme
from mcdesk.ui.forms.cell_editors import make_editor, show_value, text_in
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine, NameLine
from mcdesk.ui.forms.table_model import CellRole, TableModel
from mcdesk.ui.forms.values import is_ticked, show

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.table_rows import Index
from mcdesk.ui.forms.ticks import draw_pill, draw_tick

PAD_X, PAD_Y, LOW = 8, 6, 30
_LONG = 2000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_PILLS = (FieldType.CHOICE, FieldType.YESNO)


class CellDelegate(QStyledItemDelegate):
    """Cells of every column type.

    Signals:
        moved_on: an editor closed by Tab or Enter: columns right, rows down.
    """

    moved_on = Signal(int, int)

    def __init__(self, inspector: Inspector, model: TableModel, view: QTableView) -> None:
        super().__init__(view)
        self._inspector, self._model, self._view = inspector, model, view
        self._edited: Index | None = None

    # --- drawing ---------------------------------------------------------------------------

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(option.rect.width() - 2 * PAD_X, 20)
        words = index.data()
        type_ = index.data(CellRole.TYPE)
        metrics = QFontMetrics(option.font)
        if not words or type_ in (FieldType.TICK, FieldType.NUMBER, FieldType.DATE):
            return QSize(40, LOW)
        if len(words) * metrics.averageCharWidth() < width * 0.8 and "\n" not in words:
            return QSize(40, LOW)
        flags = int(_WRAP) | int(Qt.TextFlag.TextWrapAnywhere if len(words) > 400 else 0)
        box = metrics.boundingRect(QRect(0, 0, width, 100_000), flags, words[:_LONG])
        return QSize(40, max(LOW, box.height() + 2 * PAD_Y))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        painter.save()
        painter.fillRect(option.rect, self._ground(option, index))
        problem = index.data(CellRole.PROBLEM)
        if problem:
            colour = colours.bad if problem == "block" else colours.warn
            self._draw_problem(painter, option.rect, colour)
        beside = 6 if problem else 0
        inner = option.rect.adjusted(PAD_X, PAD_Y, -PAD_X - beside, -PAD_Y)
        self._draw_value(painter, option, inner, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        colours = theme.current()
        if option.state & QStyle.StateFlag.State_Selected:
            return colours.selection
        problem = index.data(CellRole.PROBLEM)
        if problem and index.data():
            soft = colours.bad_soft if problem == "block" else colours.warn_soft
            return theme.mix(colours.card, soft, 0.7)
        closed = index.data(CellRole.IS_CLOSED)
        return colours.window if closed else colours.card

    def _draw_problem(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour)
        font = theme.font("small", bold=True)
        painter.setFont(font)
        painter.setPen(colour)
        corner = QRect(rect.right() - 11, rect.top() + 1, 10, 14)
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, "!")

    def _draw_value(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        colours = theme.current()
        painter.setFont(option.font)
        painter.setPen(colours.muted if index.data(CellRole.IS_CLOSED) else colours.ink)
        words = index.data()
        type_ = index.data(CellRole.TYPE)
        if index.data(CellRole.IS_NEW_ROW):
            self._draw_invitation(painter, rect, index)
        elif type_ == FieldType.TICK:
            box = QRect(rect.left(), rect.top() + 1, 15, 15)
            draw_tick(painter, box, ticked=is_ticked(index.data(CellRole.VALUE)))
        elif words and type_ in _PILLS and not index.data(CellRole.PROBLEM):
            self._draw_choice(painter, rect, words)
        elif words:
            self._draw_words(painter, rect, words, type_)

    def _draw_words(self, painter: QPainter, rect: QRect, words: str, type_: object) -> None:
        side = Qt.AlignmentFlag.AlignLeft
        if type_ == FieldType.NUMBER or (type_ == FieldType.COMPUTED and words[:1].isdigit()):
            side = Qt.AlignmentFlag.AlignRight
        anywhere = Qt.TextFlag.TextWrapAnywhere if len(words) > 400 else Qt.TextFlag(0)
        painter.drawText(rect, int(_WRAP) | int(side) | int(anywhere), words[:_LONG])

    def _draw_choice(self, painter: QPainter, rect: QRect, words: str) -> None:
        if not draw_pill(painter, rect, words):
            self._draw_words(painter, rect, words, FieldType.LINE)

    def _draw_invitation(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw each cell's part of one line of words that goes on across the cells."""
        first = self._invitation_column()
        if index.column() < first:
            return
        header = self._view.horizontalHeader()
        begins = header.sectionPosition(first) - header.sectionPosition(index.column())
        painter.setPen(theme.current().faint)
        painter.setClipRect(rect.adjusted(-PAD_X, -PAD_Y, PAD_X, PAD_Y))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        room = QRect(rect.left() + begins, rect.top(), 400, rect.height())
        painter.drawText(room, flags, _("Type here, or paste rows"))

    def _invitation_column(self) -> int:
        """Return the first column that words have room in."""
        wide = [n for n, c in enumerate(self._model.columns) if c.type in _WORDS]
        return wide[0] if wide else 0

    # --- editing ---------------------------------------------------------------------------

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        editor = make_editor(parent, column, self._inspector)
        if isinstance(editor, ChoiceBox):
            editor.activated.connect(self._on_picked)
        elif isinstance(editor, Line | GrowingText):
            editor.changed.connect(self._on_changed)
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
        elif isinstance(editor, ChoiceBox):
            rect.setWidth(max(rect.width(), 150))
            rect.setHeight(LOW)
        else:
            rect.setHeight(LOW)
            rect.setWidth(max(rect.width(), 130 if isinstance(editor, DateLine) else 60))
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

    def _on_picked(self, _at: int) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        editor.setProperty("changed", True)
        self._finish(editor)

    def _finish(self, editor: QWidget, right: int = 0, down: int = 0) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if right or down:
            self.moved_on.emit(right, down)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)
            if self._on_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Tab goes right, Enter down, Shift back; Shift+Enter breaks a line in long text."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Tab:
                self._finish(editor, right=1)
            case Qt.Key.Key_Backtab:
                self._finish(editor, right=-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self._on_enter(editor, shift=shift)
            case Qt.Key.Key_Escape:
                self._give_up(editor)
            case _:
                return False
        return True

    def _on_enter(self, editor: QWidget, *, shift: bool) -> bool:
        if shift and isinstance(editor, GrowingText):
            editor.insertPlainText("\n")
            return True
        popup = editor.completer().popup() if isinstance(editor, NameLine) else None
        if popup is not None and popup.isVisible():
            return False
        self._finish(editor, down=-1 if shift else 1)
        return True

    def _give_up(self, editor: QWidget) -> None:
        """Put back what stood there before the editing."""
        if editor.property("changed") and self._edited is not None:
            self._model.give_up(self._edited)
        elif self._edited is not None:
            self._model.finish(self._edited)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._edited = None
        super().destroyEditor(editor, index)


_WORDS = (FieldType.LINE, FieldType.TEXT, FieldType.PERSON, FieldType.TAGS)
