"""Keys that still come to a field that was closed under somebody's hands.

Who types sees a second later that the field is closed: what was pressed meanwhile belongs to what
was being typed, so the draft of it goes on (design.md, section 1: nothing typed is lost).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mcdesk.ui.forms.editors import Editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.ui.forms.editors import Place

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASES = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_ALTERS = (*_ERASES, *_ENDS)
_CONTROL, _ALT, _META = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)  # fmt: skip
_COMMANDS = _CONTROL | _ALT | _META
_WRITING = (Qt.KeyboardModifier.NoModifier, _ALT if sys.platform == "darwin" else _CONTROL | _ALT)
"""With these of them a key still writes."""


@dataclass(frozen=True, slots=True)
class LateKey:
    """A key that came too late; `begins` tells whether it is text of its own."""

    event: QKeyEvent
    begins: bool


class LateKeys(QObject):
    """Hears the keys of one editor from its closing on, until the focus leaves it."""

    def __init__(
        self, editor: Editor, place: Place, take: Callable[[Place, LateKey], bool]
    ) -> None:
        super().__init__(editor)
        self._editor, self._place, self._take = editor, place, take
        proxy = editor.focusProxy()
        assert proxy is not None, "it had the focus"
        proxy.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._editor.isAncestorOf(now):
            self.end()

    def end(self) -> None:
        """Hear no more."""
        self.setParent(None)
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self.parent() is None:
            return False
        key = late_key(event)
        if key is None or (self._place.is_line and event.key() in _ENDS):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._take(self._place, key)


def late_key(event: QKeyEvent) -> LateKey | None:
    """Return a key as one that would have changed the field, or None for one that would not.

    With Ctrl, Alt or the Windows key it is a command, but for what Ctrl+Alt (AltGr) and the option
    key of a Mac write; so Qt's own fields have it.
    """
    begins = event.matches(QKeySequence.StandardKey.Paste)
    held = event.modifiers() & _COMMANDS
    erases = event.key() in _ERASES and held == _CONTROL
    if not begins and not erases and held not in _WRITING:
        return None
    begins = begins or (bool(event.text()) and event.text().isprintable())
    return LateKey(event, begins) if begins or event.key() in _ALTERS else None


def editor_in_use() -> Editor | None:
    """Return the editor that the focus is in."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, Editor):
        widget = widget.parentWidget()
    return widget
