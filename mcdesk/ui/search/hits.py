"""What was found, as a list: where it stands above, the words with the hits marked below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.listed import Index, Listed

if TYPE_CHECKING:
    from mcdesk.application.views import SearchHit

HIT = int(Qt.ItemDataRole.UserRole)
PAD, ABOVE, ICON, BETWEEN = 12, 8, 16, 4
ICONS = {
    "card": "square-kanban", "idea": "lightbulb", "person": "user", "comment": "message-square",
}  # fmt: skip
PAPER = "file-text"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def head_of(hit: SearchHit) -> str:
    """Return whose words they are: the card's code and title; of others what they are."""
    shown = i18n.language()
    return f"{hit.code}   {hit.title(shown)}" if hit.code else hit.where.text(shown)


def place_of(hit: SearchHit) -> str:
    """Return where in the card the words stand: form and field."""
    if not hit.code:
        return ""
    form = hit.form
    if hit.round:
        form = _("{form}, round {n}").format(form=form, n=hit.round)
    return " · ".join(filter(None, (form, hit.where.text(i18n.language()))))


class HitsModel(Listed["SearchHit"]):
    """The hits of one answer."""

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        hit = self.item(index)
        if hit is None or role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(filter(None, (head_of(hit), place_of(hit), hit.text)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (head_of(hit), place_of(hit))))
        return None


class HitDelegate(QStyledItemDelegate):
    """Paints a hit in the colours of the theme."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        body = QFontMetrics(theme.font("body")).height()
        return QSize(200, 2 * body + 2 * ABOVE + BETWEEN)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, hit = theme.current(), index.data(HIT)
        if hit is None:
            return
        painter.save()
        area = option.rect.adjusted(0, 0, 0, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.column)
        painter.fillRect(QRect(area.left(), area.bottom() + 1, area.width(), 1), look.line)
        body = theme.font("body")
        height = QFontMetrics(body).height()
        sign = icons.pixmap(ICONS.get(hit.kind, PAPER), look.muted, ICON, 2.0)
        painter.drawPixmap(area.left() + PAD, area.top() + ABOVE + (height - ICON) // 2, ICON,
                           ICON, sign)  # fmt: skip
        inner = area.adjusted(PAD + ICON + 8, ABOVE, -PAD, -ABOVE)
        _paint_head(painter, QRect(inner.left(), inner.top(), inner.width(), height), hit)
        below = QRect(inner.left(), inner.bottom() - height + 1, inner.width(), height)
        _paint_snippet(painter, below, hit)
        painter.restore()


def _paint_head(painter: QPainter, area: QRect, hit: SearchHit) -> None:
    """Paint whose words they are at the left, and where they stand behind it."""
    look, bold, small = theme.current(), theme.font("body", bold=True), theme.font("small")
    place = place_of(hit)
    metrics = QFontMetrics(small)
    width = min(metrics.horizontalAdvance(place) + 2, area.width() // 2)
    painter.setFont(small)
    painter.setPen(look.muted)
    short = metrics.elidedText(place, Qt.TextElideMode.ElideRight, width)
    painter.drawText(area, int(_RIGHT), short)
    left = area.adjusted(0, 0, -(width + 16), 0)
    painter.setFont(bold)
    painter.setPen(look.ink)
    head = QFontMetrics(bold).elidedText(head_of(hit), Qt.TextElideMode.ElideRight, left.width())
    painter.drawText(left, int(_LEFT), head)


def _paint_snippet(painter: QPainter, area: QRect, hit: SearchHit) -> None:
    """Paint the words; hits are bold on a ground of their own."""
    look, plain, bold = theme.current(), theme.font("body"), theme.font("body", bold=True)
    left = area.left()
    for text, is_hit in hit.snippet:
        metrics = QFontMetrics(bold if is_hit else plain)
        room = area.right() - left
        if room < metrics.averageCharWidth() * 2:
            break
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 2)
        width = metrics.horizontalAdvance(shown)
        place = QRect(left, area.top(), width + 1, area.height())
        if is_hit:
            painter.fillRect(place, look.accent_soft)
        painter.setFont(bold if is_hit else plain)
        painter.setPen(look.accent if is_hit else look.muted)
        painter.drawText(place, int(_LEFT), shown)
        left += width
