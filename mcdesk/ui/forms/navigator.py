"""The frame at the left of a form: its sections, and beside them its modules where it has any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.tree import has_tree
from mcdesk.ui.forms.folds import Folds
from mcdesk.ui.forms.modules import ModulesPane
from mcdesk.ui.forms.outline import Outline
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import HistoryLine
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.notices import Notice


class Navigator(QFrame):
    """The sections or the modules, one of them at a time; the modules are made when first shown.

    Signals:
        go_requested: a path to go to.
        tab_shown: the sections or the modules were chosen.
        history_requested: the modules are shown and ask what others changed.
    """

    go_requested = Signal(str)
    tab_shown = Signal()
    history_requested = Signal()

    def __init__(
        self, inspector: Inspector, notice: Notice, folds: Folds | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("role", "nav")
        self._inspector, self._notice, self._folds = inspector, notice, folds or Folds()
        self._path = ""
        self.outline = Outline(inspector)
        self.modules: ModulesPane | None = None
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.outline)
        self.tabs: list[QPushButton] = []
        layout = column(self, gap=TIGHT)
        layout.setContentsMargins(0, GAP, 0, GAP)
        if has_tree(inspector.session.definition):
            layout.addWidget(self._bar())
        layout.addWidget(self.stack, 1)
        self.others = QWidget()
        self._lines = column(self.others, gap=TIGHT)
        self._lines.setContentsMargins(WIDE, GAP, GAP, TIGHT)
        self.others.hide()
        self._told = ("", 0)
        layout.addWidget(self.others)
        inspector.inspected.connect(self._follow)

    def _bar(self) -> QWidget:
        holder = QWidget()
        bar = row(holder, gap=TIGHT)
        bar.setContentsMargins(GAP, 0, GAP, 0)
        for number, name in enumerate((_("Sections"), _("Modules"))):
            tab = button(name, partial(self.show_tab, number), "chip")
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            self.tabs.append(tab)
            bar.addWidget(tab)
        bar.addStretch(1)
        return holder

    @property
    def tab(self) -> int:
        """0 while the sections are shown, 1 for the modules."""
        return self.stack.currentIndex()

    @property
    def current(self) -> QWidget:
        """What takes the focus here: the list of sections, or the lines of the tree."""
        return self.outline if self.tab == 0 or self.modules is None else self.modules.lines

    def show_tab(self, number: int) -> None:
        """Show the sections (0) or the modules (1)."""
        if number and self.modules is None:
            self.modules = ModulesPane(self._inspector, self._folds, self._notice)
            self.modules.go_requested.connect(self.go_requested)
            self.stack.addWidget(self.modules)
            self.history_requested.emit()
        self.stack.setCurrentIndex(number)
        for each, tab in enumerate(self.tabs):
            tab.setChecked(each == number)
        self._follow()
        self.show_path(self._path)
        self.tab_shown.emit()

    def show_path(self, path: str) -> None:
        """Mark what belongs to the place that has the focus."""
        self._path = path
        if self.modules is not None and self.tab == 1:
            self.modules.show_path(path)

    def show_others(self, words: str, near: int = 0) -> None:
        """Show where others are working in this form, one a line; "" for nobody.

        The first ones are so `near` that both may write into the same place: they stand out.
        """
        if (words, near) == self._told:
            return
        self._told = words, near
        clear(self._lines)
        for number, line in enumerate(words.splitlines()):
            self._lines.addWidget(
                text(line, "small", state="warn" if number < near else "", wrap=True)
            )
        self.others.setAccessibleName(words)
        self.others.setVisible(bool(words))

    def take_history(self, history: Iterable[HistoryLine], since: str) -> None:
        """Note what others changed since a moment."""
        if self.modules is not None:
            self.modules.take_history(history, since)

    def _follow(self) -> None:
        if self.modules is not None and self.tab == 1:
            self.modules.show_now()
