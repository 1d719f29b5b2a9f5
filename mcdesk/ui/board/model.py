"""A column's model: a list of tiles, changed by differences, never reset for few."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from operator import is_
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from mcdesk.ui.board.words import spoken, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.views import CardTile

MIME = "application/x-mcdesk-cards"
FEW = 60
OF_CARD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a card's index answers besides its texts."""

    TILE = int(Qt.ItemDataRole.UserRole)
    ID = int(Qt.ItemDataRole.UserRole) + 1


class StageModel(QAbstractListModel):
    """The cards of one stage that are shown.

    Signals:
        move_requested: cards (ids) were dropped here; nothing has moved yet.
    """

    move_requested = Signal(list, str)

    def __init__(self, stage: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.today = date.min
        self.tiles: list[CardTile] = []

    def row_of(self, id_: str) -> int:
        """Return the row of a card, or -1."""
        return next((row for row, tile in enumerate(self.tiles) if tile.id == id_), -1)

    def show(self, target: list[CardTile]) -> None:
        """Show `target`: by single steps when they are few, by a reset when they are many."""
        if len(target) == len(self.tiles) and all(map(is_, target, self.tiles)):
            return
        if abs(len(target) - len(self.tiles)) > FEW:
            self._reset(target)
            return
        old = {tile.id: tile for tile in self.tiles}
        new = {tile.id: tile for tile in target}
        if len(old.keys() ^ new.keys()) > FEW:
            self._reset(target)
            return
        self._remove(new)
        self._order([tile.id for tile in target if tile.id in old])
        self._insert(target, old)
        self._repaint(old)

    def _reset(self, target: list[CardTile]) -> None:
        self.beginResetModel()
        self.tiles = target
        self.endResetModel()

    def _remove(self, new: Mapping[str, CardTile]) -> None:
        for row in range(len(self.tiles) - 1, -1, -1):
            if self.tiles[row].id not in new:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.tiles[row]
                self.endRemoveRows()

    def _order(self, wanted: Sequence[str]) -> None:
        """Bring the cards that stay into the wanted order, one move at a time."""
        for row, id_ in enumerate(wanted):
            if self.tiles[row].id == id_:
                continue
            source = self.row_of(id_)
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), row)
            self.tiles.insert(row, self.tiles.pop(source))
            self.endMoveRows()

    def _insert(self, target: Sequence[CardTile], old: Mapping[str, CardTile]) -> None:
        for row, tile in enumerate(target):
            if tile.id not in old:
                self.beginInsertRows(QModelIndex(), row, row)
                self.tiles.insert(row, tile)
                self.endInsertRows()
            elif self.tiles[row] is not tile:
                self.tiles[row] = tile

    def _repaint(self, old: Mapping[str, CardTile]) -> None:
        """Tell which of the cards that stay are no longer what they were."""
        for row, tile in enumerate(self.tiles):
            before = old.get(tile.id)
            if before is not None and before is not tile and before != tile:
                self.dataChanged.emit(self.index(row), self.index(row))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.tiles)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.tiles):
            return None
        tile = self.tiles[index.row()]
        if role == Role.TILE:
            return tile
        if role == Role.ID:
            return tile.id
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{tile.code} {tile.title_en}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(tile, self.today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(tile, self.today)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return OF_CARD if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return cards_as_mime([self.tiles[index.row()].id for index in indexes])

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return data.hasFormat(MIME)

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell the wish and refuse: the card moves when the command's changes come back."""
        ids = cards_of_mime(data)
        if ids:
            self.move_requested.emit(ids, self.stage)
        return False


def cards_as_mime(ids: Iterable[str]) -> QMimeData:
    """Return the cards `ids` as what a drag carries."""
    data = QMimeData()
    data.setData(MIME, "\n".join(ids).encode())
    return data


def cards_of_mime(data: QMimeData) -> list[str]:
    """Return the ids of the cards that a drag carries."""
    return bytes(data.data(MIME).data()).decode().split() if data.hasFormat(MIME) else []
