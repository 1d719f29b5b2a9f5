"""What the take-over asks of the window around it: files to read and to write."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.ui.printing.host import SystemHost


class Host(Protocol):
    """Asks for files."""

    def choose_list(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        ...

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write."""
        ...

    def show_file(self, path: Path) -> bool:
        """Open a file in the program that the system has for it."""
        ...


class SystemListHost(SystemHost):
    """The host that asks a person through the system's own dialogs."""

    def choose_list(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; the folder is remembered."""
        path, _kind = QFileDialog.getOpenFileName(parent, title, str(self.folder), kinds)
        if not path:
            return None
        self.folder = Path(path).parent
        return Path(path)
