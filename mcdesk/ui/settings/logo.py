"""The logo in the head of printed forms: chosen, checked, kept in the workspace, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.commands import SetLogo
from mcdesk.ui import parts, theme
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.tasks import Tasks


class LogoRow(QWidget):
    """Says which logo there is, and lets it be changed.

    Signals:
        wished: commands are to be carried out, all of them or none.
    """

    wished = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._name = parts.label("", "muted")
        self._choose = parts.button(_("Choose an image…"))
        self._choose.setAccessibleName(_("Choose the logo of prints"))
        self._choose.clicked.connect(self._on_choose)
        self._remove = parts.button(_("Without a logo"))
        self._remove.clicked.connect(self._on_remove)
        self._said = parts.label("", "small", wrap=True)
        self._say_rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(parts.label(_("Logo in the head of printed forms"), "heading"))
        column.addLayout(parts.row(self._name, self._choose, self._remove, 1))
        column.addWidget(self._said)

    def show_logo(self, name: str, *, may: bool) -> None:
        """Show which logo there is; "" where prints have none."""
        self._name.setText(name or _("none: prints are headed by words alone"))
        self._choose.setEnabled(may)
        self._remove.setEnabled(may)
        self._remove.setVisible(bool(name))

    def _on_choose(self) -> None:
        kinds = _("Images") + " (*.png *.jpg *.jpeg)"
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the logo of prints"), str(Path.home()), kinds
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Check an image and make it the logo; why it cannot be one is said here."""
        self._tasks.run(partial(_stored, path), partial(self._on_stored, path.name), self._on_bad)

    def _say_rule(self) -> None:
        """Say what may be a logo; nothing is wrong, or no more."""
        words = _("PNG or JPEG, 2 MB at the most. Forms that are frozen keep the logo they had.")
        self._said.setText(words)
        theme.dress(self._said, state="")

    def _on_stored(self, name: str, digest: str) -> None:
        self._say_rule()
        self.wished.emit((SetLogo(file=digest, name=name),))

    def _on_bad(self, error: Exception) -> None:
        self._said.setText(words_of(error))
        theme.dress(self._said, state="bad")

    def _on_remove(self) -> None:
        self._say_rule()
        self.wished.emit((SetLogo(),))


def _stored(path: Path, desk: DeskPort) -> str:
    from mcdesk.exchange.logo import check_logo

    check_logo(path)
    digest, _size = desk.store_file(path)
    return digest
