"""The dialog for a new micro-credential: titles, programme, lead lecturer, designer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.application.names import namesakes_of, told_apart
from mcdesk.errors import Refused
from mcdesk.exchange.names import Names
from mcdesk.i18n import _, apart, language
from mcdesk.procedure.commands import AddFaculty, AddPerson, AddProgramme, CreateCard
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.names import LONGEST_TITLE
from mcdesk.ui import parts
from mcdesk.ui.dialogs import AskingDialog
from mcdesk.ui.jobs import execute_all
from mcdesk.ui.offered import offering
from mcdesk.ui.saying import several_called, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, IdeaLine, PersonLine, ProgrammeLine, WorkspaceInfo
    from mcdesk.procedure.commands import Command


OF_CODE = ("code_taken", "bad_code")
"""The refusals that are about the code."""

TAKES_NEW = "takesNew"
"""The property of a box in which a name may be typed that is not among its choices."""

LETTERS = 14
"""How many letters of a long name a box shows at least; its label keeps its room."""


class NewCardDialog(AskingDialog):
    """Asks for what a card needs to begin; only the title and the programme are demanded."""

    def __init__(
        self, info: WorkspaceInfo, parent: QWidget | None = None, idea: IdeaLine | None = None
    ) -> None:
        super().__init__(_("New micro-credential"), parent, width=520)
        self._idea = idea.id if idea else ""
        self._persons = info.persons
        self.title_en, self.title_id, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.title_en.setText(idea.title if idea else "")
        self.code.setPlaceholderText(_("given by itself"))
        self.programme = choice(programme_choices(info.programmes))
        self.lead = choice(person_choices(info.persons, "sme"), takes_new=True)
        self.designer = choice(person_choices(info.persons, "id"), takes_new=True)
        if idea and idea.programme_id:
            self.programme.setCurrentIndex(self.programme.findData(idea.programme_id))
        elif len(info.programmes) == 1:
            self.programme.setCurrentIndex(0)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow(_("Title (English)"), self.title_en)
        form.addRow(_("Title (Indonesian)"), self.title_id)
        form.addRow(_("Study programme"), self.programme)
        form.addRow(_("Lead lecturer (SME)"), self.lead)
        form.addRow(_("Instructional designer"), self.designer)
        self.code_note = parts.label("", "small", state="bad", wrap=True)
        self.code_note.hide()
        below = QVBoxLayout()
        below.addWidget(self.code)
        below.addWidget(self.code_note)
        form.addRow(_("Code"), below)
        self.code.textChanged.connect(self.code_note.hide)
        self.body.addLayout(form)
        self.programme_is_new = QCheckBox(_("A study programme that is not listed yet"))
        self.body.addWidget(self.programme_is_new)
        self.new_programme = NewProgramme(info.programmes)
        self.body.addWidget(self.new_programme)
        self.note = parts.label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.near = parts.button("", "link")
        self.near.clicked.connect(self._take_near)
        self.body.addWidget(self.near, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_ok(_("Create"), enabled=False)
        for edit in (self.title_en, self.title_id, *self.new_programme.edits):
            edit.textChanged.connect(self._on_changed)
        for box in (self.programme, self.lead, self.designer, self.new_programme.faculty):
            box.currentTextChanged.connect(self._on_changed)
        self.programme_is_new.toggled.connect(self._on_changed)
        self.programme_is_new.setChecked(not info.programmes)
        self._on_changed()

    def commands(self) -> tuple[Command, ...]:
        """Return what was filled in: new entries of the directory, then the card."""
        found: list[Command] = []
        programme = chosen(self.programme)
        if self.programme_is_new.isChecked():
            programme = new_id()
            found.extend(self.new_programme.commands(programme))
        lead = self._person(self.lead, "sme", found)
        designer = self._person(self.designer, "id", found)
        card = CreateCard(
            title_en=self.title_en.text().strip(),
            title_id=self.title_id.text().strip(),
            programme=programme,
            code=self.code.text().strip(),
            lead=lead,
            designer=designer,
            idea=self._idea,
        )
        return (*found, card)

    def job(self) -> Callable[[DeskPort], Changes]:
        """Return what starts the card, as one step with what is new in the directory."""
        return partial(execute_all, self.commands())

    @override
    def say_refused(self, error: Exception) -> None:
        """Say at the code's field that it is taken, everything else at the end."""
        if isinstance(error, Refused) and error.code in OF_CODE:
            self.code_note.setText(words_of(error))
            self.code_note.show()
            self.code.setFocus()
            self.code.selectAll()
            self.adjustSize()
        else:
            super().say_refused(error)

    def _person(self, box: QComboBox, role: str, found: list[Command]) -> str:
        """Return the person chosen; one typed anew is added to the directory first."""
        person, name = person_of(box, self._persons), box.currentText().strip()
        if person or not name:
            return person
        same = [c for c in found if isinstance(c, AddPerson) and c.name == name]
        if same:
            return same[0].id
        added = AddPerson(name=name, roles=[role], id=new_id())
        found.append(added)
        return added.id

    def _on_changed(self) -> None:
        is_new = self.programme_is_new.isChecked()
        self.new_programme.setVisible(is_new)
        self.programme.setEnabled(not is_new)
        has_programme = self.new_programme.is_complete() if is_new else chosen(self.programme)
        fits = bool(self.title_en.text().strip()) and not self._too_long() and not self._unclear()
        self.ok.setEnabled(bool(fits and has_programme))
        self.note.setText(self._words())
        self._show_near()
        self.adjustSize()

    def _near(self) -> tuple[QComboBox, str] | None:
        """Return a box whose typed name nobody has, and the name that may be meant."""
        for box in (self.lead, self.designer):
            name = box.currentText().strip()
            if name and not chosen(box) and not namesakes_of(self._persons, name):
                near = near_person(box, self._persons)
                if near:
                    return box, near
        return None

    def _show_near(self) -> None:
        """Ask about a typed name that is nearly somebody's, as a take-over does."""
        found = self._near()
        self.near.setVisible(found is not None)
        if found is not None:
            self.near.setText(_("Did you mean “{name}”?").format(name=apart(found[1])))

    def _take_near(self) -> None:
        found = self._near()
        if found is not None:
            box, name = found
            box.setCurrentIndex(box.findText(name))
            box.setFocus()

    def _too_long(self) -> str:
        """Say which of the titles is too long, or ""."""
        return too_long(self.title_en.text()) or too_long(self.title_id.text())

    def _typed_names(self) -> list[str]:
        """Return the names that were typed and not chosen, each once."""
        boxes = (self.lead, self.designer)
        typed = [box.currentText().strip() for box in boxes if not chosen(box)]
        return [name for name in dict.fromkeys(typed) if name]

    def _unclear(self) -> str:
        """Return a typed name that several people of the directory have, or ""."""
        typed = self._typed_names()
        return next((name for name in typed if len(namesakes_of(self._persons, name)) > 1), "")

    def _words(self) -> str:
        """Say what will happen besides, or what is still missing."""
        typed = self._typed_names()
        names = ", ".join(name for name in typed if not namesakes_of(self._persons, name))
        if not self.title_en.text().strip():
            return _("A micro-credential needs an English title and a study programme.")
        if self._too_long():
            return self._too_long()
        if self._unclear():
            return several_called(self._unclear())
        if not self.ok.isEnabled() and self.new_programme.wrong_code():
            return _("A code has only letters and digits, not “{code}”.").format(
                code=self.new_programme.wrong_code()
            )
        if not self.ok.isEnabled():
            return _("Choose the study programme, or name a new one.")
        if names:
            return _("{names} will be added to the directory.").format(names=names)
        return _("It starts at stage 1, Assignment. All of this can be changed later.")


class NewProgramme(QWidget):
    """Asks for a study programme, and for its faculty where that is new too.

    A faculty is found, and typed, by its name in the window's language; the other is asked beside.
    """

    def __init__(self, programmes: Sequence[ProgrammeLine]) -> None:
        super().__init__()
        self._codes = {line.faculty.text(): line.faculty_code for line in programmes}
        known = [(code, name) for name, code in sorted(self._codes.items())]
        self.faculty = choice(known, takes_new=True)
        self.faculty_other, self.faculty_code = QLineEdit(), QLineEdit()
        self._is_indonesian = language() == "id"
        self.name, self.name_id, self.code = (QLineEdit() for _n in range(3))
        self.edits = (self.faculty_other, self.faculty_code, self.name, self.name_id, self.code)
        for edit in (self.faculty_code, self.code):
            edit.setMaxLength(6)
            edit.setPlaceholderText(_("1 to 6 letters, e.g. LAW"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.addRow(_("Faculty"), self.faculty)
        other = _("Faculty (English)") if self._is_indonesian else _("Faculty (Indonesian)")
        form.addRow(other, self.faculty_other)
        form.addRow(_("Code of the faculty"), self.faculty_code)
        form.addRow(_("Programme (English)"), self.name)
        form.addRow(_("Programme (Indonesian)"), self.name_id)
        form.addRow(_("Code of the programme"), self.code)
        self.faculty.currentTextChanged.connect(self._on_faculty)

    def _on_faculty(self, name: str) -> None:
        """Show the code of a faculty that is known; neither it nor its other name is asked."""
        known = self._codes.get(name.strip())
        self.faculty_other.setEnabled(known is None)
        self.faculty_code.setEnabled(known is None)
        if known is not None:
            self.faculty_code.setText(known)

    def is_complete(self) -> bool:
        """Tell whether all that is needed was typed."""
        codes = (self.faculty_code.text().strip(), self.code.text().strip())
        names = self.faculty.currentText().strip() and self.name.text().strip()
        return bool(names and all(code.isalnum() for code in codes))

    def wrong_code(self) -> str:
        """Return a code that was typed and is none, or ""."""
        codes = (self.faculty_code.text().strip(), self.code.text().strip())
        return next((code for code in codes if code and not code.isalnum()), "")

    def commands(self, programme: str) -> Iterator[Command]:
        """Yield what enters the programme under the id `programme`."""
        faculty, code = self.faculty.currentText().strip(), self.faculty_code.text().strip()
        if faculty not in self._codes:
            other = self.faculty_other.text().strip()
            names = (other or faculty, faculty) if self._is_indonesian else (faculty, other)
            yield AddFaculty(code=code, name_en=names[0], name_id=names[1])
        yield AddProgramme(
            code=self.code.text().strip(),
            name_en=self.name.text().strip(),
            name_id=self.name_id.text().strip(),
            faculty=code.upper(),
            id=programme,
        )


def too_long(title: str) -> str:
    """Say in words that a title is longer than the program takes, or ""."""
    if len(" ".join(title.split())) <= LONGEST_TITLE:
        return ""
    return _("The title is longer than {n} letters.").format(n=LONGEST_TITLE)


def choice(choices: Sequence[tuple[str, str]], *, takes_new: bool = False) -> QComboBox:
    """Return a box in which one types to find one of many names.

    Where it takes no new name, a part that only one name has means that one.
    """
    box = QComboBox()
    box.setProperty(TAKES_NEW, takes_new)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(LETTERS)
    for id_, name in choices:
        box.addItem(name, id_)
    box.setCurrentIndex(-1)
    completer = box.completer()
    assert completer is not None
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    offering(completer)
    line = box.lineEdit()
    assert line is not None
    line.editingFinished.connect(partial(_complete, box))
    box.activated.connect(partial(_on_chosen, line))
    return box


def chosen(box: QComboBox) -> str:
    """Return the id of the name that stands in the box, or ""."""
    place = box.findText(box.currentText(), Qt.MatchFlag.MatchFixedString)
    if place < 0:
        place = _meant(box)
    return str(box.itemData(place)) if place >= 0 and box.currentText() else ""


def person_of(box: QComboBox, persons: Sequence[PersonLine]) -> str:
    """Return who stands in a box, also the one whose name was typed without titles, or ""."""
    found = namesakes_of(persons, box.currentText())
    return chosen(box) or (found[0].id if len(found) == 1 else "")


def _meant(box: QComboBox) -> int:
    """Return the one choice whose name or code was typed without the rest of it, or -1."""
    typed = box.currentText().strip().casefold()
    if not typed:
        return -1
    names = [box.itemText(at).casefold() for at in range(box.count())]
    hits = [at for at, name in enumerate(names) if name.startswith(f"{typed} (")]
    hits = hits or [at for at, name in enumerate(names) if f"({typed}," in name]
    if not hits and not box.property(TAKES_NEW):
        hits = _having(box, typed)
    return hits[0] if len(hits) == 1 else -1


def _having(box: QComboBox, typed: str) -> list[int]:
    """Return the choices that have the letters typed."""
    return [at for at in range(box.count()) if typed.casefold() in box.itemText(at).casefold()]


def near_person(box: QComboBox, persons: Sequence[PersonLine]) -> str:
    """Return the choice that a half-typed or misspelt name of a person may mean, or ""."""
    typed = box.currentText().strip()
    hits = _having(box, typed)
    if not hits:
        near = namesakes_of(persons, Names((), (), tuple(persons)).near_person(typed))
        hits = [box.findData(line.id) for line in near]
    return box.itemText(hits[0]) if len(hits) == 1 else ""


def _complete(box: QComboBox) -> None:
    """Write a choice out when the focus leaves, so that what was taken can be seen."""
    place, line = _meant(box), box.lineEdit()
    if place >= 0:
        box.setCurrentIndex(place)
    if line is not None and chosen(box):
        line.setCursorPosition(0)


def _on_chosen(line: QLineEdit, _place: int) -> None:
    """Show a long name from its first letter on, once the list has written it into its line."""
    QTimer.singleShot(0, line, partial(line.setCursorPosition, 0))


def programme_choices(programmes: Sequence[ProgrammeLine]) -> list[tuple[str, str]]:
    """Return the programmes as choices, with their faculty."""
    return [
        (line.id, f"{line.name.text()} ({line.code}, {line.faculty.text()})") for line in programmes
    ]


def person_choices(persons: Sequence[PersonLine], role: str) -> list[tuple[str, str]]:
    """Return everybody as choices, those who hold the role first."""
    ordered = sorted(persons, key=lambda line: (role not in line.roles, line.name.casefold()))
    names = told_apart(persons)
    return [(line.id, names[line.id]) for line in ordered]
