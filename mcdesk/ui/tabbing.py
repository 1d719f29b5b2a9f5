"""Where Tab goes: through everything of a window that takes the keyboard, and back the same way.

Qt's own step forwards comes to a part of a window by what only hands the keyboard on (a focus
proxy), wherever that was made: the row of answers of a sheet, made after its buttons, led from the
last input back to the answers, and no Tab came to the buttons (Qt 6.11). Here such a holder is no
stop. Panes that are filled at different times are gone through as they are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Paned(QWidget):
    """A part of a window whose panes are gone through one after the other."""

    def panes(self) -> Iterable[QWidget]:
        """Return the panes in the order in which they are read."""
        raise NotImplementedError

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self.window(), forward=forward)


def step(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to what comes next in a window, or before; tell whether there is any."""
    now = window.focusWidget() or window
    ring = in_order(window, [each for each in chain(window) if each is now or takes_tab(each)])
    if now not in ring:
        ring.insert(0, now)
    at = ring.index(now)
    ring = [*ring[at + 1 :], *ring[:at]]
    found = next((each for each in (ring if forward else reversed(ring)) if takes_tab(each)), None)
    if found is None:
        return False
    reason = Qt.FocusReason
    found.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    return True


def stops(window: QWidget) -> list[QWidget]:
    """Return all that Tab comes to in a window, in this order."""
    return in_order(window, [each for each in chain(window) if takes_tab(each)])


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget itself."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    takes = policy == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return takes and widget.isEnabled() and widget.isVisibleTo(widget.window())


def chain(window: QWidget) -> Iterator[QWidget]:
    """Yield all that is in a window, in Qt's order: as it was made, unless it was set."""
    each = window.nextInFocusChain()
    while each is not None and each is not window:
        if each.window() is window:
            yield each
        each = each.nextInFocusChain()


def in_order(window: QWidget, found: list[QWidget]) -> list[QWidget]:
    """Let what lies in the same panes come together, pane by pane."""
    for paned in window.findChildren(Paned):
        inside = [each for each in found if paned.isAncestorOf(each)]
        if inside:
            at = found.index(inside[0])
            before = [each for each in found[:at] if each not in inside]
            after = [each for each in found[at:] if each not in inside]
            found = [*before, *_by_pane(tuple(paned.panes()), inside), *after]
    return found


def _by_pane(panes: tuple[QWidget, ...], inside: list[QWidget]) -> list[QWidget]:
    def place(widget: QWidget) -> int:
        holders = (at for at, pane in enumerate(panes) if pane.isAncestorOf(widget))
        return next(holders, len(panes))

    return sorted(inside, key=place)
