"""The print preview: what goes on paper, page by page, and from there to a printer or a file.

Forms are printed and their pages drawn on the reading worker; the window never waits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import fitting
from mcdesk.ui.manners import MannerlyDialog
from mcdesk.ui.printing import documents, jobs
from mcdesk.ui.printing.bars import ActionBar, ViewBar
from mcdesk.ui.printing.host import sent_words
from mcdesk.ui.printing.pages import PageView
from mcdesk.ui.printing.side import Side
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.errors import McDeskError
    from mcdesk.ui.printing.documents import Choice, Document, Request
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Job, Tasks

PDF_FILES = "PDF (*.pdf)"


class PreviewDialog(MannerlyDialog):
    """Shows forms, or the board, as they will lie on paper."""

    def __init__(
        self, tasks: Tasks, requests: Sequence[Request], host: Host, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.first = self.view = PageView()
        self.setModal(True)
        self.setWindowTitle(_("Print preview"))
        self._tasks, self._host = tasks, host
        self._printed: jobs.Printed | None = None
        self._refused: dict[tuple[str, Choice], str] = {}
        self._drawing: dict[int, Job] = {}
        self._making: Job | None = None
        self._job: Job | None = None
        self._saved: Path | None = None
        self.side, self.actions_ = Side(), ActionBar()
        self.bar = ViewBar(self.view)
        self._lay_out()
        self._connect()
        self.actions_.show_count(0)
        self.view.show_message(_("Preparing the pages…"))
        self._job = tasks.run_long(
            partial(jobs.prepare, tuple(requests)),
            self._on_documents,
            self._on_failed,
            progress=self.actions_.show_progress if len(requests) > 1 else None,
            kind="reader",
        )
        if len(requests) > 1:
            self.actions_.show_busy(_("Reading the forms…"))

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.side)
        middle.addWidget(self.view, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addLayout(middle, 1)
        outer.addWidget(self.actions_)
        fitting.fit(self, QSize(1180, 900))

    @override
    def action_button(self) -> QPushButton:
        return self.actions_.print

    def _connect(self) -> None:
        self.side.picked.connect(self._on_picked)
        self.side.ticked.connect(self._on_ticked)
        self.view.wanted.connect(self._on_wanted)
        self.actions_.print_requested.connect(self._on_print)
        self.actions_.save_requested.connect(self._on_save)
        self.actions_.open_requested.connect(self._on_open)
        self.actions_.cancel_requested.connect(self._on_cancel)
        self.actions_.followed.connect(self._on_followed)

    # --- showing --------------------------------------------------------------------------

    def _on_documents(self, found: tuple[Document, ...]) -> None:
        self._job = None
        self.actions_.show_idle()
        if not found:
            self.view.show_message(_("There is no form to print yet."))
            return
        self.side.show_documents(found)
        self._count()
        self._on_picked()

    def _on_ticked(self) -> None:
        if self._job is None:
            self._count()

    def _count(self) -> None:
        """Say how much would be printed; of what cannot be made nothing is."""
        wanted = [(document.id, choice) for document, choice in self.side.wanted]
        refused = [self._refused[each] for each in wanted if each in self._refused]
        is_none = len(refused) == len(wanted)
        self.actions_.show_count(0 if is_none else len(wanted), refused[0] if refused else "")

    def _on_picked(self) -> None:
        """Have the form that is picked printed, to be shown."""
        shown = self.side.shown
        if self._making is not None:
            self._making.cancel()
        if shown is not None:
            self.bar.title.setText(shown[0].title)
            job = partial(jobs.print_one, *shown)
            refused = partial(self._on_refused, (shown[0].id, shown[1]))
            self._making = self._tasks.run(job, self._on_printed, refused, kind="reader")

    def _on_printed(self, printed: jobs.Printed) -> None:
        if self.side.shown != (printed.document, printed.choice):
            return
        self._drop_drawing()
        self._printed = printed
        if self._refused.pop((printed.document.id, printed.choice), None) is not None:
            self._on_ticked()
        self.view.show_pages(printed.sizes)

    def _on_wanted(self, pages: list[int], scale: float) -> None:
        """Have pages drawn; those asked for before and no longer near are forgotten."""
        printed = self._printed
        near = set(pages) | set(self.view.in_sight)
        for page, job in list(self._drawing.items()):
            if page not in near or page in pages:
                job.cancel()
                self.view.lose_image(page) if page not in pages else None
                del self._drawing[page]
        if printed is None:
            return
        for page in pages:
            work = partial(jobs.draw, printed, page, scale)
            self._drawing[page] = self._tasks.run(
                work, self._on_drawn, self._on_failed, kind="reader"
            )

    def _on_drawn(self, drawn: jobs.Drawn) -> None:
        if drawn.printed is self._printed:
            self._drawing.pop(drawn.page, None)
            self.view.put_image(drawn.page, drawn.scale, drawn.image)

    def _drop_drawing(self) -> None:
        for job in self._drawing.values():
            job.cancel()
        self._drawing.clear()

    def _on_refused(self, wanted: tuple[str, Choice], error: McDeskError) -> None:
        """Say why what was picked cannot be made; then it cannot be printed or saved, either."""
        self._refused[wanted] = words_of(error)
        self._on_failed(error)

    def _on_failed(self, error: McDeskError) -> None:
        self._job = None
        words = words_of(error)
        self.actions_.show_idle()
        self._count()
        self.view.show_message(words)

    # --- doing ----------------------------------------------------------------------------

    def _on_print(self) -> None:
        chosen = self.side.wanted
        title = chosen[0][0].title if len(chosen) == 1 else self.windowTitle()
        printer = self._host.choose_printer(self, title, 0 if len(chosen) > 1 else self._pages)
        if printer is not None:
            job = partial(jobs.on_paper, tuple(chosen), printer)
            stopped = partial(self._on_sent, printer, 0)
            self._run(_("Printing…"), job, partial(self._on_sent, printer), stopped)

    @property
    def _pages(self) -> int:
        return len(self._printed.sizes) if self._printed is not None else 1

    def _on_save(self, one: bool) -> None:  # noqa: FBT001 - the signal's own
        chosen = tuple(self.side.wanted)
        if one:
            name = documents.name_for_all(chosen)
            path = self._host.choose_file(self, _("Save as PDF"), name, PDF_FILES)
        else:
            path = self._host.choose_folder(self, _("Save the forms into a folder"))
        if path is not None:
            self._saved = path
            work = partial(jobs.into_one if one else jobs.into_each, chosen, path)
            self._run(_("Saving…"), work, self._on_saved, partial(self._on_saved, 0))

    def _on_open(self) -> None:
        chosen = tuple(self.side.wanted)
        folder = self._host.scratch()
        taken = [path.name for path in folder.iterdir()]
        self._saved = folder / documents.names_for(chosen[:1], taken)[0]
        work = partial(jobs.into_one, chosen, self._saved)
        self._run(_("Opening…"), work, self._on_opened, partial(self._on_opened, 0))

    def _run(
        self,
        words: str,
        job: Callable[[DeskPort, Progress], int],
        done: Callable[[int], None],
        stopped: Callable[[], None],
    ) -> None:
        """Do a long job with progress and a way to stop it, also before its turn came."""
        self.actions_.show_busy(words)
        self._job = self._tasks.run_long(
            job, done, self._on_job_failed, stopped=stopped,
            progress=self.actions_.show_progress, kind="reader",
        )  # fmt: skip

    def _end(self, words: str, *, state: str = "", link: bool = False) -> None:
        self._job = None
        self.actions_.show_idle(words, state=state, link=link)
        self._count()

    def _on_job_failed(self, error: McDeskError) -> None:
        self._end(words_of(error), state="bad")

    def _on_sent(self, printer: QPrinter, pages: int) -> None:
        words = _("Cancelled: nothing was printed")
        self._end(sent_words(printer, pages) if pages else words)

    def _on_saved(self, count: int) -> None:
        if not count or self._saved is None:
            self._end(_("Cancelled"))
        elif self._saved.is_dir():
            words = plural("{n} form saved in", "{n} forms saved in", count)
            self._end(f"{words} {self._saved.name}", state="good", link=True)
        else:
            self._end(_("Saved as {name}").format(name=self._saved.name), state="good", link=True)

    def _on_opened(self, count: int) -> None:
        self._end("" if count else _("Cancelled"))
        if count:
            self._on_followed()

    def _on_followed(self) -> None:
        if self._saved is not None and not self._host.show_file(self._saved):
            self._end(_("No program for PDF files was found; save the form instead."), state="warn")

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @override
    def done(self, result: int) -> None:
        """Stop what is still being made, then close."""
        for job in (self._job, self._making):
            if job is not None:
                job.cancel()
        self._drop_drawing()
        super().done(result)
