"""The board's models: one list of tiles per stage, changed by differences, never reset for few.

`BoardModels` holds every tile, filters in one pass and gives each stage's model what it shows.
"""

from __future__ import annotations

from collections import Counter
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

from mcdesk.ui.board.filter import RESTING, Filter, is_ready, waits_for
from mcdesk.ui.board.words import spoken, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.views import Board, CardTile, Changes

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


def _place(tile: CardTile) -> tuple[str, str, str]:
    return tile.rank, tile.stage_since, tile.code


class BoardModels(QObject):
    """All tiles, the filter, and a model per stage.

    Signals:
        counted: the number of cards shown, late or ready in the columns may have changed.
        tiles_changed: there are other cards than before, shown or not.
        move_requested: cards (ids) were dropped on a stage.
    """

    counted = Signal()
    tiles_changed = Signal()
    move_requested = Signal(list, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = date.min
        self.totals: Counter[str] = Counter()
        self.models: dict[str, StageModel] = {}
        self.tiles: dict[str, CardTile] = {}
        self.filter = Filter()
        self._me = ""
        self._roles: frozenset[str] = frozenset()
        self._by_stage: dict[str, list[CardTile]] = {}
        self._counts: dict[str, tuple[int, int, int]] = {}
        self._late: set[str] = set()
        self._ready: set[str] = set()

    def use_stages(self, stages: Iterable[str]) -> None:
        """Make a model for each stage that has none yet."""
        for stage in stages:
            if stage not in self.models:
                self.models[stage] = StageModel(stage, self)
                self.models[stage].move_requested.connect(self.move_requested)

    def use_person(self, person: str, roles: frozenset[str]) -> None:
        """Say for whom "waiting for me" asks."""
        self._me, self._roles = person, roles
        self._count_all()
        if self.filter.waiting:
            self.show(self.filter)

    def load(self, board: Board) -> None:
        """Take a whole board."""
        self.today = board.today
        self.use_stages(stage.id for stage in board.stages)
        self.tiles = {tile.id: tile for tile in board.tiles}
        self._by_stage = {stage: [] for stage in self.models}
        for tile in board.tiles:
            if tile.stage in self._by_stage:
                self._by_stage[tile.stage].append(tile)
        for tiles in self._by_stage.values():
            tiles.sort(key=_place)
        for model in self.models.values():
            model.today = board.today
        self._count_all()
        self.show(self.filter)

    def apply(self, changes: Changes) -> None:
        """Take what a commit changed; the same changes again change nothing."""
        touched: set[str] = set()
        for id_ in changes.gone | {tile.id for tile in changes.tiles}:
            before = self.tiles.pop(id_, None)
            if before is not None:
                touched.add(before.stage)
                self.totals.subtract(self._marks(before))
                self._late.discard(id_)
                self._ready.discard(id_)
        for tile in changes.tiles:
            if tile.id not in changes.gone:
                self.tiles[tile.id] = tile
                touched.add(tile.stage)
                self.totals.update(self._marks(tile))
        fresh = {tile.id for tile in changes.tiles} | changes.gone
        for stage in touched & self.models.keys():
            kept = [tile for tile in self._by_stage.get(stage, []) if tile.id not in fresh]
            kept += [
                tile
                for tile in changes.tiles
                if tile.stage == stage and tile.id not in changes.gone
            ]
            kept.sort(key=_place)
            self._by_stage[stage] = kept
            self._show_stage(stage)
        if touched:
            self.counted.emit()
            self.tiles_changed.emit()

    def _count_all(self) -> None:
        """Count anew what each switch of the filter would keep."""
        self.totals = Counter()
        self._late, self._ready = set(), set()
        for tile in self.tiles.values():
            self.totals.update(self._marks(tile))
        self.tiles_changed.emit()

    def _marks(self, tile: CardTile) -> list[str]:
        """Return the switches of the filter that would keep a card."""
        if tile.status in RESTING:
            return []
        marks = []
        if tile.is_late(self.today):
            marks.append("late")
            self._late.add(tile.id)
        if tile.debts:
            marks.append("debt")
        if is_ready(tile):
            marks.append("ready")
            self._ready.add(tile.id)
        if waits_for(tile, self._me, self._roles):
            marks.append("waiting")
        return marks

    def show(self, wanted: Filter) -> None:
        """Show what passes the filter `wanted`."""
        self.filter = wanted
        for stage in self.models:
            self._show_stage(stage)
        self.counted.emit()

    def find(self, id_: str) -> tuple[StageModel, int] | None:
        """Return where a card is shown, if it is."""
        tile = self.tiles.get(id_)
        model = self.models.get(tile.stage) if tile else None
        row = model.row_of(id_) if model else -1
        return (model, row) if model is not None and row >= 0 else None

    def counts(self, stage: str) -> tuple[int, int, int]:
        """Return how many cards of a stage are shown, how many of them are late and ready."""
        return self._counts.get(stage, (0, 0, 0))

    def _show_stage(self, stage: str) -> None:
        tiles = self._by_stage.get(stage, [])
        shown = self.filter.apply(tiles, self.today, self._me, self._roles)
        late = sum(tile.id in self._late for tile in shown)
        ready = sum(tile.id in self._ready for tile in shown)
        self._counts[stage] = (len(shown), late, ready)
        self.models[stage].show(shown)
