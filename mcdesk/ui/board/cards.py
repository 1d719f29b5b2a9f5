"""The lean list of cards in a column.

It has fixed card heights, a thin scroll bar of its own and one shared painting delegate. A
drop is only a wish (`StageModel.dropMimeData`); a drag is run by the page, which knows what is
selected in other columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QScrollBar, QWidget

from mcdesk.ui import theme
from mcdesk.ui.board.model import MIME, Role, StageModel
from mcdesk.ui.board.opaque import Opaque
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from mcdesk.ui.board.delegate import CardDelegate
    from mcdesk.ui.listed import Index

_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ThinBar(Opaque, QScrollBar):
    """A scroll bar that costs nothing to paint: it fills its place, so nothing below it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFixedWidth(6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, height = theme.current(), self.height()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.column)
        whole = max(self.maximum() + self.pageStep(), 1)
        thumb = max(24, height * self.pageStep() // whole)
        top = (height - thumb) * self.value() // max(self.maximum(), 1)
        painter.fillRect(1, top, self.width() - 2, thumb, theme.mix(look.line, look.faint, 0.4))
        painter.end()


class Viewport(QWidget):
    """What a list or an area shows its contents in, made by ourselves.

    To find out of what kind Qt's own one is, Python loads every kind of widget that there is, which
    takes as long as making all columns. A style sheet knows it by its name.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("qt_scrollarea_viewport")


class CardList(Opaque, QListView):
    """The cards of a column.

    Signals:
        open_requested: a card (id) is to be opened.
        step_requested: the keyboard goes to the column on the left (-1) or right (1).
        chosen_alone: what is chosen in other columns is to be dropped.
        chosen: the selection or the current card has changed.
        menu_requested: the menu of the chosen cards is wanted at a place of the screen.
        ground_menu_requested: a menu is wanted where there is no card.
        drag_wanted: the chosen cards are being dragged away.
        hovering: a drag of cards enters (1) or leaves (0).
        focused: the keyboard has come here.
        entered: the keyboard was given here, not by a click or by the window coming up.
    """

    open_requested = Signal(str)
    step_requested = Signal(int)
    chosen_alone = Signal()
    chosen = Signal()
    menu_requested = Signal(QPoint)
    ground_menu_requested = Signal(QPoint)
    drag_wanted = Signal()
    hovering = Signal(int)
    focused = Signal()
    entered = Signal()

    def __init__(self, model: StageModel, delegate: CardDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewport(Viewport())
        self.cards = model
        self._has_choice = False
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBar(ThinBar())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self._keep_others = False
        self.doubleClicked.connect(self._open)

    def selected_ids(self) -> list[str]:
        """Return the ids of the chosen cards from top to bottom."""
        if not self._has_choice:  # asked of every column by every action of the window
            return []
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.cards.tiles[row].id for row in rows if row < len(self.cards.tiles)]

    def current_id(self) -> str:
        """Return the id of the card that the keyboard is on, or ""."""
        index = self.currentIndex()
        return str(index.data(Role.ID)) if index.isValid() else ""

    def choose(self, row: int, *, alone: bool = True) -> None:
        """Put the keyboard on a row and select it."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.cards.index(row)
        if index.isValid():
            command = flag.ClearAndSelect if alone else flag.Select
            self.selectionModel().setCurrentIndex(index, command)
            self.scrollTo(index)

    def lay_out(self) -> None:
        """Lay out now what has changed, not later."""
        self.executeDelayedItemsLayout()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground only where no card lies: a card's picture covers it whole."""
        port, count = self.viewport(), len(self.cards.tiles)
        below = self.visualRect(self.cards.index(count - 1)).bottom() + 1 if count else 0
        if below < port.height():
            painter = QPainter(port)
            room = port.height() - max(below, 0)
            painter.fillRect(0, max(below, 0), port.width(), room, theme.current().column)
            painter.end()
        super().paintEvent(event)

    @override
    def be_opaque(self) -> None:
        """Paint the whole ground oneself: cards lie on the viewport."""
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(str(index.data(Role.ID)))

    @override
    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # Qt's own types
        self._has_choice = self.selectionModel().hasSelection()
        self.chosen.emit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._has_choice:  # what is chosen was told before
            self.chosen.emit()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, not a search for cards by their first letter."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, steps = Qt.Key(event.key()), {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            self.step_requested.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self.selectionModel().select(
                self.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle
            )
        else:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & _MODIFIERS:
                self.chosen_alone.emit()
            super().keyPressEvent(event)
            return
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_chosen = self.selectionModel().isSelected(index)
        self.focused.emit()
        self._keep_others = bool(event.modifiers() & _MODIFIERS)
        if not self._keep_others and not is_chosen:
            self.chosen_alone.emit()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._keep_others and event.button() == Qt.MouseButton.LeftButton:
            self.chosen_alone.emit()
        super().mouseReleaseEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        is_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if is_mouse and not self.indexAt(event.pos()).isValid():
            self.ground_menu_requested.emit(place)
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(place)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.entered.emit()

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Leave the drag to the page: other columns may take part, and nothing is removed here."""
        self._keep_others = True
        self.drag_wanted.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self.hovering.emit(1)
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hovering.emit(0)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.hovering.emit(0)
        action = Qt.DropAction.MoveAction
        self.cards.dropMimeData(event.mimeData(), action, -1, -1, QModelIndex())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
