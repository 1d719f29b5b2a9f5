"""What a form's dialogs have in common: a heading, a body, a reason why not, two buttons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.parts import button, column, row, text
from mcdesk.ui.manners import MannerlyDialog
from mcdesk.ui.saying import reasons_of
from mcdesk.ui.theme import GAP, WIDE, dress

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QShowEvent

TALLEST = 0.86
"""The share of the screen's height that a dialog takes at most; more is scrolled."""

FEW = 3
"""How many reasons of a refusal stand beside the buttons; they do not scroll."""

AROUND = 80  # pixels that come into sight above and below what is brought up


class Holder(QWidget):
    """What a dialog scrolls: no higher than its parts are at its width.

    Qt would add up how high each of them is where it is narrowest.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > least.width():
            least.setHeight(layout.heightForWidth(self.width()))
        return least


class FormDialog(MannerlyDialog):
    """A dialog that never has a dead button without saying why.

    Subclasses fill `body` and call `check` whenever something changed; `reasons` lists what keeps
    the action from being possible. It is as high as what stands in it. What is missing before
    anything was typed is said quietly.
    """

    def __init__(self, title: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = text("", "title", wrap=True)
        self.entitle(title)
        self.setModal(True)
        outer = self._outer = column(self, gap=WIDE, margin=2 * GAP)
        outer.addWidget(self._heading)
        self._holder = Holder()
        self.body: QVBoxLayout = column(self._holder, gap=WIDE)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._holder)
        outer.addWidget(self._scroll, 1)
        self._why = text("", "small", wrap=True)
        self._why.setMinimumHeight(self._two_lines())
        self._begun = False
        foot = row(gap=GAP)
        foot.addWidget(self._why, 1)
        self.buttons = QDialogButtonBox()
        self.action = button(action, self.accept, "primary")
        self.action.setDefault(True)
        self.buttons.addButton(self.action, QDialogButtonBox.ButtonRole.AcceptRole)
        self._away = button(_("Cancel"), self.reject)
        self.buttons.addButton(self._away, QDialogButtonBox.ButtonRole.RejectRole)
        foot.addWidget(self.buttons)
        outer.addLayout(foot)
        self.resize(560, 560)

    def entitle(self, title: str) -> None:
        """Say what the dialog is about."""
        self.setWindowTitle(title)
        self._heading.setText(title)

    def add_below(self, part: QWidget) -> None:
        """Put something above the buttons, where it does not scroll."""
        self._outer.insertWidget(self._outer.count() - 1, part)

    def add_way(self, words: str, slot: Callable[[], object]) -> QPushButton:
        """Return a way out of a refusal, a button beside the others that is hidden at first."""
        made = button(words, slot, "link")
        self.buttons.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        made.hide()
        return made

    def call_cancel(self, words: str) -> None:
        """Call the button that leaves all as it is by words that cannot be taken for the action."""
        self._away.setText(words)

    advice_state = ""
    """The colour of what is worth a second look."""

    @property
    def why(self) -> str:
        """What stands beside the buttons."""
        return self._why.text()

    def reasons(self) -> list[str]:
        """Return why the action is not possible yet; empty when it is."""
        return []

    def advice(self) -> str:
        """Return what is worth a second look although nothing keeps the action shut."""
        return ""

    def check(self) -> None:
        """Open or close the action, with the first reason in words; somebody changed something."""
        self._begun = self._begun or self.isVisible()
        self.look()

    def look(self) -> None:
        """Open or close the action after something came that nobody typed."""
        found = self.reasons()
        self.action.setEnabled(not found)
        self._why.setText(found[0] if found else self.advice())
        self._why.setMinimumHeight(self._two_lines())
        self._why.setToolTip("")
        self._why.setAccessibleDescription("")
        odd = self.advice_state if self._why.text() else ""
        dress(self._why, state=("bad" if self._begun else "") if found else odd)
        if discarded := self.discarded():
            self.warn(discarded)
        if self.isVisible():
            QTimer.singleShot(0, self, self._grow)

    def new_day(self, _today: date) -> None:
        """Look again at what may be done: a day has begun, and its lines of days know it."""
        self.look()

    @override
    def action_button(self) -> QPushButton:
        return self.action

    @override
    def tell_why(self) -> None:
        self._begun = True
        self.check()

    def say_refused(self, error: Exception) -> None:
        """Say why it was not done: the first reasons here, all of them under the pointer."""
        self.ask_anew()
        self.check()
        reasons = reasons_of(error)
        more = len(reasons) - FEW
        rest = [_("and {n} more").format(n=more)] if more > 0 else []
        self._why.setText("\n".join([*reasons[:FEW], *rest]))
        self._why.setToolTip("\n".join(reasons) if rest else "")
        self._why.setAccessibleDescription(self._why.toolTip())
        dress(self._why, state="bad")
        self._why.setMinimumHeight(
            max(self._two_lines(), self._why.heightForWidth(self._why.width()))
        )
        QTimer.singleShot(0, self, self._grow)

    def _two_lines(self) -> int:
        return 2 * self._why.fontMetrics().lineSpacing()

    @override
    def warn(self, words: str) -> None:
        self._why.setText(words)
        dress(self._why, state="bad")

    @override
    def unwarn(self) -> None:
        self.look()

    def bring_up(self, widget: QWidget) -> None:
        """Bring something that has just come to stand here into sight, once it has its place."""
        QTimer.singleShot(0, self, partial(self._bring_up, widget))

    def _bring_up(self, widget: QWidget) -> None:
        layout = self._holder.layout()
        assert layout is not None
        layout.activate()
        self._grow()
        QTimer.singleShot(0, widget, partial(self._scroll.ensureWidgetVisible, widget, 0, AROUND))

    def _fit(self) -> None:
        """Be as high as what stands here, and no higher than the screen lets it."""
        layout = self._holder.layout()
        assert layout is not None
        layout.activate()
        self._widen()
        width = self._scroll.viewport().width()
        high = layout.hasHeightForWidth()
        inner = layout.heightForWidth(width) if high else layout.minimumSize().height()
        wanted = inner + self.height() - self._scroll.height()
        self.resize(self.width(), min(wanted + 2, self._tallest()))

    def _grow(self) -> None:
        """Take what has to be scrolled into sight, as far as the screen lets it."""
        hidden = self._scroll.verticalScrollBar().maximum()
        if hidden > 0 and self.height() < self._tallest():
            self.resize(self.width(), min(self.height() + hidden, self._tallest()))
        self._widen()

    def _widen(self) -> None:
        """Be as wide as what stands here has to be, beside the bar that scrolls it.

        It is not scrolled sideways: a label that cannot break would be cut at the right.
        """
        hidden = self._holder.minimumSizeHint().width() - self._scroll.viewport().width()
        if hidden > 0:
            most = self.screen().availableGeometry().width()
            self.resize(min(self.width() + hidden, most), self.height())

    def _tallest(self) -> int:
        return int(self.screen().availableGeometry().height() * TALLEST)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        outer = self.layout()
        assert outer is not None
        outer.activate()
        self._fit()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)


def labelled(words: str, widget: QWidget, *, hint: str = "", wrap: bool = False) -> QWidget:
    """Return an input below its label, which may be of several lines where room is short."""
    holder = QWidget()
    layout = column(holder, gap=GAP // 2)
    label = text(words, "heading", wrap=wrap)
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    layout.addWidget(label)
    layout.addWidget(widget)
    if hint:
        layout.addWidget(text(hint, "small", wrap=True))
    return holder
