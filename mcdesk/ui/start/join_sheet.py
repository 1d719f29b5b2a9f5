"""The sheet of the first page that asks which hub is joined, and where one's workspace lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.paths import given_path, is_there, with_ending
from mcdesk.ui import parts, theme
from mcdesk.ui.start.recent import SUFFIX, begin_in, free_name
from mcdesk.ui.team.place import HubPlace

if TYPE_CHECKING:
    from mcdesk.ui.team.place import Try

FIRST = "team.mcdesk"


class JoinSheet(QWidget):
    """Asks for what joining a team needs.

    Signals:
        wished: a hub (its address, with the password of a server's) and where one's file is to lie.
        left: back to the choices.
    """

    wished = Signal(str, object)
    left = Signal()

    def __init__(self, folder: Path, attempt: Try, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.place = HubPlace("join", attempt)
        self.path = QLineEdit(str(folder / free_name(folder, FIRST)))
        self.why = parts.label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(theme.WIDE)
        column.addWidget(parts.label(_("Join a team"), "title"))
        words = _("Everything that your team shares comes to this computer. From then on what you "
                  "do goes to the team’s hub whenever it is in reach.")  # fmt: skip
        column.addWidget(parts.label(words, "muted", wrap=True))
        column.addWidget(parts.label(_("Where is the team’s hub?"), "heading"))
        column.addWidget(self.place)
        column.addWidget(
            parts.label(_("Where is your workspace to lie, on this computer?"), "heading")
        )
        browse = parts.button(_("Choose…"))
        browse.setAccessibleName(_("Choose where the workspace lies…"))
        browse.clicked.connect(self._browse)
        line = parts.row(self.path, browse)
        line.setStretch(0, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.path.setAccessibleName(_("File"))
        form.addRow(_("File"), line)
        column.addLayout(form)
        parts.align_labels(*self.place.findChildren(QFormLayout), form)
        column.addWidget(self.why)
        back = parts.button(_("Back"), "quiet", "arrow-left")
        back.clicked.connect(self.left)
        self.ok = parts.button(_("Join the team"), "primary")
        self.ok.clicked.connect(self._on_ok)
        column.addLayout(parts.row(back, 1, self.ok))
        column.addStretch(1)
        self.place.changed.connect(self._on_changed)
        self.path.textChanged.connect(self._on_changed)
        for edit in (self.place.file, self.place.address, self.place.password, self.path):
            edit.returnPressed.connect(self._on_ok)
        self._on_changed()

    def begin(self) -> None:
        """Put the keyboard where typing begins."""
        place = self.place
        (place.address if place.is_server else place.file).setFocus()

    def _whole(self) -> Path | None:
        """Return where the file will lie: within the folder proposed first, with our ending."""
        path = given_path(self.path.text(), self._folder)
        return with_ending(path, SUFFIX) if path is not None else None

    def _on_changed(self) -> None:
        path = self._whole()
        taken = path is not None and is_there(path)
        words = _("There is a file of this name already; open it instead, or choose another name.")
        self.why.setText(words if taken else "")
        self.why.setVisible(taken)
        theme.dress(self.why, state="bad" if taken else "")
        self.ok.setEnabled(self.place.wish() is not None and path is not None and not taken)

    def _on_ok(self) -> None:
        wish, path = self.place.wish(), self._whole()
        if self.ok.isEnabled() and wish is not None and path is not None:
            self.wished.emit(wish.address, path)

    def _browse(self) -> None:
        present = self._whole() or self._folder / FIRST
        proposed = str(begin_in(present.parent) / present.name)
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Where your workspace is to lie, on this computer"), proposed,
            _("MC Desk workspace (*.mcdesk)"), "", QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path:
            self.path.setText(str(with_ending(Path(path), SUFFIX)))
