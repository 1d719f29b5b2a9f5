"""The scan or signed file of a decision that was made outside of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.ui.choosing import SCANS, FileChooser, or_any
from mcdesk.ui.forms.parts import button, column, row, text
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from mcdesk.ui.forms.ticks import TickBox


class EvidenceBox(QWidget):
    """Attaches one file; `path` is None while there is none. `without` says what that means.

    Signals:
        changed: another file was attached.
    """

    changed = Signal()

    def __init__(self, without: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.body = column(self, gap=TIGHT)
        self.body.addWidget(text(_("Evidence"), "heading"))
        line = row(gap=GAP)
        self._attach = button(_("Attach scan…"), self._on_attach)
        line.addWidget(self._attach)
        self.name = text(without, "muted", wrap=True)
        line.addWidget(self.name, 1)
        self.body.addLayout(line)

    def show_for(self, medium: str, owed: TickBox, *, shown: bool) -> None:
        """Show it where something is to be attached, by its name here and at what says it comes."""
        is_pdf = medium == "pdf"
        owed.setText(_("The signed PDF is still owed") if is_pdf else _("The scan is still owed"))
        self._attach.setText(_("Attach signed PDF…") if is_pdf else _("Attach scan…"))
        self.setVisible(shown)

    def _on_attach(self) -> None:
        dialog = FileChooser(self, _("Scan or signed file"), or_any(SCANS))
        dialog.fileSelected.connect(self.set_path)
        dialog.open()

    def set_path(self, path: str) -> None:
        """Take a file as evidence."""
        self.path = Path(path)
        self.name.setText(self.path.name)
        self.changed.emit()
