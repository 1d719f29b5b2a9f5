"""The sheet of the first page that asks what a new workspace needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mcdesk.folders import FIRST, USUAL_NAME
from mcdesk.i18n import N_, _
from mcdesk.paths import given_path, is_folder, is_there, with_ending
from mcdesk.ui import parts, theme
from mcdesk.ui.start.recent import SUFFIX, begin_in, free_name

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
    """What a new workspace needs: who begins it, in which roles, what it is called, where it lies.

    `university` heads letters and prints; "" where it is not told yet.
    """

    person: str
    roles: tuple[str, ...]
    name: str
    path: Path
    university: str = ""


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
        self.person, self.name, self.university = QLineEdit(), QLineEdit(), QLineEdit()
        self._folder = folder
        self.path = QLineEdit(str(folder / free_name(folder, FIRST)))
        self.roles = {role: QCheckBox(_(title)) for role, title in ROLES}
        self.roles["ctl"].setChecked(True)
        self.name.setText(_(USUAL_NAME))
        self.university.setPlaceholderText(
            _("Heads letters and prints; tell it before a form is frozen")
        )
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
        form.addRow(_("University"), self.university)
        form.addRow(_("Name of the workspace"), self.name)
        browse = parts.button(_("Choose…"))
        browse.clicked.connect(self._browse)
        place_line = parts.row(self.path, browse)
        place_line.setStretch(0, 1)
        form.addRow(_("File"), place_line)
        column.addLayout(form)
        self.why = parts.label("", "small", wrap=True)
        column.addWidget(self.why)
        hint = _("The first person may do everything; more people are added in the directory.")
        column.addWidget(parts.label(hint, "small", wrap=True))
        back = parts.button(_("Back"), "quiet", "arrow-left")
        back.clicked.connect(self.left)
        self.ok = parts.button(_("Create workspace"), "primary")
        self.ok.clicked.connect(self._on_ok)
        column.addLayout(parts.row(back, 1, self.ok))
        column.addStretch(1)
        for edit in (self.person, self.university, self.name, self.path):
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
            self._whole(),
            self.university.text().strip(),
        )

    def _whole(self) -> Path:
        """Return where the file will lie: within the folder proposed first, with our ending.

        In a folder that there is it has the usual name.
        """
        path = given_path(self.path.text(), self._folder)
        if path is not None and path.suffix != SUFFIX and is_folder(path):
            return path / free_name(path, FIRST)
        return with_ending(path, SUFFIX) if path is not None else Path()

    def _on_changed(self) -> None:
        wish = self.wish()
        taken = bool(wish.path.name) and is_there(wish.path)
        words = _("There is a file of this name already; open it instead, or choose another name.")
        if not taken:
            given = given_path(self.path.text(), self._folder)
            is_in_folder = given is not None and given == wish.path.parent
            within = _("{folder} is a folder: the file will lie in it, as {name}.")
            told = within.format(folder=wish.path.parent, name=wish.path.name)
            words = told if is_in_folder else ""
        self.why.setText(words)
        self.why.setVisible(bool(words))
        theme.dress(self.why, state="bad" if taken else "")
        filled = bool(wish.person and wish.roles and wish.name and wish.path.name)
        self.ok.setEnabled(filled and not taken)

    def _on_ok(self) -> None:
        if self.ok.isEnabled():
            self.wished.emit(self.wish())

    def _browse(self) -> None:
        kind = _("MC Desk workspace (*.mcdesk)")
        present = self.wish().path
        proposed = str(begin_in(present.parent) / present.name)
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Where the workspace lies"), proposed, kind, "",
            QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path:
            self.path.setText(str(with_ending(Path(path), SUFFIX)))
