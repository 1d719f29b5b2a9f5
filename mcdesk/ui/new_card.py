"""The dialog for a new micro-credential: titles, programme, lead lecturer, designer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.commands import CreateCard
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import IdeaLine, PersonLine, ProgrammeLine, WorkspaceInfo


class NewCardDialog(Dialog):
    """Asks for what a card needs to begin; only the title and the programme are demanded."""

    def __init__(
        self, info: WorkspaceInfo, parent: QWidget | None = None, idea: IdeaLine | None = None
    ) -> None:
        super().__init__(_("New micro-credential"), parent, width=520)
        self._idea = idea.id if idea else ""
        self.title_en, self.title_id, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.title_en.setText(idea.title if idea else "")
        self.code.setPlaceholderText(_("given by itself"))
        self.programme = choice(programme_choices(info.programmes))
        self.lead = choice(person_choices(info.persons, "sme"))
        self.designer = choice(person_choices(info.persons, "id"))
        if idea and idea.programme_id:
            self.programme.setCurrentIndex(self.programme.findData(idea.programme_id))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow(_("Title (English)"), self.title_en)
        form.addRow(_("Title (Indonesian)"), self.title_id)
        form.addRow(_("Study programme"), self.programme)
        form.addRow(_("Lead lecturer (SME)"), self.lead)
        form.addRow(_("Instructional designer"), self.designer)
        form.addRow(_("Code"), self.code)
        self.body.addLayout(form)
        note = _("It starts at stage 1, Assignment. All of this can be changed later.")
        if not info.programmes:
            note = _("There is no study programme yet: add one in the directory first.")
        self.body.addWidget(parts.label(note, "small", wrap=True))
        self.add_ok(_("Create"), enabled=False)
        self.title_en.textChanged.connect(self._on_changed)
        self.programme.currentIndexChanged.connect(self._on_changed)
        self._on_changed()

    def command(self) -> CreateCard:
        """Return what was filled in as a command."""
        return CreateCard(
            title_en=self.title_en.text().strip(),
            title_id=self.title_id.text().strip(),
            programme=chosen(self.programme),
            code=self.code.text().strip(),
            lead=chosen(self.lead),
            designer=chosen(self.designer),
            idea=self._idea,
        )

    def _on_changed(self) -> None:
        wish = self.command()
        self.ok.setEnabled(bool(wish.title_en and wish.programme))


def choice(choices: Sequence[tuple[str, str]]) -> QComboBox:
    """Return a box in which one types to find one of many names."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for id_, name in choices:
        box.addItem(name, id_)
    box.setCurrentIndex(-1)
    completer = box.completer()
    assert completer is not None
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def chosen(box: QComboBox) -> str:
    """Return the id of the name that stands in the box, or ""."""
    place = box.findText(box.currentText(), Qt.MatchFlag.MatchFixedString)
    return str(box.itemData(place)) if place >= 0 and box.currentText() else ""


def programme_choices(programmes: Sequence[ProgrammeLine]) -> list[tuple[str, str]]:
    """Return the programmes as choices, with their faculty."""
    return [
        (line.id, f"{line.name.text()} ({line.code}, {line.faculty.text()})") for line in programmes
    ]


def person_choices(persons: Sequence[PersonLine], role: str) -> list[tuple[str, str]]:
    """Return everybody as choices, those who hold the role first."""
    ordered = sorted(persons, key=lambda line: (role not in line.roles, line.name.casefold()))
    return [(line.id, line.full_name or line.name) for line in ordered]
