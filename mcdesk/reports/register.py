"""Prints the register of a period (domain.md, F4): lying pages, totals, who prepared and verified.

The columns of the register that belong together share one on paper, so that all can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views.register import TITLE
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.frame import Frame
from mcdesk.reports.listing import Col, Spans, Text, add_fact, add_listing, add_title
from mcdesk.reports.paper import CELL, CELL_ID, SECOND, SMALL, STRONG, Blocks, text_row
from mcdesk.reports.pen import FRAME
from mcdesk.reports.single import print_single
from mcdesk.reports.text import lines
from mcdesk.reports.title_page import letterhead

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Register, RegisterLine
    from mcdesk.reports.form import Progress

PERIOD = Label("Period", "Periode")
AS_OF = Label("As of", "Per tanggal")
LISTED = Label("Micro-credentials", "Kredensial mikro")
FILTERED = Label("{n} of {of}: the list was filtered", "{n} dari {of}: daftar disaring")
COLUMNS = (
    Col(Label("No.", "No."), 0.8, "right"),
    Col(Label("Micro-credential", "Kredensial mikro"), 3.3),
    Col(Label("Programme", "Program studi"), 1.9),
    Col(Label("Team", "Tim"), 2.15),
    Col(Label("Origin", "Asal"), 1.65),
    Col(Label("Size", "Ukuran"), 1.6),
    Col(Label("Start, opening", "Mulai, buka"), 1.6),
    Col(Label("Stage, status", "Tahap, status"), 2.6),
    Col(Label("Accepted", "Diterima"), 1.6, "right"),
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
STAMP = 46.0


def print_register(
    register: Register, out: BinaryIO | Path, progress: Progress | None = None
) -> int:
    """Print a register and return its number of pages; 0 when it was cancelled.

    Raises:
        Trouble: `out` cannot be written.
    """
    blocks = Blocks(wide=True)
    blocks.add(letterhead(blocks, register.workspace, register.logo))
    add_title(blocks, TITLE)
    add_fact(blocks, PERIOD, register.period.label)
    add_fact(blocks, AS_OF, words.day_text(register.as_of))
    if len(register.lines) < register.of:
        given = {"n": len(register.lines), "of": register.of}
        add_fact(blocks, LISTED, _formatted(FILTERED, **given))
    blocks.add(text_row([(" ", SMALL)], blocks.width))
    rows = [_row(number, line) for number, line in enumerate(register.lines, 1)]
    add_listing(blocks, COLUMNS, rows)
    total = _formatted(TOTAL, cards=len(register.lines), late=register.late,
                       hours=words.number_text(register.hours, 1))  # fmt: skip
    blocks.add(text_row([(total.en, STRONG)], blocks.width, above=5))
    blocks.add(text_row([(total.id, SECOND)], blocks.width))
    _add_signatures(blocks, register)
    title = f"{TITLE.en}: {register.period.label.en}"
    frame = _frame(blocks, register)
    return print_single(title, register.workspace, blocks, frame, out, progress, fits=False)


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
        "\n".join(filter(None, (line.lms_name, line.remarks))),
        _day(line.changed_on),
    ]


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
    """Add room for pen and stamp of who prepared and who verified, side by side."""
    room = blocks.width * 0.36
    both = register.prepared_by == register.verified_by
    preparer = "" if both else register.prepared_by
    cells = tuple(
        Cell(left, room, _signature(blocks, role, name, room))
        for left, role, name in (
            (0.0, PREPARED, preparer),
            (blocks.width - room, VERIFIED, register.verified_by),
        )
    )
    blocks.add(Row(cells, blocks.width, above=18, rule=0, colour=FRAME), whole=True)


def _signature(blocks: Blocks, role: Label, name: str, room: float) -> tuple[CellLine, ...]:
    place = f"{words.PLACE_DATE.en} / {words.PLACE_DATE.id}:"
    found: tuple[CellLine, ...] = (*lines([(place, SMALL)], room), Gap(14, rule=True))
    found += blocks.label(role, room, STRONG, SECOND)
    found += (Gap(STAMP, rule=True),)
    told = blocks.clean(name) or f"{words.NAME.en} / {words.NAME.id}:"
    return found + lines([(told, STRONG if name else SMALL)], room)


def _frame(blocks: Blocks, register: Register) -> Frame:
    day = words.day_text(register.as_of)
    foot = _formatted(FOOT, day=day)
    return Frame(
        running=blocks.clean(f"{TITLE.en} / {TITLE.id}  ·  {register.period.label.en}"),
        number="",
        foot=(foot.en, foot.id),
        contacts="",
        marks=(f"{words.SAMPLE.en} / {words.SAMPLE.id}",) if register.sample else (),
        void=False,
        code=None,
    )
