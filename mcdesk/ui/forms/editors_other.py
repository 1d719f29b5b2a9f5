"""The editors of what is worked out by the program, and of files and links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from typing_extensions import override

from mcdesk.application.typed import is_money
from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.units import counted
from mcdesk.ui import theme
from mcdesk.ui.forms.editors import SHORT, Editor, Place, place_in_line
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.labels import Wrapping
from mcdesk.ui.forms.parts import button, column, row
from mcdesk.ui.forms.values import show

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from mcdesk.procedure.definition import Field
    from mcdesk.ui.forms.inspector import Inspector


class ComputedEditor(Editor):
    """What the program works out; it can be copied, not written."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.label = ComputedLabel(entry.label.text())
        self._words: str | None = None
        outer = column(self, gap=2)
        layout = row()
        layout.addWidget(self.label, 9)
        layout.addStretch(1)
        outer.addLayout(layout)
        self._outer = outer
        self._source: QPushButton | None = None

    @property
    def source(self) -> QPushButton:
        """The way to the essentials of a take-over, where they stand for the form."""
        if self._source is None:
            self._source = button("", self._on_source, "link")
            self._source.hide()
            self._outer.addWidget(self._source, 0, Qt.AlignmentFlag.AlignLeft)
        return self._source

    def _on_source(self) -> None:
        self.inspector.essentials_wanted.emit()

    @override
    def refresh(self) -> None:
        words = show(self.entry, self.value, self.inspector.names)
        if words and self.entry.unit:
            unit = counted(self.entry.unit, self.value).text()
            words = f"{unit} {words}" if is_money(self.entry) else f"{words} {unit}"
        if words == self._words:
            return
        self._words = words
        self.label.setText(words or _("Nothing to work out yet"))
        self._say_source(words)
        self.label.setWordWrap(len(words) > SHORT)
        theme.dress(self.label, role="heading" if 0 < len(words) <= SHORT else "small")

    def _say_source(self, words: str) -> None:
        """Say that the essentials of the take-over stand for the form that this comes from."""
        form = self.session.view.from_essentials
        if not form or self.entry.params.get("form") != form:
            return
        known = _("from the essentials of the take-over")
        said = known if words else _("enter it in the essentials of the take-over")
        if not words:
            self.label.setText(_("Not known"))
        self.source.setText(said)
        self.source.show()

    @override
    def spread(self) -> bool:
        return len(self.label.text()) > SHORT


class ComputedLabel(Wrapping):
    """A worked-out value as text that can be selected."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)


class FileEditor(Editor):
    """A file of the card, or a link.

    Signals:
        attach_requested: the path that a file is to be chosen for.
    """

    attach_requested = Signal(str)

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.line = Line()
        self.line.setPlaceholderText(_("Paste a link, or attach a file"))
        self.attach = button(_("Attach…"), self._on_attach)
        self.open = button(_("Open"), self._on_open, "quiet")
        layout = row(self)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.open)
        layout.addWidget(self.attach)
        self._adopt(self.line, entry.label.text())
        self.line.began.connect(self._begin)
        self.line.changed.connect(self._on_changed)
        self.line.ended.connect(self._on_ended)
        self.line.overflowed.connect(self._on_overflowed)

    def _on_attach(self) -> None:
        self.attach_requested.emit(self.path)

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl(str(self.value)))

    @override
    def typed_at(self) -> Place | None:
        return place_in_line(self.path, self.line)

    def _on_changed(self) -> None:
        self.session.write(self.path, self.line.text().strip())

    def _on_ended(self) -> None:
        self.session.leave(self.path)
        self.refresh()

    @override
    def refresh(self) -> None:
        value = "" if is_empty(self.value) else str(self.value)
        name = self.inspector.names.file(value) if value else ""
        if not (self.line.hasFocus() and self.line.text().strip() == value):
            self.line.show_text(name)
        self.open.setVisible(urlsplit(value).scheme in ("http", "https"))

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.line.setReadOnly(not writable)
        self.attach.setVisible(writable)
