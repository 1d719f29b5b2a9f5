"""The painted parts that many cards share: grounds, date chips and faces, each painted once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from mcdesk.ui import icons, theme
from mcdesk.ui.board.sketch import FACE, ICON, MARGIN

if TYPE_CHECKING:
    from mcdesk.application.views import CardTile

MEMORY = 24 * 2**20
FEWEST = 160
WRITTEN = 0.75
"""The share of a face's width that its letters may take."""


class Ground(NamedTuple):
    """How an empty card looks."""

    width: int
    height: int
    is_late: bool
    is_resting: bool
    is_selected: bool
    has_focus: bool
    is_hovered: bool
    ratio: float


class KeptCards:
    """The pictures of the cards painted last, up to a certain memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[CardTile, int, int, float, QPixmap]] = OrderedDict()

    def find(self, tile: CardTile, width: int, state: int, ratio: float) -> QPixmap | None:
        """Return the picture of a card that looks just so, or None."""
        found = self._kept.get(tile.id)
        if (
            found is not None
            and found[0] is tile
            and (found[1], found[2], found[3]) == (width, state, ratio)
        ):
            self._kept.move_to_end(tile.id)
            return found[4]
        return None

    def keep(self, tile: CardTile, width: int, state: int, ratio: float, picture: QPixmap) -> None:
        """Keep a picture; those not shown for longest make room."""
        self._kept[tile.id] = (tile, width, state, ratio, picture)
        size = picture.width() * picture.height() * 4
        while len(self._kept) > max(MEMORY // max(size, 1), FEWEST):
            self._kept.popitem(last=False)

    def drop(self, cards: frozenset[str]) -> None:
        """Drop the pictures of some cards."""
        for card in cards:
            self._kept.pop(card, None)

    def forget(self) -> None:
        """Drop every kept picture."""
        self._kept.clear()


class Pictures:
    """Keeps what was painted until `forget`."""

    def __init__(self) -> None:
        self._kept: dict[object, QPixmap] = {}

    def forget(self) -> None:
        """Drop every kept picture."""
        self._kept.clear()

    def ground(self, wanted: Ground) -> QPixmap:
        """Return the empty card with its border and mark."""
        if wanted not in self._kept:
            self._kept[wanted] = _paint_ground(wanted)
        return self._kept[wanted]

    def chip(self, text: str, width: int, ratio: float, *, late: bool, signed: bool) -> QPixmap:
        """Return the chip with the planned end, with or without the sign of lateness."""
        key = ("chip", text, width, late, signed, ratio)
        if key not in self._kept:
            self._kept[key] = _paint_chip(text, width, ratio, late=late, signed=signed)
        return self._kept[key]

    def face(self, initials: str, person: str, ratio: float) -> QPixmap:
        """Return a person's circle with initials; without a person it counts the others."""
        key = ("face", initials, person, ratio)
        if key not in self._kept:
            self._kept[key] = paint_face(initials, person, FACE, ratio)
        return self._kept[key]


def _paint_ground(wanted: Ground) -> QPixmap:
    look, height = theme.current(), wanted.height
    picture, painter = canvas(wanted.width, height, wanted.ratio)
    area = QRectF(
        MARGIN + 0.5, MARGIN + 0.5, wanted.width - 2 * MARGIN - 1, height - 2 * MARGIN - 1
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.shadow)
    painter.drawRoundedRect(area.translated(0, 1), theme.RADIUS, theme.RADIUS)
    border = look.line
    if wanted.is_hovered:
        border = look.faint
    if wanted.is_selected or wanted.has_focus:
        border = look.accent
    painter.setPen(QPen(border, 2 if wanted.is_selected else 1))
    painter.setBrush(look.accent_soft if wanted.is_selected else look.card)
    painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
    if wanted.is_late or wanted.is_resting:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.bad if wanted.is_late else look.faint)
        mark = QRectF(MARGIN + 1, MARGIN + 6, 3, height - 2 * MARGIN - 12)
        painter.drawRoundedRect(mark, 1.5, 1.5)
    if wanted.has_focus and not wanted.is_selected:
        painter.setPen(QPen(look.ink, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 4, 4)
    painter.end()
    return picture


def _paint_chip(text: str, width: int, ratio: float, *, late: bool, signed: bool) -> QPixmap:
    look, height = theme.current(), FACE - 2
    picture, painter = canvas(width, height, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.bad if late else look.column)
    painter.drawRoundedRect(QRectF(0, 0, width, height), 4, 4)
    ink = look.panel if late else look.muted
    x = 6
    if signed:
        sign = icons.pixmap("calendar-x", ink, ICON, ratio)
        painter.drawPixmap(5, (height - ICON) // 2, sign)
        x += ICON + 2
    painter.setFont(theme.font("small"))
    painter.setPen(ink)
    painter.drawText(QRect(x, 0, width - x, height), Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return picture


def paint_face(initials: str, person: str, size: int, ratio: float) -> QPixmap:
    """Paint a person's circle with initials; where they are wide, they are made narrower."""
    look = theme.current()
    picture, painter = canvas(size, size, ratio)
    painter.setPen(QPen(look.card, 1.5))
    painter.setBrush(theme.initials_colour(person) if person else look.faint)
    painter.drawEllipse(QRectF(0.75, 0.75, size - 1.5, size - 1.5))
    tiny = QFont(theme.font("small"))
    tiny.setPixelSize(size * 2 // 5)
    tiny.setBold(True)
    painter.setFont(tiny)
    painter.setPen(QColor("white") if person else look.card)
    wide = max(QFontMetricsF(tiny).horizontalAdvance(initials), 1.0)
    painter.translate(size / 2, 0)
    painter.scale(min(size * WRITTEN / wide, 1.0), 1)
    painter.drawText(QRectF(-wide, 0, 2 * wide, size), Qt.AlignmentFlag.AlignCenter, initials)
    painter.end()
    return picture


def canvas(width: int, height: int, ratio: float) -> tuple[QPixmap, QPainter]:
    """Return an empty picture and a painter on it."""
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter
