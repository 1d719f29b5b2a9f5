"""Dragging cards: the columns that would refuse them look it while they are under way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDrag

from mcdesk.ui.board.model import cards_as_mime
from mcdesk.ui.board.mover import read_targets
from mcdesk.ui.tasks import Priority

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.errors import Finding
    from mcdesk.ui.board.page import BoardPage


class Dragging(QObject):
    """Drags the cards that are chosen on a board."""

    def __init__(self, page: BoardPage) -> None:
        super().__init__(page)
        self._page, self._is_on = page, False

    def start(self) -> None:
        """Drag the chosen cards; where they may go is asked meanwhile."""
        page = self._page
        tiles = page.chosen()
        if not tiles or page.is_read_only:
            return
        ids = tuple(tile.id for tile in tiles)
        own = {tile.stage for tile in tiles}
        page.tasks.run(
            partial(read_targets, ids),
            partial(self._on_targets, own),
            kind="reader",
            priority=Priority.URGENT,
        )
        self._is_on = True
        from mcdesk.ui.board import picture

        drag = QDrag(page)
        drag.setMimeData(cards_as_mime(ids))
        drag.setPixmap(picture.of_drag(tiles, page.devicePixelRatioF()))
        drag.setHotSpot(QPoint(16, 16))
        drag.exec(Qt.DropAction.MoveAction)
        self._is_on = False
        page.columns.end_drag()

    def _on_targets(self, own: set[str], targets: Mapping[str, tuple[Finding, ...]]) -> None:
        if self._is_on:
            self._page.columns.show_targets(targets, own)
