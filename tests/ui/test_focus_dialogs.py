"""Every dialog of every page begins at a widget that takes keys, and gives the keyboard back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QTabBar, QWidget
from shiboken6 import isValid

from mcdesk.ui.shots import Studio
from mcdesk.ui.tabbing import takes_tab
from tests.ui.sample_window import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("card-timeline", "card-approval", "form-F2", "form-F3", "takeover", "session", "work",
         "ideas", "directory", "settings", "wording", "register", "guide")  # fmt: skip
TICK, PATIENCE, MOST_ESC = 15, 40, 3
ASKED = ("getOpenFileName", "getSaveFileName", "getExistingDirectory")


class Watch(QObject):
    """Looks where the keyboard is in each dialog that opens, and leaves it by Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.faults: list[str] = []
        self._dialog: QWidget | None = None
        self._ticks = self._pressed = 0
        self.timer = QTimer(self)
        self.timer.setInterval(TICK)
        self.timer.timeout.connect(self._look)
        self.timer.start()

    def _look(self) -> None:
        dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if dialog is not self._dialog:
            self._dialog, self._ticks, self._pressed = dialog, 0, 0
        if dialog is None:
            return
        self._ticks += 1
        now, name = QApplication.focusWidget(), f"{type(dialog).__name__} {dialog.windowTitle()}"
        has_keys = now is not None and dialog.isAncestorOf(now) and takes_tab(now)
        if not has_keys and self._ticks < PATIENCE:
            return
        if not self._pressed:
            self.seen.append(type(dialog).__name__)
            if not has_keys:
                self.faults.append(f"{name}: nothing in it has the keyboard")
        self._pressed += 1
        if self._pressed <= MOST_ESC:
            QTest.keyClick(now if has_keys else dialog, Qt.Key.Key_Escape)
        else:
            self.faults.append(f"{name}: Esc does not leave it")
            dialog.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    made = Watch()
    yield made
    made.timer.stop()


def offered(page: QWidget) -> list[QAbstractButton]:
    """Return the buttons of a page that ask for more before they do something."""
    return [
        each for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and each.text().rstrip().endswith("…")
        and each.objectName() != "back" and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip


def is_quiet() -> bool:
    return QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None


def press(studio: Studio, qtbot: Any, button: QAbstractButton) -> list[str]:
    """Press a button as the keyboard does; return what is wrong once all is done."""
    window, page, words = studio.window, studio.window.host.page, button.text()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    if not button.hasFocus():
        return [f"{words}: cannot have the keyboard"]
    QTest.keyClick(button, Qt.Key.Key_Space)
    for _time in range(2):
        studio.settle()
        qtbot.waitUntil(is_quiet)
    if window.host.page is not page:
        return []  # a page, which has its own test
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    studio.settle()
    now = QApplication.focusWidget()
    if isValid(button) and button.isVisible() and button.isEnabled():
        return [] if now is button else [f"{words}: the keyboard went to {now}"]
    is_here = now is not None and page.isAncestorOf(now) and takes_tab(now)
    return [] if is_here else [f"{words}: the keyboard is at {now}"]


def walk(studio: Studio, qtbot: Any, done: set[str]) -> list[str]:
    """Press every button of a page once that was not pressed on another."""
    found: list[str] = []
    page = studio.window.host.page
    while studio.window.host.page is page:
        left = [each for each in offered(page) if each.text() not in done]
        if not left:
            break
        done.add(left[0].text())
        found += press(studio, qtbot, left[0])
    return found


def test_every_dialog_has_the_keyboard_and_gives_it_back(studio, qtbot, watch, monkeypatch):
    for name in ASKED:
        monkeypatch.setattr(QFileDialog, name, lambda *_given, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_more: "")
    found: list[str] = []
    done: set[str] = set()
    for name in pages(studio, PAGES):
        bar = studio.window.host.page.findChild(QTabBar)
        for part in range(bar.count() if bar is not None else 1):
            if bar is not None and isValid(bar):
                bar.setCurrentIndex(part)
                studio.settle()
            found += [f"{name}: {each}" for each in walk(studio, qtbot, done)]
    assert not [*found, *watch.faults]
    assert len(set(watch.seen)) > 15, watch.seen


def test_an_idea_is_noted_over_the_page_where_one_is(studio, qtbot):
    """Who notes an idea while a form is open goes on in the form."""
    dict(studio.scenes())["form-F2"]()
    studio.settle()
    page, before = studio.window.host.page, QApplication.focusWidget()
    studio.window.note_idea()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(QApplication.focusWidget(), "Batik for schools")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(is_quiet)
    studio.settle()
    studio.window.activateWindow()
    qtbot.waitUntil(studio.window.isActiveWindow)
    studio.settle()
    assert studio.window.host.page is page
    assert QApplication.focusWidget() is before
    assert any(each.title == "Batik for schools" for each in studio.window.rooms.ideas._ideas)
