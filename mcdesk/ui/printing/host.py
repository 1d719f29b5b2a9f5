"""What a preview asks of the window around it: where to save, which printer, another program."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _, plural
from mcdesk.paths import is_folder
from mcdesk.ui.saving import ask_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Host(Protocol):
    """Answers where things go; a dialog is shown here and nowhere else."""

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write."""
        ...

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder to write into."""
        ...

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask for a printer and its options."""
        ...

    def scratch(self) -> Path:
        """Return a folder of one's own for files that another program is to show."""
        ...

    def show_file(self, path: Path) -> bool:
        """Open a file in the program that the system has for it; False when there is none."""
        ...


class SystemHost:
    """The host that asks a person through the system's own dialogs."""

    used_last: ClassVar[Path | None] = None
    """The folder that was chosen last, for every preview until the program ends."""

    def __init__(self) -> None:
        self.folder = self.used_last or first_folder()

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write; the folder is remembered."""
        chosen = ask_file(parent, title, self.folder / name, kinds)
        if chosen is not None:
            self._remember(chosen.parent)
        return chosen

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder; it is remembered."""
        path = QFileDialog.getExistingDirectory(parent, title, str(self.folder))
        if not path:
            return None
        self._remember(Path(path))
        return self.folder

    def _remember(self, folder: Path) -> None:
        self.folder = SystemHost.used_last = folder

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask for a printer; where it is known how many `pages` there are, some may be chosen."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_("Print"))
        if pages:
            printer.setFromTo(1, pages)
            dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=bool(pages))
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None

    def scratch(self) -> Path:
        """Return a folder that only this person can read; it goes when the program ends."""
        folder = _scratch()
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def show_file(self, path: Path) -> bool:
        """Open a file in the system's program for it."""
        return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


def sent_words(printer: QPrinter, pages: int) -> str:
    """Return what is said of pages that went to a printer, or into the file that one writes."""
    if printer.outputFileName():
        said = plural("{n} page, saved as", "{n} pages, saved as", pages)
        return f"{said} {Path(printer.outputFileName()).name}"
    return plural("{n} page sent to the printer", "{n} pages sent to the printer", pages)


def first_folder() -> Path:
    """Return the folder where saving begins: the person's documents, else their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place) if place else Path.home()
    return folder if is_folder(folder) else Path.home()


@cache
def _scratch() -> Path:
    """Make the folder for files that are only shown.

    A reader may still show a file, or hold it open, when its preview is closed: they are
    removed with the program.
    """
    folder = Path(tempfile.mkdtemp(prefix="mcdesk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
