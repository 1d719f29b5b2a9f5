"""The strip of small bars that shows at which stage a card stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.stage import Stage


class StepStrip(QWidget):
    """A bar per stage: passed ones full, the present one taller, later ones pale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._present = 0
        self.setFixedHeight(10)
        theme.theme_changed.connect(self.update)

    def show_stage(self, stages: Sequence[Stage], number: int) -> None:
        """Show that the stage `number` of `stages` is the present one."""
        self._stages, self._present = tuple(stages), number
        words = _("Stage {n} of {of}").format(n=number, of=len(stages))
        self.setAccessibleName(words)
        titles = [f"{stage.number} {stage.title.text()}" for stage in stages]
        self.setToolTip("\n".join(titles))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, 10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = (self.width() + 3) / max(len(self._stages), 1)
        for place, stage in enumerate(self._stages):
            present = stage.number == self._present
            passed = stage.number < self._present
            painter.setBrush(look.phase(stage.phase) if present or passed else look.line)
            bar = 8 if present else 4
            painter.drawRoundedRect(QRectF(place * step, (10 - bar) / 2, step - 3, bar), 2, 2)
        painter.end()
