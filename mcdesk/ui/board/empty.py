"""What a board without cards shows: the way ahead, in three phases, and how to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import language, parts, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.procedure.stage import Phase, Stage
    from mcdesk.ui.board.bar import BoardBar
    from mcdesk.ui.board.tiles import BoardModels


class EmptyBoard(QWidget):
    """Explains the board before its first card.

    Signals:
        create_requested: a new micro-credential is wanted.
        take_over_requested: one already under way is to be entered.
        sample_requested: the sample is to be looked at.
    """

    create_requested = Signal()
    take_over_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._create: QPushButton | None = None
        self._stages: tuple[Stage, ...] = ()
        self._phases: tuple[Phase, ...] = ()
        self._may_take_over = self._may_sample = self._may_write = True
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.PAGE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._body)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)

    def allow(self, *, take_over: bool, sample: bool) -> None:
        """Offer taking over and the sample, or not."""
        self._may_take_over, self._may_sample = take_over, sample
        self._build()

    def allow_new(self, *, allowed: bool) -> None:
        """Let cards be begun here, or not where the workspace is open for reading only."""
        if allowed != self._may_write:
            self._may_write = allowed
            self._build()

    def use_stages(self, stages: Sequence[Stage], phases: Sequence[Phase]) -> None:
        """Show these stages as the way ahead."""
        self._stages, self._phases = tuple(stages), tuple(phases)
        self._build()

    def take_focus(self) -> None:
        """Put the keyboard on the first thing to do."""
        if self._create is not None:
            self._create.setFocus()

    def _build(self) -> None:
        parts.clear(self._body)
        title = parts.label(_("Your board is ready for its first micro-credential"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(title)
        text = _(
            "Each micro-credential is a card. It goes through these stages; "
            "at each one you see what is missing and who owes it."
        )
        words = parts.label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._body.addWidget(words)
        way = QHBoxLayout()
        way.setSpacing(theme.WIDE)
        for phase in self._phases:
            way.addWidget(self._phase(phase), 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(way)
        create = self._create = parts.button(_("New micro-credential"), "primary", "plus")
        create.clicked.connect(self.create_requested)
        offers, writing = parts.row(1, create), [create]
        if self._may_take_over:
            take_over = parts.button(_("Take over micro-credentials under way…"), "", "download")
            take_over.clicked.connect(self.take_over_requested)
            offers.addWidget(take_over)
            writing.append(take_over)
        for button in writing:
            button.setEnabled(self._may_write)
            if not self._may_write:
                button.setToolTip(_("This workspace is open for reading only."))
        if self._may_sample:
            sample = parts.button(_("Look at the sample"), "", "eye")
            sample.clicked.connect(self.sample_requested)
            offers.addWidget(sample)
        offers.addStretch(1)
        self._body.addLayout(offers)

    def _phase(self, phase: Phase) -> QFrame:
        """Return one phase with its stages."""
        panel, column = parts.panel((14, 12, 14, 14), 6)
        panel.setMinimumWidth(230)
        heading = parts.label(phase.title.text().upper(), "caption")
        heading.setProperty("phase", phase.id)
        column.addWidget(heading)
        for stage in self._stages:
            if stage.phase == phase.id:
                name = parts.label(f"{stage.number:\N{FIGURE SPACE}>2}   {stage.title.text()}")
                name.setToolTip(stage.purpose.text())
                column.addWidget(name)
        return panel


class NoHit(QFrame):
    """Lies over the columns and says that the filter hides every card.

    What else can be looked through is offered: finished cards of which some pass, and the archive.
    """

    def __init__(self, parent: QWidget, bar: BoardBar) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._words = parts.label("", "heading")
        self._clear = parts.button("", "primary")
        self._clear.clicked.connect(bar.clear)
        self._finished = parts.button("")
        self._finished.clicked.connect(bar.show_finished)
        self._archive = parts.button("")
        self._archive.clicked.connect(bar.show_archived)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(theme.WIDE)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._finished, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._archive, 0, Qt.AlignmentFlag.AlignHCenter)
        language.language_changed.connect(self._write)
        self._write()

    def _write(self) -> None:
        self._words.setText(_("No card passes this filter."))
        self._clear.setText(_("Clear the filter"))
        self._archive.setText(_("Look in the archive, too"))

    def show_over(self, widget: QWidget, models: BoardModels) -> None:
        """Show it in the upper middle of a widget, with what else holds cards that would pass."""
        finished = models.finished()
        words = plural(
            "Show {n} completed or cancelled card",
            "Show {n} completed or cancelled cards",
            finished,
        )
        self._finished.setText(words)
        self._finished.setVisible(finished > 0)
        self._archive.setVisible(not models.filter.archived)
        self.adjustSize()
        self.move((widget.width() - self.width()) // 2, widget.height() // 3)
        self.show()
        self.raise_()
