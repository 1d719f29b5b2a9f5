"""Walking through a window by Tab, as a person does who has no mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def awake(qtbot: Any, window: Any) -> Any:
    """Show a window and wait until it has the keyboard."""
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def reachable(window: QWidget) -> set[QWidget]:
    """Return all that is to be reached: what is open, in sight, and takes Tab itself."""
    tab = Qt.FocusPolicy.TabFocus
    return {
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.focusPolicy() & tab == tab
        and each.focusProxy() is None
        and each.isEnabled()
        and each.isVisible()
    }


def walk(window: QWidget, *, back: bool = False, most: int = 2_000) -> list[QWidget]:
    """Press Tab until the keyboard is where it was; return where it came to, in this order.

    Within a table Tab goes from cell to cell, within a text from link to link.
    """
    found: list[QWidget] = []
    for _press in range(most):
        now = QApplication.focusWidget()
        assert now is not None, "the keyboard is nowhere"
        if now in found[:-1]:
            break
        found += [now] * (now not in found)
        QTest.keyClick(now, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    return found


def names(widgets: Sequence[QWidget] | set[QWidget]) -> list[str]:
    """Return how widgets are called, for what a test says when it fails."""
    said = [getattr(each, "text", str)() for each in widgets]
    return [
        f"{type(w).__name__} {w.accessibleName() or s}" for w, s in zip(widgets, said, strict=True)
    ]


def assert_ring(window: QWidget) -> list[QWidget]:
    """Demand that Tab comes to everything, and Shift+Tab the same way back."""
    there = walk(window)
    missed = reachable(window) - set(there)
    assert not missed, f"Tab does not come to {names(missed)}, only to {names(there)}"
    back = walk(window, back=True)
    assert [back[0], *reversed(back[1:])] == there
    return there
