"""One column: its head, its list of cards, and how it looks during a drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui.board.cards import CardList
from mcdesk.ui.board.head import paint_ground
from mcdesk.ui.board.header import StageHeader
from mcdesk.ui.board.veil import Veil
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from mcdesk.procedure.stage import Stage
    from mcdesk.ui.board.delegate import CardDelegate
    from mcdesk.ui.board.model import StageModel


class StageColumn(QFrame):
    """A column of the board: head, cards, and a veil while a drag may not end here.

    Signals:
        toggled: the head was clicked; the column (stage id) is to be closed or opened.
    """

    toggled = Signal(str)

    def __init__(
        self, stage: Stage, model: StageModel, delegate: CardDelegate, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.stage = stage
        self.is_rail = False
        self._is_open_to_drag = False
        self._is_hovered = False
        self.header = StageHeader(stage, self)
        self.list = CardList(model, delegate, self)
        self.veil = Veil(self)
        self.header.clicked.connect(self._on_clicked)
        self.list.hovering.connect(self._on_hovering)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 4)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.list, 1)
        self.setAcceptDrops(True)
        self.show_rail(rail=False)

    def show_rail(self, *, rail: bool) -> None:
        """Close the column to a rail, or open it."""
        self.is_rail = rail
        self.header.show_rail(rail=rail)
        self.list.setVisible(not rail)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(*((0, 0, 0, 0) if rail else (2, 0, 2, 4)))
        tall = 16777215 if rail else self.header.height_open()
        self.header.setMinimumHeight(0 if rail else tall)
        self.header.setMaximumHeight(tall)

    def rename(self, stage: Stage) -> None:
        """Take another wording of the stage, which was published meanwhile."""
        if stage != self.stage:
            self.stage = stage
            self.header.rename(stage)

    def write(self) -> None:
        """Write names again: the language has changed."""
        self.list.setAccessibleName(
            _("{n} {stage}: cards").format(n=self.stage.number, stage=self.stage.title.text())
        )

    def show_drag(self, reason: str | None) -> None:
        """Show during a drag whether this column takes the cards: None yes, else why not."""
        self._is_open_to_drag = reason is None
        self._place_veil()
        self.veil.cover(reason)
        self._show_ground()

    def _place_veil(self) -> None:
        """Lay the veil over the cards; an open column's head stays readable."""
        top = 0 if self.is_rail else self.header.height()
        self.veil.setGeometry(self.rect().adjusted(0, top, 0, 0))

    def end_drag(self) -> None:
        """Look as usual again."""
        self._is_open_to_drag = self._is_hovered = False
        self.veil.hide()
        self._show_ground()

    def _on_clicked(self) -> None:
        self.toggled.emit(self.stage.id)

    def _on_hovering(self, hovered: int) -> None:
        self._is_hovered = bool(hovered)
        self._show_ground()

    def _show_ground(self) -> None:
        self.header.show_drag(marked=self._is_open_to_drag, hovered=self._is_hovered)
        self.update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.list.dragEnterEvent(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.list.dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.list.dropEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_veil()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(painter, self.rect(), marked=self._is_open_to_drag, hovered=self._is_hovered)
        painter.end()
