"""The buttons below a table: each is made when it is first offered, for most tables have few."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.ui.forms.parts import button, row, text
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtWidgets import QPushButton, QWidget


class Offered(NamedTuple):
    """What a button below a table says and does."""

    words: str
    call: Callable[[], object]
    tip: str = ""


class TableFoot:
    """The line below a table: what is offered, in the order given, and how many rows there are."""

    def __init__(self, offers: Mapping[str, Offered], parent: QWidget) -> None:
        self._offers = offers
        self._words = {name: offer.words for name, offer in offers.items()}
        self._made: dict[str, QPushButton] = {}
        self.count = text("", "small", parent=parent)
        self.line = row(gap=GAP)
        self.line.addStretch(1)
        self.line.addWidget(self.count)

    def __getitem__(self, name: str) -> QPushButton:
        """Return a button, made when it is first wanted."""
        if name not in self._made:
            _words, call, tip = self._offers[name]
            before = sum(each in self._made for each in self._before(name))
            made = button(self._words[name], call, "link")
            made.setToolTip(tip)
            made.hide()
            self.line.insertWidget(before, made)
            self._made[name] = made
        return self._made[name]

    def _before(self, name: str) -> Iterator[str]:
        return takewhile(lambda each: each != name, self._offers)

    def say(self, name: str, words: str) -> None:
        """Let a button say something else."""
        self._words[name] = words
        if name in self._made:
            self._made[name].setText(words)

    def offer(self, name: str, *, offered: bool = True) -> None:
        """Show a button, or hide it."""
        if offered or name in self._made:
            self[name].setVisible(offered)
