"""A link beside a label: it comes and goes without moving what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.parts import button
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable


class AsideLink(QObject):
    """A link at the right of the label of a labelled input, hidden at first.

    Where the room is too short for its words it says “Add…”, and the words in its tool tip.
    """

    def __init__(self, holder: QWidget, words: str, slot: Callable[[], Any]) -> None:
        super().__init__(holder)
        self._holder, self._words = holder, words
        label = next(each for each in holder.findChildren(QLabel) if each.buddy() is not None)
        self._label = label
        self.link = button(words, slot, "link")
        self.link.setParent(holder)
        self.link.setAccessibleName(words)
        self.link.setToolTip(words)
        self.link.hide()
        holder.installEventFilter(self)

    def offer(self, *, on: bool) -> None:
        """Show the link or hide it."""
        self.link.setVisible(on)
        self._lay_out()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._lay_out()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        """Stand at the right above the input, in the room of the label and of the gap below it."""
        self.link.setText(self._words)
        room = self._holder.width() - self._label.sizeHint().width() - GAP
        if self.link.sizeHint().width() > room:
            self.link.setText(_("Add…"))
        width = self.link.sizeHint().width()
        self.link.setGeometry(self._holder.width() - width, 0, width,
                              self._label.sizeHint().height() + GAP // 2)  # fmt: skip
        self.link.raise_()
