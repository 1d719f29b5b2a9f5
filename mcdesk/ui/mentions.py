"""Open remarks that name who works here, above what else waits for them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import language, parts, theme
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from mcdesk.application.views import MentionLine

LONGEST = 160
FEW = 5


class _Row(QWidget):
    """A remark in two lines; a double click opens its place.

    Signals:
        activated: the place is to be opened.
    """

    activated = Signal()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()
        else:
            super().mouseDoubleClickEvent(event)


class MentionsPanel(QWidget):
    """The remarks, the newest first; hidden while there is none.

    Signals:
        opened: the id of a form, a path in it, and the id of the remark.
    """

    opened = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[MentionLine, ...] = ()
        self._today = date.min
        self._title = parts.label("", "heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        language.language_changed.connect(self._write)
        self.hide()

    def show_lines(self, lines: tuple[MentionLine, ...], today: date) -> None:
        """Show these remarks."""
        self.lines, self._today = lines, today
        self._write()

    def _write(self) -> None:
        """Write every line in the language in use."""
        lines = self.lines
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        words = plural("{n} comment names you", "{n} comments name you", len(lines))
        self._title.setText(words)
        for line in lines[:FEW]:
            self._rows.addWidget(self._row(line))
        if len(lines) > FEW:
            more = _("and {n} more").format(n=len(lines) - FEW)
            self._rows.addWidget(parts.label(more, "muted"))
        self.setVisible(bool(lines))

    def _row(self, line: MentionLine) -> QWidget:
        holder = _Row()
        holder.activated.connect(partial(self._on_open, line))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.WIDE)
        words = QVBoxLayout()
        words.setSpacing(2)
        text = " ".join(line.text.split())
        text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        words.addWidget(parts.label(text, wrap=True))
        day = language.short_day(day_of(line.at), self._today)
        place = f"{line.card} · {line.kind} · {line.author}, {day}"
        words.addWidget(parts.label(place, "small"))
        row.addWidget(parts.sign("message-square", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        go = parts.button(_("Open"))
        go.clicked.connect(partial(self._on_open, line))
        go.setAccessibleName(_("Go to {place}").format(place=place))
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _on_open(self, line: MentionLine, *_checked: bool) -> None:
        self.opened.emit(line.form_id, line.path, line.id)
