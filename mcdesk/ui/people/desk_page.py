"""What pages that show lists of the workspace have in common: reading, following, rewriting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme
from mcdesk.ui.parts import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.errors import McDeskError
    from mcdesk.ui.tasks import Tasks


class DeskPage(QWidget):
    """A page that reads what it shows when it is first seen and when its tables have changed.

    Subclasses give `read` (runs on the worker), `build` (makes all widgets in the language and
    colours in use) and `show_data` (writes what was read into them).
    """

    tables: ClassVar[frozenset[str]] = frozenset()
    title: ClassVar[str] = ""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.data_: Any = None
        self._stale = True
        self._reading = False
        self._body: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.rebuild()
        tasks.changed.connect(self._on_changed)
        theme.theme_changed.connect(self.rebuild)
        language.language_changed.connect(self._on_language)

    # --- for subclasses -------------------------------------------------------------------

    @staticmethod
    def read(desk: DeskPort) -> Any:
        """Return what the page shows; runs on the worker."""
        raise NotImplementedError

    def reading(self) -> Callable[[DeskPort], Any]:
        """Return what reads the page; one that depends on a choice is made anew each time."""
        return self.read

    def build(self, body: QWidget) -> None:
        """Put the page's widgets into `body`."""
        raise NotImplementedError

    def show_data(self, data: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    # --- life -----------------------------------------------------------------------------

    def page_title(self) -> str:
        """Return what the trail calls the page."""
        return _(self.title)

    def rebuild(self) -> None:
        """Make every widget again: language or colours have changed."""
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        self.build(self._body)
        self._outer.addWidget(self._body)
        if self.data_ is not None:
            self.show_data(self.data_)

    def refresh(self) -> None:
        """Read again; what is asked for while a reading runs is read after it."""
        self._stale = True
        if not self._reading:
            self._stale, self._reading = False, True
            self.tasks.run(self.reading(), self._on_read, self._on_failed, kind="reader")

    def _on_read(self, data: Any) -> None:
        self._reading = False
        self.data_ = data
        self.show_data(data)
        if self._stale:
            self.refresh()

    def _on_failed(self, error: McDeskError) -> None:
        self._reading = False
        self.tasks.failed.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & self.tables or not self.tables:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def new_day(self) -> None:
        """Read again, at once or when it is shown: another day has begun."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_language(self) -> None:
        self.rebuild()
        if self.data_ is not None:
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()


class PageBar(QFrame):
    """The bar above a page; where room is short its buttons show their icons alone."""

    def __init__(self, row: QHBoxLayout) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(row)
        self.setMinimumHeight(52)
        self._row = row

    def _fit(self) -> None:
        """Fold as many buttons as have to be, the one that matters most last."""
        buttons = [each for each in self.findChildren(IconButton)
                   if not (each.isHidden() or each.menu())]  # fmt: skip
        needed = self._row.sizeHint().width()
        needed += sum(each.words_width for each in buttons if each.is_folded)
        for each in sorted(buttons, key=_matters):
            has_room = needed <= self.width()
            each.fold(folded=not has_room)
            needed -= 0 if has_room else each.words_width

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        is_taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return is_taken


def _matters(button: IconButton) -> bool:
    return bool(button.property("kind") == "primary")


def page_bar(title: str, *widgets: QWidget | int) -> tuple[PageBar, QHBoxLayout]:
    """Return the bar above a page: its title, then widgets; a number is a stretch."""
    row = parts.row(parts.label(title, "title"), *widgets, spacing=theme.WIDE)
    row.setContentsMargins(16, 9, 16, 9)
    for widget in widgets:
        if isinstance(widget, QWidget):
            row.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter)
    return PageBar(row), row
