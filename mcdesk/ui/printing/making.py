"""Makes a file that takes a while, beside everything else: how far it is, cancel, open it.

What goes into the file is read on the reading worker; the file itself is made in a process of
its own, so that one can go on working while this window stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.manners import MannerlyDialog
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.errors import McDeskError
    from mcdesk.reports.apart import Apart
    from mcdesk.ui.forms.seams import Running
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Kind, Tasks

T = TypeVar("T")
PDF_FILES = "PDF (*.pdf)"
OFTEN = 100
"""So many milliseconds lie between two looks at how far it is."""
Print = Callable[..., int]
"""Prints what was read: `print(what, out, progress)`; it and `what` go to another process."""


@dataclass(frozen=True)
class Making:
    """Something to be made: its title, the file's name, how it is read, and what prints it.

    `read` and `printer` are called on the worker, which may import what the window has not.
    `after` is said once it is there; what is not `paged` is a file whose pages nobody counts.
    """

    title: str
    name: str
    read: Callable[[DeskPort, Progress], Any]
    printer: Callable[[], Print]
    after: str = ""
    paged: bool = True


class Works(Protocol):
    """Does a job that tells its progress; one of `done` and `failed` is called, here, later."""

    def run_long(
        self,
        job: Callable[[DeskPort, Progress], T],
        done: Callable[[T], object],
        failed: Callable[[McDeskError], object] | None = None,
        *,
        kind: Kind = "local",
    ) -> Running: ...


def make(making: Making, tasks: Tasks, host: Host, parent: QWidget) -> MakingDialog | None:
    """Ask where the file goes and begin; None when nobody wants it."""
    path = host.choose_file(parent, making.title, making.name, PDF_FILES)
    if path is None:
        return None
    dialog = MakingDialog(making, path, tasks, host, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show_for(parent)
    return dialog


class _Errand:
    """What the worker and the window share: the process, unless it was stopped before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_stopped = False
        self.apart: Apart | None = None

    def begin(self, making: Making, path: Path, desk: DeskPort, progress: Progress) -> bool:
        """Read what goes into the file and let a process make it. Runs on the worker."""
        from mcdesk.reports.apart import Apart

        what = making.read(desk, progress)
        work = partial(making.printer(), what, path)
        with self._lock:
            if what is not None and not self._is_stopped:
                self.apart = Apart(work, path)
        return self.apart is not None

    def stop(self) -> None:
        """Stop it, begun or not; no file is left of it."""
        with self._lock:
            self._is_stopped = True
            if self.apart is not None:
                self.apart.cancel()


class MakingDialog(MannerlyDialog):
    """Shows how far a file is, and what became of it; one works on meanwhile.

    What it told is gone once the page is left that it was asked for on, or another file is made.
    """

    def __init__(
        self, making: Making, path: Path, tasks: Works, host: Host, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(making.title)
        self.setMinimumWidth(440)
        self.path, self._host, self._making = path, host, making
        self._errand = _Errand()
        self.words = parts.label(_("Reading what belongs to it…"), "", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(making.title)
        self.opener = parts.button(_("Open"), "primary", "arrow-up-right")
        self.folder = parts.button(_("Show its folder"), "", "folder-open")
        self.ender = parts.button(_("Cancel"))
        self._lay_out(making.title)
        self._look = QTimer(self)
        self._look.setInterval(OFTEN)
        self._look.timeout.connect(self._on_look)
        self._job: Running | None = tasks.run_long(
            partial(self._errand.begin, making, path), self._on_begun, self._fail, kind="reader"
        )
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stop)

    def show_for(self, page: QWidget) -> None:
        """Show it, in the place of those that have told already; it goes with a page."""
        for other in page.window().findChildren(MakingDialog):
            if other is not self:
                other.close_if_told()
        page.installEventFilter(self)
        self.show()

    def close_if_told(self) -> None:
        """Close it, unless its file is still being made."""
        if self.bar.isHidden():
            self.reject()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close_if_told()
        return super().eventFilter(watched, event)

    def _lay_out(self, title: str) -> None:
        self.opener.clicked.connect(partial(self._show, folder=False))
        self.folder.clicked.connect(partial(self._show, folder=True))
        self.ender.clicked.connect(self.reject)
        self.opener.hide()
        self.folder.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(theme.WIDE)
        column.addWidget(parts.label(title, "title", wrap=True))
        column.addWidget(self.bar)
        column.addWidget(self.words)
        column.addStretch(1)
        column.addLayout(parts.row(1, self.folder, self.ender, self.opener))
        self.ender.setFocus()

    # --- going on ---------------------------------------------------------------------------

    def _on_begun(self, begun: bool) -> None:  # noqa: FBT001 - the job's answer
        self._job = None
        if not begun:
            self._end(_("Cancelled: nothing was saved."))
            return
        words = _("Making {name}. You can go on working.").format(name=self.path.name)
        self.words.setText(words)
        self._look.start()

    def _on_look(self) -> None:
        apart = self._errand.apart
        if apart is None:
            return
        over = apart.poll()
        self.bar.setRange(0, apart.of)
        self.bar.setValue(apart.done)
        if over:
            self._look.stop()
            self._fail(apart.trouble) if apart.trouble is not None else self._tell(apart.pages)

    def _tell(self, pages: int) -> None:
        """Say that the file is there, and offer to open it."""
        words = plural("{n} page, saved as", "{n} pages, saved as", pages)
        said = f"{words} {self.path.name}"
        if not self._making.paged:
            said = _("Saved as {name}").format(name=self.path.name)
        self._end(f"{said}. {self._making.after}" if self._making.after else said, state="good")
        self.opener.show()
        self.folder.show()
        self.opener.setFocus()

    def _fail(self, error: McDeskError) -> None:
        self._job = None
        self._end(words_of(error), state="bad")

    def _end(self, words: str, *, state: str = "") -> None:
        self.bar.hide()
        self.words.setText(words)
        theme.dress(self.words, state=state)
        self.ender.setText(_("Close"))

    def _show(self, *, folder: bool) -> None:
        if not self._host.show_file(self.path.parent if folder else self.path):
            self._end(_("No program for such a file was found. It lies in {folder}.").format(
                folder=self.path.parent), state="warn")  # fmt: skip

    # --- ending -----------------------------------------------------------------------------

    def _stop(self) -> None:
        """Stop what is still being made; no file is left of it."""
        self._look.stop()
        if self._job is not None:
            self._job.cancel()
        self._errand.stop()

    @override
    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)
