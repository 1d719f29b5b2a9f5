"""The first-run page: new workspace, open, restore, or the sample. It touches no files itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mcdesk import i18n
from mcdesk.i18n import N_, _
from mcdesk.ui import icons, language, parts, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROLES = (
    ("ctl", N_("CTL coordinator")),
    ("ctl_lead", N_("CTL lead")),
    ("id", N_("Instructional designer")),
    ("gd", N_("Graphic designer")),
    ("dcs", N_("Digital content specialist")),
    ("sme", N_("Lecturer (SME)")),
)


@dataclass(frozen=True)
class NewWorkspace:
    """What a new workspace needs: who begins it, in which roles, whose it is, where it lies."""

    person: str
    roles: tuple[str, ...]
    name: str
    path: Path


@dataclass(frozen=True)
class StartActions:
    """What the page calls; each one opens the window on a workspace when it has succeeded.

    `create` makes one, `open` opens a file, `restore` takes (backup, where to), `sample` opens a
    throw-away copy of the sample. `folder` is where a new one lies by default; `recent` are the
    files opened before.
    """

    create: Callable[[NewWorkspace], object]
    open: Callable[[Path], object]
    restore: Callable[[Path, Path], object]
    sample: Callable[[], object]
    folder: Path
    recent: Sequence[Path] = ()


class StartPage(QWidget):
    """The first thing a person sees.

    Signals:
        language_requested: another language ("en", "id") is wanted.
    """

    language_requested = Signal(str)

    def __init__(self, actions: StartActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = actions
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
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(self._choices())
        self._form = NewForm(self._do.folder)
        self._form.wished.connect(self._do.create)
        self._form.left.connect(self._show_choices)
        self._stack.addWidget(self._form)

    def _choices(self) -> QWidget:
        """Return the first sheet: what to begin with."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setSpacing(theme.WIDE)
        column.addWidget(parts.label("MC Desk", "title"))
        words = _(
            "The development of micro-credentials, from assignment to completion: "
            "board, forms, signatures and paper. Everything stays on this computer."
        )
        column.addWidget(parts.label(words, "muted", wrap=True))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(theme.WIDE)
        entries = (
            ("plus", _("New workspace"), _("Begin with an empty board."), self._show_form),
            ("folder-open", _("Open…"), _("A workspace on this computer."), self._open),
            ("archive-restore", _("Restore a backup…"), _("Bring a backup back."), self._restore),
            ("eye", _("Look at the sample"), _("Try everything; nothing is kept."), self._sample),
        )
        for place, (icon, title, text, act) in enumerate(entries):
            grid.addWidget(self._choice(icon, title, text, act), place // 2, place % 2)
        column.addLayout(grid)
        for path in list(self._do.recent)[:4]:
            link = parts.Link(path.stem.replace("&", "&&"), path)
            link.setToolTip(str(path).replace("<", "‹"))
            link.followed.connect(self._do.open)
            column.addWidget(link)
        column.addStretch(1)
        other = "id" if i18n.language() == "en" else "en"
        name = "Bahasa Indonesia" if other == "id" else "English"
        switch = parts.Link(name, other)
        switch.followed.connect(self._on_language)
        column.addLayout(parts.row(switch, 1))
        return sheet

    def _choice(self, icon: str, title: str, text: str, act: Callable[[], object]) -> QFrame:
        """Return one big choice: a button with a sentence below it."""
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 14, 14, 14)
        made = parts.button(title, "primary" if icon == "plus" else "")
        look = theme.current()
        made.setIcon(icons.icon(icon, look.accent_ink if icon == "plus" else look.muted))
        made.clicked.connect(act)
        column.addWidget(made)
        column.addWidget(parts.label(text, "small", wrap=True))
        return panel

    def _show_form(self) -> None:
        self._stack.setCurrentIndex(1)
        self._form.begin()

    def _show_choices(self) -> None:
        self._stack.setCurrentIndex(0)

    def _open(self) -> None:
        kind = _("MC Desk workspace (*.mcdesk);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Open a workspace"), str(self._do.folder), kind
        )
        if path:
            self._do.open(Path(path))

    def _restore(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a backup"), str(self._do.folder), _("Backup (*.zip);;All files (*)")
        )
        if not path:
            return
        place = str(self._do.folder / f"{Path(path).stem}.mcdesk")
        target, _kind = QFileDialog.getSaveFileName(self, _("Restore it as"), place)
        if target:
            self._do.restore(Path(path), Path(target))

    def _on_language(self, code: str) -> None:
        self.language_requested.emit(code)

    def _sample(self) -> None:
        self._do.sample()


class NewForm(QWidget):
    """The second sheet: what a new workspace needs.

    Signals:
        wished: a `NewWorkspace` is to be made.
        left: back to the choices.
    """

    wished = Signal(object)
    left = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person, self.name = QLineEdit(), QLineEdit()
        self.path = QLineEdit(str(folder / "ctl.mcdesk"))
        self.roles = {role: QCheckBox(_(title)) for role, title in ROLES}
        self.roles["ctl"].setChecked(True)
        self.name.setText(_("CTL team workspace"))
        column = QVBoxLayout(self)
        column.setSpacing(theme.WIDE)
        column.addWidget(parts.label(_("New workspace"), "title"))
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Your name"), self.person)
        roles = QGridLayout()
        roles.setVerticalSpacing(6)
        for place, box in enumerate(self.roles.values()):
            roles.addWidget(box, place // 2, place % 2)
            box.toggled.connect(self._on_changed)
        form.addRow(_("Your roles"), roles)
        form.addRow(_("University or team"), self.name)
        browse = parts.button(_("Choose…"))
        browse.clicked.connect(self._browse)
        place_line = parts.row(self.path, browse)
        place_line.setStretch(0, 1)
        form.addRow(_("File"), place_line)
        column.addLayout(form)
        hint = _("The first person may do everything; more people are added in the directory.")
        column.addWidget(parts.label(hint, "small", wrap=True))
        back = parts.button(_("Back"), "quiet", "arrow-left")
        back.clicked.connect(self.left)
        self.ok = parts.button(_("Create workspace"), "primary")
        self.ok.clicked.connect(self._on_ok)
        column.addLayout(parts.row(back, 1, self.ok))
        column.addStretch(1)
        for edit in (self.person, self.name, self.path):
            edit.textChanged.connect(self._on_changed)
            edit.returnPressed.connect(self._on_ok)
        self._on_changed()

    def begin(self) -> None:
        """Put the keyboard where typing begins."""
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def wish(self) -> NewWorkspace:
        """Return what was filled in."""
        return NewWorkspace(
            self.person.text().strip(),
            tuple(role for role, box in self.roles.items() if box.isChecked()),
            self.name.text().strip(),
            Path(self.path.text().strip()),
        )

    def _on_changed(self) -> None:
        wish = self.wish()
        self.ok.setEnabled(bool(wish.person and wish.roles and wish.name and wish.path.name))

    def _on_ok(self) -> None:
        if self.ok.isEnabled():
            self.wished.emit(self.wish())

    def _browse(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Where the workspace lies"), self.path.text()
        )
        if path:
            self.path.setText(path)
