"""The first screen for scans: drop or choose files, and what is still unfiled from before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import language, parts, theme
from mcdesk.ui.people.table import Line, LinesView, sorted_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import FileLine


class StartStep(QWidget):
    """Asks for scans, shows how far the reading is, and lists what is unfiled.

    Signals:
        choose_requested: files are to be chosen.
        cancel_requested: the reading is to stop.
        read_requested: unfiled scans (list of ids) are to be read again.
        away_requested: an unfiled scan (id) is to be put away.
    """

    choose_requested = Signal()
    cancel_requested = Signal()
    read_requested = Signal(list)
    away_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = parts.label(_("Drop scans anywhere in this window"), "title", wrap=True)
        words = _("PDF, JPEG, PNG or TIFF; many pages of many forms in any order, crooked or "
                  "upside down. Each page finds its form by the code printed on it.")  # fmt: skip
        self._words = parts.label(words, "muted", wrap=True)
        self.said = parts.label("", wrap=True)
        self.said.hide()
        self.choose = parts.button(_("Choose files…"), "primary", "folder-open")
        self.choose.clicked.connect(self.choose_requested)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Pages read"))
        self.cancel = parts.button(_("Cancel"))
        self.cancel.clicked.connect(self.cancel_requested)
        self._unfiled = parts.label("", "heading")
        self.list = LinesView((_("Unfiled"), _("Why"), _("Since")), (1,))
        self.list.widths(260, 0, 160)
        self.list.setAccessibleName(_("Unfiled scans"))
        self.list.picked.connect(self._on_picked)
        self.again = parts.button(_("Look at them again"), "", "eye")
        self.again.clicked.connect(self._on_again)
        self.away = parts.button(_("Put the scan away…"), "", "archive")
        self.away.clicked.connect(self._on_away)
        self._none = parts.label(_("Nothing is unfiled."), "muted")
        self._lay_out()
        self.show_reading(reading=False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.WIDE)
        for part in (self._title, self._words, self.said, self.bar):
            column.addWidget(part)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self._unfiled)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addLayout(parts.row(self.again, self.away, 1))
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def show_unfiled(self, files: Sequence[FileLine]) -> None:
        """List what is unfiled."""
        self.list.show_lines([_line(file) for file in files])
        self._unfiled.setText(plural("{n} unfiled scan", "{n} unfiled scans", len(files)))
        for part in (self._unfiled, self.list, self.again, self.away):
            part.setVisible(bool(files))
        self._none.setVisible(not files)
        self._rest.setVisible(not files)
        self._on_picked(self.list.current)

    def show_reading(self, *, reading: bool) -> None:
        """Show that pages are being read, or that files can be given."""
        self.bar.setVisible(reading)
        self.cancel.setVisible(reading)
        self.choose.setVisible(not reading)
        if reading:
            self.bar.setRange(0, 0)
            self.say(_("Reading…"))

    def show_progress(self, done: int, of: int) -> None:
        """Show how many pages are read."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.say(_("Page {n} of {m} read").format(n=done, m=of))

    def say(self, words: str, state: str = "") -> None:
        """Say something below the heading; "" says nothing."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        theme.dress(self.said, state=state)

    def _on_picked(self, file: str) -> None:
        self.again.setEnabled(bool(file))
        self.away.setEnabled(bool(file))

    def _on_again(self) -> None:
        self.read_requested.emit(self.list.selected)

    def _on_away(self) -> None:
        if self.list.current:
            self.away_requested.emit(self.list.current)


def _line(file: FileLine) -> Line:
    cells = (file.name, file.note, language.long_day(day_of(file.added_at)))
    return Line(file.id, cells, tip=file.note, keys=sorted_by(cells, {2: file.added_at}))
