"""Small things that all of the editor is made of: labels, buttons, panels, a flowing layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from typing_extensions import override

from mcdesk.i18n import Language, language
from mcdesk.ui.forms.labels import Wrapping
from mcdesk.ui.parts import breakable
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

NOWHERE, ACROSS = Qt.Orientation(0), Qt.Orientation.Horizontal.value
LONGEST = 4_000
"""So many letters of a text are shown beside a form; the form itself has them all."""


def text(
    words: str,
    role: str = "",
    *,
    state: str = "",
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label of plain text; `role` and `state` choose its look.

    One that wraps breaks endless words, too, and ends after `LONGEST` letters.
    """
    if wrap:
        words = breakable(words if len(words) <= LONGEST else f"{words[:LONGEST]}…")
        label: QLabel = Wrapping(words, parent)
    else:
        label = QLabel(parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
    if role:
        label.setProperty("role", role)
    if state:
        label.setProperty("state", state)
    return label


def button(words: str, slot: Callable[[], Any], kind: str = "") -> QPushButton:
    """Return a push button; `kind` chooses its look."""
    made = QPushButton(words.replace("&", "&&"))
    if kind:
        made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.clicked.connect(_Call(slot))
    return made


class _Call:
    """Calls a slot without the `checked` that a click carries."""

    def __init__(self, slot: Callable[[], Any]) -> None:
        self._slot = slot

    def __call__(self, *_checked: bool) -> None:
        self._slot()


def column(parent: QWidget | None = None, *, gap: int = GAP, margin: int = 0) -> QVBoxLayout:
    """Return a vertical layout with the grid's spacing."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def row(parent: QWidget | None = None, *, gap: int = GAP) -> QHBoxLayout:
    """Return a horizontal layout with the grid's spacing."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def say(label: QLabel, words: str) -> None:
    """Let a label say something; one with nothing to say is not there."""
    label.setText(words)
    label.setVisible(bool(words))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        _discard(item)


def replace_in(layout: QVBoxLayout, widget: QWidget) -> None:
    """Let `widget` be the only one in a layout."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    layout.addWidget(widget)


def _discard(item: QLayoutItem) -> None:
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if inner is not None:
        clear(inner)


def other_language() -> Language:
    """Return the language that stands beside the one in use."""
    return "id" if language() == "en" else "en"


class Panel(QFrame):
    """A quiet box with a heading."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(title)
        self.body = column(self, gap=GAP, margin=WIDE)
        self.heading = text(title, "heading", wrap=True)
        self.body.addWidget(self.heading)

    def set_title(self, title: str) -> None:
        self.heading.setText(title)
        self.setAccessibleName(title)

    def empty(self) -> None:
        """Take out everything but the heading."""
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            if item is not None:
                _discard(item)


class Measured(NamedTuple):
    """An item of a layout that takes room, what it asks for, and whether it takes more."""

    item: QLayoutItem
    wanted: QSize
    least: QSize
    expands: bool


class ItemsLayout(QLayout):
    """A layout that keeps its items in their order, and whose height follows from its width.

    Qt asks hundreds of times for the same sizes while a form is built: each is worked out once,
    until Qt calls the layout invalid.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._sizes: dict[str, QSize] = {}
        self._measured: list[Measured] | None = None

    def measured(self) -> list[Measured]:
        """Return the items that take room, each with the sizes that it asks for."""
        if self._measured is None:
            self._measured = [
                Measured(item, item.sizeHint(), item.minimumSize(), _expands(item))
                for item in self._items
                if not item.isEmpty()
            ]
        return self._measured

    @override
    def addWidget(self, widget: QWidget) -> None:
        """Add a widget by an item made here.

        What Python is handed of an item that Qt made was seen to become invalid while the layout
        still had it: a broken page, then a crash.
        """
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        self._sizes.clear()
        self._measured = None
        super().invalidate()

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._size("wanted", self._wanted))

    @override
    def minimumSize(self) -> QSize:
        return QSize(self._size("least", self._least))

    def _size(self, name: str, work_out: Callable[[], QSize]) -> QSize:
        if name not in self._sizes:
            self._sizes[name] = work_out()
        return self._sizes[name]

    def _wanted(self) -> QSize:
        """Work out the size that the items would like to have."""
        return self._least()

    def _least(self) -> QSize:
        """Work out the least size that the items need."""
        raise NotImplementedError

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items where `move` says so; return the height that they take."""
        raise NotImplementedError


class FlowLayout(ItemsLayout):
    """Puts widgets side by side and goes on in the next line where there is no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = TIGHT) -> None:
        super().__init__(parent)
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def insert_widget(self, at: int, widget: QWidget) -> None:
        """Put a widget at a place in the flow."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return NOWHERE

    @override
    def _least(self) -> QSize:
        size = QSize()
        for each in self.measured():
            size = size.expandedTo(each.least)
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    @override
    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines, each centred in its line; return the height that they take."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        y = area.y()
        for line in self._lines(area.width()):
            high = max(size.height() for _item, size in line)
            x = area.x()
            for item, size in line:
                if move:
                    top = y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), size))
                x += size.width() + self.gap
            y += high + self.gap
        return max(y - self.gap, area.y()) - rect.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Break the items into lines; one that expands takes what is left of its line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item, hint, least, expands in self.measured():
            size = QSize(hint)
            wanted = least.width() if expands else size.width()
            if not lines or used + wanted > width:
                lines.append([])
                used = 0
            if expands:
                size.setWidth(max(width - used, 1))
            elif size.width() > width:
                high = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
                size = QSize(max(width, 1), high)
            lines[-1].append((item, size))
            used += size.width() + self.gap
        return lines


def _expands(item: QLayoutItem) -> bool:
    """Tell whether an item takes all the width that is left; by numbers, for flags are slow."""
    return bool(item.expandingDirections().value & ACROSS)
