"""Fakes for the form editor: a desk that applies commands to a content, and jobs on demand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcdesk.application.views import (
    Change,
    Changes,
    CommentLine,
    FormHeader,
    FormView,
    HistoryLine,
    PersonLine,
    ProgrammeLine,
    RevisionLine,
    Sheet,
    SignatureLine,
    TeamMarks,
    WorkspaceInfo,
)
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import (
    ChangeForm,
    CloseComment,
    Command,
    FreezeForm,
    WriteComment,
)
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import FormDefinition
from mcdesk.procedure.load import Mistake, read_form
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.fold import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)
AT_WORK = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
"""At the institution it is 10:42 then."""
STAGES = (
    "assignment discussion proposal timeline baseline components approval design development "
    "reexamination master_course confirmation opening completion"
).split()
SETTINGS: Mapping[str, Any] = {
    "hours_per_sks": 45,
    "workload_min": 5,
    "workload_max": 135,
    "workload_usual_min": 20,
    "workload_usual_max": 45,
    "weeks_max": 12,
    "modules_min": 2,
    "modules_max": 8,
    "outcomes_min": 3,
    "outcomes_max": 7,
    "weight_share_max": 60,
    "opening_days_ahead": 60,
    "passing_mark": 70,
    "legal_basis": "Permendikbudristek 53/2023",
}
PERSONS = (
    PersonLine("u-rina", "Rina Wijaya", "Dr. Rina Wijaya, M.M.", ("sme",), "Lecturer"),
    PersonLine("u-budi", "Budi Santoso", "Budi Santoso, M.Pd.", ("id",), "Designer"),
    PersonLine("u-dewi", "Dewi Lestari", "Prof. Dewi Lestari", ("dean",), "Dean"),
    PersonLine("u-agus", "Agus Halim", "Dr. Agus Halim", ("hsp",), "Head"),
)
PROGRAMMES = (
    ProgrammeLine(
        "g-law", "LAW", Label("Law", "Hukum"), "f-law", "LAW", Label("Faculty of Law", "FH")
    ),
    ProgrammeLine(
        "g-mgt", "MGT", Label("Management", "Manajemen"), "f-biz", "BIZ", Label("Business", "FEB")
    ),
)


@cache
def read_definition(kind: str) -> FormDefinition:
    """Return a shipped form."""
    mistakes: list[Mistake] = []
    text = (ROOT / "resources" / "forms" / f"{kind}.toml").read_text(encoding="utf-8")
    definition = read_form(text, f"{kind}.toml", mistakes)
    assert definition is not None
    return definition


def default_rows(definition: FormDefinition) -> dict[str, tuple[Row, ...]]:
    """Return the rows that a form begins with."""
    found = {}
    for entry in definition.fields.values():
        if entry.rows:
            found[entry.id] = tuple(
                Row(str(row["key"]), f"{n:04d}", {k: v for k, v in row.items() if k != "key"})
                for n, row in enumerate(entry.rows)
            )
    return found


def make_view(kind: str | FormDefinition = "F2", **changes: Any) -> FormView:
    """Return a view of a form as a desk would give it."""
    definition = kind if isinstance(kind, FormDefinition) else read_definition(kind)
    values = changes.pop("values", {})
    rows = {**default_rows(definition), **changes.pop("rows", {})}
    header = FormHeader(
        card_id="c1",
        code="MC-LAW-LAW-2603",
        title_en="Triage Communication",
        title_id="Komunikasi Triase",
        programme=Label("Law", "Hukum"),
        faculty=Label("Faculty of Law", "Fakultas Hukum"),
        lead_sme="Dr. Rina Wijaya, M.M.",
        designer="Budi Santoso, M.Pd.",
        number=changes.pop("number", ""),
        version=changes.pop("version", 1),
        round=1,
        loop=1,
        scope="",
        sample=False,
        workspace="CTL",
    )
    view = FormView(
        form_id="form-1",
        definition=definition,
        header=header,
        content=Content(values, rows),
        computed=Content(),
        status="draft",
        read_only=False,
        signatures=(),
        missing=(),
        profile="essential",
        today=TODAY,
        facts={"person:u-rina": "Dr. Rina Wijaya, M.M.", "card.title_en": "Triage Communication"},
        others={},
        settings=SETTINGS,
        holidays=frozenset(),
        persons=PERSONS,
        programmes=PROGRAMMES,
        comments=(),
        history=(),
        revisions=(),
        stages={stage: number for number, stage in enumerate(STAGES, start=1)},
    )
    return replace(view, **changes)


def frozen_view(kind: str | FormDefinition = "F2", **changes: Any) -> FormView:
    """Return a view of a form that is frozen and waits for signatures."""
    revision = RevisionLine(
        "rev-1", 1, "ab" * 32, "CTL/MC/F2/2026/0118", "2026-11-20", "", "Budi Santoso", current=True
    )
    lines = (
        signature("sme", "SME", "done", "u-rina", "Dr. Rina Wijaya, M.M.", step=1),
        signature("hsp", "Head of Study Program", "waiting", step=2),
        signature("dean", "Dean", "waiting", step=2),
        signature("ctl", "CTL coordinator", "later", step=3),
    )
    settled = {
        "status": "frozen",
        "read_only": True,
        "revision": revision,
        "revisions": (revision,),
        "signatures": lines,
        "number": "CTL/MC/F2/2026/0118",
    }
    return make_view(kind, **{**settled, **changes})


def signature(
    role: str, label: str, state: str, person_id: str = "", person: str = "", step: int = 1
) -> SignatureLine:
    """Return a signature line."""
    done = state == "done"
    return SignatureLine(
        role=role,
        role_label=Label(label, label),
        act=Label("Approves", "Menyetujui"),
        step=step,
        state=state,
        optional=False,
        sign_off_id=f"s-{role}" if done else "",
        person_id=person_id,
        person=person,
        decision="approve" if done else "",
        medium="paper" if done else "",
        decided_on="2026-11-21" if done else "",
        recorded_by="Budi Santoso" if done else "",
        decisions=("approve", "return", "reject"),
        media=("program", "paper", "pdf", "letter", "minutes"),
    )


@dataclass
class FakeDesk:
    """A workspace with one form."""

    view: FormView
    done: list[Command] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    undone: int = 0
    refuse: Exception | None = None
    frozen: Content = field(default_factory=Content)
    past: list[FormView] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    key: str = "ready"
    pin: str = ""
    marks: TeamMarks = field(default_factory=TeamMarks)

    def team_marks(self, *, waiting: bool) -> TeamMarks:
        return self.marks

    def key_state(self) -> str:
        return self.key

    def unlock_key(self, pin: str) -> None:
        if pin != self.pin:
            raise Refused(Finding("wrong_pin", "The PIN is not right."))

    def form(self, form: str) -> FormView:
        assert form == self.view.form_id
        return self.view

    def info(self) -> WorkspaceInfo:
        return WorkspaceInfo(
            path="",
            name="CTL",
            sample=False,
            read_only=False,
            person_id="u-budi",
            person="Budi Santoso, M.Pd.",
            last_backup="",
            roles=("id",),
            persons=PERSONS,
            role_labels={
                "plh": Label("Pelita Learning Hub", "Pelita Learning Hub"),
                "dean": Label("Dean", "Dekan"),
            },
        )

    def execute(self, command: Command, *, source: str = "") -> Changes:
        return self.execute_together([command], source=source)

    def execute_together(self, commands: Iterable[Command], *, source: str = "") -> Changes:
        if self.refuse is not None:
            raise self.refuse
        group = list(commands)
        self.past.append(self.view)
        self.done.extend(group)
        self.groups.append(len(group))
        self.sources.append(source)
        for command in group:
            self._apply(command)
        return Changes(forms=frozenset((self.view.form_id,)), source=source)

    def _apply(self, command: Command) -> None:
        view = self.view
        if isinstance(command, WriteComment):
            line = CommentLine(
                command.id, command.path, command.text, "Budi", "2026-11-23T03:00:00+00:00", False
            )
            self.view = replace(view, comments=(*view.comments, line))
        elif isinstance(command, CloseComment):
            lines = tuple(
                replace(c, done=command.done) if c.id == command.comment else c
                for c in view.comments
            )
            self.view = replace(view, comments=lines)
        elif isinstance(command, FreezeForm):
            self.view = replace(view, status="frozen", read_only=True)
        elif isinstance(command, ChangeForm):
            self.view = replace(view, status="draft", read_only=False, revision=None)
        else:
            self.view = replace(view, content=applied(view.content, command))

    def change(self, path: str, value: Any, who: str = "Rina") -> None:
        """Let somebody else change a value."""
        from mcdesk.ui.forms.fold import with_value

        change = Change(Label(path, path), "", str(value), path)
        line = HistoryLine(
            "e1",
            "2026-11-23T02:00:00+00:00",
            who,
            "ValueSet",
            Label("Changed", "Mengubah"),
            "MC",
            "c1",
            changes=(change,),
        )
        content = with_value(self.view.content, path, value)
        self.view = replace(self.view, content=content, history=(line, *self.view.history))

    def undo(self, form: str = "") -> Changes:
        self.undone += 1
        self.view = self.past.pop()
        return Changes(forms=frozenset((self.view.form_id,)))

    def redo(self, form: str = "") -> Changes:
        return Changes()

    def history(self, card: str = "", form: str = "", limit: int = 0) -> tuple[HistoryLine, ...]:
        assert form == self.view.form_id
        return self.view.history

    def done_since(self, form: str, since: str, until: str = "") -> tuple[HistoryLine, ...]:
        """Return the history between versions, or since a moment; here no clock is wrong."""
        made = {line.id: line.frozen_at for line in self.view.revisions}
        begin, end = made.get(since, since), made.get(until, "9")
        return tuple(line for line in self.history(form=form) if begin < line.at <= end)

    def look(self, form: str) -> str:
        return ""

    def sheet(self, form: str, kind: str, revision: str = "") -> Sheet:
        view = self.view
        return Sheet(
            definition=view.definition,
            header=view.header,
            kind="frozen",
            content=self.frozen,
            computed=Content(),
            living=Content(),
            signatures=(),
            persons={},
            programmes={},
            as_of=TODAY,
        )

    def store_file(self, path: Path) -> tuple[str, int]:
        return "d1" * 32, path.stat().st_size


@dataclass
class FakeJobs:
    """Runs jobs at once, or when the test says so (`hold`)."""

    desk: Any
    hold: bool = False
    waiting: list[tuple[Any, Any, Any]] = field(default_factory=list)

    def run(
        self,
        job: Callable[[Any], Any],
        done: Callable[[Any], Any],
        failed: Callable[[Any], Any],
        *,
        kind: str = "local",
    ) -> None:
        if self.hold:
            self.waiting.append((job, done, failed))
        else:
            self._do(job, done, failed)

    def run_long(self, job: Any, done: Any, failed: Any = None, *, kind: str = "local") -> Any:
        self.run(lambda desk: job(desk, lambda _done, _of: True), done, failed)
        return self

    def cancel(self) -> None:
        """Nothing is on its way: jobs are done at once."""

    def _do(self, job: Any, done: Any, failed: Any) -> None:
        try:
            answer = job(self.desk)
        except Exception as error:
            failed(error)
        else:
            done(answer)

    def pump(self) -> None:
        """Carry out what waits."""
        while self.waiting:
            self._do(*self.waiting.pop(0))


@dataclass
class FakeHost:
    """A window that stands still in time."""

    drafts_path: Path | None = None
    moment: datetime = AT_WORK

    def now(self) -> datetime:
        return self.moment
