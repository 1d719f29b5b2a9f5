"""The tree of a form on screen: marks, titles, times; a click or Enter goes to the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.forms.ground import paint_ground
from mcdesk.ui.forms.tree_model import NODE_ROLE
from mcdesk.ui.forms.tree_words import shown, time_of
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from mcdesk.procedure.tree import Node
    from mcdesk.ui.forms.tree_model import TreeModel
    from mcdesk.ui.listed import Index

HIGH, INDENT, MARK = 26, 14, 12
OPENS_AFTER = 600
"""A line that something is dragged onto opens after so many milliseconds."""


class TreeDelegate(QStyledItemDelegate):
    """Draws a line: how far it is, its words, who remarked or changed, what it takes."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, HIGH)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        colours = theme.current()
        painter.save()
        box = option.rect.adjusted(0, 1, -TIGHT, -1)
        chosen = paint_ground(painter, box, option.state, 5)
        _draw_mark(painter, QRect(box.left() + 3, box.center().y() - MARK // 2, MARK, MARK), node)
        right = _draw_signs(painter, box, node)
        painter.setFont(theme.font(bold=index.parent().isValid() is False))
        painter.setPen(colours.accent if chosen else colours.muted if node.label else colours.ink)
        words = QRect(box.left() + MARK + 9, box.top(), 0, box.height())
        words.setRight(right - TIGHT)
        text = painter.fontMetrics().elidedText(
            shown(node), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _draw_mark(painter: QPainter, rect: QRect, node: Node) -> None:
    """Draw a tick, a half circle or an empty one."""
    colours = theme.current()
    if node.state == "complete":
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, icons.pixmap("circle-check", colours.good, MARK, ratio))
        return
    circle = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.warn if node.state == "incomplete" else colours.faint, 1.3))
    painter.drawEllipse(circle)
    if node.state == "incomplete":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.warn)
        painter.drawPie(circle.adjusted(1, 1, -1, -1), 90 * 16, -180 * 16)


def _draw_signs(painter: QPainter, box: QRect, node: Node) -> int:
    """Draw the time and the signs of comments and changes at the right; return where they begin."""
    colours = theme.current()
    painter.setFont(theme.font("small"))
    painter.setPen(colours.faint)
    words = time_of(node)
    rect = box.adjusted(0, 0, -6, 0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
    left = rect.right() - painter.fontMetrics().horizontalAdvance(words)
    ratio = painter.device().devicePixelRatioF()
    for count, name in ((node.remarks, "message-square"), (node.changes, "pencil")):
        if count:
            left -= 15
            sign = icons.pixmap(name, colours.accent, 12, ratio)
            painter.drawPixmap(QRect(left, box.center().y() - 6, 12, 12), sign)
    return left


class TreeLines(QTreeView):
    """The lines to go to, to open and close, and to move.

    Signals:
        go_requested: the path of a line.
        step_requested: a row (table, id) is to go up (-1) or down (1).
        folded: a line was opened or closed by hand.
    """

    go_requested = Signal(str)
    step_requested = Signal(object, int)
    folded = Signal()

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._by_hand = model, True
        self.setModel(model)
        self.setItemDelegate(TreeDelegate(self))
        self.setProperty("role", "nav")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Modules and what belongs to them"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setAutoExpandDelay(OPENS_AFTER)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.clicked.connect(self._go)
        self.expanded.connect(self._on_folded)
        self.collapsed.connect(self._on_folded)
        self.header().setStretchLastSection(True)

    # --- open and closed -------------------------------------------------------------------

    def opened(self) -> set[str]:
        """Return the keys of the lines that stand open."""
        keys = self._rows.branches()
        return {key for key in keys if self.isExpanded(self._rows.index_of(key))}

    def open_only(self, keys: frozenset[str] | set[str]) -> None:
        """Open these lines and close the others."""
        self._by_hand = False
        for key in self._rows.branches():
            self.setExpanded(self._rows.index_of(key), key in keys)
        self._by_hand = True

    def open_all(self) -> None:
        """Open every line."""
        self.open_only(set(self._rows.branches()))
        self.folded.emit()

    def close_all(self) -> None:
        """Close every line."""
        self.open_only(set())
        self.folded.emit()

    def _on_folded(self) -> None:
        if self._by_hand:
            self.folded.emit()

    # --- going and moving ------------------------------------------------------------------

    def follow(self, key: str) -> None:
        """Mark the line of the row in use and bring it into sight; the focus stays where it is."""
        index = self._rows.index_of(key)
        if index.isValid() and index != self.currentIndex():
            self._by_hand = False
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self._by_hand = True

    def _go(self, index: QModelIndex) -> None:
        node: Node | None = index.data(NODE_ROLE)
        if node is None:
            return
        if node.label is not None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.go_requested.emit(node.path)

    def _step(self, by: int) -> None:
        node: Node | None = self.currentIndex().data(NODE_ROLE)
        if node is not None and node.row is not None:
            self.step_requested.emit(node.row, by)

    def _up(self) -> None:
        self._step(-1)

    def _down(self) -> None:
        self._step(1)

    def _go_current(self) -> None:
        self._go(self.currentIndex())

    def _on_menu(self, at: QPoint) -> None:
        self.make_menu().popup(self.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of the current line; every entry shows its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        node: Node | None = self.currentIndex().data(NODE_ROLE)
        is_row = node is not None and node.row is not None
        for words, key, slot in (
            (_("Go there"), "Return", self._go_current),
            (_("Move up"), "Alt+Up", self._up),
            (_("Move down"), "Alt+Down", self._down),
        ):
            action = menu.addAction(words, slot)
            action.setShortcut(key)
            action.setEnabled(is_row)
        menu.addSeparator()
        menu.addAction(_("Open all"), self.open_all)
        menu.addAction(_("Close all"), self.close_all)
        return menu

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw which way a line opens; a chosen line is marked by its own ground alone."""
        colours = theme.current()
        painter.fillRect(rect, colours.panel)
        if not self._rows.hasChildren(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.muted, 1.5))
        at = QPointF(rect.right() - INDENT / 2 + 1, rect.center().y() + 0.5)
        arrow = [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]
        if self.isExpanded(index):
            arrow = [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
        painter.drawPolyline([at + point for point in arrow])
        painter.restore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_current()
            return
        super().keyPressEvent(event)
