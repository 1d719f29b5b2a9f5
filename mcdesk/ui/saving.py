"""Asking where a file goes: it gets the ending it needs, and none is replaced unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.paths import is_there, with_ending
from mcdesk.ui import parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_file(parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
    """Ask for a file to write, with the ending of the name proposed; None when nobody wants it.

    The system's dialog asks before it replaces what was typed; what the ending makes of that is
    asked about here.
    """
    from PySide6.QtWidgets import QFileDialog

    text, _kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not text:
        return None
    typed = Path(text)
    path = with_ending(typed, start.suffix)
    return None if path != typed and is_there(path) and not _agrees(parent, path) else path


def _agrees(parent: QWidget, path: Path) -> bool:
    """Ask whether what is there is to be replaced."""
    from mcdesk.ui.dialogs import Dialog

    dialog = Dialog(_("Replace the file that is there?"), parent)
    words = _("{name} is there already; what is in it would be gone.").format(name=path.name)
    dialog.body.addWidget(parts.label(words, wrap=True))
    dialog.add_ok(_("Replace"))
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return agreed
