"""How one line of a list is painted: two rows of text, its sign or face, marked changes below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from mcdesk.ui import icons, theme
from mcdesk.ui.board.pictures import paint_face
from mcdesk.ui.credential.entries import Entry, Line, Role
from mcdesk.ui.credential.marks import marked

if TYPE_CHECKING:
    from mcdesk.ui.listed import Index

PAD = 12
ABOVE = 8
ICON = 16
FACE = 24
TEXT = PAD + FACE + 8
SHARE = 0.5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def tone_colour(tone: str, fallback: QColor) -> QColor:
    """Return the theme's colour of a tone."""
    look = theme.current()
    colours = {"good": look.good, "warn": look.warn, "bad": look.bad, "accent": look.accent}
    return colours.get(tone, fallback)


class EntryDelegate(QStyledItemDelegate):
    """Paints entries in the theme's colours."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(Role.ENTRY)
        body = QFontMetrics(theme.font("body")).height()
        small = QFontMetrics(theme.font("small")).height()
        if entry.is_heading:
            return QSize(160, body + 22)
        height = body + 2 * ABOVE + (small + 2 if entry.detail or entry.meta else 0)
        return QSize(160, height + len(entry.lines) * (small + 3))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(Role.ENTRY)
        painter.save()
        if entry.is_heading:
            _paint_heading(painter, option.rect, entry)
        else:
            _paint_ground(painter, option.rect, option.state)
            _Line(painter, option.rect, entry).paint()
        painter.restore()


def _paint_heading(painter: QPainter, area: QRect, entry: Entry) -> None:
    """Paint a heading: its name, its state, and a rule below."""
    look = theme.current()
    place = area.adjusted(PAD, 10, -PAD, -6)
    painter.setFont(theme.font("body", bold=True))
    painter.setPen(look.muted if entry.is_pale else look.ink)
    painter.drawText(place, _LEFT, entry.title)
    painter.setFont(theme.font("small"))
    painter.setPen(tone_colour(entry.tone, look.faint))
    painter.drawText(place, _RIGHT, entry.state)
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.line)


def _paint_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
    """Paint what lies behind a line: chosen and with the keyboard, chosen, below the mouse."""
    look, flag = theme.current(), QStyle.StateFlag
    has_focus = bool(state & flag.State_HasFocus)
    soft = theme.mix(look.line, look.card, 0.4)
    painter.fillRect(QRect(area.left() + TEXT, area.bottom(), area.width() - TEXT, 1), soft)
    if state & flag.State_Selected:
        painter.fillRect(area, look.accent_soft if has_focus else look.window)
        mark = look.accent if has_focus else look.faint
        painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), mark)
    elif state & flag.State_MouseOver:
        painter.fillRect(area.adjusted(0, 0, 0, -1), theme.mix(look.card, look.accent, 0.05))
    if has_focus:
        painter.setPen(theme.mix(look.accent, look.card, 0.4))
        painter.drawRect(area.adjusted(0, 0, -1, -1))


class _Line:
    """Paints one entry into its area."""

    def __init__(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        self._painter, self._area, self._entry = painter, area, entry
        self._body, self._small = theme.font("body"), theme.font("small")
        self._row = QFontMetrics(self._body).height()
        self._low = QFontMetrics(self._small).height()
        self._width = area.width() - TEXT - PAD

    def paint(self) -> None:
        entry, look = self._entry, theme.current()
        self._paint_sign()
        y = self._area.top() + ABOVE
        ink = look.muted if entry.is_pale else look.ink
        state = (theme.font("body", bold=bool(entry.tone)), tone_colour(entry.tone, look.muted))
        self._pair(y, self._row, (self._body, ink), state, (entry.title, entry.state))
        y += self._row + 2
        if entry.detail or entry.meta:
            quiet = (self._small, look.faint)
            self._pair(y, self._low, quiet, quiet, (entry.detail, entry.meta))
            y += self._low
        for line in entry.lines:
            self._paint_change(y + 3, line)
            y += self._low + 3

    def _paint_sign(self) -> None:
        entry, look = self._entry, theme.current()
        ratio = self._painter.device().devicePixelRatioF()
        left, top = self._area.left() + PAD, self._area.top() + ABOVE
        if entry.face:
            high = self._row + (self._low + 2 if entry.detail or entry.meta else 0)
            face = paint_face(entry.face, entry.seed, FACE, ratio)
            self._painter.drawPixmap(left - 2, top + (high - FACE) // 2, face)
        elif entry.icon:
            colour = tone_colour(entry.tone, look.faint)
            sign = icons.pixmap(entry.icon, colour, ICON, ratio)
            self._painter.drawPixmap(left + 2, top + (self._row - ICON) // 2, sign)

    def _pair(
        self,
        y: int,
        height: int,
        left: tuple[QFont, QColor],
        right: tuple[QFont, QColor],
        words: tuple[str, str],
    ) -> None:
        """Write words left and right in one row; the left ones give way first, to a half.

        Where the left ones need less, the right ones have the rest.
        """
        metrics = QFontMetrics(right[0])
        needed = QFontMetrics(left[0]).horizontalAdvance(words[0]) + 16 if words[0] else 0
        room = max(int(self._width * SHARE), self._width - needed)
        said = metrics.elidedText(words[1], Qt.TextElideMode.ElideRight, room)
        taken = metrics.horizontalAdvance(said) + (16 if said else 0)
        place = QRect(self._area.left() + TEXT, y, self._width, height)
        self._write(place, _RIGHT, right, said)
        rest = self._width - taken
        cut = QFontMetrics(left[0]).elidedText(words[0], Qt.TextElideMode.ElideRight, rest)
        self._write(place, _LEFT, left, cut)

    def _write(
        self, place: QRect, where: Qt.AlignmentFlag, look: tuple[QFont, QColor], words: str
    ) -> None:
        self._painter.setFont(look[0])
        self._painter.setPen(look[1])
        self._painter.drawText(place, where, words)

    def _paint_change(self, y: int, line: Line) -> None:
        """Write what changed: gone words struck out, new ones underlined."""
        look = theme.current()
        x, end = self._area.left() + TEXT, self._area.right() - PAD
        metrics = QFontMetrics(self._small)
        room = self._width * 2 // 5
        head = metrics.elidedText(f"{line.label}:  ", Qt.TextElideMode.ElideRight, room)
        x = self._run(x, y, end, (self._small, look.muted), head)
        for piece in marked(line.old, line.new):
            font = QFont(self._small)
            font.setStrikeOut(piece.kind == "gone")
            font.setUnderline(piece.kind == "added")
            colours = {"gone": look.bad, "added": look.good}
            words = " ".join(piece.text.split("\n"))
            x = self._run(x, y, end, (font, colours.get(piece.kind, look.muted)), words)
            if x >= end:
                return

    def _run(self, x: int, y: int, end: int, look: tuple[QFont, QColor], words: str) -> int:
        """Write words from `x` on, cut at `end`; return where the next ones begin."""
        metrics = QFontMetrics(look[0])
        said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(end - x, 0))
        self._write(QRect(x, y, max(end - x, 0), self._low), _LEFT, look, said)
        return end if said != words else x + metrics.horizontalAdvance(words)
