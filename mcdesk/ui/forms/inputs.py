"""What is typed into: one line, growing text, a date, a name, tags. They know no form.

Each tells `began` when the focus comes, `changed` at every keystroke and `ended` when the focus
leaves. Ctrl+Z undoes inside first what was typed since the focus came; when nothing is left there
it goes on to the form.
"""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

MOST = 200_000
"""What one line takes at most; Qt's own limit of 32,767 would cut a pasted text in silence."""
_LONG = 5000
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Line(QLineEdit):
    """One line of text.

    Signals:
        began: the focus came.
        changed: a person typed.
        ended: the focus left for another place.
        overflowed: what was pasted and does not fit.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()
    overflowed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MOST)
        self.textEdited.connect(self.changed)
        self._beside = 0
        self._is_key = False
        self._hint = ""
        self.textChanged.connect(self._measure)
        self.selectionChanged.connect(self._measure)
        self.inputRejected.connect(self._on_rejected)

    def _on_rejected(self) -> None:
        """Tell what of the clipboard did not fit; a key pressed at the limit loses nothing."""
        pasted = QGuiApplication.clipboard().text()
        taken = len(self.text()) - self._beside
        if not self._is_key and pasted[taken:]:
            self.overflowed.emit(pasted[taken:])

    def _measure(self) -> None:
        """Keep in mind how much stands here beside what is selected."""
        self._beside = len(self.text()) - len(self.selectedText())

    def show_text(self, words: str) -> None:
        """Show other text with the caret where it was; what is typed is not touched if equal."""
        if words != self.text():
            at = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(at, len(words)) if is_typed_into(self) else 0)

    @override
    def setPlaceholderText(self, words: str) -> None:
        self._hint = words
        super().setPlaceholderText(hint_in(self, words))

    @override
    def setReadOnly(self, is_shut: bool) -> None:
        super().setReadOnly(is_shut)
        super().setPlaceholderText(hint_in(self, self._hint))

    def select(self, start: int, end: int) -> None:
        """Select some of the text, wherever the focus is."""
        words = self.text()
        self.setSelection(units(words[:start]), units(words[start:end]))

    def forget_steps(self) -> None:
        """Let Ctrl+Z not go behind what stands here now: it is stored, the form undoes it."""
        if self.isUndoAvailable() or self.isRedoAvailable():
            at = self.cursorPosition()
            self.setText(self.text())
            self.setCursorPosition(at)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _STAYS:
            self.forget_steps()
        super().focusInEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.began.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_spent(event, self):
            event.ignore()
            return
        self._is_key = not event.matches(QKeySequence.StandardKey.Paste)
        super().keyPressEvent(event)
        self._is_key = False


class GrowingText(QPlainTextEdit):
    """Text of several lines that is as high as what stands in it, up to a limit.

    Signals:
        began: the focus came.
        changed: a person typed.
        ended: the focus left for another place.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3, most: int = 24) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._showing = False
        self._measured = 0
        self._hint = ""
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, words: str) -> None:
        """Show other text; only what differs is replaced, so caret and undo stay."""
        old = self.toPlainText()
        if words == old:
            return
        self._showing = True
        if is_typed_into(self):
            start, end = _differing(old, words)
            cursor = QTextCursor(self.document())
            cursor.setPosition(units(old[:start]))
            cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words[start : len(words) - end])
        else:
            self.setPlainText(words)
        self._showing = False

    @override
    def setPlaceholderText(self, words: str) -> None:
        self._hint = words
        super().setPlaceholderText(hint_in(self, words))

    @override
    def setReadOnly(self, is_shut: bool) -> None:
        super().setReadOnly(is_shut)
        super().setPlaceholderText(hint_in(self, self._hint))
        self._fit()

    def select(self, start: int, end: int) -> None:
        """Select some of the text, wherever the focus is, and bring it into sight."""
        words = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(words[:start]))
        cursor.setPosition(units(words[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _on_text_changed(self) -> None:
        length = self.document().characterCount()
        if abs(length - self._measured) > _LONG // 10 and length > _LONG:
            self._measured = length
            self._choose_wrap()
        if self.placeholderText():
            self._fit()
        if not self._showing:
            self.changed.emit()

    def _choose_wrap(self) -> None:
        """Break anywhere where a word is endless.

        Looking for its end costs Qt a third of a second at each keystroke (100,000 letters).
        """
        modes = QTextOption.WrapMode
        longest = max(map(len, self.toPlainText().split()), default=0)
        mode = modes.WrapAnywhere if longest > _LONG else modes.WrapAtWordBoundaryOrAnywhere
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def _fit(self) -> None:
        lines = max(self._lines, int(self.document().size().height()), self._hint_lines())
        text_height = min(lines, self._most) * self.fontMetrics().lineSpacing()
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin())
        height = text_height + around + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _hint_lines(self) -> int:
        """Return how many lines the hint of an empty box takes."""
        hint = self.placeholderText()
        if not hint or not self.document().isEmpty():
            return 0
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        flags = int(Qt.TextFlag.TextWordWrap)
        found = self.fontMetrics().boundingRect(0, 0, max(room, 1), 0, flags, hint)
        return math.ceil(found.height() / self.fontMetrics().lineSpacing())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only when there is something to scroll; else the page moves."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _STAYS:
            self.document().clearUndoRedoStacks()
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.began.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_spent(event, self.document()):
            event.ignore()
            return
        super().keyPressEvent(event)


def hint_in(field: QLineEdit | QPlainTextEdit, words: str) -> str:
    """Return the hint of a field: none where it is shut, as a reader takes it for an answer."""
    return "" if field.isReadOnly() else words


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return how many letters at the start and at the end of two texts are equal."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def is_spent(event: QKeyEvent, steps: QLineEdit | QTextDocument) -> bool:
    """Tell whether a key asks for a step back or again that a field has no more; the form does."""
    undo = event.matches(QKeySequence.StandardKey.Undo) and not steps.isUndoAvailable()
    redo = event.matches(QKeySequence.StandardKey.Redo) and not steps.isRedoAvailable()
    return undo or redo


def is_typed_into(field: QWidget) -> bool:
    """Tell whether a field has the focus of its window, also while another window is active."""
    return field.window().focusWidget() is field


def units(words: str) -> int:
    """Return the length of a text as Qt counts it, in UTF-16 units."""
    return len(words) + sum(1 for letter in words if ord(letter) > 0xFFFF)


def caret_behind(widget: QWidget | None) -> None:
    """Put the caret behind the words of an input, with nothing selected that keys would replace."""
    if isinstance(widget, QLineEdit):
        widget.end(False)
    elif isinstance(widget, QPlainTextEdit):
        widget.moveCursor(QTextCursor.MoveOperation.End)
