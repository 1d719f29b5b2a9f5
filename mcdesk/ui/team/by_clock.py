"""Work that the hub refused because a clock was wrong: told once, and done again by one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import AttentionLine


class ClockBox(QWidget):
    """Says that a clock was wrong, what that means and what to do, above what it concerns.

    Signals:
        wished: all of them are to be done again.
    """

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = parts.label(_("The clock of this computer was wrong"), "heading")
        self.words = parts.label("", "muted", wrap=True)
        self.again = parts.button(_("Do all of them again"), "", "rotate-ccw")
        self.again.clicked.connect(self.wished)
        box = QFrame()
        box.setProperty("role", "panel")
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(title)
        told.addWidget(self.words)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(parts.sign("clock", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        row.addWidget(self.again)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 0)
        outer.addWidget(box)
        self.hide()

    def show_lines(self, lines: Sequence[AttentionLine]) -> None:
        """Show it where several were refused for that; one alone says it itself."""
        n = sum(line.by_clock for line in lines)
        words = _("{told}. Nothing is lost. Set date, time and time zone of this computer right "
                  "first; then do all of them again: so they bear the right day.")  # fmt: skip
        told = plural("{n} change bears a day that the hub does not take",
                      "{n} changes bear a day that the hub does not take", n)  # fmt: skip
        self.words.setText(words.format(told=told))
        self.setVisible(n > 1)


def in_short(lines: Sequence[AttentionLine], line: AttentionLine) -> str:
    """Return why one of several was refused for the clock: it is said above them; "" for others."""
    is_told = line.by_clock and sum(each.by_clock for each in lines) > 1
    return _("The clock was wrong: see above.") if is_told else ""


def do_again(desk: DeskPort) -> tuple[int, int]:
    """Do all of them again; runs on the worker."""
    return desk.settle_by_clock()


def done_words(done: int, left: int) -> str:
    """Return how many were done again, and how many not."""
    words = plural("{n} change was done again.", "{n} changes were done again.", done)
    if not left:
        return words
    more = plural("{n} is refused still: its line says why.", "{n} are refused still: their lines "
                  "say why.", left)  # fmt: skip
    return f"{words} {more}"
