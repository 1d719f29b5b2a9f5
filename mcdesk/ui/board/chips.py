"""The filter's chips: switches with counts, choices with menus, and what does not fit in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.override import override

Choices = Callable[[str], Sequence[tuple[str, str, int]]]
"""Values of a part of the filter: each with its name, and how many cards it would keep."""
Named = Callable[[str, str], str]


class Chip(QToolButton):
    """What all chips are: a name, and a value where one is chosen.

    Signals:
        picked: the person chose another value ("" for none).
    """

    picked = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.title = title
        self.setProperty("kind", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _show(self, text: str, *, on: bool) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        state = "on" if on else ""
        if state != self.property("state"):
            theme.dress(self, state=state)
        self.updateGeometry()


class SwitchChip(Chip):
    """A chip that is on or off and shows how many cards it keeps."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(name, title, parent)
        self._count = 0
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def write(self, count: int | None = None) -> bool:
        """Write the title in the language in use, with a count; tell whether it is another."""
        self._count = self._count if count is None else count
        text = f"{_(self.title)}  {self._count}" if self._count else _(self.title)
        is_other = text != self.text()
        if is_other:
            self._show(text, on=False)
        return is_other

    def show_value(self, *, on: bool) -> bool:
        """Show a value without telling anybody; tell whether it is another."""
        is_other = on != self.isChecked()
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)
        return is_other

    def _on_toggled(self) -> None:
        self.picked.emit("1" if self.isChecked() else "")


class ChoiceChip(Chip):
    """A chip with a menu of values, one of which may be chosen; it asks for them when it opens."""

    def __init__(
        self, name: str, title: str, choices: Choices, named: Named, parent: QWidget
    ) -> None:
        super().__init__(name, title, parent)
        self._choices, self._named = choices, named
        self._value = self._tint = ""
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._on_triggered)

    def show_value(self, value: str) -> bool:
        """Show which value is chosen; tell whether it is another."""
        is_other = value != self._value
        if is_other:
            self._value = value
            self.write()
        return is_other

    def write(self) -> bool:
        """Write the title, or the chosen value's name; tell whether it is another."""
        name = self._named(self.name, self._value) if self._value else ""
        text = name if len(name) <= 24 else f"{name[:23]}…"
        tint = theme.current().faint
        if tint.name() != self._tint:
            self._tint = tint.name()
            self.setIcon(icons.icon("chevron-down", tint, 12))
        text = (text or _(self.title)).replace("&", "&&")
        is_other = text != self.text() or bool(self._value) != (self.property("state") == "on")
        if is_other:
            self._show(text, on=bool(self._value))
        return is_other

    def _fill(self) -> None:
        """Offer what there is now, with how many cards one would see."""
        self._menu.clear()
        for value, name, count in self._choices(self.name):
            entry = QAction(f"{name.replace('&', '&&')}\t{count}", self._menu)
            entry.setData(value)
            entry.setCheckable(True)
            entry.setChecked(value == self._value)
            self._menu.addAction(entry)

    def _on_triggered(self, entry: QAction) -> None:
        self.picked.emit(str(entry.data()))


class ChipRow(QWidget):
    """Chips in a row; those that do not fit go into a menu behind "More"."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._offered: set[Chip] = set()
        self._standing: tuple[object, ...] = ()
        self._more = QToolButton(self)
        self._more.setProperty("kind", "chip")
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, chip: Chip) -> None:
        """Add a chip at the end; the first ones stay visible longest."""
        chip.setParent(self)
        self._chips.append(chip)
        self._offered.add(chip)

    def offer(self, chip: Chip, *, offered: bool) -> None:
        """Offer a chip, or leave it out."""
        if offered != (chip in self._offered):
            self._offered ^= {chip}
            chip.hide()
            self.lay_out()

    def write(self) -> None:
        """Write "More" in the language in use and lay out again."""
        self._more.setText(_("More"))
        self._more.setAccessibleName(_("More filters"))
        self._more.setToolTip(_("More filters"))
        self.lay_out()

    def lay_out(self) -> None:
        """Place the chips that fit; a chip that is in use goes before one that is not.

        Out of sight it waits: measuring chips takes long, and they are written several times.
        Where other counts take the same room, all stand where they stood.
        """
        if not self.isVisible():
            return
        gap, height = 6, self.height()
        chips = [chip for chip in self._chips if chip in self._offered]
        hints, more = [chip.sizeHint() for chip in chips], self._more.sizeHint()
        is_on = [self._is_on(chip) for chip in chips]
        room = self.width()
        sizes = ((hint.width(), hint.height()) for hint in (*hints, more))
        standing = (room, height, *chips, *is_on, *sizes)
        if standing == self._standing:
            return
        self._standing = standing
        widths = [hint.width() for hint in hints]
        if sum(widths) + gap * (len(widths) - 1) > room:
            room -= more.width() + gap
        order = sorted(range(len(widths)), key=lambda i: (not is_on[i], i))
        fitting: set[int] = set()
        for place in order:
            if widths[place] <= room:
                room -= widths[place] + gap
                fitting.add(place)
        x = 0
        for place, chip in enumerate(chips):
            chip.setVisible(place in fitting)
            if place in fitting:
                tall = hints[place].height()
                chip.setGeometry(x, (height - tall) // 2, widths[place], tall)
                x += widths[place] + gap
        self._more.setVisible(len(fitting) < len(widths))
        self._more.setGeometry(x, (height - more.height()) // 2, more.width(), more.height())

    @staticmethod
    def _is_on(chip: Chip) -> bool:
        return chip.isChecked() or chip.property("state") == "on"

    def _open_more(self) -> None:
        menu = QMenu(self)
        for chip in self._chips:
            if chip.isVisibleTo(self) or chip not in self._offered:
                continue
            if isinstance(chip, ChoiceChip):
                chip.menu().setTitle(chip.text())
                menu.addMenu(chip.menu())
            else:
                entry = menu.addAction(chip.text())
                entry.setCheckable(True)
                entry.setChecked(chip.isChecked())
                entry.triggered.connect(chip.toggle)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 30)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, 30)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out()
