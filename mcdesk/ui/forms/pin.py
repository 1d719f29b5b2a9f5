"""What the sign dialog says of the person's key, and the PIN that it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.i18n import N_, _
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import column, row, text
from mcdesk.ui.theme import TIGHT, WIDE, dress

if TYPE_CHECKING:
    from mcdesk.application.keys import KeyState

WORDS: dict[str, str] = {
    "none": N_("No key can be used on this computer: the decision is kept without a signature."),
    "missing": N_("You have signed with a key before, and none can be used on this computer now. "
                  "Open its keyring, sign on your own computer, or record the decision by another "
                  "medium."),
    "ended": N_("Your key was ended, so it signs no more. Make a new one under Settings, "
                "Signatures, or record the decision by another medium."),
    "new": N_("With your first signature the program makes your key on this computer and registers "
              "it. There is nothing to do."),
    "ready": N_("Your key on this computer signs."),
    "locked": N_("Your key on this computer signs; it takes your PIN."),
    "choose": N_("Your key is kept here behind a PIN that only you know: choose it now. A PIN that "
                 "is forgotten cannot be found again; then you get a new key."),
}  # fmt: skip
SAMPLE_WORDS: dict[str, str] = {
    "new": N_("With your first signature the program makes your key. In the sample it is kept only "
              "until the program ends."),
    "ready": N_("Your key signs. In the sample it is kept only until the program ends."),
    "locked": N_("Your key signs; it takes your PIN. In the sample both are kept only until the "
                 "program ends."),
    "choose": N_("In the sample your key and its PIN are kept only until the program ends: choose "
                 "a PIN for that long. After that you get a new key, and the old one is ended."),
}  # fmt: skip
UNUSABLE = ("missing", "ended")
LEAST = 6


class PinBox(QWidget):
    """Says what the key does and asks for the PIN where it takes one.

    `sample`: this is the sample, which keeps no key beyond the program.

    Signals:
        changed: a person typed.
    """

    changed = Signal()

    def __init__(self, state: KeyState, *, sample: bool) -> None:
        super().__init__()
        self.state = state
        words = WORDS | SAMPLE_WORDS if sample else WORDS
        self._words = text(_(words[state]), "small", wrap=True)
        self.pin, self.again = _hidden(), _hidden()
        if state in UNUSABLE:
            dress(self._words, state="warn")
        layout = column(self, gap=TIGHT)
        layout.addWidget(self._words)
        line, top = row(gap=WIDE), Qt.AlignmentFlag.AlignTop
        least = _("At least {n} characters.").format(n=LEAST) if state == "choose" else ""
        line.addWidget(labelled(_("Your PIN"), self.pin, hint=least), 1, top)
        self._repeat = labelled(_("The same PIN again"), self.again)
        line.addWidget(self._repeat, 1, top)
        self._asked = QWidget()
        self._asked.setLayout(line)
        layout.addWidget(self._asked)
        self._asked.setVisible(self.asks)
        self._repeat.setVisible(state == "choose")
        for each in (self.pin, self.again):
            each.changed.connect(self.changed)

    @property
    def asks(self) -> bool:
        """Tell whether a PIN is to be typed."""
        return self.state in ("locked", "choose")

    def reasons(self) -> list[str]:
        """Return what is missing of the PIN."""
        if self.state == "ended":
            return [_("Your key was ended: make a new one under Settings, Signatures.")]
        if self.state == "missing":
            return [_("Your key cannot be used here.")]
        if not self.asks:
            return []
        if self.state == "locked":
            return [] if self.pin.text() else [_("Type your PIN.")]
        if len(self.pin.text()) < LEAST:
            return [_("A PIN has at least {n} characters.").format(n=LEAST)]
        if self.pin.text() != self.again.text():
            return [_("The two PINs are not the same.")]
        return []

    def refuse(self, words: str) -> None:
        """Say why the PIN was not taken, and let it be typed anew."""
        self._words.setText(words)
        dress(self._words, state="bad")
        self.pin.setFocus()
        self.pin.selectAll()


def _hidden() -> Line:
    line = Line()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
