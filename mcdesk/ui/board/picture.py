"""The picture that hangs on the mouse while cards are dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPen, QPixmap

from mcdesk import i18n
from mcdesk.i18n import plural
from mcdesk.ui import theme
from mcdesk.ui.board.pictures import canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import CardTile


def of_drag(tiles: Sequence[CardTile], held: CardTile, ratio: float) -> QPixmap:
    """Return a small card with code and title of the one that is held, or how many there are."""
    look = theme.current()
    head = held.code if len(tiles) == 1 else plural("{n} card", "{n} cards", len(tiles))
    metrics = QFontMetrics(theme.font("body", bold=True))
    title = metrics.elidedText(held.title(i18n.language()), Qt.TextElideMode.ElideRight, 190)
    made, painter = canvas(216, 52, ratio)
    painter.setPen(QPen(look.accent, 1.5))
    painter.setBrush(look.card)
    painter.drawRoundedRect(QRectF(1, 1, 214, 50), 6, 6)
    painter.setFont(theme.font("small"))
    painter.setPen(look.muted)
    painter.drawText(QRect(12, 7, 194, 16), Qt.AlignmentFlag.AlignVCenter, head)
    painter.setFont(theme.font("body", bold=True))
    painter.setPen(look.ink)
    painter.drawText(QRect(12, 24, 194, 20), Qt.AlignmentFlag.AlignVCenter, title)
    painter.end()
    return made
