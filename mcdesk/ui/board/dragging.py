"""Dragging cards: the columns that would refuse them look it while they are under way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDrag

from mcdesk.ui.board.model import cards_as_mime
from mcdesk.ui.tasks import Priority

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.views import CardTile
    from mcdesk.errors import Finding
    from mcdesk.ui.board.page import BoardPage


FEW = 5


class Dragging(QObject):
    """Drags the cards that are chosen on a board.

    Where few cards may go is asked of the worker that will move them, unless it is at work: it has
    read them then. For many it would be kept from a drop.
    """

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page, self._is_on = page, False

    def start(self) -> None:
        """Drag the chosen cards; where they may go is asked meanwhile."""
        page = self._page
        tiles = page.chosen()
        if not tiles or page.is_read_only:
            return
        self.ask(tiles)
        self._is_on = True
        from mcdesk.ui.board import picture

        drag = QDrag(page)
        drag.setMimeData(cards_as_mime([tile.id for tile in tiles]))
        held = page.models.tiles.get(page.columns.current_id(), tiles[0])
        drag.setPixmap(picture.of_drag(tiles, held, page.devicePixelRatioF()))
        drag.setHotSpot(QPoint(16, 16))
        drag.exec(Qt.DropAction.MoveAction)
        self._is_on = False
        page.columns.targets.end()

    def ask(self, tiles: Sequence[CardTile]) -> None:
        """Ask where cards may go, to be shown while they are dragged."""
        from mcdesk.ui.board.several import ReadOpen

        tasks = self._page.tasks
        tasks.run(
            ReadOpen(tuple(tile.id for tile in tiles)),
            partial(self._on_targets, {tile.stage for tile in tiles}),
            kind="local" if len(tiles) <= FEW and tasks.is_idle() else "reader",
            priority=Priority.URGENT,
        )

    def _on_targets(self, own: set[str], targets: Mapping[str, tuple[Finding, ...]]) -> None:
        if self._is_on:
            self._page.columns.targets.show(targets, own)
