"""The first step: paste the list, drop it, open it, or take the workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts, theme
from mcdesk.ui.filing.dropping import accept_copy
from mcdesk.ui.takeover.jobs import Source

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

WIDEST = 760


class SourceStep(QWidget):
    """Asks for a list.

    Signals:
        given: a list (`Source`) was pasted or dropped.
        file_requested, template_requested, single_requested: these are wanted.
    """

    given = Signal(object)
    file_requested = Signal()
    template_requested = Signal()
    single_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._words = parts.label("", wrap=True)
        self._words.setMaximumWidth(WIDEST)
        column = QVBoxLayout()
        column.setSpacing(theme.WIDE)
        column.addWidget(self._intro())
        column.addWidget(self._target())
        column.addWidget(self._words)
        column.addWidget(self._other())
        column.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addStretch(1)
        outer.addLayout(column, 8)
        outer.addStretch(1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self._on_paste,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip

    def take_focus(self) -> None:
        """Put the keyboard on the way to a file; Ctrl+V pastes from here, too."""
        self._open.setFocus()

    def _intro(self) -> QWidget:
        words = _("Micro-credentials that are already under way come in at their true stage and "
                  "round. Earlier gates count as met, visibly “before MC Desk”. Nothing is "
                  "entered before you have seen every row.")  # fmt: skip
        return parts.label(words, "muted", wrap=True)

    def _target(self) -> QFrame:
        panel, column = parts.panel((24, 36, 24, 36), theme.WIDE)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(parts.sign("upload", "accent", 32), 0, centre)
        heading = parts.label(_("Drop your list here, or paste it with Ctrl+V"), "title")
        column.addWidget(heading, 0, centre)
        kinds = _("A spreadsheet as you keep it: XLSX, CSV, or rows copied from it with their "
                  "headings, in English or Indonesian")  # fmt: skip
        words = parts.label(kinds, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        paste = parts.button(_("Paste"), "", "copy")
        paste.clicked.connect(self._on_paste)
        self._open = open_ = parts.button(_("Open a file…"), "primary", "folder-open")
        open_.clicked.connect(self.file_requested)
        column.addLayout(parts.row(1, paste, open_, 1))
        return panel

    def _other(self) -> QWidget:
        template = parts.button(_("Workbook to fill in…"), "", "download")
        template.clicked.connect(self.template_requested)
        single = parts.button(_("Enter one by hand…"), "", "pencil")
        single.clicked.connect(self.single_requested)
        holder = QWidget()
        holder.setLayout(parts.row(parts.label(_("No list yet?"), "muted"), template, single, 1))
        return holder

    def say(self, words: str, state: str = "") -> None:
        """Say what became of a list that was given."""
        self._words.setText(words)
        theme.dress(self._words, state=state)

    def _on_paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.given.emit(Source(_("Pasted rows"), text=text))
        else:
            self.say(_("There is no text on the clipboard."), "warn")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if source_of(event.mimeData()) is not None:
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        source = source_of(event.mimeData())
        if source is not None:
            accept_copy(event)
            self.given.emit(source)


def source_of(data: QMimeData) -> Source | None:
    """Return the list that was dropped: a file of this computer, or text."""
    for url in data.urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            return Source(path.name, path=path)
    return Source(_("Dropped rows"), text=data.text()) if data.text().strip() else None
