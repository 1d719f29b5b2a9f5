"""What a form's dialogs have in common: a heading, a body, a reason why not, two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.parts import button, column, row, text
from mcdesk.ui.theme import GAP, WIDE, dress


class FormDialog(QDialog):
    """A dialog that never has a dead button without saying why.

    Subclasses fill `body` and call `check` whenever something changed; `reasons` lists what keeps
    the action from being possible.
    """

    def __init__(self, title: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        outer = column(self, gap=WIDE, margin=2 * GAP)
        outer.addWidget(text(title, "title", wrap=True))
        holder = QWidget()
        self.body: QVBoxLayout = column(holder, gap=WIDE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        outer.addWidget(scroll, 1)
        self._why = text("", "small", wrap=True)
        foot = row(gap=GAP)
        foot.addWidget(self._why, 1)
        foot.addWidget(button(_("Cancel"), self.reject))
        self.action = button(action, self.accept, "primary")
        foot.addWidget(self.action)
        outer.addLayout(foot)
        self.resize(560, 560)

    @property
    def why(self) -> str:
        """What stands beside the buttons."""
        return self._why.text()

    def reasons(self) -> list[str]:
        """Return why the action is not possible yet; empty when it is."""
        return []

    def check(self) -> None:
        """Open or close the action, with the first reason in words."""
        found = self.reasons()
        self.action.setEnabled(not found)
        self._why.setText(found[0] if found else "")
        dress(self._why, state="bad" if found else "")


def labelled(words: str, widget: QWidget, *, hint: str = "") -> QWidget:
    """Return an input below its label."""
    holder = QWidget()
    layout = column(holder, gap=GAP // 2)
    label = text(words, "heading")
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    layout.addWidget(label)
    layout.addWidget(widget)
    if hint:
        layout.addWidget(text(hint, "small", wrap=True))
    return holder
