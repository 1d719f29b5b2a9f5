"""The way from a refusal to where one says who works here: what it takes may be another's act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction

from mcdesk.ui import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDialog, QWidget

    from mcdesk.errors import Finding


def link_to_choose(
    dialog: QDialog, parent: QWidget | None, findings: Iterable[Finding]
) -> parts.Link | None:
    """Return a link that closes a dialog and asks who works here.

    None where that is not what is lacking, or where nobody else can be said to work.
    """
    if parent is None or not any(each.code == "no_right" for each in findings):
        return None
    window = parent.window()
    while (above := window.parentWidget()) is not None:
        window = above.window()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    choosing = window.findChild(QAction, "person", direct)
    if not isinstance(choosing, QAction) or not choosing.isEnabled():
        return None
    link = parts.Link(choosing.text(), None)
    link.followed.connect(dialog.accept)
    link.followed.connect(lambda _value: QTimer.singleShot(0, choosing, choosing.trigger))
    return link
