"""The bars of a preview: pages and zoom above, progress and what to do with the paper below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import icons, parts, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.ui.printing.pages import PageView


class ViewBar(QFrame):
    """Walks through the pages and changes their size."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._view = view
        self.title = parts.label("", "heading")
        self._place = parts.label("", "muted")
        self._percent = parts.label("", "muted")
        for label, sample in ((self._place, "88 / 88"), (self._percent, "888 %")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(sample) + 12)
        self._before = _tool("arrow-left", _("Previous page (Ctrl+PgUp)"), self._go_before)
        self._after = _tool("arrow-right", _("Next page (Ctrl+PgDown)"), self._go_after)
        self._fit = parts.button(_("Fit width"), "chip")
        self._fit.setCheckable(True)
        self._fit.clicked.connect(self._on_fit)
        smaller = _tool("", _("Smaller (Ctrl+wheel)"), view.zoom_out)
        smaller.setText("−")
        larger = _tool("", _("Larger (Ctrl+wheel)"), view.zoom_in)
        larger.setText("+")
        row = parts.row(self.title, 1, self._before, self._place, self._after, spacing=theme.TIGHT)
        row.setContentsMargins(16, 8, 16, 8)
        row.addSpacing(16)
        for widget in (smaller, self._percent, larger, self._fit):
            row.addWidget(widget)
        self.setLayout(row)
        view.moved.connect(self.write)
        self.write()

    def write(self) -> None:
        """Write page and zoom as they are."""
        view = self._view
        words = _("{n} of {m}").format(n=view.page + 1, m=view.count) if view.count else ""
        self._place.setText(words)
        self._place.setAccessibleName(_("Page {what}").format(what=words))
        self._percent.setText(f"{round(view.zoom * 100)} %")
        self._fit.setChecked(view.fits)
        self._before.setEnabled(view.page > 0)
        self._after.setEnabled(view.page < view.count - 1)

    def _go_before(self) -> None:
        self._view.go_to(self._view.page - 1)

    def _go_after(self) -> None:
        self._view.go_to(self._view.page + 1)

    def _on_fit(self) -> None:
        self._view.real_size() if self._view.fits else self._view.fit_width()
        self.write()


class Tool(QToolButton):
    """A small button with an icon, or with a sign that is set as its text."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("kind", "quiet")
        if icon:
            self._dress()
            theme.theme_changed.connect(self._dress)

    def _dress(self) -> None:
        self.setIcon(icons.icon(self._icon, theme.current().ink))


def _tool(icon: str, words: str, slot: Callable[[], object]) -> QToolButton:
    made = Tool(icon)
    made.setFixedSize(28, 28)
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.clicked.connect(slot)
    return made


class ActionBar(QWidget):
    """Prints, saves, opens; shows how far a long job is, and what became of it.

    Signals:
        print_requested, open_requested: these are wanted.
        save_requested: one file (True) or a file for each form (False) is wanted.
        cancel_requested: the job that runs is to stop.
        followed: the file that was saved is to be opened.
    """

    print_requested = Signal()
    save_requested = Signal(bool)
    open_requested = Signal()
    cancel_requested = Signal()
    followed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = parts.label("", "muted")
        self._follow = parts.button(_("Open"), "link")
        self._follow.clicked.connect(self.followed)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._cancel = parts.button(_("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        self.open = parts.button(_("Open in the PDF reader"), "", "arrow-up-right")
        self.open.clicked.connect(self.open_requested)
        self.save = parts.button(_("Save as PDF…"), "", "download")
        self.save.clicked.connect(self._on_save)
        self._menu = QMenu(self)
        self._menu.addAction(_("All in one file…"), self._save_one)
        self._menu.addAction(_("A file for each form…"), self._save_each)
        self.print = parts.button(_("Print…"), "primary", "printer")
        self.print.clicked.connect(self.print_requested)
        row = parts.row(self._words, self._follow, self._bar, self._cancel, 1)
        row.setContentsMargins(16, 10, 16, 10)
        for button in (self.open, self.save, self.print):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(parts.rule())
        column.addLayout(row)
        self.show_idle()

    def show_count(self, count: int, why: str = "") -> None:
        """Say how many forms would be printed; where none can be, `why` not."""
        for button in (self.open, self.save, self.print):
            button.setEnabled(count > 0)
            button.setToolTip("" if count else why)
        several = plural("Print {n} form…", "Print {n} forms…", count)
        self.print.setText(several if count > 1 else _("Print…"))
        self.save.setMenu(self._menu if count > 1 else None)  # type: ignore[arg-type] # None takes it away

    def show_idle(self, words: str = "", *, state: str = "", link: bool = False) -> None:
        """Say what became of a job, or nothing."""
        self._words.setText(words)
        theme.dress(self._words, state=state)
        self._follow.setVisible(link)
        self._bar.hide()
        self._cancel.hide()

    def show_busy(self, words: str) -> None:
        """Say what is being done; nothing else can be asked for meanwhile."""
        self.show_idle(words)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.show()
        for button in (self.open, self.save, self.print):
            button.setEnabled(False)

    def show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _on_save(self) -> None:
        if self.save.menu() is None:
            self._save_one()

    def _save_one(self) -> None:
        self.save_requested.emit(True)

    def _save_each(self) -> None:
        self.save_requested.emit(False)
