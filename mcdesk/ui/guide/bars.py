"""The two bars of the guide's page: which edition, and how it is read and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme
from mcdesk.ui.named_signs import Emptying
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.sidebar import LANGUAGES
from mcdesk.ui.wording.words import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from mcdesk.application.views import WordingVersion

BOTH = "both"


class EditionBar(QFrame):
    """Which edition is shown, beside which other one; copying and printing.

    Signals:
        edition_chosen: the digest of the edition to show.
        other_chosen: the digest of the edition to compare with, or "".
    """

    edition_chosen = Signal(str)
    other_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.edition, self.other = QComboBox(), QComboBox()
        for box, name, width in (
            (self.edition, _("Edition that is shown"), 210),
            (self.other, _("Edition to compare with"), 210),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setMinimumWidth(width)
        self.edition.activated.connect(self._on_edition)
        self.other.activated.connect(self._on_other)
        self.copy = parts.button(_("Copy chapter"), "", "copy")
        self.copy.setToolTip(_("Copy the chapter that is read, with its numbers"))
        self.print_ = parts.button(_("Print or save…"), "", "printer")
        bar, _row = page_bar(
            _("Development guide"), self.edition, self.other, 1, self.copy, self.print_
        )
        layout = parts.row(bar)
        self.setLayout(layout)

    def show_editions(self, versions: Sequence[WordingVersion], shown: str, other: str) -> None:
        """Offer the editions; `shown` and `other` are the chosen ones."""
        blockers = QSignalBlocker(self.edition), QSignalBlocker(self.other)
        self.edition.clear()
        self.other.clear()
        self.other.addItem(_("Compare with…"), "")
        for version in versions:
            day = language.short_day(version.since)
            words = _("Edition {n}, {state}").format(
                n=version.version, state=_(STATES[version.state])
            )
            self.edition.addItem(words, version.digest)
            self.edition.setItemData(self.edition.count() - 1, day, Qt.ItemDataRole.ToolTipRole)
            if version.digest != shown:
                words = _("Beside edition {n}").format(n=version.version)
                self.other.addItem(words, version.digest)
        self.edition.setCurrentIndex(max(self.edition.findData(shown), 0))
        self.other.setCurrentIndex(max(self.other.findData(other), 0))
        self.other.setVisible(len(versions) > 1)
        del blockers

    def _on_edition(self, place: int) -> None:
        self.edition_chosen.emit(str(self.edition.itemData(place)))

    def _on_other(self, place: int) -> None:
        self.other_chosen.emit(str(self.other.itemData(place)))


class ReadingBar(QFrame):
    """Finding words, the language, and how large the letters are.

    Signals:
        words_changed: other words are looked for.
        stepped: the next find (1) or the one before (-1) is wanted.
        left: the search is over.
        language_chosen: "en", "id" or `BOTH`.
        scale_requested: larger (1), smaller (-1) or usual (0) letters are wanted.
    """

    words_changed = Signal(str)
    stepped = Signal(object)
    left = Signal()
    language_chosen = Signal(object)
    scale_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.words = FindLine()
        self.words.textChanged.connect(self.words_changed)
        self.words.stepped.connect(self.stepped)
        self.words.left.connect(self.left)
        self.count = parts.label("", "muted")
        self.count.setMinimumWidth(110)
        self.back = self._step("‹", _("Previous find"), "Shift+F3", -1)
        self.next = self._step("›", _("Next find"), "F3", 1)
        self.languages = {
            code: self._language(words, code)
            for code, words in (*LANGUAGES.items(), (BOTH, _("Both")))
        }
        self.smaller = self._scale("A−", _("Smaller letters"), "Ctrl+-", -1)
        self.larger = self._scale("A+", _("Larger letters"), "Ctrl++", 1)
        line = parts.row(
            self.words, self.count, self.back, self.next, 1, *self.languages.values(),
            self.smaller, self.larger,
        )  # fmt: skip
        line.setContentsMargins(16, 6, 16, 6)
        self.setLayout(line)

    def _step(self, sign: str, name: str, keys: str, by: int) -> parts.Link:
        made = self._named(parts.Link(sign, by, ""), name, keys)
        made.followed.connect(self.stepped)
        made.setEnabled(False)
        return made

    def _scale(self, sign: str, name: str, keys: str, by: int) -> parts.Link:
        made = self._named(parts.Link(sign, by, ""), name, keys)
        made.followed.connect(self.scale_requested)
        return made

    @staticmethod
    def _named(made: parts.Link, name: str, keys: str) -> parts.Link:
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({keys})")
        return made

    def _language(self, words: str, code: str) -> parts.Link:
        made = parts.Link(words, code, "chip")
        made.setCheckable(True)
        made.followed.connect(self.language_chosen)
        return made

    def show_language(self, chosen: str) -> None:
        """Mark the language that is shown; "" is the window's own."""
        for code, made in self.languages.items():
            made.setChecked(code == (chosen or i18n.language()))

    def show_scale(self, *, can_shrink: bool, can_grow: bool) -> None:
        """Offer what still goes."""
        self.smaller.setEnabled(can_shrink)
        self.larger.setEnabled(can_grow)

    def show_found(self, at: int, count: int) -> None:
        """Tell which of the finds is the current one."""
        nothing = bool(self.words.text().strip()) and not count
        words = _("{n} of {all}").format(n=at + 1, all=count) if count else ""
        self.count.setText(_("Nothing found") if nothing else words)
        theme.dress(self.count, state="bad" if nothing else "")
        self.back.setEnabled(count > 1)
        self.next.setEnabled(count > 1)


class FindLine(QLineEdit):
    """The words that are looked for; Enter goes on, with Shift back, Esc ends.

    Signals:
        stepped: the next find (1) or the one before (-1) is wanted.
        left: the search is over.
    """

    stepped = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Find in the guide  ( Ctrl+F )"))
        self.setAccessibleName(_("Find in the guide"))
        Emptying(self)
        self.setFixedWidth(260)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
