"""Two texts for one place: mine and what somebody else stored; a person takes one, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.notices import Offer

MOST_LINES = 8


class CollisionBox(QFrame):
    """Both texts in full, and what can be done; hidden while there is no collision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        layout = column(self, gap=GAP)
        layout.setContentsMargins(WIDE, GAP, WIDE, GAP)
        self._words = text("", state="warn", wrap=True)
        layout.addWidget(self._words)
        self.mine, self.theirs = _box(), _box()
        self._mine_label = text("", "small", state="warn")
        self._theirs_label = text("", "small", state="warn")
        sides = row(gap=WIDE)
        sides.addLayout(_side(self._mine_label, self.mine), 1)
        sides.addLayout(_side(self._theirs_label, self.theirs), 1)
        layout.addLayout(sides)
        self._offers = row(gap=GAP)
        layout.addLayout(self._offers)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str, mine: str, theirs: str, offers: Sequence[Offer]) -> None:
        """Show two texts and the ways to settle them."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._mine_label.setText(_("Yours, not stored yet"))
        self._theirs_label.setText(_("Stored now"))
        for box, shown, label in (
            (self.mine, mine, self._mine_label),
            (self.theirs, theirs, self._theirs_label),
        ):
            box.show_text(shown or _("empty"))
            box.setAccessibleName(label.text())
        clear(self._offers)
        for action, slot in offers:
            self._offers.addWidget(button(action, slot))
        self._offers.addStretch(1)
        self.show()


def _box() -> GrowingText:
    box = GrowingText(lines=1, most=MOST_LINES)
    box.setReadOnly(True)
    return box


def _side(label: QLabel, box: QWidget) -> QVBoxLayout:
    side = column(gap=TIGHT)
    side.addWidget(label)
    side.addWidget(box)
    side.addStretch(1)
    return side
