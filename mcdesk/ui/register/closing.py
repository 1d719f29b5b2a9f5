"""The dialog that closes a period: first what would happen, then it is done, with progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import ClosePeriod
from mcdesk.ui import parts
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.doing import DoingDialog
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import text
from mcdesk.ui.saying import in_role, sentence
from mcdesk.ui.theme import TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, ClosingPlan, PlanLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.commands.period import Semester
    from mcdesk.procedure.period import Period
    from mcdesk.ui.tasks import Tasks

ROWS = 5
"""So many cards of a list are seen at once; the rest is scrolled."""


class CloseDialog(DoingDialog):
    """Shows what closing a period would do, and does it.

    Signals:
        closed: the `Changes` of the closing.
    """

    closed = Signal(object)

    def __init__(self, tasks: Tasks, plan: ClosingPlan, parent: QWidget | None = None) -> None:
        period = plan.period.label.text()
        title = _("Close {period}").format(period=period)
        super().__init__(title, _("Close the period"), tasks, parent)
        self.plan, self._reads = plan, False
        self.after = ChoiceBox()
        for each in plan.later:
            self.after.addItem(each.label.text(), each)
        self.after.activated.connect(self._on_after)
        self.body.addWidget(text(_(
            "The register is frozen as it stands now, under a number of its own. CTL signs it "
            "afterwards, in the program or on paper. Until then, closing it is one step to undo."
        ), "muted", wrap=True))  # fmt: skip
        self.body.addWidget(labelled(_("What is still open goes on in"), self.after))
        self._shown = QVBoxLayout()
        self._shown.setSpacing(WIDE)
        self.body.addLayout(self._shown)
        self.add_bar()
        self._show()
        self.resize(640, 640)

    # --- what would happen ------------------------------------------------------------------

    def _show(self) -> None:
        """Show the plan."""
        plan = self.plan
        parts.clear(self._shown)
        obstacles = plan.obstacles
        if obstacles:
            self._add_findings(_("It cannot be closed so"), obstacles)
        goes = _("carried over to {after}").format(after=plan.after.label.text())
        carried = plural("{n} still open", "{n} still open", len(plan.carried))
        self._add_cards(f"{carried}, {goes}", plan.carried)
        ended = plural(
            "{n} finished, archived off the board", "{n} finished, archived off the board",
            len(plan.archived),
        )  # fmt: skip
        self._add_cards(ended, plan.archived)
        if plan.missing:
            self._add_findings(_("What whoever signs should know"), plan.missing)
        self._add_signers()
        self.check()

    def _add_cards(self, heading: str, lines: Sequence[PlanLine]) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(text(heading, "heading", wrap=True))
        if lines:
            listed = QListWidget()
            listed.setAccessibleName(heading)
            listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            for each in lines:
                listed.addItem(f"{each.code}   {each.stage.text()}   ·   {each.title.text()}")
                listed.item(listed.count() - 1).setToolTip(each.title.text().replace("<", "‹"))
            height = listed.sizeHintForRow(0) * min(len(lines), ROWS) + 2 * listed.frameWidth() + 4
            listed.setFixedHeight(height)
            column.addWidget(listed)
        self._shown.addWidget(box)

    def _add_findings(self, heading: str, findings: Sequence[Finding]) -> None:
        self._shown.addWidget(text(heading, "heading", wrap=True))
        listed = FindingList()
        listed.show_findings(findings, links=False)
        self._shown.addWidget(listed)

    def _add_signers(self) -> None:
        names = [in_role(name, role.text()) for name, role in self.plan.signers]
        said = (
            _("For CTL signs: {names}.").format(names="; ".join(names))
            if names
            else _("Nobody holds the office of CTL coordinator or CTL lead; nobody could sign it.")
        )
        self._shown.addWidget(text(said, "small", wrap=True))

    def _on_after(self, _at: int) -> None:
        """Ask again, for another period in which open cards would go on."""
        self._reads = True
        self.check()
        read = partial(read_plan, self.plan.period, self.after.currentData())
        self._tasks.run(read, self._on_plan, self._on_failed, kind="reader")

    def _on_plan(self, plan: ClosingPlan) -> None:
        self._reads, self.plan = False, plan
        self._show()

    # --- doing it -----------------------------------------------------------------------------

    @override
    def reasons(self) -> list[str]:
        if self._reads:
            return [_("Being carried out …")]
        if found := super().reasons():
            return found
        if not self.plan.may:
            return [_("This takes the CTL coordinator or the CTL lead.")]
        return [sentence(finding) for finding in self.plan.obstacles]

    @override
    def accept(self) -> None:
        if self.reasons():
            self.check()
            return
        period, after = self.plan.period, self.plan.after
        command = ClosePeriod(
            year=period.year, semester=cast("Semester", period.semester), next_year=after.year,
            next_semester=after.semester,
        )  # fmt: skip
        self.carry_out(partial(_close, command), self.closed.emit)

    @override
    def enable(self, *, on: bool) -> None:
        self._reads = False
        self.after.setEnabled(on)


def read_plan(period: Period, after: Period | None, desk: DeskPort) -> ClosingPlan:
    """Ask what closing a period would do."""
    return desk.closing(period, after)


def _close(command: ClosePeriod, desk: DeskPort, progress: Progress) -> Changes:
    return desk.execute_slowly(command, progress)
