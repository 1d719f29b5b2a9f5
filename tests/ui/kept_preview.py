"""A preview on a real workspace, whose host answers instead of asking."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from mcdesk.ui.printing.host import SystemHost
from mcdesk.ui.printing.preview import PreviewDialog
from tests.ui.kept_workspace import keep


class Host(SystemHost):
    """Answers instead of asking."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.shown: list[Path] = []
        self.refuses = False
        self.printer: QPrinter | None = None

    def choose_file(self, parent, title, name, kinds):
        return None if self.refuses else self.folder / name

    def choose_folder(self, parent, title):
        return self.folder

    def choose_printer(self, parent, title, pages):
        return self.printer

    def scratch(self):
        found = self.folder / "scratch"
        found.mkdir(exist_ok=True)
        return found

    def show_file(self, path):
        self.shown.append(path)
        return not self.refuses


@pytest.fixture(name="host")
def kept_host(tmp_path):
    return Host(tmp_path)


@pytest.fixture(name="preview")
def kept_preview(qtbot, tasks, host):
    def open_(requests):
        dialog = keep(qtbot, tasks, PreviewDialog(tasks, requests, host))
        dialog.resize(1000, 640)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.view.count > 0 and dialog.view.has_all, timeout=8000)
        return dialog

    return open_
