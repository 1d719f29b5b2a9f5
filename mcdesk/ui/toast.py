"""Short notices at the bottom of the window: what was done, with Undo, or where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STAYS = 6000
AROUND = 160  # pixels for the button and the margins
FIRST = 60  # milliseconds in which what was done is painted, before the notice of it
SETTLED = 250  # milliseconds until the page shows what the notice tells of
BELOW, ABOVE = 20, 8  # pixels to the edge of the window, and to a button


class Toast(QFrame):
    """One notice; it goes away by itself, or when its button is pressed.

    One that says where to look stays until it was pressed, or something else is told.

    Signals:
        undo_requested: what the notice tells is to be undone.
        redo_requested: what the notice tells was undone, and is to be done again.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._home, self._said, self._undoes, self._redoes = parent, "", False, False
        self._look: Callable[[], object] | None = None
        self._label = parts.label(role="toast")
        self._undo = parts.button("", "toast")
        self._undo.clicked.connect(self._on_undo)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 10, 8)
        line.addWidget(self._label)
        line.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(FIRST)
        self._soon.timeout.connect(self._show)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        if self._soon.isActive():
            return self._said
        return self._label.text() if not self.isHidden() else ""

    def say(
        self, text: str, *, undo: bool = False, look: Callable[[], object] | None = None
    ) -> None:  # fmt: skip
        """Show a notice, with an Undo button where it can be undone, after what it tells of.

        With `look`, a button leads there.
        """
        self._said, self._undoes, self._redoes, self._look = text, undo, False, look
        self._soon.start()

    def offer_redo(self) -> None:
        """Offer to do again what was undone, as the notice that is being told says."""
        self._redoes = True

    def take_away(self) -> None:
        """Let no notice be seen, one that is yet to come included."""
        self._soon.stop()
        self.hide()

    def _show(self) -> None:
        does = _("Redo") if self._redoes else _("Undo")
        self._undo.setText(_("Go") if self._look is not None else does)
        self._undo.setVisible(self._undoes or self._redoes or self._look is not None)
        self.show()
        self._place()
        self.raise_()
        if self._look is None:
            self._timer.start()
        else:
            self._timer.stop()
        QTimer.singleShot(SETTLED, self, self._place)
        event = QAccessibleAnnouncementEvent(self, self._said)
        QAccessible.updateAccessibility(event)

    def _place(self) -> None:
        """Show as much of the notice as the window has room for, in its middle below."""
        room = max(self._home.width() - AROUND, AROUND)
        metrics = self._label.fontMetrics()
        self._label.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room))
        self.adjustSize()
        x = (self._home.width() - self.width()) // 2
        y = self._home.height() - self.height() - BELOW
        low = QRect(QPoint(max(x, ABOVE), y), self.size())
        self.move(self._above_buttons(low).topLeft())

    def _above_buttons(self, low: QRect) -> QRect:
        """Return the lowest place where no button lies below the notice: it may be wanted next."""
        place = QRect(low)
        half = self._home.height() // 2
        in_the_way = QRect(low.left(), half, low.width(), low.bottom() - half)
        for area in sorted(self._buttons(in_the_way), key=QRect.bottom, reverse=True):
            if place.intersects(area):
                place.moveBottom(area.top() - ABOVE)
        return place if place.top() > half else low

    def _buttons(self, where: QRect) -> Iterator[QRect]:
        """Return what is seen of the buttons in a place; most lie elsewhere and cost little."""
        for each in self._home.findChildren(QAbstractButton):
            at = QRect(each.mapTo(self._home, QPoint()), each.size())
            if where.intersects(at) and each is not self._undo and each.isVisible():
                seen = each.visibleRegion().boundingRect()
                yield QRect(each.mapTo(self._home, seen.topLeft()), seen.size())

    def _on_undo(self) -> None:
        self.hide()
        look, self._look = self._look, None
        if look is not None:
            look()
        elif self._redoes:
            self.redo_requested.emit()
        else:
            self.undo_requested.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    @override
    def mousePressEvent(self, event: object) -> None:
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
