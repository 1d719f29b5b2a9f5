"""Answers side by side to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from mcdesk.ui.forms.parts import FlowLayout, text
from mcdesk.ui.manners import Answer
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QLabel

_ARROWS: Mapping[int, int] = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


APART = TIGHT + 2
WORD = 2000
"""Milliseconds after a letter in which another one belongs to the same word."""


class Pill(Answer):
    """One answer; a pressed one carries a tick, so that colour is not the only sign."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words.replace("&", "&&")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")
        self.setAccessibleName(words)
        self.toggled.connect(self._on_toggled)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self.setText(f"✓ {self._words}" if self.isChecked() else self._words)

    @override
    def sizeHint(self) -> QSize:
        """Keep the width of the pressed state, so that nothing jumps."""
        size = super().sizeHint()
        if not self.isChecked():
            size.setWidth(size.width() + self.fontMetrics().horizontalAdvance("✓ "))
        return size

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the row of answers; Qt's own step would go to any widget."""
        if event.key() in _ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)


class Pills(QWidget):
    """Answers side by side: one of them, or several.

    The arrow keys go along, the space bar presses; pressing the only answer again takes it back.
    A letter chooses the answer that it stands for, and the same letter again keeps it; Del takes
    the answer back. Where `rows` is true, Up and Down lead to other rows of answers; where `keeps`
    is true, one of them stays chosen once it is: the choice is changed, never taken back. Where
    `alone` is true, a letter chooses only where no other one comes with it: whoever types a word
    there meant another place, and changes nothing.

    Signals:
        chosen: the pressed answers changed by a person.
        lettered: a letter that stood alone chose an answer; its words.
        began: the focus came to one of them.
        ended: the focus left them for another place.
        step_requested: another row of answers is wanted, -1 up or 1 down.
    """

    chosen = Signal()
    lettered = Signal(str)
    began = Signal()
    ended = Signal()
    step_requested = Signal(int)

    def __init__(
        self,
        answers: Sequence[tuple[str, str]],
        *,
        several: bool = False,
        rows: bool = False,
        keeps: bool = False,
        alone: bool = False,
        letters: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several, self._rows, self._keeps = several, rows, keeps
        self._letters, self._alone = letters or {}, alone
        self._held = ""
        self._wait, self._word = QTimer(self), QTimer(self)
        self._wait.timeout.connect(self._use_held)
        for timer in (self._wait, self._word):
            timer.setSingleShot(True)
        self._writable, self._is_offered = True, False
        self._pills: dict[str, Pill] = {}
        flow = FlowLayout(self, gap=APART)
        for key, words in answers:
            pill = Pill(words, self)
            pill.clicked.connect(self._on_clicked)
            pill.installEventFilter(self)
            self._pills[key] = pill
            flow.addWidget(pill)
        self._flow = flow
        self._stranger: QLabel | None = None
        self._none: QLabel | None = None
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._give_tab()

    def row_width(self, *, without: int = 0) -> int:
        """Return how wide the answers are in one row, or all of them but the last ones."""
        shown = list(self._pills.values())
        widths = [pill.sizeHint().width() for pill in shown[: len(shown) - without]]
        return sum(widths) + APART * max(len(widths) - 1, 0)

    def show_values(self, values: Sequence[str]) -> None:
        """Press exactly these answers; one that is none of them is shown as it stands."""
        for key, pill in self._pills.items():
            pill.setChecked(key in values)
        self._show_strange(", ".join(value for value in values if value not in self._pills))
        self._show_pills()
        self._give_tab()

    def _show_strange(self, words: str) -> None:
        """Show what is none of the answers, behind them."""
        if words and self._stranger is None:
            self._stranger = text("", "chip", state="bad", parent=self)
            self._flow.insert_widget(len(self._pills), self._stranger)
        if self._stranger is not None:
            self._stranger.setText(words)
            self._stranger.setVisible(bool(words))

    def values(self) -> list[str]:
        """Return the pressed answers in their order."""
        return [key for key, pill in self._pills.items() if pill.isChecked()]

    def set_writable(self, *, writable: bool) -> None:
        """Let the answers be pressed, or only read."""
        self._writable = writable
        for pill in self._pills.values():
            pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not writable)
        self._show_pills()
        self._give_tab()

    def offer_all(self) -> None:
        """Show every answer also where they can only be read: as the form offers them."""
        self._is_offered = True
        self._show_pills()

    def _show_pills(self) -> None:
        """Show every answer, or only the pressed ones where they can only be read."""
        pressed = [pill for pill in self._pills.values() if pill.isChecked()]
        is_whole = self._writable or self._is_offered
        for pill in self._pills.values():
            pill.setVisible(is_whole or pill in pressed)
        is_none = not is_whole and not pressed
        if is_none and self._none is None:
            self._none = text("–", "muted", parent=self)
            self._flow.addWidget(self._none)
        if self._none is not None:
            self._none.setVisible(is_none)

    def press(self, key: str) -> None:
        """Press one answer as a person does."""
        self._pills[key].click()

    def _on_clicked(self) -> None:
        sender = self.sender()
        if self._keeps and isinstance(sender, Pill):
            sender.setChecked(True)
        if not self._several:
            for pill in self._pills.values():
                if pill is not sender:
                    pill.setChecked(False)
        self._give_tab()
        self.chosen.emit()

    def _give_tab(self) -> None:
        """Let Tab stop at one answer only: the first pressed one, else the first."""
        pills = list(self._pills.values())
        stop = next((pill for pill in pills if pill.isChecked()), pills[0] if pills else None)
        for pill in pills:
            reachable = self._writable and pill is stop
            tab = Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.ClickFocus
            pill.setFocusPolicy(tab if self._writable else Qt.FocusPolicy.NoFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._alone and self._is_of_word(event.text()):
            return
        if event.text().isdecimal():
            self._held = ""
        self._use_held()
        self._word.stop()
        if self._rows and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ARROWS:
            self._go(_ARROWS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._writable:
            self._take_back()
        elif not (self._writable and not self._several and self._choose(event.text())):
            super().keyPressEvent(event)

    def _is_of_word(self, text: str) -> bool:
        """Hold a letter until it is known to stand alone; tell whether a word is typed."""
        goes_on = self._word.isActive()
        if not (text.isalpha() or (goes_on and text == " ")):
            return False
        self._held = "" if goes_on else text
        self._wait.start(QApplication.keyboardInputInterval())
        self._word.start(WORD)
        return True

    def _use_held(self) -> None:
        """Let a letter that stood alone choose."""
        letter, self._held = self._held, ""
        before = self.values()
        if letter and self._writable and self._choose(letter) and self.values() != before:
            self.lettered.emit(self._pills[self.values()[0]].accessibleName())

    def _go(self, step: int) -> None:
        pills = [pill for pill in self._pills.values() if pill.isVisible()]
        now = next((n for n, pill in enumerate(pills) if pill.hasFocus()), -1)
        if now >= 0:
            pills[(now + step) % len(pills)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        """Press nothing."""
        if self.values() and not self._keeps:
            for pill in self._pills.values():
                pill.setChecked(False)
            self._give_tab()
            self.chosen.emit()

    def _choose(self, text: str) -> bool:
        """Press the answer that a letter stands for; tell whether there is one."""
        letter = text.casefold()
        key = self._letters.get(letter, "")
        if not key and letter.isalpha():
            starts = [
                key
                for key, pill in self._pills.items()
                if pill.accessibleName().casefold().startswith(letter)
            ]
            key = starts[0] if len(starts) == 1 else ""
        pill = self._pills.get(key)
        if pill is None:
            return False
        if any(each.hasFocus() for each in self._pills.values()):
            pill.setFocus(Qt.FocusReason.OtherFocusReason)
        if not pill.isChecked():
            pill.click()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.began.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self._use_held()
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self._word.stop()
                self.ended.emit()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return self._word.isActive() and event.type() == QEvent.Type.KeyPress
        return super().eventFilter(watched, event)
