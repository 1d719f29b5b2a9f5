"""What a preview asks of the window around it: where to save, which printer, another program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _


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

    def __init__(self, folder: Path | None = None) -> None:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder = folder or Path(place or Path.home())
        self._scratch: Path | None = None

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write; the folder is remembered."""
        path, _kind = QFileDialog.getSaveFileName(parent, title, str(self.folder / name), kinds)
        if not path:
            return None
        chosen = Path(path)
        self.folder = chosen.parent
        return chosen

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder; it is remembered."""
        path = QFileDialog.getExistingDirectory(parent, title, str(self.folder))
        if not path:
            return None
        self.folder = Path(path)
        return self.folder

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask for a printer; pages may be chosen, as the forms lie on paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setFromTo(1, pages)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_("Print"))
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None

    def scratch(self) -> Path:
        """Return a folder that only this person can read."""
        if self._scratch is None or not self._scratch.is_dir():
            self._scratch = Path(tempfile.mkdtemp(prefix="mcdesk-"))
        return self._scratch

    def show_file(self, path: Path) -> bool:
        """Open a file in the system's program for it."""
        return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    def close(self) -> None:
        """Remove the files that were only shown."""
        import shutil

        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None
