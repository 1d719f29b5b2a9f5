"""Take-over of many micro-credentials from a list: give it, check it, take it over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.exchange.takeover import Options
from mcdesk.i18n import N_, _, apart
from mcdesk.ui import dialogs, language, parts, theme
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.saying import words_of
from mcdesk.ui.takeover import jobs
from mcdesk.ui.takeover.check import CheckStep
from mcdesk.ui.takeover.jobs import Source
from mcdesk.ui.takeover.result import ResultStep
from mcdesk.ui.takeover.single import TakeOverDialog
from mcdesk.ui.takeover.source import SourceStep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, Changes, WorkspaceInfo
    from mcdesk.errors import McDeskError
    from mcdesk.ui.takeover.jobs import Finished, State
    from mcdesk.ui.takeover.seams import Host
    from mcdesk.ui.tasks import Job, Tasks

STEPS = (N_("Give the list"), N_("Check it"), N_("Take over"))
LISTS = "XLSX, CSV (*.xlsx *.xlsm *.csv *.tsv *.txt)"
WORKBOOKS = "XLSX (*.xlsx)"


class TakeOverPage(QWidget):
    """Three steps from a spreadsheet to cards on the board.

    Signals:
        closed: the page has done its work, or is no longer wanted.
        card_requested: a card (id) is to be opened.
        taken: the ids of the new cards, once the page has done its work.
    """

    closed = Signal()
    card_requested = Signal(str)
    taken = Signal(object)

    help_topic = "take-over"

    def __init__(self, tasks: Tasks, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._host = tasks, host
        self._state: State | None = None
        self._finished: Finished | None = None
        self._taken: frozenset[str] = frozenset()
        self._tiles: tuple[CardTile, ...] = ()
        self._is_undone = False
        self._earlier: list[State] = []
        self._later: list[State] = []
        self._number = 0
        self._edited = False
        self._run: Job | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._body: QWidget | None = None
        self.stack = QStackedWidget()
        self._build()
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)
        tasks.changed.connect(self._on_change)

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        """Make all widgets in the language and colours in use, at the step that was shown."""
        step = self.stack.currentIndex() if self._body is not None else 0
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.source, self.check, self.result = SourceStep(), CheckStep(), ResultStep()
        self.stack = QStackedWidget()
        for part in (self.source, self.check, self.result):
            self.stack.addWidget(part)
        self._connect()
        self._steps = [parts.label("", "muted") for _title in STEPS]
        bar, _row = page_bar(_("Take over"), *self._steps, 1)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self._outer.addWidget(self._body)
        if self._state is not None:
            self.check.show_state(self._state)
        if self._finished is not None:
            self._show_result()
        elif self._run is not None and self._state is not None:
            self.result.show_running(len(self._state.proposal.commands()))
        self._go(step)

    def _connect(self) -> None:
        self.source.given.connect(self._on_given)
        self.source.file_requested.connect(self._on_file)
        self.source.template_requested.connect(self._on_template)
        self.source.single_requested.connect(self._on_single)
        self.check.changed.connect(self._on_changed)
        self.check.reread.connect(self._on_reread)
        self.check.left.connect(self._on_left)
        self.check.run_requested.connect(self._on_run)
        self.result.cancel_requested.connect(self._on_cancel)
        self.result.mend_requested.connect(self._on_mend)
        self.result.card_requested.connect(self.card_requested)
        self.result.finished.connect(self._on_closed)

    def _go(self, step: int) -> None:
        """Show a step and where it stands among the others."""
        is_new = self.stack.currentIndex() != step
        self.stack.setCurrentIndex(step)
        for place, (label, title) in enumerate(zip(self._steps, STEPS, strict=True)):
            self._write_step(label, f"{place + 1}  {_(title)}", now=place == step)
        if is_new:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where the step that is shown goes on."""
        (self.source, self.check, self.result)[self.stack.currentIndex()].take_focus()

    def _write_step(self, label: QLabel, words: str, *, now: bool) -> None:
        label.setText(words)
        theme.dress(label, role="chip", state="accent" if now else "")

    # --- for the window -------------------------------------------------------------------

    def page_title(self) -> str:
        return _("Take over micro-credentials")

    def may_leave(self) -> bool:
        """Tell whether nothing would be lost; ask where something would."""
        if self._run is not None:
            return False
        if not self._edited or self.stack.currentIndex() != 1:
            return True
        dialog = dialogs.Dialog(_("Leave the list?"), self)
        words = _("What you mended here is not in your spreadsheet; it would be lost.")
        dialog.body.addWidget(parts.label(words, wrap=True))
        dialog.add_ok(_("Leave"))
        leaves = bool(dialog.exec())
        dialog.deleteLater()
        return leaves

    # --- the first step -------------------------------------------------------------------

    def _on_given(self, source: Source) -> None:
        """Have a list read and checked."""
        self._edited = False
        self._read(source, None)

    def _on_reread(self, source: Source) -> None:
        """Have the same list read another way; what was mended in it stays."""
        state = self._state
        same = state is not None and source.sheet in ("", state.table.sheet)
        self._edited = self._edited and same
        self._read(source, state if same else None)

    def _read(self, source: Source, before: State | None) -> None:
        self._number += 1
        options = self._state.options if self._state is not None else Options()
        self.source.say(_("Reading {name}…").format(name=apart(source.name)))
        job = partial(_numbered_read, self._number, source, options, before)
        self._tasks.run(job, self._on_checked, self._on_unread, kind="reader")

    def _on_unread(self, error: McDeskError) -> None:
        self._go(0)
        self.source.say(words_of(error), "bad")

    def _on_file(self) -> None:
        path = self._host.choose_list(self, _("Open a list"), LISTS)
        if path is not None:
            self._on_given(Source(path.name, path=path))

    def _on_template(self) -> None:
        name = _("take-over.xlsx")
        path = self._host.choose_file(self, _("Workbook to fill in"), name, WORKBOOKS)
        if path is not None:
            job = partial(jobs.template, path)
            self._tasks.run(job, self._on_template_made, self._on_unread, kind="reader")

    def _on_template_made(self, path: Path) -> None:
        self.source.say(_("Saved as {name}").format(name=apart(path.name)), "good")
        self._host.show_file(path)

    def _on_single(self) -> None:
        self._tasks.run(_read_info, self._ask_single, self._on_unread, kind="reader")

    def _ask_single(self, read: tuple[WorkspaceInfo, date]) -> None:
        info, today = read
        dialog = TakeOverDialog(self._tasks, info, today, self)
        if dialog.exec():
            self.source.say(_("Taken over: {title}").format(title=apart(dialog.title)), "good")
        dialog.deleteLater()

    # --- the second step ------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether the list is being checked, whose changes are undone here."""
        return self.stack.currentIndex() == 1

    can_redo = can_undo

    def undo(self) -> None:
        """Take back the last change of the list being checked."""
        self._step(self._earlier, self._later)

    def redo(self) -> None:
        """Change the list again as it was before the last undo."""
        self._step(self._later, self._earlier)

    def _step(self, source: list[State], target: list[State]) -> None:
        if source and self._state is not None:
            target.append(self._state)
            self._ask(source.pop())

    def _on_changed(self, state: State) -> None:
        """Follow a change of the list, which undo takes back."""
        if self._state is not None and self.stack.currentIndex() == 1:
            self._earlier.append(self._state)
            self._later.clear()
        else:
            self._earlier, self._later = [], []
        self._ask(state)

    def _ask(self, state: State) -> None:
        """Have the rows checked again; only the newest answer counts."""
        self._number += 1
        if self._state is not None and state.table is not self._state.table:
            self._edited = True
        self._state = state
        job = partial(_numbered_check, self._number, state)
        self._tasks.run(job, self._on_checked, self._on_unread, kind="reader")

    def _on_checked(self, answer: tuple[int, State]) -> None:
        number, state = answer
        if number == self._number:
            self._state = state
            self.source.say("")
            self.check.show_state(state)
            self._go(1)

    def _on_left(self) -> None:
        if self.may_leave():
            self._edited = False
            self._go(0)

    # --- the last step --------------------------------------------------------------------

    def _on_run(self) -> None:
        if self._state is None or self._run is not None:
            return
        self._finished = None
        self.result.show_running(len(self._state.proposal.commands()))
        self._go(2)
        job = partial(jobs.carry_out, self._state)
        self._run = self._tasks.run_long(
            job, self._on_run_done, self._on_run_failed,
            stopped=self._on_run_stopped, progress=self._on_progress,
        )  # fmt: skip

    def _on_progress(self, done: int, of: int) -> None:
        self.result.show_progress(done, of)

    def _on_cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _on_run_done(self, answer: tuple[Finished, Changes]) -> None:
        self._run, self._edited = None, False
        self._finished, self._taken, self._is_undone = answer[0], answer[0].made, False
        new = (tile for tile in answer[1].tiles if tile.id in self._taken)
        self._tiles = tuple(sorted(new, key=lambda tile: tile.code))
        self._show_result()

    def _on_change(self, changes: Changes) -> None:
        """Follow the undo and the redo of what was taken over here."""
        gone = self._taken & changes.gone
        back = self._taken & {tile.id for tile in changes.tiles} if self._is_undone else ()
        if self._finished is not None and (gone or back):
            self._is_undone = bool(gone)
            self._show_result()

    def _show_result(self) -> None:
        if self._finished is None or self._is_undone:
            self.result.show_undone(self._finished)
        else:
            self.result.show_finished(self._finished, self._tiles)

    def _on_run_stopped(self) -> None:
        """Go back to the list: nothing of it was kept."""
        self._run = None
        self._go(1)

    def _on_run_failed(self, error: McDeskError) -> None:
        """Go back to the list and say why nothing of it was kept."""
        self._on_run_stopped()
        dialogs.explain(error, self)

    def _on_mend(self, rows: Sequence[int]) -> None:
        """Show only the rows that failed, checked against what the workspace knows now."""
        if self._finished is None:
            return
        state = self._finished.state
        self._number += 1
        self._finished = None
        job = partial(_numbered_again, self._number, state, tuple(rows))
        self._tasks.run(job, self._on_checked, self._on_unread, kind="reader")

    def _on_closed(self) -> None:
        made = [] if self._finished is None or self._is_undone else [t.id for t in self._tiles]
        self._state, self._finished, self._tiles = None, None, ()
        self._go(0)
        self.closed.emit()
        if made:
            self.taken.emit(made)


# --- what the worker does, with the number of the question it answers -------------------------


def _numbered_read(
    number: int, source: Source, options: Options, before: State | None, desk: DeskPort
) -> tuple[int, State]:
    return number, jobs.read_source(source, options, desk, before)


def _numbered_check(number: int, state: State, desk: DeskPort) -> tuple[int, State]:
    return number, jobs.check(state, desk)


def _numbered_again(
    number: int, state: State, rows: tuple[int, ...], desk: DeskPort
) -> tuple[int, State]:
    return number, jobs.again(state, rows, desk)


def _read_info(desk: DeskPort) -> tuple[WorkspaceInfo, date]:
    return desk.info(), desk.board().today
