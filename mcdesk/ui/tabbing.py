"""Where Tab goes: through everything of a window that takes the keyboard, and back the same way.

Qt's own step forwards comes to a part of a window by what only hands the keyboard on (a focus
proxy), wherever that was made: the row of answers of a sheet, made after its buttons, led from the
last input back to the answers, and no Tab came to the buttons (Qt 6.11). Here such a holder is no
stop, and parts are gone through one after the other, however late they were filled.

Qt's order is not asked for: what it hands out counts in Python as a part of the widget that was
asked (PySide 6.11), and was seen to become invalid with it. It is the order in which widgets were
made, too, and what is made later seldom stands last: here the layouts tell what comes next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLayout, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
    found = list(in_order(window))
    return set(found[found.index(now) :]) if now in found else set()


def stops(part: QWidget) -> list[QWidget]:
    """Return all that Tab comes to in a part of a window, as its parts lie in each other."""
    return [each for each in in_order(part, hidden=False) if takes_tab(each)]


def in_order(part: QWidget, *, hidden: bool = True) -> Iterator[QWidget]:
    """Yield a part of a window and all in it, as layouts put it; what lies in none comes last."""
    yield part
    for each in _children(part):
        if not each.isWindow() and (hidden or not each.isHidden()):
            yield from in_order(each, hidden=hidden)


def _children(part: QWidget) -> list[QWidget]:
    found = [each for each in part.children() if isinstance(each, QWidget)]
    if isinstance(part, QSplitter):
        return sorted(found, key=lambda each: part.indexOf(each) % (len(found) + 1))
    layout = part.layout() if len(found) > 1 else None
    if layout is None:
        return found
    places = _places(layout, found)
    last = (len(found) + layout.count(),)
    return sorted(found, key=lambda each: places.get(each, last))


def _places(
    layout: QLayout, widgets: Sequence[QWidget], before: tuple[int, ...] = ()
) -> dict[QWidget, tuple[int, ...]]:
    """Return where widgets stand in a layout and in those in it.

    A layout's items are not asked for: what stands for one in Python outlives it (PySide 6.11).
    """
    numbers = ((each, layout.indexOf(each)) for each in widgets)
    found = {each: (*before, *_place(layout, at)) for each, at in numbers if at >= 0}
    for inner in layout.children():
        if isinstance(inner, QLayout):
            place = _place(layout, layout.indexOf(inner))
            found |= _places(inner, widgets, (*before, *place))
    return found


def _place(layout: QLayout, number: int) -> tuple[int, ...]:
    """Return where what has a number in a layout is read."""
    place: Any = ()  # PySide says only that it is an object
    if isinstance(layout, QGridLayout):
        place = layout.getItemPosition(number)
        return (int(place[0]), int(place[1]))
    if isinstance(layout, QFormLayout):
        place = layout.getItemPosition(number)
        return (int(place[0]), int(place[1].value))
    return (number,)


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget itself."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    takes = policy == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return takes and widget.isEnabled() and widget.isVisibleTo(widget.window())


def stops_of(panes: Sequence[QWidget]) -> list[QWidget]:
    """Return what Tab comes to in several parts, one after the other; each stop once."""
    return list(dict.fromkeys(each for pane in panes for each in stops(pane)))
