"""The tree of a form as a Qt model that follows new lines one by one, so that it stays as it is."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from mcdesk.procedure.tree_moves import Goal
from mcdesk.ui.forms.tree_words import shown, spoken
from mcdesk.ui.listed import NOWHERE, Index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.procedure.tree import Node

NODE_ROLE = Qt.ItemDataRole.UserRole
MIME = "application/x-mcdesk-form-row"


class _Item:
    """A line, where it hangs, and which number it is there."""

    __slots__ = ("children", "id", "node", "parent", "row")

    def __init__(self, number: int, node: Node | None, parent: _Item | None, row: int) -> None:
        self.id, self.node, self.parent, self.row = number, node, parent, row
        self.children: list[_Item] = []

    @property
    def key(self) -> str:
        return self.node.key if self.node is not None else ""


class TreeModel(QAbstractItemModel):
    """The lines of a form's tree.

    Signals:
        move_requested: a row (table, id) and the `Goal` that it was dropped on.
    """

    move_requested = Signal(object, object)

    def __init__(self, may_move: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._may_move = may_move
        self._ids = count(1)
        self._root = _Item(0, None, None, 0)
        self._items: dict[int, _Item] = {0: self._root}
        self._keys: dict[str, _Item] = {}

    # --- following -------------------------------------------------------------------------

    def show_nodes(self, nodes: Sequence[Node], *, anew: bool = False) -> None:
        """Show these lines; only those that differ change, unless all are shown `anew`."""
        if anew:
            self.beginResetModel()
            self._forget(self._root)
            self._fill(self._root, nodes)
            self.endResetModel()
        else:
            self._sync(self._root, nodes)

    def _sync(self, at: _Item, nodes: Sequence[Node]) -> None:
        wanted = {node.key for node in nodes}
        for row in range(len(at.children) - 1, -1, -1):
            if at.children[row].key not in wanted:
                self._remove(at, row)
        for row, node in enumerate(nodes):
            if row >= len(at.children) or at.children[row].key != node.key:
                self._place(at, row, node)
            item = at.children[row]
            before = item.node
            if before is node or before == node:
                continue
            item.node = node
            self._sync(item, node.children)
            if before is None or _own(before) != _own(node):
                index = self._index(item)
                self.dataChanged.emit(index, index)

    def _place(self, at: _Item, row: int, node: Node) -> None:
        """Bring the line of a key to its place: from below where it is there, else a new one."""
        source = next((n for n in range(row, len(at.children)) if at.children[n].key == node.key),
                      -1)  # fmt: skip
        parent = self._index(at)
        if source >= 0:
            self.beginMoveRows(parent, source, source, parent, row)
            at.children.insert(row, at.children.pop(source))
            _count(at)
            self.endMoveRows()
            return
        self.beginInsertRows(parent, row, row)
        item = self._new(node, at, row)
        at.children.insert(row, item)
        self._fill(item, node.children)
        _count(at)
        self.endInsertRows()

    def _remove(self, at: _Item, row: int) -> None:
        self.beginRemoveRows(self._index(at), row, row)
        gone = at.children.pop(row)
        self._forget(gone)
        self._drop(gone)
        _count(at)
        self.endRemoveRows()

    def _new(self, node: Node, parent: _Item, row: int) -> _Item:
        item = _Item(next(self._ids), node, parent, row)
        self._items[item.id] = item
        self._keys[node.key] = item
        return item

    def _fill(self, at: _Item, nodes: Sequence[Node]) -> None:
        for row, node in enumerate(nodes):
            item = self._new(node, at, row)
            at.children.append(item)
            self._fill(item, node.children)

    def _forget(self, at: _Item) -> None:
        for child in at.children:
            self._forget(child)
            self._drop(child)
        at.children = []

    def _drop(self, item: _Item) -> None:
        """Let go of a line; its key may already be another's, of a row that hangs elsewhere now."""
        self._items.pop(item.id)
        if self._keys.get(item.key) is item:
            del self._keys[item.key]

    # --- finding ---------------------------------------------------------------------------

    def index_of(self, key: str) -> QModelIndex:
        """Return the line of a key, or no index."""
        item = self._keys.get(key)
        return self._index(item) if item is not None else QModelIndex()

    def branches(self) -> list[str]:
        """Return the keys of all lines that have others below them."""
        return [key for key, item in self._keys.items() if item.children]

    def _index(self, item: _Item) -> QModelIndex:
        if item is self._root:
            return QModelIndex()
        return self.createIndex(item.row, 0, item.id)

    def _item(self, index: Index) -> _Item:
        return self._items.get(index.internalId(), self._root) if index.isValid() else self._root

    @override
    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        children = self._item(parent).children
        if column == 0 and 0 <= row < len(children):
            return self.createIndex(row, 0, children[row].id)
        return QModelIndex()

    @override
    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override] # two shapes in Qt
        above = self._item(index).parent
        return self._index(above) if above is not None else QModelIndex()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._item(parent).children)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._item(index).node
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(node)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(node)
        return node if role == NODE_ROLE else None

    # --- dragging --------------------------------------------------------------------------

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self._item(index).node
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if node.row is not None and self._may_move(node.row[0]):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        carried.setData(MIME, self._item(indexes[0]).key.encode())
        return carried

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return self._goal(data, row, parent) is not None

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the lines follow when the form's rows have moved."""
        goal = self._goal(data, row, parent)
        if goal is not None:
            table, row_id = _carried(data)
            self.move_requested.emit((table, row_id), goal)
        return False

    def _goal(self, data: QMimeData, row: int, parent: Index) -> Goal | None:
        """Return beside which row of the same table something is dropped, if it may be there."""
        table, row_id = _carried(data)
        at = self._item(parent)
        place = at.children
        if row < 0 and at.node is not None and at.node.row and at.node.row[0] == table:
            return Goal(at.node.row[1], behind=True) if at.node.row[1] != row_id else None
        if row < 0 or row > len(place):
            row = len(place)
        for number, behind in ((row, False), (row - 1, True)):
            if 0 <= number < len(place):
                node = place[number].node
                if node is not None and node.row is not None and node.row[0] == table:
                    return Goal(node.row[1], behind=behind) if node.row[1] != row_id else None
        return None


def _carried(data: QMimeData) -> tuple[str, str]:
    table, _slash, row_id = bytes(data.data(MIME).data()).decode().partition("/")
    return table, row_id


def _own(node: Node) -> tuple[object, ...]:
    """Return what a line itself shows."""
    return (node.words, node.code, node.label, node.time, node.planned, node.state, node.remarks,
            node.changes, len(node.children), node.path)  # fmt: skip


def _count(at: _Item) -> None:
    for row, item in enumerate(at.children):
        item.row = row
