"""What is still being written when a window closes is waited for, and named.

All that a person did is stored by then: what follows is the day's backup, or long work that was
begun before. A backup may be left away; half made files of it go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.backing import BackupKeeper
from mcdesk.ui.dialogs import Dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.tasks import Job, Tasks
    from mcdesk.ui.window import MainWindow

PATIENCE, LOOKS = 1.0, 100
"""Seconds for which nothing is said, and milliseconds between two looks."""


class EndingDialog(Dialog):
    """Says what is still being written, and goes when it is.

    Only its button gives that up: no key does, such as one that was meant for the window.
    """

    def __init__(self, tasks: Tasks, backup: Job | None, parent: QWidget | None = None) -> None:
        super().__init__(_("MC Desk closes in a moment"), parent)
        self._tasks, self._backup = tasks, backup
        doing = tasks.doing
        if backup is not None and not doing:
            words = _("All that you did is stored. Today’s backup of this workspace is still being "
                      "written.")  # fmt: skip
        else:
            what = f": {doing.rstrip(' …')}" if doing else ""
            words = _("What was begun is still being done{what}. All that you did before is "
                      "stored.").format(what=what)  # fmt: skip
        self.told = parts.label(words, wrap=True)
        self.body.addWidget(self.told)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.body.addWidget(self.bar)
        more = _("Without it the backup from before stays; the next start makes a new one.")
        if backup is not None and not doing:
            self.body.addWidget(parts.label(more, "small", wrap=True))
        self.without = parts.button(_("Close without it"))
        self.without.setAutoDefault(False)
        self.without.clicked.connect(self._on_without)
        self.buttons.addButton(self.without, QDialogButtonBox.ButtonRole.ActionRole)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.first = self.told
        self.setFocus()

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the backup is."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def look(self) -> None:
        """Go once everything is written."""
        if self._tasks.has_ended():
            self.accept()

    def _on_without(self) -> None:
        """Have the backup stopped, which goes at its next step; wait for nothing else."""
        self.without.setEnabled(False)
        if self._backup is None or self._tasks.doing:
            super().reject()
            return
        self.told.setText(_("The backup is left away …"))
        self._backup.cancel()

    @override
    def reject(self) -> None:
        """Stay: Escape gives up nothing that is being written."""


def wait_for(window: MainWindow) -> bool:
    """Wait until a window's workers have ended; False where that was given up."""
    if window.tasks.close(PATIENCE):
        return True
    keeper = next(iter(window.findChildren(BackupKeeper)), None)
    dialog = EndingDialog(window.tasks, keeper.last if keeper is not None else None, window)
    if keeper is not None:
        keeper.came.connect(dialog.show_progress)
    has_ended = bool(dialog.exec())
    dialog.deleteLater()
    return has_ended
