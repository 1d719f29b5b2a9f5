"""Bars that say something and offer what can be done about it; they never stop the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.parts import button, clear, row, text
from mcdesk.ui.parts import keep_shut
from mcdesk.ui.saying import reasons_of
from mcdesk.ui.theme import GAP, TIGHT, WIDE, dress

Offer = tuple[str, Callable[[], Any]]


class Notice(QFrame):
    """One bar; hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._row = layout = row(self, gap=GAP)
        layout.setContentsMargins(WIDE, TIGHT, WIDE, TIGHT)
        self._words: QLabel | None = None
        self._back: QWidget | None = None
        self._offers = row(gap=GAP)
        layout.addLayout(self._offers)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text() if self._words is not None else ""

    def say(
        self,
        words: str,
        offers: Sequence[Offer] = (),
        *,
        quiet: bool = False,
        why: str = "",
        main: bool = False,
    ) -> None:
        """Show words and buttons; without any button, one to close the bar.

        `why` says what keeps the buttons that are offered shut; `main`, that they stand out.
        """
        if self._words is None:
            self._words = text("", wrap=True, parent=self)
            self._row.insertWidget(0, self._words, 1)
        dress(self, state="sample" if quiet else "")
        dress(self._words, state="accent" if quiet else "warn")
        self.reword(words)
        clear(self._offers)
        for label, slot in offers or [(_("OK"), self.hide)]:
            made = button(label, partial(self._act, slot), "primary" if main else "link")
            if offers:
                keep_shut(made, why)
            self._offers.addWidget(made)
        self.show()

    def reword(self, words: str) -> None:
        """Say it in other words; who is at one of the buttons stays there."""
        if self._words is not None:
            self._words.setText(words)
            self.setAccessibleName(words)

    def give_keys_to(self, widget: QWidget) -> None:
        """Let a widget have the keyboard once an offer was taken: the bar goes away then."""
        self._back = widget

    def _act(self, slot: Callable[[], Any]) -> None:
        used = QApplication.focusWidget()
        if self._back is not None and used is not None and self.isAncestorOf(used):
            self._back.setFocus()
        slot()

    def take_focus(self) -> None:
        """Let the keys go on with the first offer: what was used to get here goes away."""
        first = self._offers.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus()


def error_words(error: Exception) -> str:
    """Return an error as a person reads it."""
    return " ".join(reasons_of(error))
