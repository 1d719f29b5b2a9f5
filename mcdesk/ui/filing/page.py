"""Filing scans: give them, look at what each page is and who signed, file them."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mcdesk.exchange.scans.words import refusals
from mcdesk.i18n import _, plural
from mcdesk.ui import dialogs, language, parts, theme
from mcdesk.ui.choosing import SCANS, FileChooser
from mcdesk.ui.filing import jobs
from mcdesk.ui.filing.by_hand import FormDialog
from mcdesk.ui.filing.showing import Showing
from mcdesk.ui.filing.sorted import SortedStep
from mcdesk.ui.filing.start import StartStep
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.register.scan import CopyOut
from mcdesk.ui.saying import words_of
from mcdesk.ui.tasks import Tasks, ignore, without_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import Changes, FileLine, ScanBundle
    from mcdesk.errors import McDeskError
    from mcdesk.exchange.scans.reading import Reading
    from mcdesk.ui.filing.jobs import Around, Done, State
    from mcdesk.ui.tasks import Job


class FilingPage(QWidget):
    """Takes scans, shows what they are, and files them.

    The pages are read and drawn by a worker of the page's own, so that the others stay free.

    Signals:
        said: what was done, in words.
    """

    said = Signal(str)

    help_topic = "scans"

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._own = without_desk(self)
        self._around: Around | None = None
        self._state: State | None = None
        self._run: Job | None = None
        self._is_filing = False
        self._origins: dict[Path, str] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="mcdesk-", ignore_cleanup_errors=True)
        self.showing = Showing(self._own, self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._build()
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)
        tasks.changed.connect(self._on_changes)
        self._look_around()

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        """Make all widgets in the language and colours in use; what was ticked is asked anew."""
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.start, self.sorted = StartStep(), SortedStep()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.sorted)
        self.words = parts.label("", "muted")
        self.more = parts.button(_("Add files…"), "", "plus")
        self.file = parts.button("", "primary", "archive")
        self.more.clicked.connect(self.choose)
        self.file.clicked.connect(self._on_file)
        bar, _row = page_bar(_("File scans"), self.words, 1, self.more, self.file)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self._outer.addWidget(self._body)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.start.choose_requested.connect(self.choose)
        self.start.cancel_requested.connect(self._on_cancel)
        self.start.read_requested.connect(self._on_again)
        self.start.away_requested.connect(self._on_away)
        self.sorted.pages_requested.connect(self._on_pages)
        self.sorted.choose_requested.connect(self._on_by_hand)
        self.sorted.open_requested.connect(self._on_open)
        self.sorted.changed.connect(self._write)
        self.showing.use(self.sorted.view)

    def _show(self) -> None:
        """Show what is known: the start, or the bundles of a scan."""
        if self._around is not None:
            self.start.show_unfiled(self._around.unfiled)
        has_scan = self._state is not None and bool(self._state.bundles)
        if self._around is not None and self._state is not None:
            self.sorted.show_state(self._state, self._names(), self._around.today)
        self.stack.setCurrentIndex(1 if has_scan else 0)
        self._write()

    def _names(self) -> ViewNames:
        people = self._around.info.persons if self._around is not None else ()
        return ViewNames.of_people(people)

    def _write(self) -> None:
        has_scan = self.stack.currentIndex() == 1
        self.file.setVisible(has_scan)
        self.more.setVisible(has_scan)
        self.file.setEnabled(self._run is None)
        self.file.setText(self.sorted.count_words() if has_scan else "")
        bundles = self._state.bundles if self._state is not None else ()
        count = sum(len(bundle.pages) for bundle in bundles)
        self.words.setText(plural("{n} page read", "{n} pages read", count) if has_scan else "")

    # --- for the window -------------------------------------------------------------------

    def page_title(self) -> str:
        return _("File scans")

    def may_leave(self) -> bool:
        """Tell whether the page may go; what was not filed is kept as unfiled then."""
        if self._is_filing:
            self.said.emit(_("Wait a moment: the scans are being filed."))
        return not self._is_filing

    def shut(self) -> None:
        """Keep what was not filed as unfiled, and let the own worker end, then its files go."""
        if self._run is not None:
            self.said.emit(_("The scan was not read to the end: nothing of it is kept."))
        self._on_cancel()
        self.showing.stop()
        if self._state is not None and self._state.bundles:
            known = self._state.filed
            plans = tuple(
                jobs.Plan(each, "leave" if usual[0] == "leave" else "keep")
                for each in self._state.bundles
                for usual in (jobs.ways_of(each, is_filed=each.key in known),)
            )
            self._tasks.run(partial(_keep, self._state, plans), ignore)
        self._state = None
        self._tasks.end(self._own, self._folder.cleanup)

    def _look_around(self) -> None:
        self._tasks.run(jobs.read_around, self._on_around, kind="reader")

    def _on_around(self, around: Around) -> None:
        self._around = around
        self.start.show_unfiled(around.unfiled)
        if self._state is not None:
            self._show()

    def _on_changes(self, changes: Changes) -> None:
        if "file" in changes.tables:
            self._look_around()

    def new_day(self) -> None:
        """Read again which day it is."""
        self._look_around()

    # --- reading --------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        dialog = FileChooser(self, _("Scans to file"), [SCANS], several=True)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, paths: list[str]) -> None:
        self.read([Path(path) for path in paths])

    def read(self, paths: Sequence[Path]) -> None:
        """Read scans, besides those that are shown already: prints find their missing pages."""
        if self._run is not None or not paths:
            return
        self.stack.setCurrentIndex(0)
        self.start.show_reading(reading=True)
        self._run = self._own.run_long(
            partial(jobs.read_scans, tuple(dict.fromkeys(paths))), self._on_read, self._on_unread,
            stopped=self._on_stopped, progress=self.start.show_progress,
        )  # fmt: skip
        self._write()

    def _on_cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _on_stopped(self) -> None:
        self._end_reading(_("Cancelled: nothing was filed."))

    def _on_unread(self, error: McDeskError) -> None:
        self._end_reading(words_of(error), "bad")

    def _end_reading(self, words: str, state: str = "") -> None:
        self._run = None
        self.start.show_reading(reading=False)
        self._show()
        self.start.say(words, state)

    def _on_read(self, reading: Reading) -> None:
        if self._state is not None:
            reading = self._state.joined(reading)
        job, done = partial(jobs.sort, reading, self._state), partial(self._on_sorted, reading)
        self._tasks.run(job, done, self._on_unread, kind="reader")

    def _on_sorted(self, reading: Reading, bundles: tuple[ScanBundle, ...]) -> None:
        if not bundles:
            self._end_reading("\n".join(refusals(reading, self._called())), "warn")
            return
        job = partial(jobs.cut, reading, bundles, Path(self._folder.name))
        self._own.run(job, partial(self._on_cut, reading, bundles), self._on_unread)

    def _on_cut(
        self, reading: Reading, bundles: tuple[ScanBundle, ...], files: dict[str, Path]
    ) -> None:
        reading = reading.without(bundle for bundle in bundles if bundle.key not in files)
        bundles = tuple(bundle for bundle in bundles if bundle.key in files)
        if not bundles:
            self._on_sorted(reading, bundles)
            return
        state = jobs.State(reading, bundles, files, self._origins, names=self._called())
        done = partial(self._on_known, state)
        job = partial(jobs.filed_before, bundles, files)
        self._tasks.run(job, done, self._on_unread, kind="reader")

    def _called(self) -> dict[Path, str]:
        """Return what the unfiled scans are called, by where they lie."""
        unfiled = self._around.unfiled if self._around is not None else ()
        called = {file.id: file.name for file in unfiled}
        return {path: called[id_] for path, id_ in self._origins.items() if id_ in called}

    def _on_known(self, state: State, filed: dict[str, FileLine]) -> None:
        self.showing.forget()
        self._state = replace(state, filed=filed)
        self._end_reading("")
        self.sorted.list.setFocus()

    # --- unfiled --------------------------------------------------------------------------

    def _on_again(self, files: list[str]) -> None:
        kept = self._around.unfiled if self._around is not None else ()
        wanted = tuple(file for file in kept if file.id in files)
        self._tasks.run(partial(jobs.stored, wanted), self._on_stored, kind="reader")

    def _on_stored(self, paths: dict[Path, str]) -> None:
        self._origins.update(paths)
        self.read(tuple(paths))

    def _on_away(self, file: str) -> None:
        title, words = _("Put the scan away?"), _("It stays in the store, but is no longer listed.")
        dialog = dialogs.ReasonDialog(title, words, _("Put the scan away"), self)
        dialog.carry_out(
            self._tasks, lambda: partial(jobs.put_away, file, dialog.reason), self._on_put_away
        )

    def _on_put_away(self, _changes: Changes) -> None:
        self.said.emit(_("Put away; undo brings it back"))

    # --- the pages ------------------------------------------------------------------------

    def _on_pages(self, key: str) -> None:
        if self._state is not None:
            self.showing.show(key, self._state.files[key])

    def _on_open(self, file: FileLine) -> None:
        """Open a copy of what is filed in the program for such files."""
        job = CopyOut(file, Path(self._folder.name))
        self._tasks.run(job, _open, self.showing.tell, kind="reader")

    # --- by hand --------------------------------------------------------------------------

    def _on_by_hand(self) -> None:
        chosen = self.sorted.chosen()
        if not chosen:
            return
        dialog = FormDialog(self._tasks, self)
        if dialog.exec() and dialog.form:
            places = tuple(place for bundle in chosen for place in bundle.pages)
            done = partial(self._on_by_hand_chosen, frozenset(bundle.key for bundle in chosen))
            self._tasks.run(partial(jobs.chosen, dialog.form, places), done, kind="reader")
        dialog.deleteLater()

    def _on_by_hand_chosen(self, replaced: frozenset[str], made: ScanBundle) -> None:
        state = self._state
        if state is None:
            return
        job = partial(jobs.cut_anew, state.reading, made, Path(self._folder.name))
        self._own.run(job, partial(self._on_recut, replaced, made), self.showing.tell)

    def _on_recut(self, replaced: frozenset[str], made: ScanBundle, files: dict[str, Path]) -> None:
        job = partial(jobs.filed_before, (made,), files)
        done = partial(self._on_made, replaced, made, files)
        self._tasks.run(job, done, self.showing.tell, kind="reader")

    def _on_made(
        self,
        replaced: frozenset[str],
        made: ScanBundle,
        files: dict[str, Path],
        filed: dict[str, FileLine],
    ) -> None:
        if self._state is None:
            return
        rest = self._state.without(replaced | {made.key})
        bundles = tuple(sorted((*rest.bundles, made), key=lambda bundle: min(bundle.pages)))
        known, before = {**self._state.files, **files}, {**rest.filed, **filed}
        self._state = replace(rest, bundles=bundles, files=known, filed=before)
        self.showing.forget(made.key)
        self._show()
        self.sorted.list.pick(made.key)

    # --- filing ---------------------------------------------------------------------------

    def _on_file(self) -> None:
        reason = self.sorted.first_reason()
        if reason:
            self.words.setText(reason)
            theme.dress(self.words, state="warn")
            return
        theme.dress(self.words, state="")
        if self._state is None or self._run is not None:
            return
        plans = tuple(self.sorted.sides[b.key].plan() for b in self._state.bundles)
        self._is_filing = True
        self._run = self._tasks.run_long(
            partial(jobs.carry_out, self._state, plans), self._on_filed, self._on_not_filed,
            busy=_("Filing…"),
        )  # fmt: skip
        self._write()

    def _on_not_filed(self, error: McDeskError) -> None:
        self._run, self._is_filing = None, False
        self._write()
        dialogs.explain(error, self)

    def _on_filed(self, answer: tuple[Any, ...]) -> None:
        """Let go what is done; bundles with a refused decision stay, with the reasons."""
        self._run, self._is_filing = None, False
        done: tuple[Done, ...] = answer[0]
        whole = frozenset(e.key for e in done if not e.refused and e.error is None)
        if self._state is not None:
            self._state = self._state.without(whole)
            rest = {p for b in self._state.bundles for p in self._state.paths_of(b)}
            self._origins = {p: id_ for p, id_ in self._origins.items() if p in rest}
        self.showing.again()
        self._show()
        self.sorted.show_done(done)
        told = jobs.done_words(done)
        self.start.say(told, "good")
        self.said.emit(told)
        failed = next((entry.error for entry in done if entry.error is not None), None)
        if failed is not None:
            dialogs.explain(failed, self)


def _keep(state: State, plans: tuple[jobs.Plan, ...], desk: Any) -> tuple[Any, ...]:
    """Keep what was not filed when the page was left."""
    return jobs.carry_out(state, plans, desk, _go_on)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _go_on(_done: int, _of: int) -> bool:
    return True
