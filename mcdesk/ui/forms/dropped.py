"""Files dropped on an open form: what of them came back, and what is to be attached to it.

What carries our code, or our fields, finds its form by itself; of everything else a person says
whether it is attached to the form, or looked at as a scan whose code could not be read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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
from mcdesk.ui.tasks import Tasks

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
    """Files that were dropped: filled forms, how many pages of each bear our code, and the rest."""

    paths: tuple[Path, ...]
    filled: tuple[Path, ...] = ()
    pages: Mapping[Path, int] | None = None

    @property
    def rest(self) -> tuple[Path, ...]:
        """The files that nothing says to be ours."""
        known = {*self.filled, *(self.pages or ())}
        return tuple(path for path in self.paths if path not in known)

    def entries(self) -> list[Entry]:
        """Return the files that are ours as lines: what becomes of each."""
        filled = _("A filled form: it is taken in afterwards.")
        made = [Entry(str(path), path.name, filled, "file-text", help=filled)
                for path in self.filled]  # fmt: skip
        for path, count in (self.pages or {}).items():
            said = plural("{n} page was recognised by its code: it is filed afterwards.",
                          "{n} pages were recognised by their codes: they are filed afterwards.",
                          count)  # fmt: skip
            made.append(Entry(str(path), path.name, said, "archive", help=said))
        return made


class DroppedDialog(FilesDialog):
    """Attaches what is no form, or hands it on to be looked at as a scan; asked once.

    Signals:
        as_scans: it is to be looked at as scans.
    """

    as_scans = Signal()

    def __init__(
        self, tasks: Jobs, state: PageState, files: Sequence[Found], looked: Looked,
        parent: QWidget, *, form: str,
    ) -> None:  # fmt: skip
        said = plural("{n} file has no code of this program. Attach it to this form, or look at "
                      "it as a scan.",
                      "{n} files have no code of this program. Attach them to this form, or look "
                      "at them as scans.", len(files))  # fmt: skip
        super().__init__(
            tasks, state, files, parent, form=form, beside=looked.entries(), intro=said
        )
        way = plural("Look at it as a scan", "Look at them as scans", len(files))
        self.scan = self.add_way(way, self._on_scan)
        self.scan.setVisible(any(_may_be_scan(path) for path in looked.rest))

    def _on_scan(self) -> None:
        self.reject()
        self.as_scans.emit()


class Dropped(QObject):
    """Looks at files that were dropped on an open form, and asks about them.

    Pages are read by a worker of its own, so that the others stay free.

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

    @property
    def may_take(self) -> bool:
        """Tell whether files can be attached."""
        return not self._files.why

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files, unless some are being looked at."""
        if self._run is not None:
            return
        looked = Looked(tuple(dict.fromkeys(paths)))
        self._jobs.run(
            LookInto(looked.paths), partial(self._on_forms, looked), self.failed.emit,
            kind="reader",
        )  # fmt: skip

    def _on_forms(self, looked: Looked, found: Sequence[Any]) -> None:
        filled = tuple(each.path for each in found if each.is_ours)
        looked = Looked(looked.paths, filled)
        scans = tuple(path for path in looked.rest if _may_be_scan(path))
        if not scans:
            self._ask(looked)
            return
        if self._own is None:
            self._own = Tasks(_no_desk, None, self, closes=False)
        self._bench.notice.say(_("Reading…"), [(_("Cancel"), self.stop)], quiet=True)
        self._run = self._own.run_long(
            partial(read_scans, scans), partial(self._on_read, looked), self._on_unread,
            stopped=self._end, progress=self._on_progress,
        )  # fmt: skip

    def stop(self) -> None:
        """Read no further: nothing becomes of what was dropped."""
        if self._run is not None:
            self._run.cancel()
        self._end()

    def _end(self) -> None:
        """Let the worker go."""
        if self._own is not None:
            self._own.close(0)
            self._bench.notice.hide()
        self._own = self._run = None

    def _on_progress(self, done: int, of: int) -> None:
        if self._run is not None:
            words = _("Page {n} of {m} read").format(n=done, m=of)
            self._bench.notice.say(words, [(_("Cancel"), self.stop)], quiet=True)

    def _on_unread(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _on_read(self, looked: Looked, reading: Reading) -> None:
        if self._run is None:
            return
        self._end()
        job = partial(_sorted, looked, reading)
        self._jobs.run(job, self._ask, self.failed.emit, kind="reader")

    def _ask(self, looked: Looked) -> None:
        """Hand on what comes back; ask about the rest, if there is any."""
        if not looked.rest:
            self.handed_on.emit(looked.paths)
            return
        job = partial(look, self._files.read_page, Measure(looked.rest))
        self._jobs.run(job, partial(self._on_measured, looked), self.failed.emit, kind="reader")

    def _on_measured(self, looked: Looked, answer: tuple[PageState, tuple[Found, ...]]) -> None:
        state, found = answer
        form = self._bench.session.form_id
        dialog = DroppedDialog(self._jobs, state, found, looked, self._window, form=form)
        ours = tuple(path for path in looked.paths if path not in looked.rest)
        scans = tuple(path for path in looked.rest if _may_be_scan(path))
        dialog.as_scans.connect(partial(self.handed_on.emit, (*ours, *scans)))
        if ours:
            dialog.accepted.connect(partial(self.handed_on.emit, ours))
        self._files.show_dialog(dialog)


def _sorted(looked: Looked, reading: Reading, desk: DeskPort) -> Looked:
    """Return how many pages of each file bear our code."""
    bundles = desk.sort_scans([page.read.codes for page in reading.pages])
    ours = {place for each in bundles if each.state not in NO_CODE for place in each.pages}
    count = Counter(reading.pages[place].source.path for place in sorted(ours))
    return Looked(looked.paths, looked.filled, dict(count))


def _may_be_scan(path: Path) -> bool:
    return path.suffix.lower() in KINDS and path.suffix.lower() != ".docx"


def _no_desk() -> Any:
    return None
