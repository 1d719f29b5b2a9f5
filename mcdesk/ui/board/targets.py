"""Where cards that are dragged may go: the columns show it, and the one below says why not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from mcdesk.ui.board.cards import CardList
from mcdesk.ui.saying import in_place, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.errors import Finding
    from mcdesk.ui.board.columns import ColumnsArea
    from mcdesk.ui.board.hint import Hint

BELOW_HEAD = 56  # pixels: the sign of the veil stays in sight


class Targets(QObject):
    """What the columns of a board show while cards are dragged over them."""

    def __init__(self, area: ColumnsArea) -> None:
        super().__init__(area)
        self._area = area
        self._hovered = ""

    def show(self, targets: Mapping[str, Sequence[Finding]], own: set[str]) -> None:
        """Show which columns take the cards being dragged, and why the others would not."""
        for stage, column in self._area.columns.items():
            findings = targets.get(stage, ())
            if stage in own:
                column.end_drag()
            elif findings:
                told = together(findings)
                more = f" (+{len(told) - 1})" if len(told) > 1 else ""
                column.show_drag(in_place(*told[0]) + more)
            else:
                column.show_drag(None)
        self._tell_hovered()

    def note_hovering(self, inside: int) -> None:
        """Bring the column under a drag fully into view; so the next one can be reached."""
        sender = self.sender()
        if not isinstance(sender, CardList):
            return
        if inside:
            self._area.ensureWidgetVisible(sender, 60, 0)
            self._hovered = sender.cards.stage
        elif self._hovered == sender.cards.stage:
            self._hovered = ""
        self._tell_hovered()

    @cached_property
    def hint(self) -> Hint:
        """The sheet that says why a column refuses; made when it is first needed."""
        from mcdesk.ui.board.hint import Hint

        return Hint(self._area.viewport())

    def end(self) -> None:
        """Look as usual again."""
        self._hovered = ""
        self._hide_hint()
        for column in self._area.columns.values():
            column.end_drag()

    def _hide_hint(self) -> None:
        if "hint" in vars(self):
            self.hint.hide()

    def _tell_hovered(self) -> None:
        """Say in full why the column under a drag refuses, where its veil has no room for it."""
        column = self._area.columns.get(self._hovered)
        if column is None or not column.veil.reason or column.veil.says_all:
            self._hide_hint()
            return
        title = f"{column.stage.number} {column.stage.title.text()}"
        port = self._area.viewport()
        place = column.rect().translated(column.mapTo(port, QPoint(0, 0)))
        top = place.top() + column.header.height_open() + BELOW_HEAD
        self.hint.tell(title, column.veil.reason, place, top)
