"""The register of course development: every micro-credential of a period (domain.md, F4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mcdesk.application.views.audit import AuditTable, Fact, Head
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from mcdesk.application.views.line import FileLine, SignatureLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.period import Period

NOTHING = Label("", "")
TITLE = Label("List of Course Development", "Daftar Pengembangan")
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
    Head(Label("Carried over from", "Dialihkan dari"), 1.8),
)
"""The columns of the register, in the order of domain.md, F4, and where a card comes from."""
SINCE = Label("Changed since", "Berubah sejak")
GONE = Label("Taken back", "Ditarik kembali")
SINCE_HEADS = (
    Head(Label("Code", "Kode"), 1.7, whole=True),
    Head(Label("What", "Apa"), 2.4),
    Head(Label("In the register", "Dalam daftar"), 3.4),
    Head(Label("Today", "Hari ini"), 3.4),
)
UNSAID = frozenset(("Late, working days", "Last change", "Carried over from"))
"""What differs from day to day by itself: it is no change since a register was signed."""


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
    carried_from: Label = NOTHING

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
            self.carried_from,
        )  # fmt: skip


def _told(fact: Decimal | int | date | None) -> Fact:
    return "" if fact is None else fact


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """What changed of a micro-credential since its register was closed: each fact, old and new.

    `line` is what its forms say today; None where it was taken back.
    """

    before: RegisterLine
    line: RegisterLine | None

    @property
    def changes(self) -> tuple[tuple[Label, Fact, Fact], ...]:
        """The columns that differ; what changes by itself from day to day is left out."""
        if self.line is None:
            return ()
        both = zip(HEADS[1:], self.before.facts(), self.line.facts(), strict=True)
        return tuple(
            (head.label, old, new)
            for head, old, new in both
            if old != new and head.label.en not in UNSAID
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """How a period was closed: number, text, signature, and where its open cards went.

    `evidence` is the scan of what was signed; `reopened_on` is empty while it stands.
    """

    version: int
    number: str
    digest: str
    closed_on: str
    closed_by: str
    after: Period
    signature: SignatureLine
    evidence: FileLine | None = None
    reopened_on: str = ""
    reopened_by: str = ""
    reopened_reason: str = ""

    @property
    def is_signed(self) -> bool:
        """Tell whether CTL has verified it."""
        return self.signature.state == "done"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A card as the closing of its period finds it."""

    code: str
    title: Label
    stage: Label


@dataclass(frozen=True, slots=True)
class ClosingPlan:
    """What closing a period would do: who goes on in `after`, who is archived, what is missing.

    `obstacles` keep it from being closed, `missing` only says what whoever signs should know.
    `signers` are those who sign for CTL, with their roles, `later` the periods to go on in that
    are not closed. `unnamed` is why a script has to name the one to go on in; the window always
    does.
    """

    period: Period
    after: Period
    later: tuple[Period, ...]
    carried: tuple[PlanLine, ...]
    archived: tuple[PlanLine, ...]
    obstacles: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    signers: tuple[tuple[str, Label], ...]
    may: bool
    unnamed: Finding | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a period; `periods` are all that have one, `of` counts it unfiltered.

    A closed one says what it said then; `since` is what has changed by `today`, `earlier` are
    the closings of the period that were reopened. `rights` are those of who asks; nothing can be
    done where the workspace is not writable.
    """

    period: Period
    periods: tuple[Period, ...]
    as_of: date
    workspace: str
    sample: bool
    prepared_by: str
    lines: tuple[RegisterLine, ...]
    of: int
    logo: Path | None = None
    closing: Closing | None = None
    earlier: tuple[Closing, ...] = ()
    closed: frozenset[Period] = frozenset()
    since: tuple[ChangedLine, ...] = ()
    today: date = date.min
    rights: frozenset[str] = frozenset()
    is_writable: bool = True

    def only(self, cards: Sequence[str]) -> Register:
        """Return the register with these cards (ids), in this order."""
        known = {line.card_id: line for line in self.lines}
        return replace(self, lines=tuple(known[card] for card in cards if card in known))

    @property
    def after(self) -> Period:
        """The period in which open cards go on: the next one that is not closed."""
        after = self.period.following()
        while after in self.closed:
            after = after.following()
        return after

    @property
    def table(self) -> AuditTable:
        """The register as a table, for a workbook."""
        rows = [(number, *line.facts()) for number, line in enumerate(self.lines, 1)]
        return AuditTable(self.period.label, self._note, HEADS, rows)

    @property
    def _note(self) -> Label:
        """What the register is; of a closed one number and version, too, and whether it is void."""
        closing = self.closing
        if closing is None:
            return TITLE
        marks = [
            (closing.number, closing.number),
            (f"version {closing.version}", f"versi {closing.version}"),
        ]
        if closing.reopened_on:
            marks.append(
                (f"VOID since {closing.reopened_on}", f"TIDAK BERLAKU sejak {closing.reopened_on}")
            )
        return Label(
            " · ".join((TITLE.en, *(en for en, _id in marks))),
            " · ".join((TITLE.id, *(id_ for _en, id_ in marks))),
        )

    @property
    def tables(self) -> tuple[AuditTable, ...]:
        """The register, and of a closed one what changed since, as the sheets of a workbook."""
        if not self.since:
            return (self.table,)
        rows = [
            (line.before.code, label, old, new)
            for line in self.since
            for label, old, new in line.changes or ((GONE, "", ""),)
        ]
        title = Label(f"{SINCE.en} {self.as_of}", f"{SINCE.id} {self.as_of}")
        return (self.table, AuditTable(SINCE, title, SINCE_HEADS, rows))

    @property
    def hours(self) -> Decimal | int:
        """The hours of all that are listed."""
        return sum((line.hours for line in self.lines if line.hours is not None), 0)

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(line.late > 0 for line in self.lines)
