"""How a column's head, its ground and the bands of the phases are painted.

Nothing but painting, with the fonts and the theme: the first frame of the window is painted with
these functions before any column stands (`front.py`), and the columns' own widgets use them too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from mcdesk.i18n import plural
from mcdesk.ui import theme
from mcdesk.ui.board.measure import Ruler, elide, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QSize

    from mcdesk.procedure.stage import Phase, Stage

BAND = 26
FOOT = 8
BALL = 22
NARROW = 144
SIGN = 13
APART = 8
ROUND = 10  # pixels at both ends of a column within which its corners are round


class Head(NamedTuple):
    """What a head says: its stage, and how many cards, late and ready ones (None: not read)."""

    stage: Stage
    counts: tuple[int, int, int] | None
    is_rail: bool


class Band(NamedTuple):
    """A phase's band above its columns."""

    phase: str
    title: str
    numbers: str
    place: QRect


class HeadPainter:
    """Paints heads, grounds and bands in the fonts and colours in use."""

    def __init__(self) -> None:
        self._bold_font, self._small_font = theme.font("body", bold=True), theme.font("small")
        self._strong_font = theme.font("small", bold=True)
        self.bold, self.small = Ruler(self._bold_font), Ruler(self._small_font)
        self._strong = Ruler(self._strong_font)

    def height(self) -> int:
        """Return the height of an open column's head; the same for every column."""
        return 8 + 2 * self.bold.height() + 2 + self.small.height() + 8

    def paint(self, painter: QPainter, head: Head, size: QSize, ratio: float) -> None:
        """Paint one head at the painter's origin; `ratio` is that of the screen's pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if head.is_rail:
            self._paint_rail(painter, head, size.width(), ratio)
        elif size.width() < NARROW:
            self._paint_narrow(painter, head, size, ratio)
        else:
            self._paint_open(painter, head, size, ratio)

    def paint_counts(self, painter: QPainter, head: Head, size: QSize, ratio: float) -> None:
        """Paint the counts alone of an open column's head: the rest is the same at every key."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if size.width() < NARROW:
            y = size.height() - self.small.height() - 3
            self._paint_counts(painter, head, size.width(), y, ratio, count_y=8)
        else:
            self._paint_counts(painter, head, size.width(), 10 + 2 * self.bold.height(), ratio)

    def _paint_narrow(self, painter: QPainter, head: Head, size: QSize, ratio: float) -> None:
        """Paint number and count, the short name below them, then the signs."""
        _put_ball(painter, QPoint(7, 5), head.stage, ratio)
        painter.setFont(self._small_font)
        painter.setPen(theme.current().ink)
        name = elide(head.stage.short.text(), size.width() - 12, self.small)
        painter.drawText(8, 5 + BALL + 2 + self.small.ascent(), name)
        self.paint_counts(painter, head, size, ratio)

    def _paint_open(self, painter: QPainter, head: Head, size: QSize, ratio: float) -> None:
        bold = self.bold
        _put_ball(painter, QPoint(8, 8), head.stage, ratio)
        x = 8 + BALL + 7
        room = size.width() - 6 - x
        lines = wrap(head.stage.title.text(), room, 2, bold)
        if any("…" in line for line in lines):
            lines = wrap(head.stage.short.text(), room, 2, bold)
        painter.setFont(self._bold_font)
        painter.setPen(theme.current().ink)
        top = 8 + (3 if len(lines) == 1 else 0)
        for row, line in enumerate(lines):
            painter.drawText(x, top + row * bold.height() + bold.ascent(), line)
        self.paint_counts(painter, head, size, ratio)

    def _paint_counts(
        self, painter: QPainter, head: Head, width: int, y: int, ratio: float, *, count_y: int = 0
    ) -> None:
        """Paint "1 late" and "2 ready" with their signs; numbers alone where there is no room."""
        if head.counts is None:
            return
        look, small = theme.current(), self.small
        count, late, ready = head.counts
        painter.setFont(self._strong_font)
        painter.setPen(look.muted if count else look.faint)
        number_x = width - 11 - self._strong.width_of(str(count))
        painter.drawText(number_x, (count_y or y) + small.ascent(), str(count))
        painter.setFont(self._small_font)
        parts = []
        if late:
            parts.append(("calendar-x", plural("{n} late", "{n} late", late), late, look.bad))
        if ready:
            words = plural("{n} ready", "{n} ready", ready)
            parts.append(("circle-check", words, ready, look.good))
        x = 11
        room = (width if count_y else number_x) - 4 - x
        texts = count_texts([(words, number) for _sign, words, number, _tint in parts], room, small)
        for (sign, _words, _number, colour), text in zip(parts, texts, strict=True):
            self._sign(painter, QPoint(x, y + (small.height() - SIGN) // 2), sign, colour, ratio)
            painter.setPen(colour)
            painter.drawText(x + SIGN + 3, y + small.ascent(), text)
            x += SIGN + 3 + small.width_of(text) + APART

    def _paint_rail(self, painter: QPainter, head: Head, width: int, ratio: float) -> None:
        """Paint number, count, signs, and the name written upwards."""
        look, small = theme.current(), self.small
        _put_ball(painter, QPoint((width - BALL) // 2, 8), head.stage, ratio)
        y = 8 + BALL + 5
        count, late, ready = head.counts or (0, 0, 0)
        if head.counts is not None:
            painter.setFont(theme.font("small", bold=bool(count)))
            painter.setPen(look.ink if count else look.faint)
            x = (width - painter.fontMetrics().horizontalAdvance(str(count))) // 2
            painter.drawText(x, y + small.ascent(), str(count))
        y += small.height() + 5
        for number, sign, tint in (
            (late, "calendar-x", look.bad),
            (ready, "circle-check", look.good),
        ):
            if number:
                self._sign(painter, QPoint((width - SIGN) // 2, y), sign, tint, ratio)
                y += SIGN + 6
        painter.setFont(self._small_font)
        painter.setPen(look.muted)
        painter.save()
        painter.translate((width - small.height()) // 2, y + 2)
        painter.rotate(90)
        painter.drawText(0, -small.descent(), head.stage.title.text())
        painter.restore()

    def _sign(self, painter: QPainter, at: QPoint, name: str, tint: QColor, ratio: float) -> None:
        """Paint an icon; the first one loads what draws SVGs."""
        from mcdesk.ui import icons

        painter.drawPixmap(at, icons.pixmap(name, tint, SIGN, ratio))


def _put_ball(painter: QPainter, at: QPoint, stage: Stage, ratio: float) -> None:
    """Put the stage's number in its circle."""
    look = theme.current()
    colours = look.phase(stage.phase).rgba(), look.panel.rgba()
    painter.drawPixmap(at, _ball(str(stage.number), *colours, ratio))


@lru_cache(maxsize=64)
def _ball(number: str, ink: int, ground: int, ratio: float) -> QPixmap:
    """Return a number in its circle; heads are painted at every keystroke of a search."""
    picture = _empty(BALL, BALL, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(ink), 1.5))
    painter.setBrush(QColor.fromRgba(ground))
    ball = QRectF(0.75, 0.75, BALL - 1.5, BALL - 1.5)
    painter.drawEllipse(ball)
    painter.setFont(theme.font("small", bold=True))
    metrics = painter.fontMetrics()
    x = ball.center().x() - metrics.horizontalAdvance(number) / 2
    y = ball.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x, y), number)
    painter.end()
    return picture


def _empty(width: int, height: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def bands_of(
    phases: Iterable[Phase], stages: Sequence[Stage], places: Sequence[QRect]
) -> list[Band]:
    """Return the band of each phase that has columns: over the first to the last of them."""
    bands = []
    for phase in phases:
        mine = [number for number, stage in enumerate(stages) if stage.phase == phase.id]
        if mine:
            first, last = mine[0], mine[-1]
            numbers = f"{stages[first].number}–{stages[last].number}"
            title = phase.title.text().upper()
            bands.append(Band(phase.id, title, numbers, places[first].united(places[last])))
    return bands


def paint_ground(
    painter: QPainter, place: QRect, *, marked: bool = False, hovered: bool = False
) -> None:
    """Paint what a column lies on; `marked` and `hovered` are for a drag that may end there."""
    look = theme.current()
    if marked:
        ground = look.accent_soft if hovered else look.column
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _round(painter, QRectF(place), QPen(look.accent, 2), ground)
        return
    ends = _ends(place.width(), look.column.rgba(), painter.device().devicePixelRatioF())
    end = round(ROUND * ends.devicePixelRatio())
    between = place.adjusted(1, ROUND, -1, -ROUND)
    painter.drawPixmap(place.topLeft(), ends, QRect(0, 0, ends.width(), end))
    painter.drawPixmap(place.left(), between.bottom() + 1, ends, 0, end, ends.width(), end)
    painter.fillRect(between, look.column)


@lru_cache(maxsize=64)
def _ends(width: int, ground: int, ratio: float) -> QPixmap:
    """Return both ends of a column: a round shape as high as the window costs much to paint."""
    picture = _empty(width, 2 * ROUND, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor.fromRgba(ground)
    _round(painter, QRectF(0, 0, width, 2 * ROUND), QPen(Qt.PenStyle.NoPen), colour)
    painter.end()
    return picture


def _round(painter: QPainter, place: QRectF, border: QPen, ground: QColor) -> None:
    painter.setPen(border)
    painter.setBrush(ground)
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 8, 8)


def paint_bands(painter: QPainter, bands: Iterable[Band], seen_from: int = 0) -> None:
    """Paint the phases' bands above their columns.

    The name of a phase whose begin is scrolled away stands where one sees it: at `seen_from`.
    """
    for phase, title, numbers, place in bands:
        colour = theme.current().phase(phase)
        painter.fillRect(place.left(), BAND - 6, place.width(), 2, colour)
        painter.setPen(colour)
        painter.setFont(theme.font("small", bold=True))
        metrics = painter.fontMetrics()
        left = max(place.left(), seen_from)
        room = place.right() - left - 7
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left + 2, BAND - 11, shown)
        x = left + 8 + metrics.horizontalAdvance(shown)
        if x + 30 < place.right():
            painter.setPen(theme.current().faint)
            painter.setFont(theme.font("small"))
            painter.drawText(x, BAND - 11, numbers)


def count_texts(counts: Sequence[tuple[str, int]], room: int, metrics: Ruler) -> list[str]:
    """Return counts in words, or as numbers where there is no room; the first keeps its words."""
    texts = [str(number) for _words, number in counts]
    for place, (words, _number) in enumerate(counts):
        tried = [*texts[:place], words, *texts[place + 1 :]]
        widths = [SIGN + 3 + metrics.width_of(text) for text in tried]
        if sum(widths) + APART * (len(tried) - 1) <= room:
            texts = tried
    return texts
