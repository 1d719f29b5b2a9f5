"""The first-run page: new workspace, open, restore, or the sample. It touches no files itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme
from mcdesk.ui.start.asking import ask_restore
from mcdesk.ui.start.join_sheet import JoinSheet
from mcdesk.ui.start.new_form import NewForm, NewWorkspace
from mcdesk.ui.start.recent import Recent, begin_in, moment_text, recent_of, short_folder
from mcdesk.ui.start.restored_sheet import RestoredSheet
from mcdesk.ui.start.work_sheet import WorkSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from mcdesk.errors import McDeskError
    from mcdesk.ui.start.asking import Count
    from mcdesk.ui.start.restoring import Restored
    from mcdesk.ui.tasks import Job, Tasks
    from mcdesk.ui.team.place import Try

__all__ = ["NewWorkspace", "StartActions", "StartPage"]
T = TypeVar("T")
CHOICES, FORM, WORK, RESTORED, JOIN = range(5)


@dataclass(frozen=True)
class StartActions:
    """What the page calls; each one opens the window on a workspace when it has succeeded.

    `create` makes one, `open` opens a file, `check` takes a file and what to do once it is known
    to be a backup, `restore` takes (backup, where to), `sample` opens a throw-away copy of the
    sample, `join` makes one of what a team's hub holds (address, where to) and `try_hub` only
    looks there; `count` takes one and what to do once it is known how many changes of it were
    never sent. `folder` is where a new one lies by default, `backups` where the daily ones are;
    `recent` are the workspaces opened before, the newest first, and `zone` tells their time zone.
    """

    create: Callable[[NewWorkspace], object]
    open: Callable[[Path], object]
    check: Callable[[Path, Callable[[Path], object]], object]
    restore: Callable[[Path, Path], object]
    sample: Callable[[], object]
    join: Callable[[str, Path], object]
    try_hub: Try
    folder: Path
    count: Count
    recent: Sequence[Path | Recent] = ()
    backups: Path | None = None
    zone: Callable[[Path], str] = lambda _path: ""


class StartPage(QWidget):
    """The first thing a person sees.

    Signals:
        language_requested: another language ("en", "id") is wanted.
    """

    language_requested = Signal(str)

    def __init__(self, actions: StartActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = actions
        self._job: Job | None = None
        self._restored: Restored | None = None
        self._shown, self._from = ("", "", True), CHOICES
        self._stack = QStackedWidget()
        self._stack.setFixedWidth(560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._stack)
        line.addStretch(1)
        outer.addLayout(line, 5)
        outer.addStretch(2)
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)
        self._build()

    def _build(self) -> None:
        """Make every sheet in the language and colours in use."""
        step = max(self._stack.currentIndex(), CHOICES)
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._form = NewForm(self._do.folder)
        self._form.wished.connect(self._do.create)
        self._form.left.connect(self._show_choices)
        self._work = WorkSheet()
        self._work.cancel_requested.connect(self._on_cancel)
        self._work.begin(self._shown[0], self._shown[1], stops=self._shown[2])
        self._result = RestoredSheet()
        self._result.open_requested.connect(self._do.open)
        self._result.left.connect(self._show_choices)
        if self._restored is not None:
            self._result.show_restored(self._restored)
        self._join = JoinSheet(self._do.folder, self._do.try_hub)
        self._join.wished.connect(self._do.join)
        self._join.left.connect(self._show_choices)
        for sheet in (self._choices(), self._form, self._work, self._result, self._join):
            self._stack.addWidget(sheet)
        for button in self._stack.findChildren(QPushButton):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
        self._stack.setCurrentIndex(step if step in (WORK, RESTORED) else CHOICES)

    @property
    def is_working(self) -> bool:
        """Whether something is being done that was not cancelled."""
        return self._job is not None and not self._job.is_cancelled

    # --- work that takes a while ------------------------------------------------------------

    def run(
        self,
        tasks: Tasks,
        words: str,
        job: Callable[[Any, Any], T],
        done: Callable[[T], object],
        failed: Callable[[McDeskError], object] | None = None,
        *,
        more: str = "",
        stops: bool = False,
    ) -> None:
        """Do a long job with its progress in sight; `done` hears of it unless it was cancelled.

        `job` gets the worker's app and a progress that answers False once it is to stop; what it
        answers after that is forgotten.
        """
        self._shown = (words, more, stops)
        self._from = self._stack.currentIndex()
        self._work.begin(words, more, stops=stops)
        self._stack.setCurrentIndex(WORK)
        if stops:
            self._work.cancel.setFocus()
        self._job = tasks.run_long(
            job, partial(self._on_done, done), partial(self._on_failed, tasks, failed),
            progress=self._on_progress,
        )  # fmt: skip

    def _on_progress(self, done: int, of: int) -> None:
        self._work.show_progress(done, of)

    def _on_cancel(self) -> None:
        """Go back at once to where it was begun; the work stops at its next step."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._go_back()

    def _on_done(self, done: Callable[[T], object], answer: T) -> None:
        if self._job is None or self._job.is_cancelled:
            return
        self._job = None
        self._show_choices()
        done(answer)

    def _on_failed(
        self, tasks: Tasks, failed: Callable[[McDeskError], object] | None, error: McDeskError
    ) -> None:
        self._job = None
        self._go_back()
        failed(error) if failed is not None else tasks.failed.emit(error)

    def show_restored(self, restored: Restored) -> None:
        """Open a workspace brought back.

        Where another was there, or somebody else may work there, that is said first.
        """
        if restored.aside is None and not restored.person:
            self._do.open(restored.path)
            return
        self._restored = restored
        self._result.show_restored(restored)
        self._stack.setCurrentIndex(RESTORED)
        self._result.open.setFocus()

    def _go_back(self) -> None:
        """Go to where the work was begun: what was filled in there may be mended."""
        if self._from == FORM:
            self._stack.setCurrentIndex(FORM)
            self._form.path.setFocus()
        elif self._from == JOIN:
            self._show_join()
        else:
            self._show_choices()

    # --- the sheets -------------------------------------------------------------------------

    def _choices(self) -> QWidget:
        """Return the first sheet: what to begin with."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setSpacing(theme.WIDE)
        column.addWidget(parts.label("MC Desk", "title"))
        words = _(
            "The development of micro-credentials, from assignment to completion: "
            "board, forms, signatures and paper. Everything is kept on this computer; it goes "
            "to others only if you join a team or share with one."
        )
        column.addWidget(parts.label(words, "muted", wrap=True))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(theme.WIDE)
        entries = (
            ("plus", _("New workspace"), _("Begin with an empty board."), self._show_form),
            ("folder-open", _("Open…"), _("A workspace on this computer."), self._open),
            (
                "archive-restore",
                _("Restore a backup…"),
                _("Bring a backup back."),
                self.ask_restore,
            ),
            ("eye", _("Look at the sample"), _("Try everything; nothing is kept."), self._sample),
            (
                "users",
                _("Join a team…"),
                _("A workspace with everything that your team shares."),
                self._show_join,
            ),
        )
        choices = [self._choice(*entry) for entry in entries]
        for place, choice in enumerate(choices):
            grid.addWidget(choice, place // 2, place % 2, 1, 2 if place == len(entries) - 1 else 1)
        first = choices[0].findChild(QPushButton)
        assert first is not None
        self._first = first
        column.addLayout(grid)
        recent = recent_of(self._do.recent, self._do.folder)
        if recent:
            column.addSpacing(8)
            column.addWidget(parts.label(_("Recent workspaces"), "heading"))
        for entry in recent:
            column.addLayout(self._recent(entry))
        column.addSpacing(16)
        column.addStretch(1)
        other = "id" if i18n.language() == "en" else "en"
        name = "Bahasa Indonesia" if other == "id" else "English"
        switch = parts.Link(name, other)
        switch.followed.connect(self._on_language)
        column.addLayout(parts.row(switch, 1))
        return sheet

    def _recent(self, entry: Recent) -> QHBoxLayout:
        """Return one workspace worked on before: name, folder, when."""
        link = parts.Link(entry.title.replace("&", "&&"), entry.path)
        link.setToolTip(str(entry.path).replace("<", "‹"))
        link.followed.connect(self._do.open)
        folder = parts.label(short_folder(entry.path.parent), "muted")
        folder.setToolTip(str(entry.path.parent).replace("<", "‹"))
        when = parts.label(moment_text(entry.changed, self._do.zone(entry.path)), "muted")
        return parts.row(link, folder, 1, when)

    def _choice(self, icon: str, title: str, text: str, act: Callable[[], object]) -> QFrame:
        """Return one big choice: a button with a sentence below it."""
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 14, 14, 14)
        made = parts.button(title, "primary" if icon == "plus" else "", icon)
        made.clicked.connect(act)
        column.addWidget(made)
        column.addWidget(parts.label(text, "small", wrap=True))
        column.addStretch(1)
        return panel

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave a sheet that asks, as its button Back does."""
        asks = self._stack.currentIndex() in (FORM, JOIN)
        if event.key() == Qt.Key.Key_Escape and asks:
            self._show_choices()
        else:
            super().keyPressEvent(event)

    def _show_join(self) -> None:
        self._stack.setCurrentIndex(JOIN)
        self._join.begin()

    def _show_form(self) -> None:
        self._stack.setCurrentIndex(FORM)
        self._form.begin()

    def _show_choices(self) -> None:
        self._stack.setCurrentIndex(CHOICES)
        self._first.setFocus()

    def _open(self) -> None:
        kind = _("MC Desk workspace (*.mcdesk);;All files (*)")
        known = recent_of(self._do.recent, self._do.folder)
        folder = begin_in(*(entry.path.parent for entry in known), self._do.folder)
        path, _kind = QFileDialog.getOpenFileName(self, _("Open a workspace"), str(folder), kind)
        if path:
            self._do.open(Path(path))

    def ask_restore(self) -> None:
        """Ask which backup is to come back, and where to."""
        do = self._do
        ask_restore(self, do.folder, do.backups or do.folder, do.check, do.restore, do.count,
                    do.open)  # fmt: skip

    def _on_language(self, code: str) -> None:
        self.language_requested.emit(code)

    def _sample(self) -> None:
        self._do.sample()
