"""The files of the card: add, open a copy, save a copy, remove."""

from __future__ import annotations

import stat
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from mcdesk.application.linked import why_another
from mcdesk.application.seals import shown_note
from mcdesk.application.views import FileLine
from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import N_, _, apart
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.commands import RemoveContent, RemoveFile
from mcdesk.procedure.records import MARK
from mcdesk.ui import language
from mcdesk.ui.choosing import SCANS, FileChooser, or_any
from mcdesk.ui.credential.attaching import FilesDialog, Found, LinkDialog, Measure, copy_to
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.tab import ListTab
from mcdesk.ui.credential.wording import PURPOSES, joined, size
from mcdesk.ui.erasing import Erase, Erased, ErasingDialog
from mcdesk.ui.file_names import own_name
from mcdesk.ui.printing.host import first_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState

NOT_HERE = "not_here_yet"
OPENED = frozenset(
    ".pdf .png .jpg .jpeg .gif .webp .tif .tiff .bmp .txt .md .csv .rtf .doc .docx .odt .xls .xlsx "
    ".ods .ppt .pptx .odp .mp3 .m4a .wav .mp4 .mov .webm .mkv .zip .mbz .vtt .srt".split()
)


def file_entries(state: PageState) -> Iterator[Entry]:
    """Yield the files, the newest first."""
    forms = {form.form_id: form for form in state.page.all_forms}
    for file in state.page.files:
        form = forms.get(file.form_id)
        purpose = _(PURPOSES.get(file.purpose, PURPOSES["other"]))
        when = language.long_day(day_of(file.added_at))
        yield Entry(
            key=file.id,
            title=file.name,
            detail=joined(form.kind if form else "", purpose, shown_note(file.note), file.link),
            icon="link" if file.link else "file-text",
            state=_("link") if file.link else size(file.size),
            meta=joined(file.added_by, when),
            help=file.link or shown_note(file.note),
            value=file,
        )


@dataclass(frozen=True, slots=True)
class CopyOut:
    """Copies a stored file to a place outside the store; runs on a worker."""

    digest: str
    target: Path
    is_locked: bool = False

    def __call__(self, desk: DeskPort) -> Path:
        source = desk.file_path(self.digest)
        if not source.is_file() and desk.replica().hub_id:
            if (why := desk.why_kept_from(self.digest)) is not None:
                raise Refused(why)
            raise Trouble(
                NOT_HERE,
                N_("This file is not on this computer yet."),
                N_("It comes with the next exchange with the team; open it again then."),
            )
        made = copy_to(source, self.target)
        if self.is_locked:
            made.chmod(stat.S_IREAD)
        return made


@dataclass(frozen=True, slots=True)
class LookBehind:
    """Looks whether the file behind a link is still the one that it was; runs on a worker."""

    file: FileLine

    def __call__(self, _desk: DeskPort) -> Finding | None:
        return why_another(self.file)


class FilesTab(ListTab):
    """Lists files and links; what is dropped on the page is added here."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("Files"), errands, parent)
        self.add_buttons(("add", "link"), ("open", "save", "remove"))
        self.list.opened.connect(self._on_opened)
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    @override
    def declared(self) -> Sequence[Deed]:
        may_add = self._why_not_add
        return (
            Deed("open", N_("Open a copy"), self._open, self._why_not_open, "folder-open"),
            Deed("save", N_("Save a copy…"), self._save, self._why_not_save, "download"),
            Deed("remove", N_("Remove"), self._remove, self._why_not_remove, "trash-2"),
            Deed("erase", N_("Remove for ever…"), self._erase, self._why_not_erase, "trash-2"),
            Deed("add", N_("Add files…"), self._choose, may_add, "plus", separator=True),
            Deed("link", N_("Keep a link…"), self._link, may_add, "link"),
        )

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self.list.setAccessibleName(_("Files"))
        nothing = _("No files yet. Drop scans, letters or evidence anywhere on this page; "
                    "up to 50 MB each.")  # fmt: skip
        self.list.show_entries(list(file_entries(state)), nothing)
        self.deeds.refresh()

    def _file(self) -> FileLine | None:
        value = self.list.value()
        return value if isinstance(value, FileLine) else None

    # --- adding ----------------------------------------------------------------------------

    def _why_not_add(self) -> str:
        return self.writing(right="")

    def _choose(self) -> None:
        dialog = FileChooser(self, _("Files to attach"), several=True)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def choose_scan(self, form_id: str) -> None:
        """Ask for the scan of a form."""
        if self.writing(right=""):
            return
        dialog = FileChooser(self, _("The scan of the signed form"), or_any(SCANS), several=True)
        dialog.filesSelected.connect(partial(self.add, scan_of=form_id))
        dialog.open()

    def add(self, paths: Sequence[str], *, scan_of: str = "") -> None:
        """Attach files: look at them on a worker, then ask what they are for.

        With `scan_of` they are offered as the scan of that form.
        """
        job = Measure(tuple(Path(path) for path in paths))
        ask = partial(self._ask, scan_of)
        self.errands.tasks.run(job, ask, self.errands.explain, kind="reader")

    def _ask(self, scan_of: str, found: tuple[Found, ...]) -> None:
        if self.state is not None and found:
            tasks, window = self.errands.tasks, self.window()
            self.errands.open(FilesDialog(tasks, self.state, found, window, scan_of=scan_of))

    def _link(self) -> None:
        if self.state is not None:
            self.errands.open(LinkDialog(self.errands.tasks, self.state, self.window()))

    # --- opening, saving, removing ----------------------------------------------------------

    def _on_opened(self, _key: str) -> None:
        if not self._why_not_open():
            self._open()

    def _why_not_open(self) -> str:
        file = self._file()
        if file is None:
            return _("Choose a file.")
        if file.name.startswith(MARK):
            return _("Its content was removed already.")
        if file.link or Path(file.name).suffix.lower() in OPENED:
            return ""
        return _("Files of this kind are not opened from here: save a copy and look at it first.")

    def _open(self) -> None:
        file = self._file()
        if file is None:
            return
        if file.link:
            self._open_link(file.link)
            self.errands.tasks.run(LookBehind(file), self._say_behind, kind="reader")
            return
        if self._copies is None:
            self._copies = tempfile.TemporaryDirectory(prefix="mcdesk-", ignore_cleanup_errors=True)
        folder = Path(tempfile.mkdtemp(dir=self._copies.name))
        job = CopyOut(file.digest, folder / own_name(file.name), is_locked=True)
        failed = partial(self._on_failed, file.digest)
        self.errands.tasks.run(job, self._show_copy, failed, kind="reader")

    def _on_failed(self, digest: str, error: McDeskError) -> None:
        """Ask for a file that is not here, and say when it comes; else say what is wrong."""
        if getattr(error, "code", "") == NOT_HERE:
            self.errands.tasks.run(partial(_want, digest), _ignore)
        self.errands.explain(error)

    def _open_link(self, link: str) -> None:
        """Open a web address; anything else is put on the clipboard."""
        url = QUrl(link, QUrl.ParsingMode.StrictMode)
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            QGuiApplication.clipboard().setText(link)
            self.errands.said.emit(_("The address is on the clipboard"))

    def _say_behind(self, another: Finding | None) -> None:
        """Say where the file behind a link is another one than it was."""
        if another is not None:
            self.errands.explain(Refused(another))

    def _show_copy(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _why_not_save(self) -> str:
        file = self._file()
        if file is None:
            return _("Choose a file.")
        if file.name.startswith(MARK):
            return _("Its content was removed already.")
        return _("This is a link; the file lies elsewhere.") if file.link else ""

    def _save(self) -> None:
        file = self._file()
        if file is not None:
            dialog = QFileDialog(self, _("Save a copy"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDirectory(str(first_folder()))
            dialog.selectFile(own_name(file.name))
            dialog.fileSelected.connect(self.save_to)
            dialog.open()

    def save_to(self, path: str) -> None:
        """Copy the chosen file to a place."""
        file = self._file()
        if file is not None and path:
            job = CopyOut(file.digest, Path(path))
            failed = partial(self._on_failed, file.digest)
            self.errands.tasks.run(job, self._on_saved, failed, kind="reader")

    def _on_saved(self, path: Path) -> None:
        self.errands.said.emit(_("Saved as {name}").format(name=apart(path.name)))

    def _why_not_remove(self) -> str:
        return _("Choose a file.") if self._file() is None else self.writing(right="")

    def _remove(self) -> None:
        file = self._file()
        if file is not None:
            said = _("{name} was removed; undo brings it back").format(name=apart(file.name))
            self.errands.carry_out(RemoveFile(file=file.id), said=said)

    def _why_not_erase(self) -> str:
        file = self._file()
        if file is None:
            return _("Choose a file.")
        if file.link:
            return _("This is a link; the file lies elsewhere.")
        if file.name.startswith(MARK):
            return _("Its content was removed already.")
        return self.writing(right=RemoveContent.right)

    def _erase(self) -> None:
        file = self._file()
        if file is not None:
            dialog = ErasingDialog(file.name, self.window())
            dialog.carry_out(
                self.errands.tasks,
                lambda: Erase(RemoveContent(file=file.id, reason=dialog.reason), "card"),
                self._on_erased,
            )

    def _on_erased(self, erased: Erased) -> None:
        self.errands.changed.emit(erased.changes)
        self.errands.said.emit(erased.words)


def _want(digest: str, desk: DeskPort) -> None:
    desk.want_file(digest)


def _ignore(_nothing: object) -> None:
    """Say nothing: what was asked for comes by itself."""
