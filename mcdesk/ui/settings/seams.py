"""What the settings page asks of the window around it: where backups go and how one is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.ports import DeskPort, Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.i18n import Language
    from mcdesk.ui.theme import Mode

BackupJob = Callable[[DeskPort, Progress], Path]


class Looks(Protocol):
    """The window, as far as its language and colours go."""

    @property
    def theme_mode(self) -> Mode:
        """Light, dark, or as the system does."""
        ...

    def use_language(self, wanted: Language) -> None:
        """Show everything in another language."""
        ...

    def use_theme(self, mode: Mode) -> None:
        """Show everything in light or dark, or as the system does."""
        ...


class BackupHost(Protocol):
    """Knows the second place of the daily backup."""

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None where no place was chosen yet."""
        ...

    def use_backup_folder(self, folder: Path) -> None:
        """Remember another place for the daily backup."""
        ...

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def backup_job(self, folder: Path) -> BackupJob:
        """Return the job that writes a backup into a folder and answers its path."""
        ...
