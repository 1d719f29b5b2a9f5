"""The head of a column: number, name, its cards, the late and the ready; a rail when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mcdesk import i18n
from mcdesk.i18n import _, plural
from mcdesk.ui import language, theme
from mcdesk.ui.board.head import Head, HeadPainter, paint_ground
from mcdesk.ui.board.opaque import Opaque
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from mcdesk.procedure.stage import Stage

RAIL = 34


class StageHeader(Opaque, QAbstractButton):
    """Heads a column; a click closes the column to a rail or opens it again.

    It paints its part of the column's ground itself and is opaque: its counts are others at each
    key in the search, and nothing that lies below is painted with them.

    Signals: `clicked`, as every button.
    """

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.is_rail = False
        self._counts = (0, 0, 0)
        self._is_known = False
        self._is_marked = self._is_hovered = False
        self._painter = HeadPainter()
        self._kept: tuple[tuple[object, ...], QPixmap] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.language_changed.connect(self._write)
        self._write()

    def rename(self, stage: Stage) -> None:
        """Head the stage under another wording."""
        self.stage = stage
        self._write()
        self.update()

    def show_counts(self, counts: tuple[int, int, int]) -> None:
        """Show how many cards, late cards and ready cards the column has."""
        if counts != self._counts or not self._is_known:
            self._counts, self._is_known = counts, True
            self._write()
            self.update()

    def show_drag(self, *, marked: bool, hovered: bool) -> None:
        """Lie on a ground that is marked for a drag, with the rest of the column."""
        self._is_marked, self._is_hovered = marked, hovered
        self.update()

    def show_rail(self, *, rail: bool) -> None:
        """Stand upright as a closed column's rail, or lie as an open column's head."""
        self.is_rail = rail
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Expanding if rail else policy.Fixed)
        self._write()
        self.update()

    def height_open(self) -> int:
        """Return the height of an open column's head; the same for every column."""
        return self._painter.height()

    def _write(self) -> None:
        count, late, ready = self._counts
        words = [f"{self.stage.number} {self.stage.title.text()}"]
        if self._is_known:
            words.append(plural("{n} card", "{n} cards", count))
        if late:
            words.append(plural("{n} late", "{n} late", late))
        if ready:
            words.append(plural("{n} ready", "{n} ready", ready))
        self.setAccessibleName(", ".join(words))
        hint = _("Click to open the column.") if self.is_rail else _("Click to close the column.")
        self.setToolTip("\n".join((", ".join(words), self.stage.purpose.text(), hint)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(RAIL if self.is_rail else 160, self.height_open())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        head = Head(self.stage, self._counts if self._is_known else None, self.is_rail)
        if self.is_rail:
            self._paint_ground(painter)
            self._painter.paint(painter, head, self.size(), ratio)
        else:
            painter.drawPixmap(0, 0, self._picture(ratio))
            self._painter.paint_counts(painter, head, self.size(), ratio)
        painter.end()

    def _picture(self, ratio: float) -> QPixmap:
        """Return the head without its counts, painted once for as long as it looks just so."""
        look = (
            self.stage,
            self.width(),
            self.height(),
            self._is_marked,
            self._is_hovered,
            theme.current(),
            i18n.language(),
            ratio,
        )
        if self._kept is None or self._kept[0] != look:
            picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            self._paint_ground(painter)
            self._painter.paint(painter, Head(self.stage, None, is_rail=False), self.size(), ratio)
            painter.end()
            self._kept = look, picture
        return self._kept[1]

    def _paint_ground(self, painter: QPainter) -> None:
        """Paint what the head lies on: its part of the column, round at the ends of that."""
        column = self.parentWidget()
        place = column.rect().translated(-self.pos()) if column is not None else self.rect()
        painter.fillRect(self.rect(), theme.current().window)
        paint_ground(painter, place, marked=self._is_marked, hovered=self._is_hovered)
