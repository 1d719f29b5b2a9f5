"""What the buttons and menus of a page do, by their names, for Ctrl+K.

Most pages have their deeds as buttons that are declared nowhere else. Choices (pills, tabs) are no
deeds, nor is a name that several buttons share: it would not say of what.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QMenu


class Deed(NamedTuple):
    """Something that a page offers: its name, and the button or menu's entry that does it."""

    name: str
    does: QAbstractButton | QAction

    def run(self) -> None:
        """Do it."""
        if isinstance(self.does, QAction):
            self.does.trigger()
        else:
            self.does.click()


def deeds_of(page: QWidget, known: AbstractSet[str]) -> list[Deed]:
    """Return what can be done now by a page's buttons and menus, but for what is known."""
    found = [*_buttons(page)]
    names = Counter(deed.name for deed in found)
    return [deed for deed in found if names[deed.name] == 1 and deed.name not in known]


def tabs_of(page: QWidget) -> list[tuple[str, QTabWidget, int]]:
    """Return the tabs of a page: what each is called, and where it is."""
    return [
        (plain(tabs.tabText(number)), tabs, number)
        for tabs in page.findChildren(QTabWidget)
        if tabs.isVisible()
        for number in range(tabs.count())
        if tabs.isTabVisible(number) and plain(tabs.tabText(number))
    ]


def tab_of(made: QObject) -> str:
    """Return what the tab is called whose deed something is; "" where it is of none."""
    parent: QObject | None = made
    while parent is not None and not isinstance(parent, QTabWidget):
        inner, parent = parent, parent.parent()
        if isinstance(inner, QWidget) and isinstance(parent, QStackedWidget):
            tabs = parent.parent()
            if isinstance(tabs, QTabWidget):
                return plain(tabs.tabText(tabs.indexOf(inner)))
    return ""


def plain(words: str) -> str:
    """Return the words of a button or of a menu's entry as one reads them."""
    return words.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _buttons(page: QWidget) -> Iterator[Deed]:
    for push in page.findChildren(QPushButton):
        yield from _deeds_of(push, push.menu())
    for tool in page.findChildren(QToolButton):
        yield from _deeds_of(tool, tool.menu())


def _deeds_of(button: QAbstractButton, menu: QMenu | None) -> Iterator[Deed]:
    if not button.isVisible() or not button.isEnabled():
        return
    if menu is not None:
        yield from _entries(menu)
    elif plain(button.text()) and not button.isCheckable():
        yield Deed(plain(button.text()), button)


def _entries(menu: QMenu) -> Iterator[Deed]:
    for entry in menu.actions():
        if entry.menu() is None and entry.isEnabled() and plain(entry.text()):
            yield Deed(plain(entry.text()), entry)
