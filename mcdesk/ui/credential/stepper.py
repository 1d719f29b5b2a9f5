"""The drawn way of the card: every stage in its phase, and how it was passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.saying import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.procedure.stage import Phase
    from mcdesk.ui.credential.state import Step

BALL = 22
SIGN = 14
LINES = 2


class StepButton(QAbstractButton):
    """One stage on the way; pressing it shows the forms of that stage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.step: Step | None = None
        self.is_first = self.is_last = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_step(self, step: Step, note: str) -> None:
        """Show a stage; `note` says more in the tooltip."""
        self.step = step
        words = f"{step.name}: {step.words()}"
        self.setAccessibleName(words)
        self.setToolTip(plain(f"{words}\n{note}" if note else words))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.step is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.current().phase(self.step.stage.phase)
        self._paint_line(painter, self.step, colour)
        self._paint_ball(painter, self.step, colour)
        self._paint_name(painter, self.step)
        painter.end()

    def _paint_line(self, painter: QPainter, step: Step, colour: QColor) -> None:
        """Draw the way through the ball: full behind, dashed before MC Desk, pale ahead."""
        look, middle, y = theme.current(), self.width() // 2, 3 + BALL // 2
        behind = step.state != "ahead"
        if not self.is_first:
            self._segment(painter, step, colour if behind else look.line, (0, middle), y)
        if not self.is_last:
            on = step.state in ("done", "before", "exception")
            self._segment(painter, step, colour if on else look.line, (middle, self.width()), y)

    @staticmethod
    def _segment(
        painter: QPainter, step: Step, colour: QColor, between: tuple[int, int], y: int
    ) -> None:
        pen = QPen(colour, 2)
        if step.state == "before":
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(between[0], y, between[1], y)

    def _paint_ball(self, painter: QPainter, step: Step, colour: QColor) -> None:
        look, left = theme.current(), (self.width() - BALL) / 2
        ball = QRectF(left + 1, 4, BALL - 2, BALL - 2)
        soft = theme.mix(look.window, colour, 0.18)
        grounds = {"done": colour, "here": colour, "before": soft, "exception": look.warn_soft}
        painter.setBrush(grounds.get(step.state, look.window))
        rims = {"ahead": look.line, "before": soft, "exception": look.warn}
        painter.setPen(QPen(rims.get(step.state, colour), 2))
        if step.state == "here":
            halo = theme.mix(look.window, colour, 0.25)
            painter.setPen(QPen(halo, 3))
            ball = ball.adjusted(-1, -1, 1, 1)
        painter.drawEllipse(ball)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.ink, 1, Qt.PenStyle.DotLine))
            painter.drawEllipse(ball.adjusted(-3, -3, 3, 3))
        self._paint_sign(painter, step, ball, colour)

    def _paint_sign(self, painter: QPainter, step: Step, ball: QRectF, colour: QColor) -> None:
        """Draw a tick, a scale where an exception was made, a box before MC Desk, else a number."""
        look = theme.current()
        signs = {"done": "check", "before": "archive", "exception": "scale"}
        sign = signs.get(step.state)
        if sign is not None:
            ink = {"done": look.panel, "exception": look.warn}.get(step.state, colour)
            picture = icons.pixmap(sign, ink, SIGN, painter.device().devicePixelRatioF())
            corner = ball.center().toPoint() - QPoint(SIGN // 2 - 1, SIGN // 2 - 1)
            painter.drawPixmap(corner, picture)
            return
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(look.panel if step.state == "here" else look.faint)
        painter.drawText(ball, Qt.AlignmentFlag.AlignCenter, str(step.stage.number))

    def _paint_name(self, painter: QPainter, step: Step) -> None:
        look, here = theme.current(), step.state == "here"
        font = theme.font("small", bold=here)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(look.ink if here else look.faint)
        lines = wrap(step.stage.short.text(), self.width(), metrics)
        for number, line in enumerate(lines):
            place = QRect(0, BALL + 8 + number * metrics.height(), self.width(), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, line)


class Stepper(QWidget):
    """All stages in a row below their phases; arrow keys go along it.

    Signals:
        stage_chosen: the forms of a stage (id) are wanted.
    """

    stage_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: tuple[Phase, ...] = ()
        self._head = 0
        self.buttons: list[StepButton] = []
        self.setAccessibleName(_("The way through the stages"))
        theme.theme_changed.connect(self._measure)
        self._measure()

    def show_steps(self, steps: Sequence[Step], phases: Sequence[Phase], note: str) -> None:
        """Show the way; `note` says more about the present stage."""
        self._phases = tuple(phases)
        while len(self.buttons) < len(steps):
            made = StepButton(self)
            made.clicked.connect(self._on_clicked)
            made.installEventFilter(self)
            self.buttons.append(made)
            made.show()
        while len(self.buttons) > len(steps):
            self.buttons.pop().deleteLater()
        for button, step in zip(self.buttons, steps, strict=True):
            button.is_first = step is steps[0]
            button.is_last = step is steps[-1]
            button.show_step(step, note if step.state == "here" else step.note)
        self.setAccessibleName(_("The way through the stages"))
        self._place()
        self.update()

    def _measure(self) -> None:
        self._head = QFontMetrics(theme.font("small")).height() + 8
        self._place()
        self.update()

    def _place(self) -> None:
        """Give every button its share of the width, and all the height that the names need."""
        count = max(len(self.buttons), 1)
        small = QFontMetrics(theme.font("small"))
        names = [b.step.stage.short.text() for b in self.buttons if b.step is not None]
        ends = self._ends(count)
        share = (self.width() - max(self._needed(), self.width() // count)) // max(count - 1, 1)
        lines = max((len(wrap(name, share, small)) for name in names), default=1)
        self.setFixedHeight(self._head + BALL + 10 + lines * small.height())
        for number, button in enumerate(self.buttons):
            left, right = ends[number], ends[number + 1]
            button.setGeometry(left, self._head, right - left, self.height() - self._head)

    def _ends(self, count: int) -> list[int]:
        """Return where the buttons begin and end: the present name has the room it needs."""
        at = next((n for n, b in enumerate(self.buttons) if b.step and b.step.state == "here"), 0)
        more = max(self._needed() - self.width() // count, 0)
        even = self.width() - more
        return [even * n // count + (more if n > at else 0) for n in range(count + 1)]

    def _needed(self) -> int:
        """Return the width that the present stage's name needs to stand there whole."""
        here = next((b.step for b in self.buttons if b.step and b.step.state == "here"), None)
        if here is None:
            return 0
        return whole_width(here.stage.short.text(), QFontMetrics(theme.font("small", bold=True)))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton) and button.step is not None:
            self.stage_chosen.emit(button.step.stage.id)

    def _spans(self) -> Iterator[tuple[Phase, int, int, str]]:
        """Yield each phase with where it begins and ends, and the numbers of its stages."""
        for phase in self._phases:
            own = [b for b in self.buttons if b.step and b.step.stage.phase == phase.id]
            if own:
                first, last = own[0], own[-1]
                assert first.step is not None
                assert last.step is not None
                numbers = f"{first.step.stage.number}–{last.step.stage.number}"
                yield phase, first.x(), last.geometry().right(), numbers

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the phases: name, numbers, and a line as long as their stages."""
        painter = QPainter(self)
        look, bold, small = theme.current(), theme.font("small", bold=True), theme.font("small")
        for phase, left, right, numbers in self._spans():
            colour = look.phase(phase.id)
            name = phase.title.text().upper()
            painter.setFont(bold)
            painter.setPen(colour)
            painter.drawText(left + 6, self._head - 9, name)
            painter.setFont(small)
            painter.setPen(look.faint)
            x = left + 6 + QFontMetrics(bold).horizontalAdvance(name) + 6
            painter.drawText(x, self._head - 9, numbers)
            painter.fillRect(QRect(left + 4, self._head - 4, right - left - 8, 2), colour)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, self.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            places = [n for n, button in enumerate(self.buttons) if button is watched]
            if step is not None and places:
                at = min(max(places[0] + step, 0), len(self.buttons) - 1)
                self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False


def wrap(name: str, room: int, metrics: QFontMetrics) -> list[str]:
    """Break a name into two lines where it does not fit into one; cut what is still too long."""
    words, lines = name.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < LINES and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]


def whole_width(name: str, metrics: QFontMetrics) -> int:
    """Return the least width at which `wrap` cuts nothing of a name."""
    words = name.split()
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return min((max(map(metrics.horizontalAdvance, way)) for way in ways), default=0) + 4
