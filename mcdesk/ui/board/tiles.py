"""All tiles of the board: filtered in one pass, counted, and given to a model per stage."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.ui.board.filter import RESTING, Filter, is_ready, waits_for
from mcdesk.ui.board.model import StageModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import Board, CardTile, Changes


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
        self.is_whole = False
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

    def load(self, board: Board, *, whole: bool = True) -> None:
        """Take a board; one not whole is not counted, the same one again changes nothing."""
        if self.is_whole and self._is_shown(board):
            return
        self.is_whole = whole
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
        if whole:
            self._count_all()
        self.show(self.filter)

    def _is_shown(self, board: Board) -> bool:
        """Tell whether these are the tiles and columns that are there already."""
        known = self.tiles
        return (
            board.today == self.today
            and len(known) == len(board.tiles)
            and all(stage.id in self.models for stage in board.stages)
            and all(known.get(tile.id) == tile for tile in board.tiles)
        )

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
        """Count anew what each switch of the filter would keep: one plain pass for each."""
        moving = [tile for tile in self.tiles.values() if tile.status not in RESTING]
        today, me, roles = self.today.isoformat(), self._me, self._roles
        self._late = {
            tile.id
            for tile in moving
            if tile.planned_end and today > tile.planned_end and tile.is_late(self.today)
        }
        self._ready = {tile.id for tile in moving if tile.ready_for and is_ready(tile)}
        self.totals = Counter(
            late=len(self._late),
            ready=len(self._ready),
            debt=sum(tile.debts > 0 for tile in moving),
            scan=sum(tile.scans_owed > 0 for tile in moving),
            waiting=sum(waits_for(tile, me, roles) for tile in moving),
        )
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
        if tile.scans_owed:
            marks.append("scan")
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

    def all_tiles(self) -> Iterable[CardTile]:
        """Return every card, shown or not."""
        return self.tiles.values()

    def find(self, id_: str) -> tuple[StageModel, int] | None:
        """Return where a card is shown, if it is."""
        tile = self.tiles.get(id_)
        model = self.models.get(tile.stage) if tile else None
        row = model.row_of(id_) if model else -1
        return (model, row) if model is not None and row >= 0 else None

    def shown(self) -> int:
        """Return how many cards are shown."""
        return sum(count for count, _late, _ready in self._counts.values())

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
