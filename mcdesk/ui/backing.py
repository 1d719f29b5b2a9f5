"""Where the window's daily backup goes, and the jobs that write one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.settings.seams import BackupJob
    from mcdesk.ui.state import WindowState


class Backups:
    """Knows the second place of the daily backup of one workspace."""

    def __init__(self, make_app: MakeApp, path: Path, state: WindowState) -> None:
        self._make_app, self._path, self._state = make_app, path, state

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None means beside the program's own data."""
        return self._state.backup_folder

    def use_backup_folder(self, folder: Path) -> None:
        """Remember another place for the daily backup."""
        self._state.backup_folder = folder

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        start = str(self.backup_folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(parent, title, start)
        return Path(chosen) if chosen else None

    def backup_job(self, folder: Path) -> BackupJob:
        """Return the job that writes a backup into a folder and answers its path."""
        return partial(self._write, folder)

    def _write(self, folder: Path, _desk: DeskPort, progress: Progress) -> Path:
        return self._make_app().backup(self._path, folder, progress)

    def daily(self, _desk: DeskPort) -> str:
        """Make today's backup unless there is one; answer the newest one's day."""
        return self._make_app().daily_backup(self._path, self.backup_folder)
