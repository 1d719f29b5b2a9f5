"""Sending a form out to be filled in elsewhere, and taking in what comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.errors import Trouble
from mcdesk.exchange.filled import KINDS, read_filled
from mcdesk.i18n import _
from mcdesk.procedure.sheets import assessor_field
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.filing.dropping import accept_copy, files_in
from mcdesk.ui.forms.compared import Compared, places_of
from mcdesk.ui.forms.dropped import Dropped
from mcdesk.ui.override import override
from mcdesk.ui.printing.host import first_folder
from mcdesk.ui.returned import TO_CHOOSE, returned
from mcdesk.ui.team.dropped import packets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Sheet
    from mcdesk.ui.forms.comparison import Comparison
    from mcdesk.ui.forms.file_acts import FileActs
    from mcdesk.ui.forms.notices import Offer
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench
    from mcdesk.ui.printing.making import Making, MakingDialog, Print
    from mcdesk.ui.returned import Returned

    Answer = tuple[Compared, Returned | None] | None

OURS = "filled_nameless"
"""What is wrong with a file that can only be a form that was sent out."""
FILES = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)"}


class OutsideActs(QObject):
    """Saves a form as a file to be filled in, and compares what comes back with the form.

    What else is dropped is looked at by `Dropped`.

    Signals:
        handed_on: files that are another form's, or no filled forms, but may be scans.
        failed: an error of a job.
    """

    handed_on = Signal(object)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, bench: Workbench, comparison: Comparison, window: QWidget,
        files: FileActs,
    ) -> None:  # fmt: skip
        super().__init__(bench)
        self._jobs, self._bench, self._window = jobs, bench, window
        self._session = bench.session
        self._comparison = comparison
        self.dialog: MakingDialog | None = None
        self.dropped = Dropped(jobs, bench, files, window)
        self.dropped.handed_on.connect(self.handed_on)
        self.dropped.failed.connect(self.failed)
        bench.bar.send_out_requested.connect(partial(self.send_out, blank=False))
        bench.bar.blank_requested.connect(partial(self.send_out, blank=True))
        bench.bar.take_in_requested.connect(self.take_in)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # --- out -------------------------------------------------------------------------------

    def send_out(self, *, blank: bool) -> None:
        """Ask where the file goes; everything typed is stored first."""
        self._session.flush(partial(self._ask_where, blank=blank), self._bench.say_unsaved)

    def _ask_where(self, *, blank: bool) -> None:
        view = self._session.view
        name = f"{view.definition.id} {view.header.code}.pdf"
        ask_where(self._window, name, partial(self._save_named, blank=blank))

    def _save_named(self, name: str, *, blank: bool) -> None:
        self.save(Path(name), blank=blank)

    def save(self, path: Path, *, blank: bool = False) -> None:
        """Make the form as a file to be filled in, beside everything else."""
        words = _("What comes back filled in is taken in with More, “Take in a filled form…”.")
        making = making_to_fill(path, partial(_read, self._session.form_id, blank), words)
        self.dialog = show_making(making, path, self._jobs, self._window)
        self.dialog.finished.connect(self._on_dialog_ended)

    def _on_dialog_ended(self) -> None:
        self.dialog = None

    # --- in --------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Choose a file that came back."""
        dialog = FileChooser(self._window, _("Take in a filled form"), TO_CHOOSE)
        dialog.fileSelected.connect(self._take_named)
        dialog.open()

    def _take_named(self, name: str) -> None:
        self.take_file(Path(name))

    def take_file(self, path: Path, *, dropped: bool = False) -> None:
        """Compare a file that came back with the form; everything typed is stored first."""
        self._session.flush(partial(self._compare, path, dropped=dropped), self._bench.say_unsaved)

    def _compare(self, path: Path, *, dropped: bool) -> None:
        failed = partial(self._on_not_read, path) if dropped else self.failed.emit
        job = partial(_compare, self._session.form_id, path, dropped=dropped)
        words = _("Reading {name}…").format(name=path.name)
        self._comparison.read(words, job, partial(self._on_compared, path), failed)

    def _on_not_read(self, path: Path, error: Exception) -> None:
        """Look what a file is that was dropped, and no form that came back.

        Of one whose fields have lost their names it is said what to do; where nothing can be
        attached, only a PDF without fields may be something else: a scan.
        """
        code = error.code if isinstance(error, Trouble) else OURS
        if code == "filled_none" or (code != OURS and self.dropped.may_take):
            self._take_dropped((path,))
        else:
            self.failed.emit(error)

    def _hand_on(self, path: Path) -> None:
        self.handed_on.emit((path,))

    def _on_compared(self, path: Path, answer: Answer) -> None:
        if answer is None:
            self._take_dropped((path,))
            return
        compared, other = answer
        if other is None:
            self._comparison.show(compared)
            return
        words = _("{name} was sent out for another form, not for this one.")
        offers: list[Offer] = [
            (_("Compare all the same"), partial(self._comparison.show, compared)),
            (_("Cancel"), self._bench.notice.hide),
        ]
        if other.why is None:
            words = _("{name} was sent out for {form} of {code}, not for this form.")
            offers.insert(0, (_("Take it in there"), partial(self._hand_on, path)))
        said = words.format(name=path.name, form=other.title, code=other.code)
        self._bench.notice.say(said, offers)

    # --- dropping --------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self._is_for_form(event.mimeData()):
            if isinstance(event, QDragEnterEvent):
                accept_copy(event)
                return True
            if event.type() == QEvent.Type.Drop:
                accept_copy(event)
                path = file_in(event.mimeData())
                if path is not None:
                    self.take_file(path, dropped=True)
                else:
                    self._take_dropped(files_in(event.mimeData()))
                return True
        return super().eventFilter(watched, event)

    def _is_for_form(self, data: QMimeData) -> bool:
        """Tell whether files that are dragged are for the form; packets are the window's."""
        if file_in(data) is not None:
            return True
        return bool(files_in(data)) and self.dropped.may_take and not packets_of(data)

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        """Look what files are, unless nothing can be attached: then they may be scans."""
        if self.dropped.may_take:
            self.dropped.take(paths)
        else:
            self.handed_on.emit(tuple(paths))


def ask_where(window: QWidget, name: str, named: Callable[[str], object]) -> None:
    """Ask where a form to be filled in elsewhere goes, and as which kind of file."""
    dialog = QFileDialog(window, _("Save for filling in elsewhere"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(FILES.values()))
    dialog.filterSelected.connect(partial(_set_suffix, dialog))
    dialog.setDefaultSuffix("pdf")
    dialog.setDirectory(str(first_folder()))
    dialog.selectFile(name)
    dialog.fileSelected.connect(named)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def making_to_fill(path: Path, read: Callable[[DeskPort, Progress], Sheet], words: str) -> Making:
    """Return what makes a form as a file to be filled in; `words` say how it comes back."""
    from mcdesk.ui.printing.making import Making

    printer = _docx_printer if path.suffix.lower() == ".docx" else _pdf_printer
    title = _("Save for filling in elsewhere")
    return Making(title, path.name, read, printer, words, paged=False)


def show_making(making: Making, path: Path, jobs: Jobs, page: QWidget) -> MakingDialog:
    """Make a file beside everything else, and show how far it is, while a page is shown."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.printing.making import MakingDialog

    dialog = MakingDialog(making, path, jobs, SystemHost(), page.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.show_for(page)
    return dialog


def _set_suffix(dialog: QFileDialog, chosen: str) -> None:
    """Let a name without an ending, and the name proposed, end as the kind that was chosen."""
    suffix = next(suffix for suffix, words in FILES.items() if words == chosen)
    dialog.setDefaultSuffix(suffix)
    named = dialog.selectedFiles()
    if named and Path(named[0]).name:  # a dialog without a name tells its folder, which may be /
        dialog.selectFile(Path(named[0]).with_suffix(f".{suffix}").name)


def file_in(data: QMimeData) -> Path | None:
    """Return the one file of a drag that may be a filled form."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in KINDS else None


def _read(form: str, blank: bool, desk: DeskPort, _progress: Progress) -> Sheet:  # noqa: FBT001 - of a job
    from mcdesk.application.outside import to_fill

    return to_fill(desk.form(form), desk.sheet(form, "draft"), blank=blank)


def _pdf_printer() -> Print:
    from mcdesk.ui.printing.to_fill import pdf_to_fill

    return pdf_to_fill


def _docx_printer() -> Print:
    from mcdesk.ui.printing.to_fill import docx_to_fill

    return docx_to_fill


def _compare(form: str, path: Path, desk: DeskPort, *, dropped: bool = False) -> Answer:
    """Return what a file proposes, and which other form it is of.

    None where it was `dropped`, and nothing in it says to be of a form.
    """
    from mcdesk.application.outside import has_places
    from mcdesk.application.proposal import propose

    filled = read_filled(path)
    view = desk.form(form)
    if dropped and filled.sent is None and not has_places(view.definition, filled.fields):
        return None
    sent, other = filled.sent, None
    if sent is not None and (sent.form_id != form or assessor_field(view.definition)):
        found = returned(path, filled, desk)
        is_of_this = sent.form_id == form if found.why is not None else found.form == form
        other = None if is_of_this else found
    proposal = propose(view, filled)
    places = places_of(proposal, view)
    return Compared(proposal, view, partial(_from_file, path.name), _came_back, places), other


def _from_file(name: str) -> str:
    return _("From {source}").format(source=name)


def _came_back() -> str:
    return _("Came back")
