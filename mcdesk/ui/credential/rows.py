"""The list of entries that every part of the page shows its lines in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from mcdesk.ui import language, theme
from mcdesk.ui.credential.entries import Entry, EntryModel, Role
from mcdesk.ui.credential.painting import EntryDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence


class EntryList(QListView):
    """Shows entries; keeps what is chosen and how far it is scrolled while they change.

    Signals:
        chosen: another line is chosen, or it says something else.
        opened: a line (its key) was double-clicked, or Enter was pressed on it.
        menu_requested: the context menu is wanted at a place of the screen.
    """

    chosen = Signal()
    opened = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        many: bool = False,
        only_shown: bool = False,
    ) -> None:
        super().__init__(parent)
        self.lines = EntryModel(self)
        self._nothing = ""
        self.setModel(self.lines)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        if only_shown:
            self.setSelectionMode(mode.NoSelection)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(not only_shown)
        self.viewport().setAutoFillBackground(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(self._open)
        theme.theme_changed.connect(self._look_again)
        language.language_changed.connect(self._look_again)

    def show_entries(self, entries: Sequence[Entry], nothing: str) -> None:
        """Show these lines, or the words for an empty list."""
        bar = self.verticalScrollBar()
        before, kept = bar.value(), self.key()
        self._nothing = nothing
        self.lines.show(entries)
        if kept and self.key() != kept:
            self.choose(kept, scroll=False)
        if not self.key() and self.selectionMode() != QListView.SelectionMode.NoSelection:
            self._choose_first()
        bar.setValue(before)
        self.viewport().update()
        self.chosen.emit()

    def entry(self) -> Entry | None:
        """Return the line that is chosen; the keyboard's where several are."""
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isSelected(current):
            return self._at(current)
        found = self.selectionModel().selectedIndexes()
        return self._at(found[0]) if found else None

    def key(self) -> str:
        entry = self.entry()
        return entry.key if entry else ""

    def value(self) -> Any:
        """Return what the chosen line is about."""
        entry = self.entry()
        return entry.value if entry else None

    def values(self) -> list[Any]:
        """Return what all chosen lines are about, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.lines.entries[row].value for row in rows]

    def choose(self, key: str, *, scroll: bool = True) -> bool:
        """Choose a line by its key; False where there is none."""
        row = self.lines.row_of(key)
        if row < 0 or self.lines.entries[row].is_heading:
            return False
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.lines.index(row), flag)
        if scroll:
            self.scrollTo(self.lines.index(row))
        return True

    def show_top(self, key: str) -> None:
        """Scroll so that a line, also a heading, is the first one seen."""
        row = self.lines.row_of(key)
        if row >= 0:
            self.scrollTo(self.lines.index(row), QListView.ScrollHint.PositionAtTop)

    def _choose_first(self) -> None:
        for entry in self.lines.entries:
            if not entry.is_heading:
                self.choose(entry.key, scroll=False)
                return

    def _at(self, index: QModelIndex) -> Entry | None:
        found: Entry | None = index.data(Role.ENTRY)
        return found

    def _on_selection(self) -> None:
        self.chosen.emit()

    def _open(self, index: QModelIndex) -> None:
        entry = self._at(index)
        if entry is not None and not entry.is_heading:
            self.opened.emit(entry.key)

    def _look_again(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Step over headings: on the way up the line above one, else the next line below."""
        found = super().moveCursor(cursorAction, modifiers)
        actions = QAbstractItemView.CursorAction
        upwards = cursorAction in (actions.MoveUp, actions.MovePrevious, actions.MovePageUp)
        above = range(found.row(), -1, -1) if upwards else ()
        below = range(max(found.row(), 0), len(self.lines.entries))
        for row in (*above, *below):
            if not self.lines.entries[row].is_heading:
                return self.lines.index(row)
        return self.currentIndex()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the line chosen where one clicks beside the lines, or on a heading."""
        entry = self._at(self.indexAt(event.position().toPoint()))
        if entry is None or entry.is_heading:
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.lines.entries and self._nothing:
            painter = QPainter(self.viewport())
            painter.setFont(theme.font("body"))
            painter.setPen(theme.current().muted)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(48, 16, -48, -16), flags, self._nothing
            )
            painter.end()
