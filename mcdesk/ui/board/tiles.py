"""All tiles of the board: filtered in one pass, counted, and given to a model per stage."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.procedure.overdue import is_over
from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.badges import count_looks, needs_look, use_marks
from mcdesk.ui.board.filter import Filter, is_ready, is_standing, is_to_move, waits_for
from mcdesk.ui.board.model import FEW, StageModel
from mcdesk.ui.board.stock import Stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.views import Board, CardTile, Changes, Office, TeamMarks

_id_of = attrgetter("id")
MARKS = ("late", "ready", "debt", "scan", "look", "waiting")
"""What cards are counted by in a column, and kept by a switch of the filter."""


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
        self._offices: frozenset[Office] = frozenset()
        self._stocks: dict[str, Stock] = {}
        self._counts: dict[str, tuple[int, ...]] = {}
        self._marked: dict[str, set[str]] = {mark: set() for mark in MARKS}

    def use_stages(self, stages: Iterable[str]) -> None:
        """Make a model for each stage that has none yet."""
        for stage in stages:
            if stage not in self.models:
                self.models[stage] = StageModel(stage, self)
                self.models[stage].move_requested.connect(self.move_requested)

    def use_person(self, person: str, offices: frozenset[Office]) -> bool:
        """Say for whom "waiting for me" asks; tell whether somebody else worked here before."""
        is_other = bool(self._me) and person != self._me
        if (person, offices) != (self._me, self._offices):
            self._me, self._offices = person, offices
            self._count_waiting()
            self._tally_all()
            self.tiles_changed.emit()
            if self.filter.waiting:
                self.show(self.filter)
        return is_other

    def load(self, board: Board, *, whole: bool = True) -> None:
        """Take a board; one not whole is not counted, the same one again changes nothing."""
        if self.is_whole and self._is_taken(board):
            return
        self.is_whole = whole
        self.today = board.today
        self.use_stages(stage.id for stage in board.stages)
        self.tiles = dict(self._known(board.tiles))
        self._share_out(self.models)
        for model in self.models.values():
            model.today = board.today
        if whole:
            self._count_all()
        self.show(self.filter)

    def _known(self, tiles: Iterable[CardTile]) -> Iterator[tuple[str, CardTile]]:
        """Yield the tiles by their ids; those that are there already, whose pictures are kept."""
        known = self.tiles
        for tile in tiles:
            here = known.get(tile.id)
            yield tile.id, here if here == tile and here is not None else tile

    def _is_taken(self, board: Board) -> bool:
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
        gone = set(changes.gone)
        if not self.filter.archived:
            gone |= {tile.id for tile in changes.tiles if tile.archived_on}
        fresh = {tile.id: tile for tile in changes.tiles if tile.id not in gone}
        both = [(self.tiles.get(id_), fresh.get(id_)) for id_ in gone | fresh.keys()]
        both = [(before, after) for before, after in both if before is not after]
        if not both:
            return
        if len(both) > FEW:
            self._take_many(both)
        else:
            for before, after in both:
                self._take(before, after)
        self.counted.emit()
        self.tiles_changed.emit()

    def _take(self, before: CardTile | None, after: CardTile | None) -> None:
        """Put one card where it belongs, and count what it counts for, without a pass of all."""
        if before is not None and after is not None and before.stage != after.stage:
            self._take(before, None)
            self._take(None, after)
            return
        tile = after or before
        if tile is None:
            return
        stage = tile.stage
        was_shown = before is not None and self._is_shown(before)
        if before is not None:
            self._count(before, -1, is_shown=was_shown)
            del self.tiles[before.id]
            if stage in self._stocks:
                self._stocks[stage].drop(before)
        is_shown = False
        if after is not None:
            self.tiles[after.id] = after
            if stage in self._stocks:
                self._stocks[stage].put(after)
            is_shown = self._is_shown(after)
            self._count(after, 1, is_shown=is_shown)
        if stage in self.models:
            self.models[stage].change(before if was_shown else None, after if is_shown else None)

    def _count(self, tile: CardTile, step: int, *, is_shown: bool) -> None:
        """Count a card that comes (1) or goes (-1): for the filter's switches and its column."""
        marks = self._marks(tile)
        for mark in () if tile.status in ENDED else marks:
            self.totals[mark] += step
        for mark, ids in self._marked.items():
            if mark in marks and step > 0:
                ids.add(tile.id)
            else:
                ids.discard(tile.id)
        if is_shown:
            shown, *kept = self._counts_of(tile.stage)
            more = (count + step * (mark in marks) for mark, count in zip(MARKS, kept, strict=True))
            self._counts[tile.stage] = (shown + step, *more)

    def _is_shown(self, tile: CardTile) -> bool:
        """Tell whether a card passes the filter."""
        return bool(self.filter.apply((tile,), self.today, self._me, self._offices))

    def _take_many(self, both: Sequence[tuple[CardTile | None, CardTile | None]]) -> None:
        """Take more changes than are worth single steps: each touched column in one go."""
        for before, after in both:
            if before is not None:
                self._count(before, -1, is_shown=False)
                del self.tiles[before.id]
            if after is not None:
                self._count(after, 1, is_shown=False)
                self.tiles[after.id] = after
        touched = {tile.stage for pair in both for tile in pair if tile is not None}
        self._share_out(touched & self.models.keys())
        for stage in touched & self.models.keys():
            self._show_stage(stage)

    def _share_out(self, stages: Iterable[str]) -> None:
        """Give each of the stages its cards anew."""
        found: dict[str, list[CardTile]] = {stage: [] for stage in stages}
        for tile in self.tiles.values():
            if tile.stage in found:
                found[tile.stage].append(tile)
        self._stocks.update((stage, Stock(tiles)) for stage, tiles in found.items())

    def _count_all(self) -> None:
        """Count anew what each switch of the filter would keep: one plain pass for each."""
        tiles = self.tiles.values()
        moving = [tile for tile in tiles if tile.status not in ENDED]
        ends = {tile.planned_end for tile in moving}
        over = {end for end in ends if is_over(end, self.today)}  # asked once for each day
        self._marked |= {
            "late": {
                tile.id for tile in moving if tile.planned_end in over and tile.is_late(self.today)
            },
            "ready": {tile.id for tile in moving if tile.ready_for and is_ready(tile)},
            "debt": {tile.id for tile in tiles if tile.debts},
            "scan": {tile.id for tile in tiles if tile.scans_owed},
            "look": {tile.id for tile in tiles if needs_look(tile)},
        }
        self.totals = Counter(
            late=len(self._marked["late"]),
            ready=len(self._marked["ready"]),
            debt=sum(tile.debts > 0 for tile in moving),
            scan=sum(tile.scans_owed > 0 for tile in moving),
            to_move=sum(map(is_to_move, moving)),
            look=count_looks(moving),
        )
        self._count_waiting()
        self.tiles_changed.emit()

    def _count_waiting(self) -> None:
        me, offices = self._me, self._offices
        found = [tile for tile in self.tiles.values() if waits_for(tile, me, offices)]
        self._marked["waiting"] = set(map(_id_of, found))
        waiting = [tile for tile in found if tile.status not in ENDED]
        self.totals["waiting"] = len(waiting)
        self.totals["to_move_waiting"] = sum(map(is_to_move, waiting))

    def use_marks(self, marks: TeamMarks) -> frozenset[str]:
        """Mark cards by what waits and needs a look; return those whose badge is another."""
        touched = use_marks(marks)
        if not touched:
            return touched
        asked = [self.tiles[id_] for id_ in marks.asks if id_ in self.tiles]
        self._marked["look"] = set(map(_id_of, asked))
        self.totals["look"] = sum(tile.status not in ENDED for tile in asked)
        self._tally_all()
        self.tiles_changed.emit()
        if self.filter.look:
            self.show(self.filter)
        for id_ in touched:
            found = self.find(id_)
            if found is not None:
                model, row = found
                model.dataChanged.emit(model.index(row), model.index(row))
        return touched

    def work_total(self, *, may_move: bool) -> int:
        """Return how many cards are my work, each counted once, without a pass of all."""
        totals = self.totals
        if not may_move:
            return totals["waiting"]
        return totals["waiting"] + totals["to_move"] - totals["to_move_waiting"]

    def _marks(self, tile: CardTile) -> list[str]:
        """Return what a card counts for: the filter's switches, and my work's two kinds."""
        marks = []
        if tile.is_late(self.today):
            marks.append("late")
        if tile.debts:
            marks.append("debt")
        if tile.scans_owed:
            marks.append("scan")
        if needs_look(tile):
            marks.append("look")
        if is_ready(tile):
            marks.append("ready")
        if waits_for(tile, self._me, self._offices):
            marks.append("waiting")
        if is_to_move(tile):  # none that rests
            marks.append("to_move")
            if "waiting" in marks:
                marks.append("to_move_waiting")
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
        row = model.row_at(tile) if model and tile else -1
        return (model, row) if model is not None and row >= 0 else None

    def shown(self) -> int:
        """Return how many cards are shown."""
        return sum(counts[0] for counts in self._counts.values())

    def finished(self) -> int:
        """Return how many cards would pass the filter if finished ones were shown, too."""
        if self.filter.everything:
            return 0
        kept = self.filter._replace(everything=True)
        resting = [tile for tile in self.tiles.values() if tile.status in ENDED]
        found = kept.apply(resting, self.today, self._me, self._offices)
        return sum(not is_standing(tile, archived=self.filter.archived) for tile in found)

    def passing(self, wanted: Filter) -> list[CardTile]:
        """Return the cards that another filter would show."""
        return wanted.apply(tuple(self.tiles.values()), self.today, self._me, self._offices)

    def kept(self, mark: str) -> int:
        """Return how many cards of those that are shown a switch of the filter keeps."""
        if mark not in MARKS:
            return 0
        place = 1 + MARKS.index(mark)
        return sum(counts[place] for counts in self._counts.values())

    def counts(self, stage: str) -> tuple[int, int, int]:
        """Return how many cards of a stage are shown, how many of them are late and ready."""
        shown, late, ready, *_rest = self._counts_of(stage)
        return shown, late, ready

    def _counts_of(self, stage: str) -> tuple[int, ...]:
        return self._counts.get(stage) or (0,) * (1 + len(MARKS))

    def _tally_all(self) -> None:
        for stage, model in self.models.items():
            self._tally(stage, model.tiles)

    def _tally(self, stage: str, shown: Sequence[CardTile]) -> None:
        """Count the cards that are shown in a column, by what they are marked with."""
        if not shown:
            self._counts.pop(stage, None)
            return
        ids = set(map(_id_of, shown))
        marked = (len(ids & self._marked[mark]) for mark in MARKS)
        self._counts[stage] = (len(ids), *marked)

    def _show_stage(self, stage: str) -> None:
        stock, wanted = self._stocks.get(stage) or Stock(), self.filter
        found = stock.find(wanted.words(), everything=wanted.everything, archived=wanted.archived)
        shown = wanted.narrow(found, self.today, self._me, self._offices)
        self._tally(stage, shown)
        self.models[stage].show(shown)
