"""What changed since a version was frozen, as a page: gone words red and struck, new ones green."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import theme
from mcdesk.ui.forms.parts import other_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.redline import Difference, Piece


class ChangesPage(QTextBrowser):
    """The differences of two contents, field by field.

    Signals:
        go_requested: the path of a change.
        since_requested: since when changes are to be shown (a key of `since_when`).
    """

    go_requested = Signal(str)
    since_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("What changed"))
        self.document().setDocumentMargin(28)
        self.anchorClicked.connect(self._on_anchor)
        self._shown: tuple[tuple[Difference, ...], int] = ((), 0)
        self._who: tuple[tuple[str, ...], ...] = ()
        self._title = ""
        self._others: tuple[tuple[str, str], ...] = ()
        self._only = ""
        self._people: tuple[str, ...] = ()
        theme.theme_changed.connect(self._draw)

    def show_differences(
        self,
        found: Sequence[Difference],
        version: int,
        who: Sequence[tuple[str, ...]] = (),
        *,
        title: str = "",
        others: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show differences to a version; `who` names for each those who wrote there since.

        `title` says since when, where that is no version; `others` are the other choices, each
        with its key and words.
        """
        self._title, self._others = title, tuple(others)
        self._shown = (tuple(found), version)
        self._who = tuple(who) or ((),) * len(found)
        self._only = ""
        self._draw()

    @property
    def only(self) -> str:
        """Whose changes are shown alone, "" for everybody's."""
        return self._only

    @property
    def people(self) -> tuple[str, ...]:
        """Return who changed something, by their names."""
        return tuple(sorted({name for names in self._who for name in names}))

    def _draw(self) -> None:
        found, version = self._shown
        self.clear()
        cursor = QTextCursor(self.document())
        title = self._title or _("Changed since version {n}").format(n=version)
        cursor.insertText(title, self._format("title", bold=True))
        count = plural("{n} change", "{n} changes", len(found))
        cursor.insertBlock(_spaced(2))
        same = _("The content is the same as in that version.")
        if self._title:
            same = _("Nothing has changed since then.")
        cursor.insertText(count if found else same, self._format("small", colour="muted"))
        for key, words in self._others:
            cursor.insertText("  ·  ", self._format("small", colour="faint"))
            link = self._format("small", colour="accent")
            link.setAnchor(True)
            link.setAnchorHref(f"since:{key}")
            cursor.insertText(words, link)
        self._insert_people(cursor)
        before = ""
        for difference, who in zip(found, self._who, strict=True):
            if self._only and self._only not in who:
                continue
            if difference.field != before:
                self._insert_label(cursor, difference)
            before = difference.field
            self._insert_difference(cursor, difference, who)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert_label(self, cursor: QTextCursor, difference: Difference) -> None:
        cursor.insertBlock(_spaced(18))
        link = self._format("body", bold=True, colour="accent")
        link.setAnchor(True)
        link.setAnchorHref(f"field:{difference.path}")
        cursor.insertText(difference.label.text(), link)
        other = difference.label.text(other_language())
        if other != difference.label.text():
            cursor.insertText("  " + other, self._format("small", colour="faint"))

    def _insert_people(self, cursor: QTextCursor) -> None:
        """Offer the changes of each person, where several wrote."""
        people = Counter(name for names in self._who for name in names)
        if len(people) < 2:
            return
        cursor.insertBlock(_spaced(6))
        self._people = ("", *sorted(people))
        for number, name in enumerate(self._people):
            words = f"{name} ({people[name]})" if name else _("Everybody")
            if number:
                cursor.insertText("  ·  ", self._format("small", colour="faint"))
            chosen = name == self._only
            link = self._format("small", bold=chosen, colour="ink" if chosen else "accent")
            if not chosen:
                link.setAnchor(True)
                link.setAnchorHref(f"who:{number}")
            cursor.insertText(words, link)

    def _insert_difference(
        self, cursor: QTextCursor, difference: Difference, who: tuple[str, ...]
    ) -> None:
        above = " — ".join(part for part in (difference.place, ", ".join(who)) if part)
        if above:
            cursor.insertBlock(_spaced(6))
            cursor.insertText(above, self._format("small", colour="muted"))
        cursor.insertBlock(_spaced(3))
        for piece in difference.pieces:
            cursor.insertText(piece.text, self._piece(piece))

    def _piece(self, piece: Piece) -> QTextCharFormat:
        colours = theme.current()
        made = self._format("body")
        if piece.kind == "gone":
            made.setForeground(colours.bad)
            made.setBackground(colours.bad_soft)
            made.setFontStrikeOut(True)
        elif piece.kind == "added":
            made.setForeground(colours.good)
            made.setBackground(colours.good_soft)
            made.setFontUnderline(True)
        return made

    def _format(
        self, size: theme.TextSize, *, bold: bool = False, colour: str = "ink"
    ) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(theme.font(size, bold=bold))
        made.setForeground(getattr(theme.current(), colour))
        return made

    def _on_anchor(self, url: QUrl) -> None:
        scheme, _colon, rest = url.toString().partition(":")
        if scheme == "who":
            self._only = self._people[int(rest)]
            self._draw()
        elif scheme == "since":
            self.since_requested.emit(rest)
        else:
            self.go_requested.emit(rest)


def _spaced(above: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    return made
