"""Take-over of one micro-credential by hand: where it stands, its earlier forms, essentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from mcdesk.application.names import namesakes_of
from mcdesk.exchange.cells import hours_of, listed, whole_number
from mcdesk.i18n import _, apart
from mcdesk.procedure.commands import TakeOverCard
from mcdesk.ui import parts
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine
from mcdesk.ui.forms.parts import row
from mcdesk.ui.new_card import choice, chosen, person_choices, person_of, programme_choices
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.saying import several_called
from mcdesk.ui.takeover.earlier import EarlierForms
from mcdesk.ui.theme import WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Stage
    from mcdesk.ui.tasks import Tasks

TOP = Qt.AlignmentFlag.AlignTop


class TakeOverDialog(AskDialog):
    """Asks for a micro-credential already under way (decisions.md, 4)."""

    def __init__(
        self, tasks: Tasks, info: WorkspaceInfo, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, _("Take over a micro-credential"), _("Take over"), parent)
        self._info = info
        self.title_en, self.title_id, self.code = Line(), Line(), Line()
        self.programme = choice(programme_choices(info.programmes))
        if len(info.programmes) == 1:
            self.programme.setCurrentIndex(0)
        self.stage = ChoiceBox()
        for stage in info.stages:
            self.stage.addItem(f"{stage.number}  {stage.title.text()}", stage.id)
        self.stage.setCurrentIndex(-1)
        self.since, self.opening = DateLine(today), DateLine(today)
        self.round = QSpinBox()
        self.round.setRange(1, 99)
        self.lead = choice(person_choices(info.persons, "sme"))
        self.designer = choice(person_choices(info.persons, "id"))
        self.forms = EarlierForms(info.stages, today)
        self.outcomes, self.modules = GrowingText(lines=3), GrowingText(lines=3)
        self.hours, self.weeks = Line(), Line()
        self._lay_out()
        self._connect()
        self.check()
        self.title_en.setFocus()
        self.resize(760, 680)

    @property
    def title(self) -> str:
        return self.title_en.text().strip()

    def _lay_out(self) -> None:
        self._side_by_side(
            labelled(_("Title (English)"), self.title_en),
            labelled(_("Title (Indonesian)"), self.title_id),
        )
        self._side_by_side(
            labelled(_("Study programme"), self.programme),
            labelled(_("Code"), self.code, hint=_("given by itself when empty")),
        )
        self._side_by_side(
            labelled(_("Stage"), self.stage),
            labelled(_("In this stage since"), self.since),
            labelled(_("Round"), self.round),
        )
        self._side_by_side(
            labelled(_("Lead lecturer (SME)"), self.lead),
            labelled(_("Instructional designer"), self.designer),
            labelled(_("Class opens on"), self.opening),
        )
        self.body.addWidget(parts.label(_("Earlier forms"), "heading"))
        words = _("One line for each form that came before: done outside, or not found.")
        self.body.addWidget(parts.label(words, "small", wrap=True))
        self.body.addWidget(self.forms)
        self.body.addWidget(parts.label(_("Essentials, for filling later forms"), "heading"))
        line = _("one on each line")
        self._side_by_side(
            labelled(_("Outcomes"), self.outcomes, hint=line),
            labelled(_("Modules"), self.modules, hint=line),
        )
        self._side_by_side(
            labelled(_("Hours"), self.hours), labelled(_("Weeks"), self.weeks), QWidget()
        )
        self.body.addStretch(1)

    def _side_by_side(self, *widgets: QWidget) -> None:
        line = row(gap=WIDE)
        for widget in widgets:
            line.addWidget(widget, 1, TOP)
        self.body.addLayout(line)

    def _connect(self) -> None:
        lines = (self.title_en, self.title_id, self.code, self.since, self.opening)
        for line in (*lines, self.hours, self.weeks):
            line.changed.connect(self.check)
        for dated in (self.since, self.opening):
            dated.picked.connect(self.check)
        self.programme.currentTextChanged.connect(self.check)
        self.stage.activated.connect(self._on_stage)
        self.forms.changed.connect(self.check)

    @property
    def _stage(self) -> Stage | None:
        at = self.stage.currentIndex()
        return self._info.stages[at] if at >= 0 else None

    def _on_stage(self) -> None:
        self.forms.show_before(self._stage)
        self.check()

    @override
    def reasons(self) -> list[str]:
        no_since = self.since.fault(_("Write since when it is in this stage."))
        no_opening = self.opening.fault()
        wrong = (
            (not self.title, _("The English title is missing.")),
            (not chosen(self.programme), _("Choose the study programme.")),
            (self._stage is None, _("Choose the stage.")),
            (bool(no_since), no_since),
            (
                not no_since and self.since.iso() > self.since.today.isoformat(),
                _("The date of entry lies in the future."),
            ),
            (bool(no_opening), no_opening),
            (bool(self._nobody()), self._nobody()),
            (is_wrong(self.hours, hours_of), _("Hours are a number such as 24 or 1.5.")),
            (is_wrong(self.weeks, whole_number), _("Weeks are a whole number.")),
        )
        return [words for is_so, words in wrong if is_so] + self.forms.reasons()

    def _nobody(self) -> str:
        """Tell that a typed name means nobody, or one of several; "" where each means somebody."""
        persons = self._info.persons
        typed = [box.currentText().strip() for box in (self.lead, self.designer)
                 if not person_of(box, persons)]  # fmt: skip
        name = next(filter(None, typed), "")
        if len(namesakes_of(persons, name)) > 1:
            return several_called(name)
        words = _("“{text}” is not in the directory.")
        return words.format(text=apart(name)) if name else ""

    @override
    def commands(self) -> Sequence[Command]:
        return (
            TakeOverCard(
                title_en=self.title,
                title_id=self.title_id.text().strip(),
                programme=chosen(self.programme),
                stage=str(self.stage.currentData()),
                since=self.since.iso(),
                round=self.round.value(),
                code=self.code.text().strip(),
                lead=person_of(self.lead, self._info.persons),
                designer=person_of(self.designer, self._info.persons),
                opening=self.opening.iso(),
                forms=self.forms.entries(),
                essentials=self._essentials(),
            ),
        )

    def _essentials(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "outcomes": listed(self.outcomes.toPlainText()),
            "modules": listed(self.modules.toPlainText()),
            "hours": hours_of(self.hours.text()),
            "weeks": whole_number(self.weeks.text()),
        }
        return {key: value for key, value in found.items() if value}


def is_wrong(line: Line, read: Callable[[str], object]) -> bool:
    """Tell whether something is typed that cannot be read."""
    return bool(line.text().strip()) and read(line.text()) is None
