"""What can be done, declared once: buttons, menus and the palette show the same actions.

A deed that cannot be done now is closed and says why, in its tooltip and to a screen reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mcdesk.i18n import _
from mcdesk.ui import icons, language, theme
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.menu_reasons import MenuReasons
from mcdesk.ui.saying import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QAction


@dataclass(frozen=True)
class Deed:
    """Something a person can do; `reason` tells why not now, "" when it can be done.

    `title` is marked with `N_`, or told by `named` where it depends on what is shown.
    """

    id: str
    title: str
    callback: Callable[[], object]
    reason: Callable[[], str]
    icon: str = ""
    named: Callable[[], str] | None = None
    separator: bool = False

    def is_open(self) -> bool:
        return not self.reason()


class Deeds(QObject):
    """The deeds of one part of the page as Qt actions."""

    def __init__(self, deeds: Iterable[Deed], home: QWidget) -> None:
        super().__init__(home)
        self._deeds = {deed.id: deed for deed in deeds}
        self.actions = Actions(home)
        self.actions.register(
            [
                Action(id=deed.id, title=deed.title, callback=deed.callback, icon=deed.icon,
                       enabled=deed.is_open, menus=("all",), separator=deed.separator)
                for deed in self._deeds.values()
            ],
            home,
            everywhere=False,
        )  # fmt: skip
        theme.theme_changed.connect(self.refresh)
        language.language_changed.connect(self.refresh)
        self.refresh()

    def __getitem__(self, id_: str) -> QAction:
        return self.actions[id_]

    def refresh(self) -> None:
        """Ask every deed again whether it can be done, and why not."""
        self.actions.refresh()
        for id_, deed in self._deeds.items():
            action, reason = self.actions[id_], deed.reason()
            title = deed.named() if deed.named is not None else _(deed.title)
            action.setText(title.replace("&", "&&"))
            action.setToolTip(plain(reason or title))
            action.setStatusTip(reason)

    def button(self, id_: str, kind: str = "", *, icon: bool = False) -> DeedButton:
        """Return a button that is a view of a deed."""
        return DeedButton(self.actions[id_], kind, self._deeds[id_].icon if icon else "")

    def menu(self, ids: Iterable[str], parent: QWidget) -> QMenu:
        """Return a menu of deeds, with their reasons as tooltips."""
        made = QMenu(parent)
        MenuReasons(made)
        for id_ in ids:
            if self._deeds[id_].separator and made.actions():
                made.addSeparator()
            made.addAction(self.actions[id_])
        return made

    def pop_up(self, place: QPoint, parent: QWidget) -> None:
        """Show all deeds as a context menu."""
        made = self.menu(self._deeds, parent)
        made.aboutToHide.connect(made.deleteLater)
        made.popup(place)


class DeedButton(QPushButton):
    """A button that says what its action says; where room is short it shows its icon only."""

    def __init__(self, action: QAction, kind: str, icon: str) -> None:
        super().__init__()
        self._action, self._icon, self._kind = action, icon, kind
        self._is_small = False
        if kind:
            self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(self._go)
        action.changed.connect(self._follow)
        theme.theme_changed.connect(self._follow)
        self._follow()

    def make_small(self, *, small: bool) -> None:
        """Show the icon only, or the words too."""
        if self._icon and small != self._is_small:
            self._is_small = small
            self._follow()

    def _go(self) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        words, reason = self._action.text(), self._action.statusTip()
        name = words.replace("&&", "&")
        shown = f" {words}" if self._icon else words
        self.setText("" if self._is_small else shown)
        self.setAccessibleName(name)
        self.setEnabled(self._action.isEnabled())
        tip = self._action.toolTip()
        self.setToolTip(plain(f"{name}: {reason}") if self._is_small and reason else tip)
        self.setAccessibleDescription(reason)
        if self._icon:
            ink = theme.current().accent_ink if self._kind == "primary" else None
            self.setIcon(icons.icon(self._icon, ink))
