"""The last step: how far it is, and what became of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcdesk.errors import that_block
from mcdesk.exchange.table import as_text
from mcdesk.i18n import _, language, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.board.words import stage_name
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from mcdesk.application.views import CardTile, Outcome
    from mcdesk.ui.takeover.jobs import Finished, State

BESIDES = ("person:", "faculty:", "programme:", "team:")
"""What a list enters besides its rows, as the outcomes name it."""


class ResultStep(QWidget):
    """Shows the run and its result; what failed can be copied or mended.

    Signals:
        cancel_requested: the run is to stop; what is done stays.
        mend_requested: the rows (numbers in the table) that failed are to be shown again.
        card_requested: a card (id) that was taken over is to be opened.
        finished: the page has done its work.
    """

    cancel_requested = Signal()
    mend_requested = Signal(object)
    card_requested = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finished: Finished | None = None
        self._heading = parts.label("", "title", wrap=True)
        self._words = parts.label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = parts.button(_("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        self.failed = LinesView((_("Row"), _("Title"), _("Why it was not taken over")), (2,))
        self.failed.widths(90, 280)
        self.failed.setAccessibleName(_("Rows that were not taken over"))
        self.taken = LinesView((_("Code"), _("Title"), _("Stage")), (1,))
        self.taken.widths(200, 0, 240)
        self.taken.setAccessibleName(_("Micro-credentials that were taken over"))
        self.taken.opened.connect(self.card_requested)
        self.taken.clicked.connect(self._on_clicked)
        self._copy = parts.button(_("Copy the failed rows"), "", "copy")
        self._copy.clicked.connect(self._on_copy)
        self._mend = parts.button(_("Mend the failed rows"), "", "pencil")
        self._mend.clicked.connect(self._on_mend)
        self._again = parts.button(_("Back to the list"), "", "pencil")
        self._again.clicked.connect(self._on_again)
        self._done = parts.button(_("Done"), "primary", "check")
        self._done.clicked.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.WIDE)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.taken, 1)
        column.addWidget(self.failed, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        column.addLayout(parts.row(self._copy, self._mend, self._again, 1, self._done))

    def show_running(self, count: int) -> None:
        """Show that the rows are being taken over."""
        self._heading.setText(_("Taking over…"))
        self._words.setText(_("Each row is entered by itself; those that fail stand apart."))
        self._bar.setRange(0, count)
        self._bar.setValue(0)
        self._show(running=True, failed=False)

    def show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def show_finished(self, finished: Finished, tiles: Sequence[CardTile] = ()) -> None:
        """Show what became of the rows: the cards (`tiles`), and those that failed."""
        self._finished = finished
        lines = failed_lines(finished)
        done = sum(entry.is_done and entry.subject.startswith("row:")
                   for entry in finished.outcomes)  # fmt: skip
        taken = plural("{n} micro-credential was taken over",
                       "{n} micro-credentials were taken over", done)  # fmt: skip
        self._heading.setText(taken)
        words = _("Undo (Ctrl+Z) takes all of them back in one step.") if done else ""
        if tiles:
            words += " " + _("A click or Enter opens one of them.")
        if lines:
            count = plural("{n} row was not.", "{n} rows were not.", len(lines))
            words = f"{count} {words}".strip()
        self._words.setText(words)
        self.failed.show_lines(lines)
        self.taken.show_lines([_line_of(tile) for tile in tiles])
        self._show(running=False, failed=bool(lines), taken=bool(tiles))
        self.take_focus()

    def show_undone(self, finished: Finished | None) -> None:
        """Say that the run was taken back; the list is there still, with all that was mended."""
        self._finished = finished
        self._heading.setText(_("The take-over was undone"))
        self._words.setText(_("Nothing of it is on the board. Redo (Ctrl+Shift+Z) brings it back."))
        self._show(running=False, failed=False)
        self._again.setVisible(finished is not None)

    def _on_clicked(self, _place: QModelIndex) -> None:
        self.card_requested.emit(self.taken.current)

    def _show(self, *, running: bool, failed: bool, taken: bool = False) -> None:
        while_running: tuple[QWidget, ...] = (self._bar, self._cancel)
        for part in while_running:
            part.setVisible(running)
        when_failed: tuple[QWidget, ...] = (self.failed, self._copy, self._mend)
        for part in when_failed:
            part.setVisible(failed)
        self.taken.setVisible(taken)
        self._rest.setVisible(not failed and not taken)
        self._done.setVisible(not running)
        self._again.hide()

    def take_focus(self) -> None:
        """Put the keyboard on what comes next: to cancel, to mend what failed, or to be done."""
        running = self._done.isHidden()
        after = self._done if self._mend.isHidden() else self._mend
        (self._cancel if running else after).setFocus()

    def _on_copy(self) -> None:
        if self._finished is not None:
            text = failed_text(self._finished)
            QGuiApplication.clipboard().setText(text)
            self._words.setText(_("Copied, with the reason at the end of each row."))

    def _on_mend(self) -> None:
        if self._finished is not None:
            self.mend_requested.emit(left_rows(self._finished))

    def _on_again(self) -> None:
        """Ask for all rows of the list once more."""
        if self._finished is not None:
            self.mend_requested.emit(list(range(len(self._finished.state.proposal.rows))))


def _outcomes(finished: Finished) -> dict[str, Outcome]:
    return {outcome.subject: outcome for outcome in finished.outcomes}


def left_rows(finished: Finished) -> list[int]:
    """Return the places in the table of the rows that were not taken over."""
    done = _outcomes(finished)
    return [
        place
        for place, row in enumerate(finished.state.proposal.rows)
        if row.key not in done or not done[row.key].is_done
    ]


def reason(state: State, place: int, outcome: Outcome | None) -> str:
    """Return why a row was not taken over."""
    if outcome is not None:
        return " ".join(sentence(f) for f in outcome.findings) or outcome.code
    plan = state.proposal.rows[place]
    words = " ".join(map(sentence, that_block(plan.findings)))
    return words or _("It was cancelled before this row.")


def failed_lines(finished: Finished) -> list[Line]:
    """Return the rows that were not taken over, and what else was not added or not joined."""
    done = _outcomes(finished)
    lines = [
        _besides(outcome)
        for outcome in finished.outcomes
        if not outcome.is_done and outcome.subject.startswith(BESIDES)
    ]
    for place in left_rows(finished):
        plan = finished.state.proposal.rows[place]
        words = reason(finished.state, place, done.get(plan.key))
        lines.append(
            Line(plan.key, (str(plan.number), plan.title_in(language()), words), tip=words)
        )
    return lines


def _line_of(tile: CardTile) -> Line:
    """Return the line of a card that was taken over."""
    title = tile.title(language())
    return Line(tile.id, (tile.code, title, stage_name(tile.stage)), tip=title)


def _besides(outcome: Outcome) -> Line:
    """Return the line of something that was not entered besides the rows."""
    kind, _colon, name = outcome.subject.partition(":")
    words = " ".join(sentence(finding) for finding in outcome.findings)
    cells = (name, _("Team"), words) if kind == "team" else ("", name, words)
    return Line(outcome.subject, cells, "bad", tip=words)


def failed_text(finished: Finished) -> str:
    """Return the failed rows as a table for a spreadsheet, the reason in a last column."""
    table, done = finished.state.table, _outcomes(finished)
    rows = [[*table.headers, _("Reason")]]
    for place in left_rows(finished):
        plan = finished.state.proposal.rows[place]
        rows.append([*table.rows[place], reason(finished.state, place, done.get(plan.key))])
    return as_text(rows)
