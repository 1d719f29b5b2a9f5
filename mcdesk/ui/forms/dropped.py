"""Files dropped on an open form: what of them came back, and what is to be attached to it.

What carries our code, or our fields, finds its form by itself; of everything else a person says
whether it is attached to the form, or looked at as a scan whose code could not be read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _, plural
from mcdesk.ui.credential.attaching import FilesDialog, Measure
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.filing.dropping import KINDS
from mcdesk.ui.filing.jobs import read_scans
from mcdesk.ui.forms.file_acts import look
from mcdesk.ui.returned import LookInto
from mcdesk.ui.saying import words_of
from mcdesk.ui.tasks import Tasks, without_desk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.exchange.scans.reading import Reading
    from mcdesk.ui.credential.attaching import Found
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.forms.file_acts import FileActs
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench
    from mcdesk.ui.tasks import Job

NO_CODE = ("none", "foreign")
"""How a page is called that nothing says to be one of ours (`application/scans.py`)."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Files that were dropped: filled forms, how many pages of each bear our code, and the rest.

    Of a filled form it is known why it cannot be taken in ("" where it can).
    `scans` are those of the rest that a person wants to look at as scans.
    """

    paths: tuple[Path, ...] = ()
    filled: Mapping[Path, str] = field(default_factory=dict)
    pages: Mapping[Path, int] = field(default_factory=dict)
    scans: tuple[Path, ...] = ()

    def __add__(self, other: Looked) -> Looked:
        """Return both together, before anybody was asked."""
        filled, pages = {**self.filled, **other.filled}, {**self.pages, **other.pages}
        return Looked(self.paths + other.paths, filled, pages)

    @property
    def known(self) -> Looked:
        """What is known though no pages are read: the filled forms, and what can be no scan."""
        scans = self.may_be_scans
        return Looked(tuple(path for path in self.paths if path not in scans), self.filled)

    @property
    def rest(self) -> tuple[Path, ...]:
        """The files that nothing says to be ours."""
        known = {*self.filled, *self.pages, *self.scans}
        return tuple(path for path in self.paths if path not in known)

    @property
    def others(self) -> tuple[Path, ...]:
        """The files of which nothing is asked."""
        rest = self.rest
        return tuple(path for path in self.paths if path not in rest)

    @property
    def may_be_scans(self) -> tuple[Path, ...]:
        """Those of the rest that may hold scanned pages."""
        return tuple(path for path in self.rest if _may_be_scan(path))

    def entries(self) -> list[Entry]:
        """Return the files of which nothing is asked as lines: what becomes of each."""
        filled = _("A filled form: it is taken in afterwards.")
        scan = _("It is looked at as a scan afterwards.")
        made = [
            Entry(str(path), path.name, why, "circle-alert", "warn", help=why)
            if why
            else Entry(str(path), path.name, filled, "file-text", help=filled)
            for path, why in self.filled.items()
        ]
        for path, count in self.pages.items():
            said = plural("{n} page was recognised by its code: it is filed afterwards.",
                          "{n} pages were recognised by their codes: they are filed afterwards.",
                          count)  # fmt: skip
            made.append(Entry(str(path), path.name, said, "archive", help=said))
        made += [Entry(str(path), path.name, scan, "archive", help=scan) for path in self.scans]
        return made


class DroppedDialog(FilesDialog):
    """Attaches what is no form, or ends with `SCANS`: it is to be looked at as scans."""

    SCANS = 2

    def __init__(
        self, tasks: Jobs, state: PageState, files: Sequence[Found], looked: Looked,
        parent: QWidget, *, form: str,
    ) -> None:  # fmt: skip
        scans = len(looked.may_be_scans)
        said = _asked(len(files), scans)
        super().__init__(
            tasks, state, files, parent, form=form, beside=looked.entries(), intro=said
        )
        self.scan = self.add_way(_way(len(files), scans), self._on_scan)
        self.scan.setVisible(bool(scans))

    def _on_scan(self) -> None:
        if not self._busy:
            self.reading.stop()
            self.done(self.SCANS)


def _asked(count: int, scans: int) -> str:
    """Return what is asked about so many files, some of which may be scans."""
    if not scans:
        return plural("{n} file is no form of this program. Attach it to this form?",
                      "{n} files are no forms of this program. Attach them to this form?",
                      count)  # fmt: skip
    return plural("{n} file has no code of this program. Attach it to this form, or look at "
                  "it as a scan.",
                  "{n} files have no code of this program. Attach them to this form, or look "
                  "at them as scans.", count)  # fmt: skip


def _way(count: int, scans: int) -> str:
    """Return what the button says that looks at files as scans; the others are asked about."""
    if scans < count:
        return plural("Look at {n} of them as a scan", "Look at {n} of them as scans", scans)
    return plural("Look at it as a scan", "Look at them as scans", count)


class Dropped(QObject):
    """Looks at files that were dropped on an open form, and asks about them.

    Pages are read by a worker of its own, so that the others stay free. What is dropped meanwhile
    is asked about with them. Whatever becomes of the rest, what is ours is handed on.

    Signals:
        handed_on: files that come back, or are to be looked at as scans.
        failed: an error of a job.
    """

    handed_on = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench, files: FileActs, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._files, self._window = jobs, bench, files, window
        self._own: Tasks | None = None
        self._run: Job | None = None
        self._is_on = False
        self._waiting: tuple[Path, ...] = ()
        self._looked = self._read = Looked()

    @property
    def may_take(self) -> bool:
        """Tell whether files can be attached."""
        return not self._files.why

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files, as soon as those are looked at that were dropped before."""
        self._waiting += tuple(paths)
        if not self._is_on:
            self._look()

    def _look(self) -> None:
        """Look at what waits and was not looked at."""
        new = (path for path in self._waiting if path not in self._looked.paths)
        looked = Looked(tuple(dict.fromkeys(new)))
        no_form = Looked(tuple(path for path in looked.paths if path.suffix.lower() not in KINDS))
        self._is_on, self._waiting = True, ()
        self._jobs.run(
            LookInto(looked.paths), partial(self._on_forms, looked),
            partial(self._on_failed, no_form), kind="reader",
        )  # fmt: skip

    def _on_forms(self, looked: Looked, found: Sequence[Any]) -> None:
        filled = {each.path: words_of(each.why) if each.why is not None else ""
                  for each in found if each.is_ours}  # fmt: skip
        looked = Looked(looked.paths, filled)
        if not looked.may_be_scans:
            self._on_looked(looked)
            return
        own, self._read = without_desk(self), looked
        self._own = own
        self._bench.notice.say(_("Reading…"), [(_("Cancel"), self.stop)], quiet=True)
        self._run = own.run_long(
            partial(read_scans, looked.may_be_scans), partial(self._on_read, own, looked),
            partial(self._on_unread, own, looked), progress=partial(self._on_progress, own),
        )  # fmt: skip

    def stop(self) -> None:
        """Read no further: nothing becomes of the files whose pages are being read."""
        if self._run is not None:
            self._run.cancel()
            self._end()
            self._on_looked(self._read.known)

    def _end(self) -> None:
        """Let the worker go."""
        if self._own is not None:
            self._own.close(0)
            self._bench.notice.hide()
        self._own = self._run = None

    def _go_on(self) -> None:
        """Look at what was dropped meanwhile, if anything was."""
        waiting = self._waiting
        self._is_on, self._waiting, self._looked = False, (), Looked()
        if waiting:
            self.take(waiting)

    def _on_progress(self, own: Tasks, done: int, of: int) -> None:
        if own is self._own:
            words = _("Page {n} of {m} read").format(n=done, m=of)
            self._bench.notice.say(words, [(_("Cancel"), self.stop)], quiet=True)

    def _on_failed(self, known: Looked, error: Exception) -> None:
        """Tell an error, and go on with what is known of the files, and with those before."""
        self.failed.emit(error)
        self._on_looked(known)

    def _on_unread(self, own: Tasks, looked: Looked, error: Exception) -> None:
        if own is self._own:
            self._end()
            self._on_failed(looked.known, error)

    def _on_read(self, own: Tasks, looked: Looked, reading: Reading) -> None:
        if own is self._own:
            self._end()
            job = partial(_sorted, looked, reading)
            failed = partial(self._on_failed, looked.known)
            self._jobs.run(job, self._on_looked, failed, kind="reader")

    def _on_looked(self, looked: Looked) -> None:
        """Ask about what was looked at, once that is all that was dropped."""
        self._looked += looked
        if self._waiting:
            self._look()
        else:
            self._ask(self._looked)

    def _ask(self, looked: Looked) -> None:
        """Hand on what comes back; ask about the rest, if there is any."""
        if not looked.rest:
            self._hand_on(looked.others)
            return
        job = partial(look, self._files.read_page, Measure(looked.rest))
        self._jobs.run(
            job, partial(self._on_measured, looked), partial(self._on_unmeasured, looked),
            kind="reader",
        )  # fmt: skip

    def _on_unmeasured(self, looked: Looked, error: Exception) -> None:
        """Tell that the rest could not be asked about; what is ours is handed on."""
        self.failed.emit(error)
        self._hand_on(looked.others)

    def _on_measured(self, looked: Looked, answer: tuple[PageState, tuple[Found, ...]]) -> None:
        state, found = answer
        form = self._bench.session.form_id
        dialog = DroppedDialog(self._jobs, state, found, looked, self._window, form=form)
        dialog.finished.connect(partial(self._on_answered, looked))
        self._files.show_dialog(dialog)

    def _on_answered(self, looked: Looked, answer: int) -> None:
        """Hand on what is ours and what is looked at as scans; what cannot be is asked about."""
        if answer == DroppedDialog.SCANS:
            self._ask(replace(looked, scans=looked.may_be_scans))
        else:
            self._hand_on(looked.others)

    def _hand_on(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.handed_on.emit(paths)
        self._go_on()


def _sorted(looked: Looked, reading: Reading, desk: DeskPort) -> Looked:
    """Return how many pages of each file bear our code."""
    bundles = desk.sort_scans([page.read.codes for page in reading.pages])
    ours = {place for each in bundles if each.state not in NO_CODE for place in each.pages}
    count = Counter(reading.pages[place].source.path for place in sorted(ours))
    return Looked(looked.paths, looked.filled, dict(count))


def _may_be_scan(path: Path) -> bool:
    return path.suffix.lower() in KINDS and path.suffix.lower() != ".docx"
