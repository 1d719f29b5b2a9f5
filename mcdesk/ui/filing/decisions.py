"""Who signed: a line for each signature that paper can carry, ticked by who looks at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.commands import Capacity, Decision, SignForm
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.acting import ActingBox, capacity_box, offer
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.parts import column, row, text
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.sign_check import (
    acting_reasons,
    acts_as_secretary,
    advice_on,
    letter_reasons,
)
from mcdesk.ui.forms.sign_return import BackTo
from mcdesk.ui.forms.signatures import ACTS
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.application.views import SignatureLine
    from mcdesk.ui.forms.names import ViewNames

NEGATIVE = ("return", "reject")


class DecisionRow(QFrame):
    """One signature: whether it is on the paper, whose it is, what was decided and when.

    A day before the freeze, or before a decision that comes first, is doubted in words, by the rule
    of the dialog that signs (`advice_on`); paper may be dated as its signer pleased.

    Signals:
        changed: a person ticked or typed.
    """

    changed = Signal()

    def __init__(
        self,
        line: SignatureLine,
        names: ViewNames,
        today: date,
        frozen_on: str = "",
        decided: Sequence[SignatureLine] = (),
        *,
        is_wide: bool = False,
    ) -> None:
        super().__init__()
        self.line, self._names = line, names
        self._frozen_on, self._decided = frozen_on, decided
        self._is_wide = is_wide
        self.setProperty("role", "panel")
        cards = f" ({', '.join(line.cards)})" if line.cards else ""
        self.tick = TickBox(f"{line.role_label.text()}: {line.act.text()}{cards}")
        self.tick.setAccessibleName(_("{role} signed").format(role=line.role_label.text()))
        self.person = NameLine(list(names.persons.values()))
        self.person.setText(names.person(line.person_id) if line.person_id else "")
        self.capacity = capacity_box()
        self.acting: ActingBox | None = None
        self.on = DateLine(today)
        self.on.setText(show_date(today.isoformat()))
        self.answers = Pills([(key, _(ACTS.get(key, key))) for key in line.decisions])
        self.answers.show_values(line.decisions if len(line.decisions) == 1 else ())
        self.note = Line()
        self.back_to = BackTo()
        self.back_to.offer(line)
        self.advice = text("", "small", wrap=True, state="warn")
        self._lay_out()
        self.tick.toggled.connect(self._on_changed)
        self.person.picked.connect(self._on_changed)
        self.answers.chosen.connect(self._on_changed)
        self.capacity.activated.connect(self._on_capacity)
        for each in (self.person, self.on, self.note):
            each.changed.connect(self._on_changed)
        self.back_to.box.activated.connect(self._on_changed)
        self.on.textChanged.connect(self._show_inside)
        self._show_inside()

    def _lay_out(self) -> None:
        is_wide = self._is_wide
        layout = column(self, gap=TIGHT, margin=10)
        layout.addWidget(self.tick)
        self._inside = QWidget()
        inside = column(self._inside, gap=GAP)
        line, second = row(gap=GAP), row(gap=GAP)
        line.addWidget(labelled(_("Who decided"), self.person), 3)
        line.addWidget(labelled(_("Date"), self.on), 2)
        (line if is_wide else second).addWidget(labelled(_("Capacity"), self.capacity), 2)
        inside.addLayout(line)
        self._acting_place = column()
        if is_wide:
            inside.addLayout(self._acting_place)
            second.addWidget(labelled(_("Decision"), self.answers), 3)
        else:
            inside.addLayout(second)
            inside.addLayout(self._acting_place)
            inside.addWidget(self.answers)
        note = labelled(_("Note or reason"), self.note)
        if is_wide:
            second.addWidget(note, 4)
            inside.addLayout(second)
        else:
            inside.addWidget(note)
        inside.addWidget(self.back_to)
        inside.addWidget(self.advice)
        layout.addWidget(self._inside)

    def _show_inside(self) -> None:
        self._inside.setVisible(self.tick.isChecked())
        self.back_to.show_for(self.decision())
        if self.acting is not None:
            self.acting.setVisible(self.is_acting())
        offer(self.person, self._names, acts=self.is_acting())
        doubt = self._doubt() if self.tick.isChecked() else ""
        self.advice.setText(doubt)
        self.advice.setVisible(bool(doubt))

    def _doubt(self) -> str:
        """Return what is odd about the day, if it is one that may stand."""
        if self.on.fault() or not self.on.iso():
            return ""
        lines = (self.line, *self._decided)
        return advice_on(self._wish("", scan_owed=False), lines, self._frozen_on)

    def _on_capacity(self, _at: int = 0) -> None:
        """Let who was named stand for the one acted for: another person decides."""
        if self.is_acting() and not self._acting_box().on_behalf_of.text():
            self._acting_box().on_behalf_of.setText(self.person.text())
            self.person.setText("")
        self._on_changed()

    def take(self, other: DecisionRow) -> None:
        """Take over what a person ticked and typed in another row."""
        self.person.setText(other.person.text())
        self.on.setText(other.on.text())
        self.note.setText(other.note.text())
        self.answers.show_values(other.answers.values())
        self.back_to.choose(other.back_to.stage())
        if other.acting is not None:
            self.use_capacity(str(other.capacity.currentData()), other.acting)
        self.tick.setChecked(other.tick.isChecked())

    def use_capacity(self, capacity: str, given: ActingBox) -> None:
        """Take a capacity with its letter from elsewhere."""
        self.capacity.setCurrentIndex(self.capacity.findData(capacity))
        if self.is_acting():
            own = self._acting_box()
            own.on_behalf_of.setText(given.on_behalf_of.text())
            own.letter.setText(given.letter.text())
            own.since.setText(given.since.text())
            own.until.setText(given.until.text())
        self._show_inside()

    def _acting_box(self) -> ActingBox:
        """Return the lines about the letter; they are made when somebody first acts."""
        if self.acting is None:
            self.acting = ActingBox(self._names, self.on.today, is_wide=self._is_wide)
            self.acting.changed.connect(self._on_changed)
            self._acting_place.addWidget(self.acting)
        return self.acting

    def is_acting(self) -> bool:
        """Tell whether somebody decided for somebody else."""
        return bool(self.capacity.currentData() != "own")

    def _on_changed(self, *_values: object) -> None:
        self._show_inside()
        self.changed.emit()

    def decision(self) -> str:
        return next(iter(self.answers.values()), "")

    def reason_against(self) -> str:
        """Return what is still to be said before this signature can be recorded, or ""."""
        if not self.tick.isChecked():
            return ""
        role = self.line.role_label.text()
        if not self._names.person_id(self.person.text()):
            return _("{role}: say who decided, by a name of the directory.").format(role=role)
        if not self.decision():
            return _("{role}: say what was decided.").format(role=role)
        wrong = self.on.fault(_("Write the date of the decision."))
        if not wrong and self.on.iso() > self.on.today.isoformat():
            wrong = _("The date of the decision lies in the future.")
        if wrong:
            return f"{role}: {wrong}"
        if self.decision() in NEGATIVE and not self.note.text().strip():
            return _("{role}: a return or rejection needs its reason.").format(role=role)
        wish = self._wish("", scan_owed=False)
        stranger = self.acting.stranger() if self.acting is not None else ""
        hers = acts_as_secretary(wish, self.on.today, self._names)
        why = next(iter((*acting_reasons(wish, stranger), *hers, *letter_reasons(wish))), "")
        return f"{role}: {why}" if why else ""

    def command(self, form: str, *, scan_owed: bool = False) -> SignForm | None:
        """Return the command that records this signature; None while it is not ticked."""
        return self._wish(form, scan_owed=scan_owed) if self.tick.isChecked() else None

    def _wish(self, form: str, *, scan_owed: bool) -> SignForm:
        acting = self.acting if self.is_acting() else None
        return SignForm(
            form=form,
            role=self.line.role,
            person=self._names.person_id(self.person.text()),
            decision=cast("Decision", self.decision()),
            capacity=cast("Capacity", self.capacity.currentData()),
            on_behalf_of=acting.principal() if acting else "",
            letter=acting.letter.text().strip() if acting else "",
            letter_since=acting.since.iso() if acting else "",
            letter_until=acting.until.iso() if acting else "",
            medium="paper",
            on=self.on.iso(),
            note=self.note.text().strip(),
            scan_owed=scan_owed,
            to_stage=self.back_to.stage(),
            id=new_id(),
        )


def owed_words(line: SignatureLine) -> str:
    """Return which decision stands and owes its scan."""
    said = _("{role}: decided by {who}, {day}; the scan is owed")
    return said.format(role=line.role_label.text(), who=line.person, day=show_date(line.decided_on))


class OwedTick(TickBox):
    """A decision whose scan is owed: ticked where these pages are that scan.

    What was printed after the decision was recorded is not; a print bears no time, so a person says
    so who sees the handwriting.
    """

    def __init__(self, line: SignatureLine) -> None:
        super().__init__(owed_words(line))
        self.line = line
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # its words take two lines
        self.setSizePolicy(policy)
