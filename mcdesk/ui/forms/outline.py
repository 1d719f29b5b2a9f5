"""The sections of a form at the left: how far each is, and whether something is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure.progress import Progress
from mcdesk.ui import icons, theme
from mcdesk.ui.forms.ground import paint_ground
from mcdesk.ui.listed import NOWHERE, Index
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from mcdesk.ui.forms.inspector import Inspector

HIGH, ADVICE = 34, 7
MARKS = {
    "wrong": N_("something is wrong here"),
    "complete": N_("complete: nothing that is required is missing"),
    "begun": N_("something that is required is still missing"),
    "open": N_("what is required here is still missing"),
    "neutral": N_("nothing is required here"),
}
"""What each mark of a section tells, in every form."""
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section as the outline shows it."""

    id: str
    title: str
    progress: Progress
    comments: int = 0

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        parts = [self.title, _(MARKS[self.progress.mark])]
        if self.progress.required:
            words = _("{filled} of {required} required fields")
            count = words.format(filled=self.progress.filled, required=self.progress.required)
            parts.append(count)
        if self.progress.advised:
            parts.append(_("advice stands beside a field"))
        if self.comments:
            parts.append(_("open comments: {n}").format(n=self.comments))
        return ", ".join(parts)


class OutlineModel(QAbstractListModel):
    """The sections of a form."""

    def __init__(self, inspector: Inspector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inspector = inspector
        self._lines = self._read()
        inspector.inspected.connect(self._on_inspected)

    def _read(self) -> tuple[SectionLine, ...]:
        view = self._inspector.session.view
        open_ = [comment.path for comment in view.comments if not comment.done]
        lines = []
        for section in view.definition.sections:
            own = {entry.id for entry in section.fields}
            comments = sum(path.split("/")[0].split(".")[0] in own for path in open_)
            progress = self._inspector.progress.get(section.id, Progress(0, 0))
            if view.status == "signed" and all(entry.is_made for entry in section.fields):
                progress = replace(progress, given=True)  # decided: nothing waits there any more
            lines.append(SectionLine(section.id, section.title.text(), progress, comments))
        return tuple(lines)

    def _on_inspected(self) -> None:
        before, self._lines = self._lines, self._read()
        for row, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken()
        return line if role == LINE_ROLE else None


class OutlineDelegate(QStyledItemDelegate):
    """Draws a section: its mark, its title, its count."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, HIGH)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: SectionLine = index.data(LINE_ROLE)
        colours = theme.current()
        painter.save()
        box = option.rect.adjusted(GAP, 1, -GAP, -1)
        chosen = paint_ground(painter, box, option.state, 6)
        self._draw_mark(painter, QRect(box.left() + 8, box.center().y() - 7, 16, 16), line)
        right = self._draw_count(painter, box, line)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(colours.accent if chosen else colours.ink)
        words = QRect(box.left() + 32, box.top(), right - box.left() - 36, box.height())
        title = painter.fontMetrics().elidedText(
            line.title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def _draw_mark(self, painter: QPainter, rect: QRect, line: SectionLine) -> None:
        """Draw a sign of trouble, a tick, a dash, or how much of a circle is done.

        A dot at its corner tells of advice.
        """
        colours = theme.current()
        mark, ratio = line.progress.mark, painter.device().devicePixelRatioF()
        if mark == "wrong":
            painter.drawPixmap(rect, icons.pixmap("circle-alert", colours.warn, 16, ratio))
        elif mark == "complete":
            painter.drawPixmap(rect, icons.pixmap("circle-check", colours.good, 16, ratio))
        elif mark == "neutral":
            painter.setPen(QPen(colours.faint, 1.4))
            middle = rect.top() + rect.height() // 2
            painter.drawLine(rect.left() + 5, middle, rect.right() - 4, middle)
        else:
            circle = QRectF(rect).adjusted(2, 2, -2, -2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.faint, 1.4))
            painter.drawEllipse(circle)
            if mark == "begun":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.accent)
                share = line.progress.filled / line.progress.required
                painter.drawPie(circle.adjusted(1, 1, -1, -1), 90 * 16, -int(share * 360 * 16))
        if line.progress.advised:
            painter.setPen(QPen(colours.column, 1.4))
            painter.setBrush(colours.warn)
            painter.drawEllipse(QRectF(rect.right() - 4, rect.bottom() - 4, ADVICE, ADVICE))

    def _draw_count(self, painter: QPainter, box: QRect, line: SectionLine) -> int:
        """Draw the count and a dot for comments at the right; return where they begin."""
        colours = theme.current()
        painter.setFont(theme.font("small"))
        painter.setPen(colours.faint)
        progress = line.progress
        words = f"{progress.filled}/{progress.required}" if progress.required else ""
        rect = box.adjusted(0, 0, -10, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, side, words)
        left = rect.right() - painter.fontMetrics().horizontalAdvance(words)
        if line.comments:
            ratio = painter.device().devicePixelRatioF()
            sign = icons.pixmap("message-square", colours.accent, 13, ratio)
            painter.drawPixmap(QRect(left - 20, box.center().y() - 6, 13, 13), sign)
            left -= 24
        return left


class Outline(QListView):
    """The sections to choose from.

    Signals:
        section_chosen: the id of the section.
    """

    section_chosen = Signal(str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Sections"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(OutlineModel(inspector, self))
        self.setItemDelegate(OutlineDelegate(self))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_section(self, section_id: str) -> None:
        """Mark a section as the one shown."""
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if index.data(LINE_ROLE).id == section_id and index != self.currentIndex():
                self.setCurrentIndex(index)

    def step(self, by: int) -> None:
        """Go to the section before or behind."""
        row = min(max(self.currentIndex().row() + by, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(row, 0))

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.section_chosen.emit(now.data(LINE_ROLE).id)
