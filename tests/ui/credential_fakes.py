"""A desk in memory that answers what the page of a micro-credential asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mcdesk.application.views import (
    CardPage,
    Change,
    Changes,
    DebtLine,
    DecisionLine,
    Ended,
    FileLine,
    FormLine,
    HistoryLine,
    ReplicaState,
    TeamLine,
    Way,
)
from mcdesk.errors import Finding
from mcdesk.procedure.stage import Label
from mcdesk.ui.credential.state import PageState

MISSING = Finding("unsigned", "The Dean has not signed.", form="F3", path="t1", role="dean")
MET = Finding("filled", "The timeline is filled.", met=True)


def a_form(kind: str, stage: str, status: str = "draft", **changes: object) -> FormLine:
    """Return a form as the page lists it."""
    form = FormLine(f"f-{kind}", kind, Label(f"Form {kind}", f"Formulir {kind}"), Label(kind, kind),
                    stage, status, 0, 3, 1, 1, 1, "", "", 2, 5)  # fmt: skip
    return replace(form, **changes)


def an_event(number: int, kind: str = "ValueSet", **changes: object) -> HistoryLine:
    """Return an event; the higher its number, the newer."""
    line = HistoryLine(f"e{number}", f"2026-11-{number:02d}T03:12:00+00:00", "Sari Dewi", kind,
                       Label("Filled", "Diisi"), "MC-1", "c1", undoable=True)  # fmt: skip
    return replace(line, **changes)


def a_decision(number: int, **changes: object) -> DecisionLine:
    """Return a decision of the Dean over the proposal."""
    line = DecisionLine(f"s{number}", "f-F2", "F2", Label("Form F2", "Formulir F2"), number,
                        Label("Dean", "Dekan"), "DEAN-LAW", "approve", "paper",
                        f"2026-11-{number:02d}", "Sari Dewi")  # fmt: skip
    return replace(line, **changes)


FELL = Ended("changed", "2026-11-05", "Rina", "the hours", 2)


def a_page(outline, stages, **changes: object) -> CardPage:
    """Return the page of a card with something of everything."""
    forms = (
        a_form("R1", "assignment", "signed", signed=3),
        a_form("F2", "proposal", "frozen", signed=1, waits_for=("dean",)),
        a_form("F3", "timeline", "draft"),
    )
    debts = (DebtLine("d1", "approval", "The Head's signature", "Rina", "2026-11-01", "in a hurry",
                      "Vice Rector", "17/2026", "2026-10-01", "", ""),)  # fmt: skip
    ways = (
        Way("w", "baseline", "forward", Label("Approved", "Disetujui"), (MISSING,), (MET,)),
        Way("b", "proposal", "back", Label("Back", "Kembali"), ()),
    )
    team = (
        TeamLine("m1", "p1", "Johan", "sme", Label("SME", "SME"), "2026-01-01", "", lead=True),
        TeamLine("m2", "p2", "Sari", "id", Label("ID", "ID"), "2026-01-01", "", lead=False),
        TeamLine("m3", "p3", "Rina", "gd", Label("GD", "GD"), "2026-01-01", "2026-02-01",
                 lead=False),
    )  # fmt: skip
    files = (
        FileLine("x1", "scan.pdf", 2_500_000, "d" * 64, "scan", "", "", "Sari",
                 "2026-11-02T03:00:00+00:00", "f-F2"),
        FileLine("x2", "setup.exe", 100, "e" * 64, "other", "", "", "Sari",
                 "2026-11-02T03:00:00+00:00"),
        FileLine("x3", "Recordings", 0, "", "other", "", "https://lms.example", "Sari",
                 "2026-11-02T03:00:00+00:00"),
        FileLine("x4", "survey.pdf", 100, "f" * 64, "evidence", "", "", "Sari",
                 "2026-11-02T03:00:00+00:00", "f-F2", listed=2),
    )  # fmt: skip
    history = (
        an_event(3, changes=(Change(Label("Purpose", "Tujuan"), "old words", "new words"),)),
        an_event(2, "FormSigned", who="Johan", undoable=False, form="F2"),
        an_event(1, "CardCreated"),
    )
    outline = replace(outline, ways=ways, forms=forms, debts=debts)
    decisions = (a_decision(6), a_decision(4, ended=FELL))
    page = CardPage(outline, stages, team, files, history, forms, decisions=decisions)
    return replace(page, **changes)


class PageDesk:
    """Answers with one page; keeps the commands it is given."""

    def __init__(self, page: CardPage, info) -> None:
        self.shown, self.about = page, info
        self.done: list[object] = []
        self.reads = 0
        self.refusal: Exception | None = None
        self.falls: tuple[FormLine, ...] = ()
        self.folder = Path()
        self.hub_id = ""
        self.wanted: list[str] = []
        self.kept_from: dict[str, Finding] = {}

    def why_kept_from(self, digest: str) -> Finding | None:
        return self.kept_from.get(digest)

    def want_file(self, digest: str) -> None:
        self.wanted.append(digest)

    def replica(self) -> ReplicaState:
        return ReplicaState(self.hub_id, "", None, 0, 0)

    def page(self, _card: str) -> CardPage:
        self.reads += 1
        return self.shown

    def outline(self, _card: str):
        return self.shown.outline

    def info(self):
        return self.about

    def targets(self, _cards):
        found = {stage.id: () for stage in self.shown.stages}
        return found | {way.target: way.findings for way in self.shown.outline.ways}

    def fallen(self, _card: str, _stage: str) -> tuple[FormLine, ...]:
        return self.falls

    def execute(self, command, **_source: str) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(command)
        return Changes(cards=frozenset(("c1",)), events=(f"new{len(self.done)}",))

    def execute_together(self, commands, **_source: str) -> Changes:
        return [self.execute(command) for command in commands][-1]

    def store_file(self, path: Path) -> tuple[str, int]:
        return "a" * 64, path.stat().st_size

    def file_path(self, digest: str) -> Path:
        return self.folder / digest


def state_of(desk: PageDesk) -> PageState:
    """Return what the page would read of a desk."""
    return PageState(desk.page(""), desk.info(), desk.targets([]))
