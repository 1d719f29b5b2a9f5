"""Answers side by side to press, and words as chips to add and take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import FlowLayout, row, text
from mcdesk.ui.forms.values import tags
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ARROWS: Mapping[int, int] = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class Pill(QPushButton):
    """One answer; a pressed one carries a tick, so that colour is not the only sign."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words.replace("&", "&&")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")
        self.setAccessibleName(words)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(on=False)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signature
        self.setText(f"✓ {self._words}" if on else self._words)

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

    Signals:
        chosen: the pressed answers changed by a person.
        began: the focus came to one of them.
    """

    chosen = Signal()
    began = Signal()

    def __init__(
        self,
        answers: Sequence[tuple[str, str]],
        *,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._writable = True
        self._pills: dict[str, Pill] = {}
        flow = FlowLayout(self, gap=TIGHT + 2)
        for key, words in answers:
            pill = Pill(words, self)
            pill.clicked.connect(self._on_clicked)
            pill.installEventFilter(self)
            self._pills[key] = pill
            flow.addWidget(pill)
        self._stranger = text("", "chip", state="bad")
        self._stranger.hide()
        flow.addWidget(self._stranger)
        self._none = text("–", "muted")
        self._none.hide()
        flow.addWidget(self._none)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._give_tab()

    def show_values(self, values: Sequence[str]) -> None:
        """Press exactly these answers; one that is none of them is shown as it stands."""
        for key, pill in self._pills.items():
            pill.setChecked(key in values)
        strange = [value for value in values if value not in self._pills]
        self._stranger.setText(", ".join(strange))
        self._stranger.setVisible(bool(strange))
        self._show_pills()
        self._give_tab()

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

    def _show_pills(self) -> None:
        """Show every answer, or only the pressed ones where they can only be read."""
        pressed = [pill for pill in self._pills.values() if pill.isChecked()]
        for pill in self._pills.values():
            pill.setVisible(self._writable or pill in pressed)
        self._none.setVisible(not self._writable and not pressed)

    def press(self, key: str) -> None:
        """Press one answer as a person does."""
        self._pills[key].click()

    def _on_clicked(self) -> None:
        sender = self.sender()
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
        step = _ARROWS.get(event.key(), 0)
        pills = [pill for pill in self._pills.values() if pill.isVisible()]
        now = next((n for n, pill in enumerate(pills) if pill.hasFocus()), -1)
        if step and now >= 0:
            pills[(now + step) % len(pills)].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        letter = event.text().casefold()
        if letter and letter.isalpha() and self._writable and not self._several:
            hits = [p for p in pills if p.accessibleName().casefold().startswith(letter)]
            if len(hits) == 1:
                hits[0].setFocus(Qt.FocusReason.OtherFocusReason)
                hits[0].click()
                return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.began.emit()


class Tag(QFrame):
    """One word with a way to take it out.

    Signals:
        removed: the word itself.
    """

    removed = Signal(str)

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = word
        layout = row(self, gap=0)
        self._label = text(_short(word), "chip", state="accent")
        self._label.setToolTip(word)
        layout.addWidget(self._label)
        self._out = QToolButton()
        self._out.setText("×")
        self._out.setProperty("kind", "quiet")
        self._out.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._out.setToolTip(_("Take out “{word}”").format(word=_short(word)))
        self._out.setAccessibleName(self._out.toolTip())
        self._out.setFixedSize(18, 18)
        self._out.clicked.connect(self._on_out)
        layout.addWidget(self._out)

    def set_writable(self, *, writable: bool) -> None:
        self._out.setVisible(writable)

    def _on_out(self) -> None:
        self.removed.emit(self.word)


def _short(word: str) -> str:
    return word if len(word) <= 60 else word[:59] + "…"


class TagLine(Line):
    """Where the next word is typed; Enter, comma and semicolon add it, Backspace takes one back.

    Signals:
        entered: what stands here is to become words.
        back: the last word is to come back for correction.
    """

    entered = Signal()
    back = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.text() in (",", ";") or (enter and self.text().strip()):
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
            return
        super().keyPressEvent(event)
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        if pasted and any(sign in self.text() for sign in ",;"):
            self.entered.emit()


class TagBox(QFrame):
    """Words as chips, with room for the next.

    Signals:
        began: the focus came.
        changed: the words, or what is typed as the next, changed by a person.
        ended: the focus left.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._writable = True
        self._flow = FlowLayout(self, gap=TIGHT)
        self.line = TagLine(self)
        self.line.setMinimumWidth(140)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(self.line)
        self._none = text("–", "muted", parent=self)
        self._none.hide()
        self.line.began.connect(self.began)
        self.line.changed.connect(self.changed)
        self.line.ended.connect(self._on_ended)
        self.line.entered.connect(self._on_entered)
        self.line.back.connect(self._on_back)
        self.setFocusProxy(self.line)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._flow.setContentsMargins(0, 0, 0, 0)

    def words(self) -> list[str]:
        """Return the words, the one being typed too."""
        return list(dict.fromkeys([*self._words, *tags(self.line.text())]))

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words; what is being typed as the last of them stays in the line."""
        if list(words) == self.words():
            return
        self.line.setText("")
        self._lay_out(words)

    def set_writable(self, *, writable: bool) -> None:
        self._writable = writable
        self.line.setVisible(writable)
        for tag in self.findChildren(Tag):
            tag.set_writable(writable=writable)
        self._none.setVisible(not writable and not self._words)

    def _lay_out(self, words: Sequence[str]) -> None:
        self._words = list(words)
        while self._flow.count() > 1:
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for number, word in enumerate(self._words):
            tag = Tag(word, self)
            tag.set_writable(writable=self._writable)
            tag.removed.connect(self._on_removed)
            self._flow.insert_widget(number, tag)
            tag.show()
        self.updateGeometry()

    def _on_entered(self) -> None:
        words = self.words()
        self.line.setText("")
        self._lay_out(words)
        self.changed.emit()

    def _on_ended(self) -> None:
        if self.line.text().strip():
            self._on_entered()
        self.ended.emit()

    def _on_back(self) -> None:
        if self._words:
            word = self._words[-1]
            self._lay_out(self._words[:-1])
            self.line.setText(word)
            self.changed.emit()

    def _on_removed(self, word: str) -> None:
        if not self.line.hasFocus():
            self.began.emit()
        self._lay_out([kept for kept in self._words if kept != word])
        self.changed.emit()
        if not self.line.hasFocus():
            self.ended.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
