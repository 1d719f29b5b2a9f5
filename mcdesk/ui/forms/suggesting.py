"""The list of names below a line: what it offers, and that the click which closes it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QObject,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mcdesk.i18n import _, apart
from mcdesk.ui.listed import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.listed import Index


SHORTEST = 3
"""So many letters may be a name."""


def best_first(names: Sequence[str], typed: str) -> tuple[str, ...]:
    """Return names in their order, those with a word that begins as was typed before the others."""
    begun = typed.strip().casefold()

    def place(name: str) -> int:
        said = name.casefold()
        return 0 if said.startswith(begun) else 1 if f" {begun}" in said else 2

    return tuple(sorted(names, key=place)) if begun else tuple(names)


class Suggestions(QAbstractListModel):
    """Names, and below them an offer to add what was typed where nobody is called so."""

    def __init__(self, names: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._given = self._names = tuple(names)
        self._stranger = ""

    def rank(self, typed: str) -> None:
        """Put those first of whom a word begins as was typed."""
        names = best_first(self._given, typed)
        if names != self._names:
            self.beginResetModel()
            self._names = names
            self.endResetModel()

    def offer(self, typed: str) -> None:
        """Offer to add what was typed; "" offers nothing."""
        typed = typed.strip()
        wanted = typed.casefold()
        if len(wanted) < SHORTEST or any(name.casefold() == wanted for name in self._names):
            typed = ""
        if typed != self._stranger:
            self.beginResetModel()
            self._stranger = typed
            self.endResetModel()

    def is_offer(self, row: int) -> bool:
        """Tell whether a row offers to add what was typed."""
        return row >= len(self._names)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._names) + bool(self._stranger)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        if not index.isValid():
            return None
        if self.is_offer(index.row()):
            if role == Qt.ItemDataRole.DisplayRole:
                return _("Add “{name}” to the directory…").format(name=apart(self._stranger))
            return self._stranger if role == Qt.ItemDataRole.EditRole else None
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        return self._names[index.row()] if shown else None


class ClosingClick(QObject):
    """Hands the click that closes a list on to what lies below it; Qt would keep it.

    The release of the button comes to the window of the list, wherever that is by then, so it is
    handed on as well.
    """

    def __init__(self, popup: QWidget) -> None:
        super().__init__(popup)
        self._popup = popup
        self._pressed: QWidget | None = None
        popup.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if watched is self._popup:
            return event.type() == QEvent.Type.MouseButtonPress and self._press(event)
        if not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._stop()
        return event.type() == QEvent.Type.MouseButtonRelease and self._release(event)

    def _press(self, event: QMouseEvent) -> bool:
        place = event.globalPosition().toPoint()
        if self._popup.rect().contains(self._popup.mapFromGlobal(place)):
            return False
        self._popup.hide()
        below = QApplication.widgetAt(place)
        if below is not None:
            _focus(below)
            self._pressed = below
            _application().installEventFilter(self)
            _hand_on(event, below)
        return True

    def _stop(self) -> QWidget | None:
        """Hand nothing on any more; return what the click was handed on to."""
        _application().removeEventFilter(self)
        below, self._pressed = self._pressed, None
        return below

    def _release(self, event: QMouseEvent) -> bool:
        below = self._stop()
        if below is not None and isValid(below):
            _hand_on(event, below)
        return True


def _application() -> QCoreApplication:
    found = QApplication.instance()
    assert found is not None, "a list is shown by one"
    return found


def _hand_on(event: QMouseEvent, widget: QWidget) -> None:
    place = event.globalPosition()
    made = QMouseEvent(event.type(), widget.mapFromGlobal(place), place, event.button(),
                       event.buttons(), event.modifiers())  # fmt: skip
    QApplication.sendEvent(widget, made)


def _focus(widget: QWidget) -> None:
    """Give the focus as a click does: to the first one up that takes it by a click."""
    found: QWidget | None = widget
    while found is not None and not found.focusPolicy() & Qt.FocusPolicy.ClickFocus:
        found = found.parentWidget()
    if found is not None and found.isEnabled():
        found.setFocus(Qt.FocusReason.MouseFocusReason)
