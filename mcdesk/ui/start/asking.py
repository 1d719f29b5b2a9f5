"""Asking which backup is to come back, and where to; on the first page or over the board."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _
from mcdesk.paths import is_there, with_ending
from mcdesk.ui import dialogs, parts
from mcdesk.ui.start.recent import SUFFIX, begin_in
from mcdesk.ui.start.restoring import workspace_name

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[Path, Callable[[Path], object]], object]
    Restore = Callable[[Path, Path], object]


def ask_restore(
    parent: QWidget, folder: Path, backups: Path, check: Check, restore: Restore
) -> None:
    """Ask for a backup in the folder of backups, and once it was looked at where it is to go.

    `check` calls back only for what is a backup, so nothing is asked about any other file.
    """
    path, _kind = QFileDialog.getOpenFileName(
        parent,
        _("Choose a backup"),
        str(begin_in(backups, folder)),
        _("Backup (*.zip);;All files (*)"),
    )
    if path:
        check(Path(path), partial(ask_place, parent, folder, restore))


def ask_place(parent: QWidget, folder: Path, restore: Restore, backup: Path) -> None:
    """Ask where a backup is to go; a workspace that is there is told of first."""
    text, _kind = QFileDialog.getSaveFileName(
        parent, _("Restore it as"), str(begin_in(folder) / workspace_name(backup)),
        _("MC Desk workspace (*.mcdesk)"), "", QFileDialog.Option.DontConfirmOverwrite,
    )  # fmt: skip
    if not text:
        return
    target = with_ending(Path(text), SUFFIX)
    if not is_there(target) or _agrees(parent, target):
        restore(backup, target)


def _agrees(parent: QWidget, target: Path) -> bool:
    """Say that a workspace is there, and what becomes of it."""
    dialog = dialogs.Dialog(_("Set the present workspace aside?"), parent)
    words = _("{name} is there already. It is kept beside the restored one under a dated "
              "name; nothing is lost.")  # fmt: skip
    dialog.body.addWidget(parts.label(words.format(name=target.name), wrap=True))
    dialog.add_ok(_("Restore"))
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return agreed
