"""Prints the register of a period (domain.md, F4): lying pages, totals, who prepared and verified.

The columns of the register that belong together share one on paper, so that all can be read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.application.views.register import GONE, SINCE_HEADS, TITLE
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.frame import Frame
from mcdesk.reports.listing import Col, Spans, Text, add_fact, add_listing, add_title
from mcdesk.reports.paper import CELL, CELL_ID, SECOND, SMALL, STRONG, Blocks, text_row
from mcdesk.reports.pen import FRAME
from mcdesk.reports.single import print_single
from mcdesk.reports.text import lines
from mcdesk.reports.title_page import add_letterhead

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Closing, Fact, Register, RegisterLine, SignatureLine
    from mcdesk.reports.form import Progress

PERIOD = Label("Period", "Periode")
AS_OF = Label("As of", "Per tanggal")
LISTED = Label("Micro-credentials", "Kredensial mikro")
FILTERED = Label("{n} of {of}: the list was filtered", "{n} dari {of}: daftar disaring")
COLUMNS = (
    Col(Label("No.", "No."), 0.8, "right"),
    Col(Label("Micro-credential", "Kredensial mikro"), 3.25),
    Col(Label("Programme", "Program studi"), 2.1),
    Col(Label("Team", "Tim"), 2.05),
    Col(Label("Origin", "Asal"), 1.65),
    Col(Label("Size", "Ukuran"), 1.6),
    Col(Label("Start, opening", "Mulai, buka"), 1.85),
    Col(Label("Stage, status", "Tahap, status"), 2.4),
    Col(Label("Accepted", "Diterima"), 1.5, "right"),
    Col(Label("Late, days", "Terlambat, hari"), 1.3, "right"),
    Col(Label("LMS course, remarks", "Kursus LMS, keterangan"), 2.3),
    Col(Label("Last change", "Perubahan terakhir"), 1.85),
)
TOTAL = Label(
    "Micro-credentials: {cards}; hours: {hours}; late: {late}",
    "Kredensial mikro: {cards}; jam: {hours}; terlambat: {late}",
)
MODULES = Label("modules: {n}", "modul: {n}")
PREPARED = Label("Prepared by", "Disusun oleh")
VERIFIED = Label("Verified by CTL", "Diverifikasi oleh CTL")
FOOT = Label(
    "From the forms recorded in MC Desk, as of {day}. Late: working days after the planned end "
    "of the present stage.",
    "Dari formulir yang tercatat di MC Desk, per {day}. Terlambat: hari kerja setelah rencana "
    "akhir tahap saat ini.",
)
CLOSED_FOOT = Label(
    "Printed from the register as it was frozen on {day}; check it with the code above. Late: "
    "working days after the planned end of the stage on that day.",
    "Dicetak dari daftar sebagaimana dibekukan pada {day}; cocokkan dengan kode di atas. "
    "Terlambat: hari kerja setelah rencana akhir tahap pada hari itu.",
)
NUMBER = Label("Number", "Nomor")
CLOSED = Label("Closed on, by", "Ditutup pada, oleh")
REOPENED = Label("Not valid: reopened on, by", "Tidak berlaku: dibuka kembali pada, oleh")
AFTER = Label("Open ones carried over to", "Yang belum selesai dialihkan ke")
CARRIED = Label("carried over from {period}", "dialihkan dari {period}")
OPEN = Label(
    "The register is signed when its period is closed; this is its state of the day.",
    "Daftar ditandatangani saat periodenya ditutup; ini adalah keadaannya pada hari ini.",
)
PART = Label(
    "This is a part of the register; the whole register is signed.",
    "Ini adalah sebagian daftar; yang ditandatangani adalah daftar lengkap.",
)
CHANGED = Label("Changed since, as of {day}", "Berubah sejak itu, per {day}")
CHANGED_NOTE = Label(
    "What the forms say differently today. It is no part of what was signed.",
    "Yang berbeda menurut formulir hari ini. Ini bukan bagian dari yang ditandatangani.",
)
STAMP = 46.0


def print_register(
    register: Register, out: BinaryIO | Path, progress: Progress | None = None
) -> int:
    """Print a register and return its number of pages; 0 when it was cancelled.

    One of a closed period is printed as it was signed, with its signature; what has changed
    since stands apart behind it.

    Raises:
        Trouble: `out` cannot be written.
    """
    blocks = Blocks(wide=True)
    add_letterhead(blocks, register.workspace, register.logo)
    add_title(blocks, TITLE)
    add_fact(blocks, PERIOD, register.period.label)
    if register.closing is not None:
        _add_closing(blocks, register.closing)
    add_fact(blocks, AS_OF, words.day_text(register.as_of))
    if len(register.lines) < register.of:
        given = {"n": len(register.lines), "of": register.of}
        add_fact(blocks, LISTED, _formatted(FILTERED, **given))
    blocks.add(text_row([(" ", SMALL)], blocks.width))
    rows = [_row(number, line) for number, line in enumerate(register.lines, 1)]
    add_listing(blocks, COLUMNS, rows)
    total = _formatted(TOTAL, cards=len(register.lines), late=register.late,
                       hours=words.number_text(register.hours, 1))  # fmt: skip
    blocks.hold()  # whoever signs sees a row and the totals above the name
    blocks.add(text_row([(total.en, STRONG)], blocks.width, above=5), keep=True)
    blocks.add(text_row([(total.id, SECOND)], blocks.width), keep=True)
    _add_signatures(blocks, register)
    _add_since(blocks, register)
    title = f"{TITLE.en}: {register.period.label.en}"
    frame = _frame(blocks, register)
    return print_single(title, register.workspace, blocks, frame, out, progress, fits=False,
                        day=register.as_of)  # fmt: skip


def _add_closing(blocks: Blocks, closing: Closing) -> None:
    """Add number and version of a closed register, and where its open cards went."""
    version = f"{closing.number}  ·  {words.VERSION.en} / {words.VERSION.id} {closing.version}"
    version += f"  ·  {words.grouped(closing.digest, 3)}"
    add_fact(blocks, NUMBER, version)
    day = words.date_text(closing.closed_on)
    add_fact(blocks, CLOSED, f"{day}, {closing.closed_by}")
    add_fact(blocks, AFTER, closing.after.label)
    if closing.reopened_on:
        told = f"{words.date_text(closing.reopened_on)}, {closing.reopened_by}"
        add_fact(blocks, REOPENED, f"{told}\n{closing.reopened_reason}")


def _formatted(label: Label, **given: object) -> Label:
    return Label(label.en.format_map(given), label.id.format_map(given))


def _row(number: int, line: RegisterLine) -> list[Text]:
    people = ((line.sme, "SME"), (line.designer, "ID"), (line.gd, "GD"), (line.dcs, "DCS"))
    team = "\n".join(f"{short}: {name}" for name, short in people if name)
    size: list[Spans] = [
        [(text, CELL)] for text in (_sized(line.hours, "h", 1), _sized(line.sks, "sks", 2)) if text
    ]
    if line.modules is not None:
        size += _stacked(("", _formatted(MODULES, n=line.modules)))
    stage = _formatted(Label("{n} {en}", "{n} {id}"), n=line.stage_number, en=line.stage.en,
                       id=line.stage.id)  # fmt: skip
    return [
        str(number),
        _stacked((line.code, line.title)),
        _stacked((line.faculty, line.programme)),
        team,
        line.origin,
        size,
        "\n".join((_day(line.start), _day(line.opening))),
        _stacked(("", stage), ("", line.status)),
        f"{line.accepted} %" if line.accepted is not None else words.DASH,
        str(line.late) if line.late else words.DASH,
        _notes(line),
        _day(line.changed_on),
    ]


def _notes(line: RegisterLine) -> list[Spans]:
    """Return course, remarks and where a card was carried over from."""
    found: list[Spans] = [[(text, CELL)] for text in (line.lms_name, line.remarks) if text]
    if line.carried_from.en:
        en, id_ = (CARRIED.en.format(period=line.carried_from.en),
                   CARRIED.id.format(period=line.carried_from.id))  # fmt: skip
        found += _stacked(("", Label(en, id_)))
    return found


def _sized(number: Decimal | None, unit: str, decimals: int) -> str:
    return f"{words.number_text(number, decimals)} {unit}" if number is not None else ""


def _day(day: date | None) -> str:
    return words.day_text(day) if day is not None else words.DASH


def _stacked(*pairs: tuple[str, Label]) -> list[Spans]:
    """Return words in both languages below one another, each below a line in one language."""
    found: list[Spans] = []
    for first, label in pairs:
        if first:
            found.append([(first, CELL)])
        if label.en:
            found.append([(label.en, CELL)])
        if label.id and label.id != label.en:
            found.append([(label.id, CELL_ID)])
    return found


def _add_signatures(blocks: Blocks, register: Register) -> None:
    """Add who prepared and who verified a closed register, with room for pen and stamp."""
    closing, is_part = register.closing, len(register.lines) < register.of
    if closing is None or is_part:
        why = PART if is_part else OPEN
        blocks.add(text_row([(why.en, SMALL)], blocks.width, above=14), keep=True)
        blocks.add(text_row([(why.id, SECOND)], blocks.width))
        return
    room = blocks.width * 0.36
    day = f"{words.PLACE_DATE.en} / {words.PLACE_DATE.id}:"
    verified, signed = closing.signature, closing.is_signed
    said = ", ".join(filter(None, (verified.place, words.date_text(verified.decided_on))))
    preparer = Cell(0.0, room, _signature(blocks, PREPARED, register.prepared_by, day, (), room))
    verifier = Cell(
        blocks.width - room,
        room,
        _signature(blocks, VERIFIED, verified.person, said if signed else day,
                   _decided(blocks, verified, room) if signed else (), room),
    )  # fmt: skip
    blocks.add(Row((preparer, verifier), blocks.width, above=18, rule=0, colour=FRAME), whole=True)


def _decided(blocks: Blocks, line: SignatureLine, room: float) -> tuple[CellLine, ...]:
    """Return how a signature was given, in which capacity, and whether its scan is owed."""
    medium = words.KEYED if line.keyed else words.MEDIA.get(line.medium, Label(line.medium, ""))
    found = blocks.label(words.DECISIONS["verify"], room, STRONG, SECOND)
    found += blocks.label(medium, room, SMALL, SECOND)
    if line.capacity != "own":
        found += blocks.label(words.office_of(line), room, SMALL, SECOND)
        acting = words.CAPACITIES.get(line.capacity, Label(line.capacity, ""))
        told = f"{acting.en} / {acting.id} {line.on_behalf_of}, {line.letter}"
        for text in filter(None, (line.position, told)):
            found += lines([(blocks.clean(text), SMALL)], room)
    if line.scan_owed:
        found += lines([(f"{words.SCAN_OWED.en} / {words.SCAN_OWED.id}", SMALL)], room)
    return found


def _signature(
    blocks: Blocks, role: Label, name: str, where: str, decided: tuple[CellLine, ...], room: float
) -> tuple[CellLine, ...]:
    """Return one signature: place and day, as whom, room for the pen or how it was given, who."""
    found: tuple[CellLine, ...] = lines([(blocks.clean(where), SMALL)], room)
    found += (Gap(4),) if decided else (Gap(14, rule=True),)
    found += blocks.label(role, room, STRONG, SECOND)
    height = sum(line.height for line in decided)
    found += (Gap(6), *decided, Gap(max(STAMP - height, 8), rule=True))
    told = blocks.clean(name) or f"{words.NAME.en} / {words.NAME.id}:"
    return found + lines([(told, STRONG if name else SMALL)], room)


def _add_since(blocks: Blocks, register: Register) -> None:
    """Add what has changed since a register was closed, as of today; it was not signed."""
    if not register.since:
        return
    day = words.day_text(register.today)
    blocks.add(text_row([(" ", SMALL)], blocks.width, above=16), keep=True)
    add_title(blocks, _formatted(CHANGED, day=day), CHANGED_NOTE)
    columns = tuple(Col(head.label, head.share, whole=head.whole) for head in SINCE_HEADS)
    rows: list[list[Text]] = []
    for line in register.since:
        for place, (label, old, new) in enumerate(line.changes or ((GONE, "", ""),)):
            first = "" if place else line.before.code
            rows.append([first, label, _fact(old), _fact(new)])
    add_listing(blocks, columns, rows)


def _fact(fact: Fact) -> Text:
    """Return a fact of the register as it stands in a cell."""
    if isinstance(fact, Label):
        return fact if fact.en or fact.id else words.DASH
    if isinstance(fact, date):
        return words.day_text(fact)
    if isinstance(fact, Decimal):
        return words.number_text(fact, 2)
    return str(fact) or words.DASH


def _frame(blocks: Blocks, register: Register) -> Frame:
    day = words.day_text(register.as_of)
    closing = register.closing
    foot = _formatted(FOOT if closing is None else CLOSED_FOOT, day=day)
    number = (
        ""
        if closing is None
        else (
            f"{closing.number}  ·  {words.VERSION.en} {closing.version}"
            f"  ·  {words.grouped(closing.digest, 3)}"
        )
    )
    is_void = closing is not None and bool(closing.reopened_on)
    marks = [words.VOID] if is_void else []
    marks += [words.SAMPLE] if register.sample else []
    return Frame(
        running=blocks.clean(f"{TITLE.en} / {TITLE.id}  ·  {register.period.label.en}"),
        number=blocks.clean(number),
        foot=(foot.en, foot.id),
        contacts="",
        marks=tuple(f"{mark.en} / {mark.id}" for mark in marks),
        void=is_void,
        code=None,
    )
