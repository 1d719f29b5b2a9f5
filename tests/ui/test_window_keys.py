"""Every key means one thing in a window and is told there; a button of a sign alone has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from mcdesk.ui.help import ALWAYS
from tests.ui.sample_window import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("board", "card-design", "form-F2", "form-F3", "form-F6", "takeover", "search", "session",
         "work", "ideas", "directory", "settings", "wording", "register", "guide")  # fmt: skip
SAME = {"PgDown": "PgDn", "Return": "Enter", "Ctrl+=": "Ctrl++"}
"""Keys that are told by another name."""
NARROW = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def shown(key: str) -> str:
    """Return how a key is told."""
    words = key
    for own, told in SAME.items():
        words = words.replace(own, told)
    return words


def once(key: QKeySequence) -> str:
    """Return a key by its name; both Enter keys are one."""
    return key.toString().replace("Return", "Enter")


def keys_of(window: QWidget) -> Iterator[tuple[str, QWidget, bool, str]]:
    """Yield each key that works now: where, whether only there, and what it does."""
    for action in window.findChildren(QAction):
        home = action.parent()
        if isinstance(home, QWidget) and not isinstance(home, QMenu | QLineEdit):
            for key in {once(key) for key in action.shortcuts()}:
                yield key, home, action.shortcutContext() in NARROW, action.text()
    for shortcut in window.findChildren(QShortcut):
        home = shortcut.parent()
        if isinstance(home, QWidget) and home.isVisible():
            for key in {once(key) for key in shortcut.keys()}:
                yield key, home, shortcut.context() in NARROW, type(home).__name__


def clashes(window: QWidget) -> list[str]:
    """Return the keys that two things want at one place of the keyboard."""
    found: list[str] = []
    seen: dict[str, list[tuple[QWidget, bool, str]]] = {}
    for key, home, is_narrow, what in keys_of(window):
        for other, other_narrow, other_what in seen.get(key, ()):
            apart = is_narrow and other_narrow and not (
                home is other or home.isAncestorOf(other) or other.isAncestorOf(home)
            )  # fmt: skip
            if not apart:
                found.append(f"{key}: {what} / {other_what}")
        seen.setdefault(key, []).append((home, is_narrow, what))
    return found


def told(window: QWidget) -> str:
    """Return all that is said in a window and under the pointer, and on the page of keys."""
    words = [keys for keys, _what in ALWAYS]
    for each in window.findChildren(QWidget):
        words += [each.toolTip(), each.accessibleDescription()]
        if isinstance(each, QLabel | QAbstractButton):
            words.append(each.text())
        elif isinstance(each, QLineEdit):
            words.append(each.placeholderText())
    for action in window.findChildren(QAction):
        if any(isinstance(each, QMenu) for each in action.associatedObjects()):
            words += [shown(key.toString()) for key in action.shortcuts()]
    return " ".join(words)


def without_words(window: QWidget) -> list[str]:
    """Return the buttons of a sign alone that have no name, or say nothing under the pointer."""
    return [
        f"{type(each.parent()).__name__}: {type(each).__name__} {each.objectName()}"
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and not each.text().strip() and not isinstance(each, QCheckBox)
        and not (each.toolTip() and each.accessibleName())
    ]  # fmt: skip


def faults(window: Any, name: str) -> list[str]:
    words = told(window)
    untold = [
        f"{key} is told nowhere" for key, *_rest in keys_of(window) if shown(key) not in words
    ]
    return [f"{name}: {each}" for each in (*clashes(window), *untold, *without_words(window))]


def test_on_every_page_a_key_means_one_thing_and_is_told_and_signs_have_names(studio):
    found: list[str] = []
    studio.window.sidebar._menu_button.menu().aboutToShow.emit()  # where keys are told
    for name in pages(studio, PAGES):
        found += faults(studio.window, name)
        bar = studio.window.host.page.findChild(QTabBar)
        for part in range(bar.count()) if bar is not None else ():
            bar.setCurrentIndex(part)
            studio.settle()
            found += faults(studio.window, f"{name}: {bar.tabText(part)}")
    assert not found


def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(studio, qtbot, monkeypatch):
    monkeypatch.setattr("mcdesk.ui.enter.HEARS_NO_F10", True)
    dict(studio.scenes())["board"]()
    studio.settle()
    now = QApplication.focusWidget()
    QTest.keyClick(now, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QApplication.activePopupWidget().close()
    assert QApplication.focusWidget() is now
