"""Where the window's daily backup goes, and the jobs that write one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mcdesk.i18n import _, apart
from mcdesk.ui.saving import ask_file
from mcdesk.ui.tasks import ignore

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.settings.seams import BackupJob
    from mcdesk.ui.state import WindowState
    from mcdesk.ui.tasks import Job, Tasks
    from mcdesk.ui.window import MainWindow


HOUR = 3_600_000  # milliseconds
QUICK = 100 * 2**20  # bytes
TURN = 0.2  # seconds after which who waits for a backup looks whether it is still wanted


class Backups:
    """Knows the second place of the daily backup of one workspace."""

    def __init__(self, make_app: MakeApp, path: Path, state: WindowState) -> None:
        self._make_app, self._path, self._state = make_app, path, state
        self._turn = Lock()

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None means beside the program's own data."""
        return self._state.backup_folder

    def use_backup_folder(self, folder: Path) -> None:
        """Remember another place for the daily backup."""
        self._state.backup_folder = folder

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        from PySide6.QtWidgets import QFileDialog

        start = str(self.backup_folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(parent, title, start)
        return Path(chosen) if chosen else None

    def backup_job(self, folder: Path) -> BackupJob:
        """Return the job that writes a backup into a folder and answers its path."""
        return partial(self._write, folder)

    def _write(self, folder: Path, _desk: DeskPort, progress: Progress) -> Path:
        return self._make_app().backup(self._path, folder, progress)

    def daily(self, _desk: DeskPort) -> str:
        """Make today's backup, or renew it; answer the newest one's day."""
        with self._turn:
            return self._make_app().daily_backup(self._path, self.backup_folder)

    def closing(self, _desk: DeskPort, progress: Progress) -> str:
        """Renew today's backup with what was changed since, before the window goes.

        One that is being written is waited for: mostly nothing has changed since.
        """
        while not self._turn.acquire(timeout=TURN):
            if not progress(0, 0):
                return ""
        try:
            app = self._make_app()
            return app.daily_backup(self._path, self.backup_folder, progress, closing=True)
        finally:
            self._turn.release()

    def is_quick(self) -> bool:
        """Tell whether the workspace is small enough to be backed up while the window closes."""
        try:
            files = Path(f"{self._path}.files").rglob("*")
            return self._path.stat().st_size + sum(f.stat().st_size for f in files) < QUICK
        except OSError:
            return False


class BackupKeeper(QObject):
    """Makes the daily backup when a window opens, renews it by the hour and at the end.

    Signals:
        failed: the workspace is damaged and was not backed up (Trouble).
        came: how far the last backup is, and of how much.
    """

    failed = Signal(object)
    came = Signal(int, int)

    def __init__(self, window: MainWindow, tasks: Tasks, backups: Backups) -> None:
        """Keep `window`'s workspace; `tasks` has a worker of its own, so that no reader waits."""
        super().__init__(window)
        self.last: Job | None = None  # the one that is made while the window closes
        self._window, self._tasks, self._backups = window, tasks, backups
        self._timer = QTimer(self)
        self._timer.setInterval(HOUR)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        window.closing.connect(self.close)
        self.keep()

    def keep(self) -> None:
        """Back up beside everything else."""
        self._tasks.run(self._backups.daily, self._on_kept, self._on_failed)

    def close(self) -> None:
        """Back up what was changed since, behind what is still being written; nobody is asked."""
        self._timer.stop()
        if self._backups.is_quick():
            self.last = self._window.tasks.run_long(
                self._backups.closing, ignore, ignore, progress=self._on_progress
            )

    def rest(self) -> None:
        """Write no more: a backup that was chosen to come back must stay as it is."""
        self._timer.stop()
        self._window.closing.disconnect(self.close)

    def _on_progress(self, done: int, of: int) -> None:
        self.came.emit(done, of)

    def _on_kept(self, day: str) -> None:
        self._window.tasks.run(partial(_note, day), ignore, ignore)

    def _on_failed(self, error: McDeskError) -> None:
        """Tell of damage; anything else is seen from the age of the last backup."""
        if getattr(error, "code", "") == "damaged":
            self.failed.emit(error)


def leave_backups(window: QWidget | None) -> None:
    """Let a window that makes way for a backup write none itself: its workspace is kept whole."""
    for keeper in window.findChildren(BackupKeeper) if window is not None else ():
        keeper.rest()


def back_up(window: MainWindow, make_app: MakeApp) -> None:
    """Ask where a backup of the window's workspace goes, and write it there."""
    path = Path(window.info.path) if window.info else None
    if path is None:
        return
    name = f"{path.stem}-{window.now().date().isoformat()}.mcdesk-backup.zip"
    chosen = ask_file(window, _("Back up"), Path.home() / name, "ZIP (*.zip)")
    if chosen is not None:
        job = partial(_back_up, make_app, path, chosen)
        done = partial(_said, window)
        window.tasks.run(job, done, kind="reader", busy=_("Backing up …"))


def _back_up(make_app: MakeApp, path: Path, target: Path, _desk: DeskPort) -> Path:
    return make_app().backup(path, target)


def _said(window: MainWindow, path: Path) -> None:
    window.say(_("Backed up to {name}").format(name=apart(path.name)))


def _note(day: str, desk: DeskPort) -> None:
    desk.note_backup(day)
