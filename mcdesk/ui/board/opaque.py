"""What paints its whole place itself, so that nothing below it is painted with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt

from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    Base = QWidget
else:
    Base = object


class Opaque(Base):
    """A widget that is opaque, named before the kind of widget that it is.

    Whoever puts on a style sheet takes that away: before the first show, and with other colours.
    """

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.be_opaque()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.be_opaque()

    def be_opaque(self) -> None:
        """Say that it is."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
