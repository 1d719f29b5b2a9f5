"""A column's model: a list of tiles, changed by differences, never reset for few."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from enum import IntEnum
from operator import is_
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QStringListModel,
    Qt,
    Signal,
)

from mcdesk.ui.board.words import spoken, tooltip
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mcdesk.application.views import CardTile
    from mcdesk.ui.listed import Index

MIME = "application/x-mcdesk-cards"
FEW = 60
OF_CARD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


class Role(IntEnum):
    """What a card's index answers besides its texts."""

    TILE = int(Qt.ItemDataRole.UserRole)
    ID = int(Qt.ItemDataRole.UserRole) + 1


def place_of(tile: CardTile) -> tuple[str, str, str]:
    """Return what cards of one column are ordered by."""
    return tile.rank, tile.stage_since, tile.code


class StageModel(QStringListModel):
    """The cards of one stage that are shown.

    A list asks its model for the number of rows at each step of a layout, some thousand times
    for one card that comes or goes. So the rows are Qt's own, of empty strings, and only what is
    painted or spoken is asked of the tiles beside them.

    Signals:
        move_requested: cards (ids) were dropped here; nothing has moved yet.
    """

    move_requested = Signal(list, str)

    def __init__(self, stage: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.today = date.min
        self.tiles: list[CardTile] = []
        self._coming: Sequence[CardTile] = ()
        # The tiles follow the rows before any view hears of it: these slots are the first.
        self.rowsInserted.connect(self._on_inserted)
        self.rowsRemoved.connect(self._on_removed)
        self.rowsMoved.connect(self._on_moved)

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
        wanted = [tile.id for tile in target if tile.id in old]
        stay = in_order([tile.id for tile in self.tiles if tile.id in new], wanted)
        if len(wanted) - len(stay) > FEW:
            self._reset(target)
            return
        for first, end in reversed(list(_runs(tile.id not in new for tile in self.tiles))):
            self.removeRows(first, end - first)
        self._order(wanted, stay)
        for first, end in _runs(tile.id not in old for tile in target):
            self._insert(first, target[first:end])
        for row, tile in enumerate(target):
            if self.tiles[row] is not tile:
                self._replace(row, tile)

    def change(self, before: CardTile | None, after: CardTile | None) -> None:
        """Let one card come, go, or be another than it was; the others are in their order."""
        row = self.row_at(before) if before is not None else -1
        if after is None:
            if row >= 0:
                self.removeRows(row, 1)
            return
        place = place_of(after)
        if row < 0:
            self._insert(bisect_left(self.tiles, place, key=place_of), [after])
            return
        if place != place_of(self.tiles[row]):
            source, row = row, bisect_left(self.tiles, place, key=place_of)
            row -= row > source
            self._move(source, row)
        self._replace(row, after)

    def row_at(self, tile: CardTile) -> int:
        """Return the row of a card by its place in the order, or -1."""
        row = bisect_left(self.tiles, place_of(tile), key=place_of)
        if row < len(self.tiles) and self.tiles[row].id == tile.id:
            return row
        return self.row_of(tile.id)

    def _reset(self, target: list[CardTile]) -> None:
        self.tiles = target
        self.setStringList([""] * len(target))

    def _insert(self, row: int, tiles: Sequence[CardTile]) -> None:
        self._coming = tiles
        self.insertRows(row, len(tiles))

    def _move(self, source: int, target: int) -> None:
        """Move a card so that it stands in row `target` afterwards."""
        if source != target:
            whole = QModelIndex()
            self.moveRows(whole, source, 1, whole, target + 1 if target > source else target)

    def _on_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self.tiles[first:first] = self._coming

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.tiles[first : last + 1]

    def _on_moved(
        self, _parent: QModelIndex, first: int, _last: int, _target: QModelIndex, row: int
    ) -> None:
        self.tiles.insert(row - 1 if row > first else row, self.tiles.pop(first))

    def _replace(self, row: int, tile: CardTile) -> None:
        """Let a card that stays be told anew, when it is not what it was."""
        before, self.tiles[row] = self.tiles[row], tile
        if before != tile:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _order(self, wanted: Sequence[str], stay: Collection[str]) -> None:
        """Bring the cards into the wanted order: who does not stay goes behind the one before."""
        for place, id_ in enumerate(wanted):
            if id_ not in stay:
                source = self.row_of(id_)
                before = self.row_of(wanted[place - 1]) if place else -1
                self._move(source, before + 1 if source > before else before)

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


def _runs(marked: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield where runs of what is marked begin, and where they have ended."""
    first = -1
    for row, is_marked in enumerate((*marked, False)):
        if is_marked and first < 0:
            first = row
        elif first >= 0 and not is_marked:
            yield first, row
            first = -1


def in_order(present: Iterable[str], wanted: Sequence[str]) -> set[str]:
    """Return the most of `wanted` that can stay where they are: a longest run already in order.

    `ends[n]` is the place in `wanted` with which a run of n + 1 may end soonest, `back` the one
    before each in its run.
    """
    place = {id_: number for number, id_ in enumerate(wanted)}
    ends: list[int] = []
    back: dict[int, int] = {}
    for here in (place[id_] for id_ in present):
        length = bisect_left(ends, here)
        back[here] = ends[length - 1] if length else -1
        ends[length : length + 1] = [here]
    found, last = set(), ends[-1] if ends else -1
    while last >= 0:
        found.add(wanted[last])
        last = back[last]
    return found


def cards_as_mime(ids: Iterable[str]) -> QMimeData:
    """Return the cards `ids` as what a drag carries."""
    data = QMimeData()
    data.setData(MIME, "\n".join(ids).encode())
    return data


def cards_of_mime(data: QMimeData) -> list[str]:
    """Return the ids of the cards that a drag carries."""
    return bytes(data.data(MIME).data()).decode().split() if data.hasFormat(MIME) else []
