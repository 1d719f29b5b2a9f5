"""How every dialog behaves: where the focus begins, what Enter does, how high it is.

Enter presses the focused button, else the action; in text of several lines it is a new line and
Ctrl+Enter the action. Esc cancels; when much was typed, only at the second time. A key that is
held down presses once: the Enter that opened a dialog does not answer it. The first input has the
focus.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.enter import is_enter, pressed_by
from mcdesk.ui.escape import FindLine
from mcdesk.ui.tabbing import step, stops

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

MUCH = 20
"""How many letters somebody typed are not thrown away without being asked."""

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractSpinBox)


class Answer(QPushButton):
    """One of several answers: Enter is the dialog's, as it is with a box that is ticked."""


class MannerlyDialog(QDialog):
    """A dialog with an action; `first` is what has the focus at first, if not the first input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first: QWidget | None = None

        self._warned: dict[QWidget, str] = {}
        self._chosen_then = ""
        self._at_first: dict[QWidget, str] = {}
        self._typed: set[QLineEdit] = set()
        self._held = _Held(self)

    def action_button(self) -> QPushButton | None:
        """Return the button that does what the dialog is for."""
        return None

    def tell_why(self) -> None:
        """Say why the action is not possible; called when it was asked for all the same."""

    def press_action(self) -> None:
        """Do what the dialog is for, or say why not."""
        action = self.action_button()
        if action is None:
            return
        if action.isEnabled():
            action.click()
        else:
            self.tell_why()

    def warn(self, words: str) -> None:
        """Say what is lost if the dialog is left once more."""

    def unwarn(self) -> None:
        """Take back what `warn` said: it was about other words."""

    def discarded(self) -> str:
        """Return what is said before words are discarded, while just these stand there; else ""."""
        stands = (self._inputs_now(), self.chosen())
        is_said = bool(self._warned) and (self._warned, self._chosen_then) == stands
        return _("Once more, and what you wrote is discarded.") if is_said else ""

    def may_go(self) -> bool:
        """Tell whether the dialog may close: little was typed, or a person heard what is lost."""
        if self.discarded() or not self.is_written():
            return True
        self._warned, self._chosen_then = self._inputs_now(), self.chosen()
        for each in self._warned:
            if isinstance(each, QLineEdit | QPlainTextEdit):
                each.textChanged.connect(self._on_words, Qt.ConnectionType.UniqueConnection)
        action = self.action_button()
        if action is not None:
            action.pressed.connect(self.ask_anew, Qt.ConnectionType.UniqueConnection)
        self.warn(self.discarded())
        return False

    def _on_words(self) -> None:
        if not self.discarded():
            self.ask_anew()

    def ask_anew(self) -> None:
        """Ask anew: other words stand there, or something else was wanted of them meanwhile."""
        if self._warned:
            self._warned = {}
            self.unwarn()

    @override
    def reject(self) -> None:
        """Close; when much was typed, only at the second time."""
        if self.may_go():
            super().reject()

    def leave(self) -> bool:
        """Close as Esc does, to go elsewhere; tell whether it did."""
        self.reject()
        return self.isHidden()

    def is_written(self) -> bool:
        """Tell whether much was typed since the dialog opened, beside what stood there."""
        typed = (_added(self._at_first.get(each, ""), words)
                 for each, words in self._inputs_now().items()
                 if isinstance(each, QPlainTextEdit) or each in self._typed)  # fmt: skip
        return sum(typed) + self.letters_kept() > MUCH

    def letters_kept(self) -> int:
        """Return how many letters were typed that the dialog took out of its inputs to keep."""
        return 0

    def chosen(self) -> str:
        """Return what else would be lost, beside what stands in the inputs: a file, a person."""
        return ""

    def _inputs_now(self) -> dict[QWidget, str]:
        """Return what stands in the inputs; words that one looks for are nothing written."""
        lines = (each for each in self.findChildren(QLineEdit) if not isinstance(each, FindLine))
        texts = (each for each in self.findChildren(QPlainTextEdit) if not each.isReadOnly())
        found: dict[QWidget, str] = {each: each.text() for each in lines}
        return found | {each: each.toPlainText() for each in texts}

    def _begin_watching(self) -> None:
        """Keep in mind what stands in the inputs before somebody types."""
        self._at_first = self._inputs_now()
        for each in self._at_first:
            if isinstance(each, QLineEdit):
                each.textEdited.connect(partial(_note, self._typed, each))

    def first_input(self) -> QWidget | None:
        """Return the first input that can be written."""
        for widget in stops(self):
            closed = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
            if isinstance(widget, INPUTS) and not closed:
                return widget
        return None

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, self.focusWidget(), stops(self), forward=forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and (is_enter(event.key()) or event.key() == Qt.Key.Key_Escape):
            return
        if not is_enter(event.key()):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        pressed = pressed_by(event, focus)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pressed is not None and not isinstance(pressed, Answer):
            pressed.click()
        elif not isinstance(focus, QPlainTextEdit) or control:
            self.press_action()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._at_first:
            self._begin_watching()
        for each in self.findChildren(QAbstractButton):
            each.installEventFilter(self._held)
        now = self.focusWidget()
        if self.first is None and isinstance(now, INPUTS):
            return
        first = self.first or self.first_input() or self.action_button()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)


def _note(typed: set[QLineEdit], line: QLineEdit, _words: str) -> None:
    """Note that a person typed into a line."""
    typed.add(line)


def _added(before: str, now: str) -> int:
    """Return how many letters came into words, from the first that differs to the last."""
    most = min(len(before), len(now))
    begin = next((at for at in range(most) if before[at] != now[at]), most)
    rest = range(most - begin)
    end = next((at for at in rest if before[-1 - at] != now[-1 - at]), len(rest))
    return len(now) - begin - end


class _Held(QObject):
    """Keeps an Enter that is held down from buttons: Qt lets it press one time after time."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return event.isAutoRepeat() and is_enter(event.key())
