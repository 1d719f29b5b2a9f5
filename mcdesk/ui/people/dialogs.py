"""The directory's dialogs about people: adding, changing, and appointing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget
from typing_extensions import override

from mcdesk.application.holders import holders
from mcdesk.application.typed import TITLE, address_fault
from mcdesk.exchange.cells import split_name
from mcdesk.i18n import _, apart
from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.commands import (
    AddPerson,
    AppointOffice,
    ChangePerson,
    Command,
)
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine
from mcdesk.ui.forms.parts import row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.besides import HoldersBox
from mcdesk.ui.people.panel import office_words
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mcdesk.application.holders import Holder
    from mcdesk.application.views import Directory, PersonEntry
    from mcdesk.procedure.stage import Label
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.tasks import Tasks

SCOPED = ("hsp", "dean", "secretary")
"""Roles held for a programme or faculty; the desk refuses them without one in any case."""
NUMBERS = ("", "NIDN", "NIP", "NUPTK")


@dataclass(frozen=True)
class Surroundings:
    """What the dialogs need to know of the workspace."""

    directory: Directory
    roles: Mapping[str, Label]
    today: date
    scopes: Mapping[str, str] = field(default_factory=dict)


def _described(person: PersonEntry) -> str:
    """Return what is known of somebody, to be told from others of the name."""
    number = f"{person.number_kind} {person.number}".strip() if person.number else ""
    offices = [office_words(office) for office in person.offices[:2]]
    known = (person.position, *offices, number, person.email, person.login)
    details = ", ".join(filter(None, known))
    return apart(f"{person.full_name} ({details})" if details else person.full_name)


class PersonDialog(AskDialog):
    """Adds a person, or changes what the directory says about one.

    `id` is the person's id; `name` and `role` are proposed for a new person, who is given an
    `office` (role, programme, faculty) in the same step.
    """

    def __init__(
        self,
        tasks: Jobs,
        around: Surroundings,
        person: PersonEntry | None = None,
        parent: QWidget | None = None,
        *,
        name: str = "",
        role: str = "",
        office: tuple[str, str, str] | None = None,
    ) -> None:
        title = _("Change a person") if person else _("Add a person")
        super().__init__(tasks, title, _("Save") if person else _("Add"), parent)
        self._person, self._office = person, office
        self.today, self._directory = around.today, around.directory
        self.id = person.id if person else new_id()
        self.name, self.before, self.after = Line(), Line(), Line()
        self.position, self.number, self.email, self.login = Line(), Line(), Line(), Line()
        self.kind = ChoiceBox()
        for kind in NUMBERS:
            self.kind.addItem(kind or "–", kind)
        self.roles = {} if person else _boxes(around.roles)
        self.besides = HoldersBox(around.today)
        self.another = QCheckBox(_("This is another person of the same name"))
        self.another.hide()
        self._fill()
        self.name.setText(self.name.text() or name)
        if role in self.roles:
            self.roles[role].setChecked(True)
        self._lay_out()
        if office is not None:
            words = _("Appointed in the same step: {role}, from today.")
            label = around.roles.get(office[0])
            said = words.format(role=label.text() if label is not None else office[0])
            self.body.insertWidget(self.body.count() - 1, text(said, "small", wrap=True))
        self.body.insertWidget(self.body.count() - 1, self.besides)
        self.besides.changed.connect(self.check)
        for box in self.roles.values():
            box.toggled.connect(self._show_holders)
        self._show_holders()
        for line in (self.name, self.email):
            line.changed.connect(self.check)
        self.name.ended.connect(self._part_titles)
        self.another.toggled.connect(self.check)
        self.check()
        self.name.setFocus()
        self.resize(620, self.height())

    def _fill(self) -> None:
        known = self._person
        if known is not None:
            self.name.setText(known.name)
            self.before.setText(known.titles_before)
            self.after.setText(known.titles_after)
            self.position.setText(known.position)
            self.number.setText(known.number)
            self.email.setText(known.email)
            self.login.setText(known.login)
            self.kind.setCurrentIndex(max(self.kind.findData(known.number_kind), 0))

    def _lay_out(self) -> None:
        names = row(gap=WIDE)
        names.addWidget(labelled(_("Titles before"), self.before, hint="Prof. Dr."), 2)
        names.addWidget(labelled(_("Name"), self.name, hint=_("without titles")), 5)
        names.addWidget(labelled(_("Titles after"), self.after, hint="S.H., M.H."), 3)
        self.body.addLayout(names)
        self.body.addWidget(self.another)
        self.body.addWidget(labelled(_("Position"), self.position))
        numbers = row(gap=WIDE)
        numbers.addWidget(labelled(_("Kind of number"), self.kind), 1)
        numbers.addWidget(labelled(_("Number"), self.number), 3)
        self.body.addLayout(numbers)
        mails = row(gap=WIDE)
        mails.addWidget(labelled(_("E-mail"), self.email), 3)
        mails.addWidget(labelled(_("Login"), self.login), 2)
        self.body.addLayout(mails)
        if self.roles:
            self._lay_out_roles()
        self.body.addStretch(1)

    def _lay_out_roles(self) -> None:
        self.body.addWidget(text(_("Roles held everywhere"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * WIDE)
        grid.setVerticalSpacing(GAP)
        for place, box in enumerate(self.roles.values()):
            grid.addWidget(box, place // 2, place % 2)
        self.body.addLayout(grid)
        words = _("Roles for one faculty or programme (Dean, Head) are given by “Appoint”.")
        self.body.addWidget(text(words, "small", wrap=True))

    def know_directory(self, directory: Directory) -> None:
        """Say who holds the offices already in which the new person begins."""
        self._directory = directory
        self._show_holders()

    def _show_holders(self, *_checked: bool) -> None:
        ticked = [(role, "", "") for role, box in self.roles.items() if box.isChecked()]
        offices = [*([self._office] if self._office is not None else []), *ticked]
        since = self.today.isoformat()
        found = [each for office in offices for each in holders(self._directory, office, since, "")]
        self.besides.show_holders(tuple(found), since)
        self.check()

    def _part_titles(self) -> None:
        """Put titles that were typed with the name where they belong, as lists are read."""
        before, bare, after = split_name(self.name.text())
        typed = self._person is None or self.name.isModified()
        if not typed or not all(
            TITLE.fullmatch(each.strip()) for each in after.split(",") if each.strip()
        ):
            return
        for line, titles in ((self.before, before), (self.after, after)):
            if titles and line.text().strip() not in ("", titles):
                return
        if bare and (before or after):
            self.name.setText(bare)
            self.before.setText(self.before.text().strip() or before)
            self.after.setText(self.after.text().strip() or after)
            self.check()

    def _namesakes(self) -> list[PersonEntry]:
        """Return those of the directory who have the name that is typed, with titles or without."""
        wanted = split_name(self.name.text())[1].casefold()
        return [each for each in self._directory.people
                if wanted and each.id != self.id and each.name.casefold() == wanted]  # fmt: skip

    def _why_alike(self) -> list[str]:
        """Ask about somebody of the same name, who may be the same person."""
        same = self._namesakes()
        self.another.setVisible(bool(same))
        if not same or self.another.isChecked():
            return []
        words = _("There is one already: {people}. Tick below the name if this is another person.")
        return [words.format(people="; ".join(map(_described, same)))]

    @override
    def reasons(self) -> list[str]:
        named = [] if self.name.text().strip() else [_("A person needs a name.")]
        return named + self._why_alike() + self.besides.reasons()

    @override
    def advice(self) -> str:
        """Say that an e-mail address cannot be one; it is kept as it was written."""
        return address_fault(self.email.text())

    @override
    def commands(self) -> Sequence[Command]:
        self._part_titles()
        given = {
            "name": self.name.text().strip(),
            "titles_before": self.before.text().strip(),
            "titles_after": self.after.text().strip(),
            "position": self.position.text().strip(),
            "number_kind": str(self.kind.currentData()) if self.number.text().strip() else "",
            "number": self.number.text().strip(),
            "email": self.email.text().strip(),
            "login": self.login.text().strip(),
        }
        if self._person is None:
            held = [role for role, box in self.roles.items() if box.isChecked()]
            added = AddPerson(**given, roles=held, id=self.id)
            return (added, *self._appointment(), *self.besides.commands())
        known = self._person
        given = {key: value for key, value in given.items() if value != getattr(known, key)}
        return (ChangePerson(person=known.id, **given),) if given else ()

    @override
    def new_day(self, today: date) -> None:
        self.today = today
        super().new_day(today)

    def _appointment(self) -> Sequence[Command]:
        if self._office is None:
            return ()
        role, programme, faculty = self._office
        since = self.today.isoformat()
        return (
            AppointOffice(
                person=self.id, role=role, programme=programme, faculty=faculty, since=since
            ),
        )


def _boxes(roles: Mapping[str, Label]) -> dict[str, QCheckBox]:
    """Return a box for each role that needs no faculty or programme."""
    return {
        role: QCheckBox(label.text().replace("&", "&&"))
        for role, label in roles.items()
        if role not in SCOPED
    }


class AppointDialog(AskDialog):
    """Gives a person a role: everywhere, or for one faculty or programme, for a term.

    A role that is held for a faculty or a programme is offered only those; where the person
    holds an office already, or there is one only, it is chosen.
    """

    def __init__(
        self, tasks: Tasks, around: Surroundings, person: PersonEntry,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tasks, _("Appoint {name}").format(name=person.name), _("Appoint"), parent)
        self._person, self._around = person, around
        self.role, self.scope = ChoiceBox(), ChoiceBox()
        for role, label in around.roles.items():
            self.role.addItem(label.text(), role)
        self.role.setCurrentIndex(-1)
        self.since, self.last = DateLine(around.today), DateLine(around.today)
        self.since.setText(show_date(around.today.isoformat()))
        self.body.addWidget(labelled(_("Role"), self.role))
        self.body.addWidget(labelled(_("Held for"), self.scope))
        term = row(gap=WIDE)
        top = Qt.AlignmentFlag.AlignTop
        term.addWidget(labelled(_("From"), self.since), 1, top)
        hint = _("empty: until it is ended")
        term.addWidget(labelled(_("Last day"), self.last, hint=hint), 1, top)
        self.body.addLayout(term)
        self.besides = HoldersBox(around.today)
        self.besides.changed.connect(self.check)
        self.body.addWidget(self.besides)
        self.body.addStretch(1)
        self.role.currentIndexChanged.connect(self._offer_scopes)
        self.scope.currentIndexChanged.connect(self.check)
        for line in (self.since, self.last):
            line.changed.connect(self.check)
        self._offer_scopes()
        self.role.setFocus()
        self.resize(520, 360)

    @property
    def _held_for(self) -> str:
        """Whether the role is held for a programme or a faculty; "" where it may be everywhere."""
        scope = self._around.scopes.get(str(self.role.currentData()), "")
        return scope if scope in ("programme", "faculty") else ""

    def _offer_scopes(self) -> None:
        """Offer what the role can be held for, and choose what can be meant."""
        before, wanted = self.scope.currentData(), self._held_for
        directory = self._around.directory
        self.scope.blockSignals(True)
        self.scope.clear()
        if not wanted:
            self.scope.addItem(_("Everywhere"), ("", ""))
        for faculty in directory.faculties if wanted != "programme" else ():
            words = _("Faculty: {name}").format(name=faculty.name.text())
            self.scope.addItem(words, ("", faculty.id))
        for entry in directory.programmes if wanted != "faculty" else ():
            words = _("Programme: {name}").format(name=entry.name.text())
            self.scope.addItem(words, (entry.id, ""))
        places = [self.scope.itemData(place) for place in range(self.scope.count())]
        likely = [*([before] if before else ()), *self._own_places()] if wanted else [("", "")]
        found = next((places.index(each) for each in likely if each in places), -1)
        self.scope.setCurrentIndex(0 if len(places) == 1 else found)
        self.scope.blockSignals(False)
        self.check()

    def _own_places(self) -> list[tuple[str, str]]:
        """Return the programmes and faculties of the offices that the person holds."""
        directory = self._around.directory
        held = {office.scope for office in self._person.offices}
        programmes = [entry for entry in directory.programmes if entry.name in held]
        faculties = [entry.id for entry in directory.faculties if entry.name in held]
        faculties += [entry.faculty_id for entry in programmes]
        return [*((entry.id, "") for entry in programmes), *(("", each) for each in faculties)]

    @override
    def reasons(self) -> list[str]:
        found = []
        if self.role.currentIndex() < 0:
            found.append(_("Choose the role."))
        elif self.scope.currentIndex() < 0:
            programme = self._held_for == "programme"
            found.append(_("Choose the programme.") if programme else _("Choose the faculty."))
        faults = (self.since.fault(), self.last.fault())
        return found + [words for words in faults if words] + self.besides.reasons()

    @override
    def check(self) -> None:
        """Say also who holds the office already, within the term that is given."""
        found: tuple[Holder, ...] = ()
        since, last = self.since.iso(), self.last.iso()
        if self.scope.currentIndex() >= 0 and not self.since.fault() and not self.last.fault():
            office = (str(self.role.currentData()), *self.scope.currentData())
            until = day_after(last) if last else ""
            found = holders(self._around.directory, office, since, until, self._person.id)
        self.besides.show_holders(found, since)
        super().check()

    @override
    def commands(self) -> Sequence[Command]:
        programme, faculty = self.scope.currentData()
        last = self.last.iso()
        return (
            *self.besides.commands(),
            AppointOffice(
                person=self._person.id,
                role=str(self.role.currentData()),
                programme=programme,
                faculty=faculty,
                since=self.since.iso(),
                until=day_after(last) if last else "",
            ),
        )
