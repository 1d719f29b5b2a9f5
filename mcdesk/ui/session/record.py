"""The second screen of a signing session: what was decided on paper, form by form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.filing.decisions import NEGATIVE, DecisionRow
from mcdesk.ui.forms.acting import ActingBox, capacity_box, offer
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.session.choose import form_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mcdesk.application.views import Outcome, Printed, SigningList, WaitingForm
    from mcdesk.procedure.commands import SignForm
    from mcdesk.ui.forms.names import ViewNames


class FormBlock(QWidget):
    """One form of the booklet with the lines that were to be signed; not ticked means not signed.

    Signals:
        changed: a person ticked or typed.
    """

    changed = Signal()

    def __init__(
        self, form: WaitingForm, names: ViewNames, today: date, printed: Printed, number: int = 0
    ) -> None:
        super().__init__()
        self.form = form
        number = printed.number(form) or number
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        version = _("version {n}").format(n=form.version)
        named = f"{number}.  " if number else ""
        named += f"{form.card_code}  {form.card_title.text()}"
        about = " · ".join(filter(None, (form_words(form), version, form.number)))
        column.addWidget(parts.label(named, "heading", wrap=True))
        column.addWidget(parts.label(about, "muted", wrap=True))
        self.doubt = _doubt(form, printed)
        if self.doubt:
            column.addWidget(parts.label(self.doubt, state="warn", wrap=True))
        self.rows = [
            DecisionRow(line, names, today, form.frozen_on, form.decided, is_wide=True)
            for line in form.lines
        ]
        for row in self.rows:
            row.tick.setAccessibleDescription(f"{named}, {about}")
            row.changed.connect(self.changed)
            column.addWidget(row)
        self.refused = FindingList()
        self.refused.hide()
        column.addWidget(self.refused)

    def commands(self) -> Iterator[tuple[str, SignForm]]:
        """Yield what is to be recorded, under the id of the form."""
        for row in self.rows:
            made = row.command(self.form.form_id, scan_owed=True)
            if made is not None:
                yield self.form.form_id, made


def _doubt(form: WaitingForm, printed: Printed) -> str:
    """Return why a form may not be what was signed: it was not printed, or changed since; or ""."""
    version = printed.versions.get(form.form_id)
    if not printed.versions or version == form.version:
        return ""
    day = show_date(printed.day)
    if version is None:
        return _("Not in the booklet of {day}: it waits since, or was left out.").format(day=day)
    words = _(
        "In the booklet of {day} this was version {old}; now version {new} stands. "
        "A signature on the old pages is not one under this text: print it again."
    )
    return words.format(day=day, old=version, new=form.version)


class FillDown(QFrame):
    """What is the same for every form: day, who, in which capacity; written down the rows.

    Signals:
        wanted: the rows are to take it.
    """

    wanted = Signal()

    def __init__(self, names: ViewNames, today: date, person: str) -> None:
        super().__init__()
        self._names = names
        self.setProperty("role", "panel")
        self.person = NameLine(list(names.persons.values()))
        self.person.setText(names.person(person) if person else "")
        self.on = DateLine(today)
        self.on.setText(show_date(today.isoformat()))
        self.capacity = capacity_box()
        self.acting = ActingBox(names, today)
        self.acting.hide()
        self.fill = parts.button(_("Signed as asked: fill all rows"), "", "circle-check")
        self.fill.setToolTip(
            _("Ticks every form, with the decision that was asked. What you ticked before stays.")
        )
        self.fill.clicked.connect(self.wanted)
        self.capacity.activated.connect(self._on_capacity)
        line = parts.row(spacing=theme.WIDE)
        line.addWidget(labelled(_("Who decided"), self.person), 3)
        line.addWidget(labelled(_("Date"), self.on), 2)
        line.addWidget(labelled(_("Capacity"), self.capacity), 2)
        line.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(parts.label(_("The same for all"), "heading"))
        column.addLayout(line)
        column.addWidget(self.acting)

    def _on_capacity(self, _at: int) -> None:
        """Let who was named stand for the one acted for: another person decides."""
        acts = self.capacity.currentData() != "own"
        self.acting.setVisible(acts)
        offer(self.person, self._names, acts=acts)
        if acts and not self.acting.on_behalf_of.text():
            self.acting.on_behalf_of.setText(self.person.text())
            self.person.setText("")


class RecordStep(QScrollArea):
    """Asks what was decided over each form of the booklet.

    Signals:
        changed: a person ticked or typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blocks: list[FormBlock] = []
        self.top: FillDown | None = None

    def show_forms(
        self,
        entry: SigningList,
        forms: Sequence[WaitingForm],
        names: ViewNames,
        today: date,
        printed: Printed,
    ) -> None:
        """Ask about these forms; their numbers are those of the booklet that was printed."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.WIDE + theme.TIGHT)
        words = _("Tick what was signed. What is not ticked still waits. The scan of the signed "
                  "pages is owed until you drop it on the window.")  # fmt: skip
        column.addWidget(parts.label(words, "muted", wrap=True))
        self.top = FillDown(names, today, entry.person_id)
        self.top.wanted.connect(self.fill_down)
        column.addWidget(self.top)
        self.blocks = [
            FormBlock(form, names, today, printed, 0 if printed.versions else place)
            for place, form in enumerate(forms, start=1)
        ]
        for block in self.blocks:
            for row in block.rows:
                if entry.person_id:
                    row.person.setText(names.person(entry.person_id))
            block.changed.connect(self.changed)
            column.addWidget(block)
        column.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def rows(self) -> list[DecisionRow]:
        return [row for block in self.blocks for row in block.rows]

    def fill_down(self) -> None:
        """Tick every row, with what is the same for all; rows ticked by hand stay as they are.

        A form that is not what the booklet holds is left to the hand.
        """
        top = self.top
        if top is None:
            return
        for row in (row for block in self.blocks if not block.doubt for row in block.rows):
            if row.tick.isChecked():
                continue
            row.person.setText(top.person.text())
            row.on.setText(top.on.text())
            row.use_capacity(str(top.capacity.currentData()), top.acting)
            if not row.decision():
                asked = [key for key in row.line.decisions if key not in NEGATIVE]
                row.answers.show_values(asked[:1])
            row.tick.setChecked(True)
        self.changed.emit()

    # --- what it comes to -----------------------------------------------------------------

    def count(self) -> int:
        """Return how many decisions are ticked."""
        return sum(row.tick.isChecked() for row in self.rows())

    def count_words(self) -> str:
        """Return in words what the button will do."""
        if not self.count():
            return _("Record decisions")
        return plural("Record {n} decision", "Record {n} decisions", self.count())

    def first_reason(self) -> str:
        """Return what is still to be said for any row, and bring it into sight; or ""."""
        for block in self.blocks:
            for row in block.rows:
                reason = row.reason_against()
                if reason:
                    self.ensureWidgetVisible(row)
                    row.tick.setFocus()
                    return f"{block.form.card_code} {block.form.kind}: {reason}"
        return ""

    def commands(self) -> tuple[tuple[str, SignForm], ...]:
        """Return what is to be recorded."""
        return tuple(command for block in self.blocks for command in block.commands())

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Let go the rows that are recorded; the refused ones stay with their reasons."""
        refused = [outcome for outcome in outcomes if not outcome.is_done]
        for block in self.blocks:
            own = [outcome for outcome in outcomes if outcome.subject == block.form.form_id]
            ticked = [row for row in block.rows if row.tick.isChecked()]
            for row, outcome in zip(ticked, own, strict=False):
                if outcome.is_done:
                    block.rows.remove(row)
                    row.hide()
                    row.deleteLater()
            findings = [f for outcome in own if outcome in refused for f in outcome.findings]
            block.refused.show_findings(findings, links=False)
            block.refused.setVisible(bool(findings))
            block.setVisible(bool(block.rows))
        self.changed.emit()
