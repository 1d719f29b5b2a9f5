"""What the page shows, read in one go on a worker, and what follows from it: pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mcdesk.errors import that_block
from mcdesk.i18n import _
from mcdesk.procedure.stage import Label, Stage
from mcdesk.ui.credential.seams import KnowsTitles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import (
        CardOutline,
        CardPage,
        CardTile,
        DebtLine,
        FormLine,
        HistoryLine,
        TeamLine,
        Way,
        WorkspaceInfo,
    )
    from mcdesk.errors import Finding

StepState = Literal["done", "before", "exception", "here", "ahead"]
ARRIVALS = ("CardTakenOver", "RevisionStarted")


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the way of the card."""

    stage: Stage
    state: StepState
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.stage.number} {self.stage.title.text()}"

    def words(self) -> str:
        """Return the state in words."""
        return {
            "done": _("done"),
            "before": _("before MC Desk"),
            "exception": _("passed by exception"),
            "here": _("here now"),
            "ahead": _("ahead"),
        }[self.state]


@dataclass(frozen=True, slots=True)
class PageState:
    """A page with who looks at it and where the card may go."""

    page: CardPage
    info: WorkspaceInfo
    targets: Mapping[str, tuple[Finding, ...]]
    titles: Mapping[str, Label] = field(default_factory=dict)

    @property
    def outline(self) -> CardOutline:
        return self.page.outline

    @property
    def tile(self) -> CardTile:
        return self.page.outline.tile

    @property
    def today(self) -> date:
        return self.page.outline.today

    @property
    def here(self) -> Stage:
        return self.page.outline.stage

    def may(self, right: str) -> bool:
        """Tell whether the one who looks has a right on this card."""
        return right in self.info.rights and right not in self.page.denied

    def stage(self, id_: str) -> Stage | None:
        return next((stage for stage in self.page.stages if stage.id == id_), None)

    def stage_name(self, id_: str) -> str:
        """Return a stage's number and title, or "Completion" for the end."""
        found = self.stage(id_)
        return f"{found.number} {found.title.text()}" if found else _("completion")

    def role_name(self, role: str) -> str:
        label = self.info.role_labels.get(role)
        return label.text() if label else role

    def returned_words(self) -> str:
        """Return who returned a form of the stage, and the stage asked for; "" if none."""
        tile = self.tile
        if not tile.returned_by:
            return ""
        who = self.role_name(tile.returned_by)
        if tile.returned_to:
            words = _("{who} asks for a return to {stage}")
            return words.format(who=who, stage=self.stage_name(tile.returned_to))
        return _("Returned by {who}").format(who=who)

    def returned_note(self) -> str:
        """Return why a form of the stage was returned to the stage asked for; "" if none says."""
        found = self.stage(self.tile.returned_to)
        if found is None:
            return ""
        asked = (line for line in self.page.decisions if line.to_stage == found.name)
        return next((line.note for line in asked if line.ended is None), "")

    def steps(self) -> tuple[Step, ...]:
        """Return the stages, each with how far the card has come."""
        entered, here = entry_number(self.page), self.here.number
        finished = self.tile.status == "completed"
        made = []
        for stage in self.page.stages:
            state = _step_state(stage.number, here, entered, finished=finished)
            debts = [debt for debt in self.outline.debts if debt.stage == stage.id]
            if state == "done" and debts:
                note = "\n".join(_debt_words(debt) for debt in debts)
                made.append(Step(stage, "exception", note))
            else:
                made.append(Step(stage, state))
        return tuple(made)

    def form(self, kind_or_id: str) -> FormLine | None:
        """Return the present form of a kind, or the one with an id."""
        for form in self.outline.forms[::-1]:
            if kind_or_id in (form.kind, form.form_id):
                return form
        return next((form for form in self.page.all_forms if form.form_id == kind_or_id), None)

    def present_forms(self) -> Iterator[FormLine]:
        """Yield the forms of the present round and loop, with each sheet of those that have some.

        The outline names one of each kind: the sheet that the gate waits for, or the last.
        """
        now = {(form.kind, form.round, form.loop) for form in self.outline.forms}
        for form in self.page.all_forms:
            if (form.kind, form.round, form.loop) in now and form.status != "superseded":
                yield form

    def form_title(self, kind: str) -> str:
        """Return what a kind of form is called, as far as it is known."""
        if kind in self.titles:
            return self.titles[kind].text()
        for form in self.page.all_forms:
            if form.kind == kind:
                return form.title.text()
        for finding in self._findings():
            label = finding.params.get("form")
            if finding.form == kind and isinstance(label, Label):
                return label.text()
        return ""

    def members(self) -> tuple[TeamLine, ...]:
        """Return those whose duty lasts."""
        return tuple(line for line in self.page.team if not line.until)

    def blocking(self, target: str) -> tuple[Finding, ...]:
        """Return what keeps the card from a stage; from its completion for the empty target."""
        findings = self.targets.get(target, ())
        if not target:
            way = next((way for way in self.outline.ways if way.kind == "finish"), None)
            findings = way.findings if way else ()
        return tuple(that_block(findings))

    def forward_ways(self) -> tuple[Way, ...]:
        return tuple(way for way in self.outline.ways if way.kind == "forward")

    def _findings(self) -> Iterator[Finding]:
        for way in self.outline.ways:
            yield from way.findings


def _debt_words(debt: DebtLine) -> str:
    """Return what an exception left owed, or that it is paid."""
    words = _("paid: {what}") if debt.paid_on else _("{who} still owes: {what}")
    return words.format(who=debt.owed_by, what=debt.owed)


def entry_number(page: CardPage) -> int:
    """Return the number of the stage at which the card came into MC Desk; 1 from the start."""
    oldest: HistoryLine | None = page.history[-1] if page.history else None
    numbers = {stage.id: stage.number for stage in page.stages}
    outside = [
        numbers.get(form.stage, 0) + 1
        for form in page.all_forms
        if form.status in ("before", "missing")
    ]
    here = page.outline.stage.number
    entered = max((number for number in outside if number <= here), default=1)
    if oldest is None or oldest.kind not in ARRIVALS:
        return entered
    for change in oldest.changes:
        number = change.new.split(" ", 1)[0]
        if change.label.en == "Stage" and number.isdecimal():
            return int(number)
    return entered


def _step_state(number: int, here: int, entered: int, *, finished: bool) -> StepState:
    if number == here and not finished:
        return "here"
    if number > here:
        return "ahead"
    return "before" if number < entered else "done"


def read_info(desk: DeskPort) -> WorkspaceInfo:
    """Return who works with which rights; asked of the desk that writes."""
    return desk.info()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Reads all that the page shows of a card; runs on the reading worker."""

    card: str
    info: WorkspaceInfo

    def __call__(self, desk: DeskPort) -> PageState:
        titles = desk.form_titles(self.card) if isinstance(desk, KnowsTitles) else {}
        return PageState(desk.page(self.card), self.info, desk.targets([self.card]), titles)
