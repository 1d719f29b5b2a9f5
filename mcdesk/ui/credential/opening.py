"""Attached files as a person gets at them: a copy or a link is opened, a copy is saved."""

from __future__ import annotations

import shutil
import stat
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.application.linked import why_another
from mcdesk.errors import Refused, Trouble, system_words
from mcdesk.i18n import N_, _, apart
from mcdesk.procedure.records import MARK
from mcdesk.ui.file_names import own_name
from mcdesk.ui.printing.host import first_folder
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FileLine
    from mcdesk.errors import Finding
    from mcdesk.ui.forms.seams import Jobs

NOT_HERE = "not_here_yet"
OPENED = frozenset(
    ".pdf .png .jpg .jpeg .gif .webp .tif .tiff .bmp .txt .md .csv .rtf .doc .docx .odt .xls .xlsx "
    ".ods .ppt .pptx .odp .mp3 .m4a .wav .mp4 .mov .webm .mkv .zip .mbz .vtt .srt".split()
)


def why_not_open(file: FileLine) -> str:
    """Return why a file cannot be opened from here; "" when it can."""
    if file.name.startswith(MARK):
        return _("Its content was removed already.")
    if file.link or Path(file.name).suffix.lower() in OPENED:
        return ""
    return _("Files of this kind are not opened from here: save a copy and look at it first.")


def way_words(file: FileLine) -> str:
    """Return what opening a file does; of a path that cannot be opened the address is taken."""
    if not file.link:
        return _("Open a copy")
    return _("Open the link") if _is_web(file.link) else _("Copy the address")


def _is_web(link: str) -> bool:
    return QUrl(link, QUrl.ParsingMode.StrictMode).scheme() in ("http", "https")


def why_not_save(file: FileLine) -> str:
    """Return why no copy of a file can be saved; "" when it can."""
    if file.name.startswith(MARK):
        return _("Its content was removed already.")
    return _("This is a link; the file lies elsewhere.") if file.link else ""


def removed_words(file: FileLine) -> str:
    """Say that a file was taken off its card."""
    return _("{name} was removed; undo brings it back").format(name=apart(file.name))


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


class FileOpener(QObject):
    """Opens files and links, and saves copies of files.

    Signals:
        failed: an error of a job.
        another: another file lies behind a link now (a `Refused` that says it).
        said: something to tell in passing.
    """

    failed = Signal(object)
    another = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._window = jobs, window
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    def open(self, file: FileLine) -> None:
        """Open a copy in the system's program for it, or follow a link."""
        if file.link:
            self._open_link(file.link)
            self._jobs.run(LookBehind(file), self._say_behind, self.failed.emit, kind="reader")
            return
        if self._copies is None:
            self._copies = tempfile.TemporaryDirectory(prefix="mcdesk-", ignore_cleanup_errors=True)
        folder = Path(tempfile.mkdtemp(dir=self._copies.name))
        job = CopyOut(file.digest, folder / own_name(file.name), is_locked=True)
        failed = partial(self._on_failed, file.digest)
        self._jobs.run(job, self._show_copy, failed, kind="reader")

    def save(self, file: FileLine) -> None:
        """Ask where a copy goes, and save it there."""
        dialog = QFileDialog(self._window, _("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(first_folder()))
        dialog.selectFile(own_name(file.name))
        dialog.fileSelected.connect(partial(self.save_to, file))
        dialog.open()

    def save_to(self, file: FileLine, path: str) -> None:
        """Copy a file to a place."""
        if path:
            job = CopyOut(file.digest, Path(path))
            failed = partial(self._on_failed, file.digest)
            self._jobs.run(job, self._on_saved, failed, kind="reader")

    def _on_failed(self, digest: str, error: Exception) -> None:
        """Ask for a file that is not here, and say when it comes; else say what is wrong."""
        if getattr(error, "code", "") == NOT_HERE:
            self._jobs.run(partial(_want, digest), _ignore, _ignore)
        self.failed.emit(error)

    def _open_link(self, link: str) -> None:
        """Open a web address; anything else is put on the clipboard."""
        if _is_web(link):
            QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
        else:
            QGuiApplication.clipboard().setText(link)
            self.said.emit(_("The address is on the clipboard"))

    def _say_behind(self, another: Finding | None) -> None:
        """Say where the file behind a link is another one than it was, or too large to be read."""
        if another is not None and another.level == "block":
            self.another.emit(Refused(another))
        elif another is not None:
            self.said.emit(sentence(another))

    def _show_copy(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_saved(self, path: Path) -> None:
        self.said.emit(_("Saved as {name}").format(name=apart(path.name)))


def _want(digest: str, desk: DeskPort) -> None:
    desk.want_file(digest)


def _ignore(_nothing: object) -> None:
    """Say nothing: what was asked for comes by itself."""


def copy_to(source: Path, target: Path) -> Path:
    """Copy a stored file out of the store; raises Trouble where that fails."""
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise Trouble(
            "copy",
            _("{name} could not be copied.").format(name=target.name),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    return target
