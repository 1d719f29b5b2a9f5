"""The register of course development: every micro-credential of a period (domain.md, F4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.application.views.audit import AuditTable, Fact, Head
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

TITLE = Label("List of Course Development", "Daftar Pengembangan")
WITHOUT = Label("Without a period yet", "Belum ada periode")
SEMESTERS = {
    "odd": Label("Odd", "Gasal"),
    "even": Label("Even", "Genap"),
    "short": Label("Short", "Pendek"),
}
ORDER = ("", *SEMESTERS)
HEADS = (
    Head(Label("No.", "No."), 0.6),
    Head(Label("Code", "Kode"), 1.7),
    Head(Label("Title", "Judul"), 3.2),
    Head(Label("Faculty", "Fakultas"), 1.1),
    Head(Label("Study programme", "Program studi"), 2),
    Head(Label("Lead SME", "Dosen pengembang utama"), 2),
    Head(Label("Instructional designer", "Perancang pembelajaran"), 2),
    Head(Label("Graphic designer", "Desainer grafis"), 2),
    Head(Label("Digital content specialist", "Spesialis konten digital"), 2),
    Head(Label("Origin", "Asal"), 1.8),
    Head(Label("Hours", "Jam"), 0.9),
    Head(Label("sks", "sks"), 0.8),
    Head(Label("Modules", "Modul"), 1),
    Head(Label("Planned start", "Rencana mulai"), 1.5),
    Head(Label("Target opening", "Target buka"), 1.5),
    Head(Label("Stage", "Tahap"), 2.4),
    Head(Label("Status", "Status"), 1.4),
    Head(Label("Accepted, %", "Diterima, %"), 1.2),
    Head(Label("Late, working days", "Terlambat, hari kerja"), 1.4),
    Head(Label("Course in the LMS", "Kursus di LMS"), 2),
    Head(Label("Last change", "Perubahan terakhir"), 1.5),
    Head(Label("Remarks", "Keterangan"), 2.6),
)
"""The columns of the register, in the order of domain.md, F4."""


@dataclass(frozen=True, slots=True)
class Period:
    """A semester of an academic year; both empty for what has no period yet."""

    year: str = ""
    semester: str = ""

    @property
    def order(self) -> tuple[str, int]:
        """What periods are sorted by: year, then semester."""
        known = self.semester in ORDER
        return self.year, ORDER.index(self.semester) if known else len(ORDER)

    @property
    def label(self) -> Label:
        """The period in words."""
        if not self.year and not self.semester:
            return WITHOUT
        semester = SEMESTERS.get(self.semester, Label(self.semester, self.semester))
        return Label(f"{self.year} {semester.en}".strip(), f"{self.year} {semester.id}".strip())


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One micro-credential in the register."""

    card_id: str
    code: str
    title: Label
    faculty: str
    programme: Label
    sme: str
    designer: str
    gd: str
    dcs: str
    origin: Label
    hours: Decimal | None
    sks: Decimal | None
    modules: int | None
    start: date | None
    opening: date | None
    stage_number: int
    stage: Label
    status: Label
    accepted: int | None
    late: int
    lms_name: str
    changed_on: date | None
    remarks: str

    def facts(self) -> tuple[Fact, ...]:
        """Return the cells below `HEADS`, without the running number."""
        stage = Label(
            f"{self.stage_number} {self.stage.en}", f"{self.stage_number} {self.stage.id}"
        )
        return (
            self.code, self.title, self.faculty, self.programme, self.sme, self.designer, self.gd,
            self.dcs, self.origin, _told(self.hours), _told(self.sks), _told(self.modules),
            _told(self.start), _told(self.opening), stage, self.status, _told(self.accepted),
            self.late or "", self.lms_name, _told(self.changed_on), self.remarks,
        )  # fmt: skip


def _told(fact: Decimal | int | date | None) -> Fact:
    return "" if fact is None else fact


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a period; `periods` are all that have one, `of` counts it unfiltered."""

    period: Period
    periods: tuple[Period, ...]
    as_of: date
    workspace: str
    sample: bool
    prepared_by: str
    verified_by: str
    lines: tuple[RegisterLine, ...]
    of: int
    logo: Path | None = None

    def only(self, cards: Sequence[str]) -> Register:
        """Return the register with these cards (ids), in this order."""
        known = {line.card_id: line for line in self.lines}
        return replace(self, lines=tuple(known[card] for card in cards if card in known))

    @property
    def table(self) -> AuditTable:
        """The register as a table, for a workbook."""
        rows = [(number, *line.facts()) for number, line in enumerate(self.lines, 1)]
        return AuditTable("register", self.period.label, TITLE, HEADS, rows)

    @property
    def hours(self) -> Decimal | int:
        """The hours of all that are listed."""
        return sum((line.hours for line in self.lines if line.hours is not None), 0)

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(line.late > 0 for line in self.lines)
