"""Backups: where the daily one goes, how old the last is, one at once, and the way back."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import moment_of, zone
from mcdesk.ui import language, parts, theme
from mcdesk.ui.saying import words_of
from mcdesk.ui.settings.section import Section
from mcdesk.ui.tasks import ignore

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.errors import McDeskError
    from mcdesk.ui.settings.seams import BackupHost
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Job, Tasks

OLD = 7
"""After so many days a backup is called old."""


class BackupSection(Section):
    """The second place of the daily backup, and a backup at once."""

    def __init__(self, tasks: Tasks, host: BackupHost) -> None:
        words = _("Every day a complete copy is written to a second place: another disk, a stick "
                  "or a cloud folder. The last seven are kept.")  # fmt: skip
        super().__init__(_("Backups"), words)
        self._tasks, self._host = tasks, host
        self._job: Job | None = None
        self._workspace: Path | None = None
        self._age = parts.label("", "heading", wrap=True)
        self._place = parts.label("", "muted", wrap=True)
        self._choose = parts.button(_("Choose the place…"), "", "folder-open")
        self._choose.clicked.connect(self._on_choose)
        self._now = parts.button(_("Back up now"), "primary", "save")
        self._now.clicked.connect(self._on_now)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = parts.button(_("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        self._words = parts.label("", wrap=True)
        self.column.addWidget(self._panel())
        self.column.addWidget(self._words)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(parts.label(_("Bringing a backup back"), "heading"))
        back = _("Choose “Restore a backup…” in the menu or on the first page. The workspace that "
                 "is there is set aside under a dated name, never overwritten.")  # fmt: skip
        self.column.addWidget(parts.label(back, "muted", wrap=True))
        self.column.addStretch(1)
        self._show_busy(busy=False)

    def _panel(self) -> QFrame:
        panel, column = parts.panel()
        column.addWidget(self._age)
        column.addWidget(self._place)
        row = parts.row(self._now, self._choose, self._bar, self._cancel, 1)
        column.addLayout(row)
        return panel

    @override
    def show_read(self, read: Read) -> None:
        words, state = backup_age(read.info.last_backup, read.today)
        self._age.setText(words)
        theme.dress(self._age, state=state)
        folder = self._host.backup_folder
        self._workspace = Path(read.info.path)
        self._show_place(folder)

    def _on_choose(self) -> None:
        folder = self._host.choose_folder(self, _("Place of the daily backup"))
        if folder is not None:
            self._host.use_backup_folder(folder)
            self._show_place(folder)

    def _show_place(self, folder: Path | None) -> None:
        """Say where the daily backup goes, and where that is no second place."""
        if folder is None:
            self._place.setText(_("No place for the daily backup was chosen yet."))
            theme.dress(self._place, state="")
            return
        words, workspace = _("Daily backup to {path}").format(path=folder), self._workspace
        is_here = workspace is not None and workspace.parent in (folder, *folder.parents)
        if is_here:
            here = _("The workspace itself lies in this folder: what harms the one harms the "
                     "other. Choose another disk, a stick or a cloud folder.")  # fmt: skip
            words = f"{words}\n{here}"
        self._place.setText(words)
        theme.dress(self._place, state="warn" if is_here else "")

    def _on_now(self) -> None:
        title = _("Where does this backup go?")
        folder = self._host.backup_folder or self._host.choose_folder(self, title)
        if folder is None:
            return
        self._show_busy(busy=True)
        self._job = self._tasks.run_long(
            self._host.backup_job(folder), self._on_done, self._on_failed,
            stopped=self._on_stopped, progress=self._on_progress, kind="reader",
        )  # fmt: skip

    def _on_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_done(self, path: Path) -> None:
        self._show_busy(busy=False)
        self._words.setText(_("Written: {name}").format(name=path.name))
        theme.dress(self._words, state="good")
        moment = datetime.now(zone())
        self._tasks.run(partial(_note, moment.isoformat()), ignore)
        words, state = backup_age(moment.isoformat(), moment.date())
        self._age.setText(words)
        theme.dress(self._age, state=state)

    def _on_stopped(self) -> None:
        self._show_busy(busy=False)
        self._words.setText(_("Cancelled: nothing was saved."))
        theme.dress(self._words, state="")

    def _on_failed(self, error: McDeskError) -> None:
        self._show_busy(busy=False)
        self._words.setText(words_of(error))
        theme.dress(self._words, state="bad")

    def _show_busy(self, *, busy: bool) -> None:
        for button in (self._now, self._choose):
            button.setVisible(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)


def backup_age(moment: str, today: date) -> tuple[str, str]:
    """Return when the last backup was made, and the state it is shown in.

    Only its moment is told, never that all is well: what was entered after it is not in it.
    """
    if not moment:
        return _("There is no backup yet."), "warn"
    local = moment_of(moment)
    days = (today - local.date()).days
    when = language.long_day(local.date().isoformat())
    when = f"{when} {local:%H:%M}" if len(moment) > len("2026-11-28") else when
    if days <= 0:
        return _("Last backup: today, {when}").format(when=when), ""
    words = plural("Last backup: {n} day ago", "Last backup: {n} days ago", days)
    return f"{words} ({when})", "warn" if days > OLD else ""


def _note(moment: str, desk: DeskPort) -> None:
    desk.note_backup(moment)
