"""Where Tab goes: through everything of a window that takes the keyboard, and back the same way.

Qt's own step forwards comes to a part of a window by what only hands the keyboard on (a focus
proxy), wherever that was made: the row of answers of a sheet, made after its buttons, led from the
last input back to the answers, and no Tab came to the buttons (Qt 6.11). Here such a holder is no
stop, and parts are gone through one after the other, however late they were filled.

Qt's order is not asked for: what it hands out counts in Python as a part of the widget that was
asked (PySide 6.11), and was seen to become invalid with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def step(window: QWidget, now: QWidget | None, ring: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to what comes next in a ring, or before; tell whether there is any.

    What has the keyboard and is no stop itself stands before the first stop that comes after it.
    """
    places = {each: at for at, each in enumerate(ring)}
    if not ring:
        return False
    if now in places:
        at = places[now] + (1 if forward else -1)
    else:
        behind = _behind(window, now)
        at = next((place for each, place in places.items() if each in behind), 0)
        at -= 0 if forward else 1
    reason = Qt.FocusReason
    ring[at % len(ring)].setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    return True


def _behind(window: QWidget, now: QWidget | None) -> set[QWidget]:
    found = window.findChildren(QWidget)
    return set(found[found.index(now) :]) if now in found else set()


def stops(part: QWidget) -> list[QWidget]:
    """Return all that Tab comes to in a part of a window, as its parts lie in each other."""
    found = [part, *part.findChildren(QWidget)]
    window = part.window()
    return [each for each in found if takes_tab(each) and each.window() is window]


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget itself."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    takes = policy == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return takes and widget.isEnabled() and widget.isVisibleTo(widget.window())


def stops_of(panes: Sequence[QWidget]) -> list[QWidget]:
    """Return what Tab comes to in several parts, one after the other; each stop once."""
    return list(dict.fromkeys(each for pane in panes for each in stops(pane)))
