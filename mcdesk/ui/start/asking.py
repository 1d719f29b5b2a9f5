"""Asking which backup is to come back, and where to; on the first page or over the board."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _, plural
from mcdesk.paths import is_there, with_ending
from mcdesk.ui import dialogs, parts
from mcdesk.ui.start.recent import SUFFIX, begin_in
from mcdesk.ui.start.restoring import workspace_name

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[Path, Callable[[Path], object]], object]
    Count = Callable[[Path, Callable[[int | None], object]], object]
    Restore = Callable[[Path, Path], object]

FIRST = 2  # beside the two answers of every dialog: exchange or pack before


def ask_restore(
    parent: QWidget, folder: Path, backups: Path, check: Check, restore: Restore,
    count: Count, open_first: Callable[[Path], object],
) -> None:  # fmt: skip
    """Ask for a backup in the folder of backups, and once it was looked at where it is to go.

    `check` calls back only for what is a backup, so nothing is asked about any other file; `count`
    with how many changes of a workspace were never sent, None where that cannot be read.
    `open_first` opens a workspace whose changes are to be exchanged or packed before.
    """
    path, _kind = QFileDialog.getOpenFileName(
        parent,
        _("Choose a backup"),
        str(begin_in(backups, folder)),
        _("Backup (*.zip);;All files (*)"),
    )
    if path:
        check(Path(path), partial(ask_place, parent, folder, restore, count, open_first))


def ask_place(
    parent: QWidget, folder: Path, restore: Restore, count: Count,
    open_first: Callable[[Path], object], backup: Path,
) -> None:  # fmt: skip
    """Ask where a backup is to go; a workspace that is there is told of first."""
    text, _kind = QFileDialog.getSaveFileName(
        parent, _("Restore it as"), str(begin_in(folder) / workspace_name(backup)),
        _("MC Desk workspace (*.mcdesk)"), "", QFileDialog.Option.DontConfirmOverwrite,
    )  # fmt: skip
    if not text:
        return
    target = with_ending(Path(text), SUFFIX)
    if not is_there(target):
        restore(backup, target)
        return

    def go_on(waiting: int | None) -> None:
        answer = _ask_aside(parent, target, waiting)
        if answer == FIRST:
            open_first(target)
        elif answer:
            restore(backup, target)

    count(target, go_on)


def _ask_aside(parent: QWidget, target: Path, waiting: int | None) -> int:
    """Say that a workspace is there, and what becomes of it; of what waits there for the hub, too.

    Changes that were never sent would be in no workspace that anybody works in.
    """
    dialog = dialogs.Dialog(_("Set the present workspace aside?"), parent)
    if waiting:
        words = plural(
            "{n} change in it was never sent to the team’s hub. It would stay only in the file "
            "that is set aside: nobody else would get it, and the restored workspace does not have "
            "it. Exchange with the team or pack it first (File → Team…).",
            "{n} changes in it were never sent to the team’s hub. They would stay only in the file "
            "that is set aside: nobody else would get them, and the restored workspace does not "
            "have them. Exchange with the team or pack them first (File → Team…).",
            waiting,
        )
        kept = _("{name} is there already. It is kept beside the restored one under a dated name.")
        dialog.body.addWidget(parts.label(kept.format(name=target.name), wrap=True))
        dialog.body.addWidget(parts.label(words, state="bad", wrap=True))
        dialog.add_ok(_("Restore all the same"))
        dialog.add_better(_("Exchange or pack first"), FIRST)
    else:
        words = _("{name} is there already. It is kept beside the restored one under a dated "
                  "name; nothing is lost.")  # fmt: skip
        if waiting is None:
            words = _("{name} is there already, and cannot be read as it is: whether changes in it "
                      "were never sent to a team’s hub is not known. It is kept beside the "
                      "restored one under a dated name.")  # fmt: skip
        dialog.body.addWidget(parts.label(words.format(name=target.name), wrap=True))
        dialog.add_ok(_("Restore"))
    answer = int(dialog.exec())
    dialog.deleteLater()
    return answer
