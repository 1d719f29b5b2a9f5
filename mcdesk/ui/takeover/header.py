"""The heading over each column of a list, and below it the choice of what the column means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import theme
from mcdesk.ui.forms.lines import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mcdesk.exchange.columns import Target

GAP = 4
ARROW, WIDEST = 46, 320
"""Pixels of a box beside its words, and of a column that is widened for them."""


class MappingHeader(QHeaderView):
    """A header whose sections hold a box each.

    Signals:
        mapped: a column (number) is to mean something else (a target's key, or "").
    """

    mapped = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._boxes: list[ChoiceBox] = []
        self._targets: tuple[Target, ...] = ()
        self.setMinimumSectionSize(120)
        self.setDefaultSectionSize(168)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(self.place)
        self.geometriesChanged.connect(self.place)

    def show_mapping(
        self, headings: Sequence[str], targets: Sequence[Target], mapping: Sequence[str]
    ) -> None:
        """Show a box for each column, set to what it means."""
        if len(headings) != len(self._boxes) or tuple(targets) != self._targets:
            self._make(headings, tuple(targets))
        for box, heading, key in zip(self._boxes, headings, mapping, strict=True):
            box.setCurrentIndex(max(box.findData(key), 0))
            box.setAccessibleName(_("What “{column}” means").format(column=heading))
        self._widen()
        self.place()

    def _widen(self) -> None:
        """Give each column the room in which what it means is read whole; never less than it has.

        Indonesian says more for it: “Perancang pembelajaran” was cut in every list.
        """
        for column, box in enumerate(self._boxes[: self.count()]):
            wanted = box.fontMetrics().horizontalAdvance(box.currentText()) + ARROW + 2 * GAP
            if self.sectionSize(column) < wanted:
                self.resizeSection(column, min(wanted, WIDEST))

    def _make(self, headings: Sequence[str], targets: tuple[Target, ...]) -> None:
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._targets = targets
        self._boxes = [self._box(targets, column) for column in range(len(headings))]

    def _box(self, targets: tuple[Target, ...], column: int) -> ChoiceBox:
        box = ChoiceBox(self.viewport())
        box.addItem(_("not used"), "")
        for target in targets:
            label = target.label.text()
            box.addItem(f"{label} *" if target.required else label, target.key)
        box.setObjectName(str(column))
        box.activated.connect(self._on_activated)
        box.show()
        return box

    def _on_activated(self) -> None:
        box = self.sender()
        assert isinstance(box, ChoiceBox)
        self.mapped.emit(int(box.objectName()), str(box.currentData()))

    def place(self) -> None:
        """Put the boxes where their sections are."""
        top = self.fontMetrics().height() + 3 * GAP
        for column, box in enumerate(self._boxes):
            if column >= self.count():
                box.hide()
                continue
            left, width = self.sectionViewportPosition(column), self.sectionSize(column)
            box.setGeometry(left + GAP, top, width - 2 * GAP, box.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    @override
    def sizeHint(self) -> QSize:
        box = self._boxes[0].sizeHint().height() if self._boxes else 30
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + box + 5 * GAP)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        painter.save()
        painter.fillRect(rect, look.window)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(look.muted)
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        room = QRect(rect.left() + 8, rect.top() + GAP + 2, rect.width() - 16, rect.height())
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class Corner(QObject):
    """Paints the corner of a table as calmly as its headings."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        painter = QPainter(watched)
        painter.fillRect(watched.rect(), theme.current().window)
        painter.setPen(theme.current().line)
        painter.drawLine(watched.rect().bottomLeft(), watched.rect().bottomRight())
        painter.end()
        return True
