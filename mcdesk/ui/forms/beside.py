"""What stands beside the text: the pane of help and comments, the alignment, the hours.

Only forms whose rules align or add up have the two; they are worked out while they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.durations import has_durations
from mcdesk.procedure.matrix import has_matrices
from mcdesk.ui.forms.aligned import AlignmentPane
from mcdesk.ui.forms.hours import HoursPane
from mcdesk.ui.forms.parts import FlowLayout, button, column
from mcdesk.ui.forms.side import SidePane
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from mcdesk.ui.forms.inspector import Inspector


class Beside(QFrame):
    """The panes at the right, one at a time; each is made when it is first shown.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._inspector = inspector
        self._bar = QWidget(self)
        self._tabs = FlowLayout(self._bar, gap=TIGHT)
        self._tabs.setContentsMargins(GAP, GAP, GAP, TIGHT)
        self.stack = QStackedWidget(self)
        self.side = SidePane(inspector, self.stack)
        self.side.go_requested.connect(self.go_requested)
        self.alignment: AlignmentPane | None = None
        self.hours: HoursPane | None = None
        self._panes: dict[int, QWidget] = {0: self.side}
        self._makers: list[Callable[[], QWidget]] = []
        self.tabs: list[QPushButton] = []
        self.stack.addWidget(self.side)
        definition = inspector.session.definition
        self._add(_("Form"), self._side)
        if has_matrices(definition):
            self._add(_("Alignment"), self._make_alignment)
        if has_durations(definition):
            self._add(_("Hours"), self._make_hours)
        self._bar.setVisible(len(self.tabs) > 1)
        layout = column(self, gap=0)
        layout.addWidget(self._bar)
        layout.addWidget(self.stack, 1)
        inspector.inspected.connect(self._follow)
        self.show_tab(0)

    def _add(self, name: str, maker: Callable[[], QWidget]) -> None:
        tab = button(name, _Show(self, len(self.tabs)), "chip")
        tab.setCheckable(True)
        self.tabs.append(tab)
        self._makers.append(maker)
        self._tabs.addWidget(tab)

    def _side(self) -> QWidget:
        return self.side

    def _make_alignment(self) -> QWidget:
        self.alignment = AlignmentPane(self._inspector)
        self.alignment.go_requested.connect(self.go_requested)
        return _scrolling(self.alignment)

    def _make_hours(self) -> QWidget:
        self.hours = HoursPane(self._inspector)
        self.hours.go_requested.connect(self.go_requested)
        return _scrolling(self.hours)

    def show_tab(self, number: int) -> None:
        """Show one of the panes."""
        if number not in self._panes:
            self._panes[number] = self._makers[number]()
            self.stack.addWidget(self._panes[number])
        self.stack.setCurrentWidget(self._panes[number])
        for each, tab in enumerate(self.tabs):
            tab.setChecked(each == number)
        self._follow()

    def panes(self) -> list[QWidget]:
        """Return what stands here in the order in which it is read."""
        return [self._bar, *self.side.panels(), self]

    def show_path(self, path: str) -> None:
        """Show what belongs to the place that has the focus."""
        if self.hours is not None and self._is_shown(self.hours):
            self.hours.show_path(path)

    def show_comments(self, path: str) -> None:
        """Show the comments on a field."""
        self.show_tab(0)
        self.side.show_comments(path)

    def enter_comments(self, path: str) -> None:
        """Show the comments on a row or cell, and let the keyboard go to them."""
        self.show_comments(path)
        self.side.comments.take_focus()

    def begin_comment(self) -> None:
        """Let one write a comment on the place in use."""
        self.show_tab(0)
        self.side.begin_comment()

    def _follow(self) -> None:
        for pane in (self.alignment, self.hours):
            if pane is not None and self._is_shown(pane):
                pane.show_now()

    def _is_shown(self, pane: QWidget) -> bool:
        shown = self.stack.currentWidget()
        return shown is not None and shown.isAncestorOf(pane)


class _Show:
    """Shows one pane."""

    def __init__(self, beside: Beside, number: int) -> None:
        self._beside, self._number = beside, number

    def __call__(self) -> None:
        self._beside.show_tab(self._number)


def _scrolling(pane: QWidget) -> QScrollArea:
    inner = QFrame()
    layout = column(inner, margin=GAP)
    layout.addWidget(pane)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
