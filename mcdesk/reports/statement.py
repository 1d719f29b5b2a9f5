"""Prints a lecturer's contribution statement: for workload (BKD) and promotion, signed by CTL."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row
from mcdesk.reports.frame import Frame
from mcdesk.reports.listing import Col, Text, add_fact, add_listing, add_title
from mcdesk.reports.paper import BODY, SECOND, SMALL, STRONG, Blocks, text_row
from mcdesk.reports.pen import FRAME
from mcdesk.reports.single import print_single
from mcdesk.reports.text import lines
from mcdesk.reports.title_page import add_letterhead

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Contribution, Statement
    from mcdesk.reports.form import Progress

TITLE = Label("Statement of Contribution", "Surat Keterangan Kontribusi")
LECTURER = Label("Lecturer", "Dosen")
POSITION = Label("Position", "Jabatan")
PERIOD = Label("Period", "Periode")
SAYS = Label(
    "The Center for Teaching and Learning states that the person named above contributed to the "
    "development of the following micro-credentials, as their makers confirmed in the period.",
    "Center for Teaching and Learning menerangkan bahwa yang bersangkutan berkontribusi dalam "
    "pengembangan kredensial mikro berikut, sebagaimana dikonfirmasi para pembuatnya dalam periode "
    "tersebut.",
)
MICRO = Label("Micro-credential", "Kredensial mikro")
ROLE = Label("Role", "Peran")
PARTS = Label("Parts", "Bagian")
HOURS = Label("Hours", "Jam")
CONFIRMED = Label("Confirmed", "Dikonfirmasi")
TOTAL = Label(
    "Total: {hours} h; micro-credentials: {cards}", "Jumlah: {hours} jam; kredensial mikro: {cards}"
)
SIGNER = Label("Center for Teaching and Learning", "Center for Teaching and Learning")
EARLY = Label(
    "Not for signature: the period has not begun.",
    "Bukan untuk ditandatangani: periode ini belum dimulai.",
)
EMPTY = Label(
    "Not for signature: nothing that this person contributed was confirmed (F8) in the period.",
    "Bukan untuk ditandatangani: dalam periode ini belum ada kontribusi yang dikonfirmasi (F8).",
)
UNNUMBERED = Label(
    "Not for signature: it gets its number when the Center for Teaching and Learning makes it.",
    "Bukan untuk ditandatangani: nomornya diberikan saat dibuat oleh Center for Teaching and "
    "Learning.",
)
DOCUMENT = Label("Number", "Nomor")
RUNNING = Label(
    "The period lasts until {day}; what is confirmed later is not in this statement.",
    "Periode ini berlangsung hingga {day}; yang dikonfirmasi kemudian tidak termuat di sini.",
)
FOOT = Label(
    "From the development completeness confirmations (F8) recorded in MC Desk, as of {day}.",
    "Dari konfirmasi kelengkapan pengembangan (F8) yang tercatat di MC Desk, per {day}.",
)
GIVEN_FOOT = Label(
    "From the confirmations (F8) recorded in MC Desk, as of {day}; printed again it has the same "
    "number and code.",
    "Dari konfirmasi (F8) yang tercatat di MC Desk, per {day}; dicetak ulang dengan nomor dan "
    "kode yang sama.",
)
"""The code is that of what is stated, which is kept with the number: a page is compared by it."""
STAMP = 78.0


def print_statement(
    statement: Statement,
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print a statement and return its number of pages; 0 when it was cancelled.

    Raises:
        Trouble: `out` cannot be written.
    """
    blocks = Blocks()
    add_letterhead(blocks, statement.workspace, statement.logo)
    add_title(blocks, TITLE)
    add_fact(blocks, DOCUMENT, _document(statement))
    add_fact(blocks, LECTURER, statement.person)
    add_fact(blocks, words.NUMBER, statement.number)
    add_fact(blocks, POSITION, statement.position)
    add_fact(blocks, PERIOD, _period(statement))
    _add_reason(blocks, statement)
    blocks.add(text_row([(SAYS.en, BODY)], blocks.width, above=12))
    blocks.add(text_row([(SAYS.id, SECOND)], blocks.width, below=8))
    columns = (Col(MICRO, 3.2), Col(ROLE, 1.6), Col(PARTS, 2.5), Col(HOURS, 0.8, "right"),
               Col(CONFIRMED, 2.2))  # fmt: skip
    add_listing(blocks, columns, [_row(line) for line in statement.lines])
    _add_total(blocks, statement)
    if not statement.is_draft:
        _add_signature(blocks, statement)
    title, author = f"{TITLE.en}: {statement.person}", statement.workspace
    return print_single(title, author, blocks, _frame(blocks, statement), out, progress, fits=False,
                        day=statement.as_of)  # fmt: skip


def _document(statement: Statement) -> str:
    """Return the number of the letter, and a code by which its page is compared with another."""
    if statement.is_draft:
        return statement.document
    return f"{statement.document}  ·  {words.grouped(statement.digest, 3)}"


def _period(statement: Statement) -> str:
    """Return the period in words: the semester in both languages, and its days."""
    days = f"{words.day_text(statement.since)} – {words.day_text(statement.until)}"
    name = statement.semester
    return f"{name.en} / {name.id}\n{days}" if name is not None else days


def _add_reason(blocks: Blocks, statement: Statement) -> None:
    """Say why it is not to be signed, or what of the period is still to come."""
    if not (statement.is_draft or statement.is_running):
        return
    reason = UNNUMBERED if statement.is_draft else RUNNING
    if not statement.lines:
        reason = EARLY if statement.is_early else EMPTY
    day = words.day_text(statement.until)
    style = STRONG if statement.is_draft else BODY
    blocks.add(text_row([(reason.en.format(day=day), style)], blocks.width, above=10))
    blocks.add(text_row([(reason.id.format(day=day), SECOND)], blocks.width))


def _row(line: Contribution) -> list[Text]:
    title = Label(f"{line.code} {line.title.en}", line.title.id)
    confirmed = "\n".join(filter(None, (words.date_text(line.confirmed_on), line.number)))
    hours = words.number_text(line.hours, 1) if line.hours is not None else words.DASH
    return [title, line.role, line.parts, hours, confirmed]


def _add_total(blocks: Blocks, statement: Statement) -> None:
    hours = sum((line.hours for line in statement.lines if line.hours is not None), Decimal(0))
    given = {"hours": words.number_text(hours, 1), "cards": len({e.code for e in statement.lines})}
    blocks.add(text_row([(TOTAL.en.format_map(given), STRONG)], blocks.width, above=5))
    blocks.add(text_row([(TOTAL.id.format_map(given), SECOND)], blocks.width))


def _add_signature(blocks: Blocks, statement: Statement) -> None:
    """Add place, date and room for pen and stamp above the signer's name."""
    left = blocks.width * 0.55
    room = blocks.width - left
    place = f"{words.PLACE_DATE.en} / {words.PLACE_DATE.id}:"
    found: tuple[CellLine, ...] = (*lines([(place, SMALL)], room), Gap(14, rule=True))
    found += lines([(SIGNER.en, STRONG)], room)
    house = blocks.clean(statement.workspace)
    found += lines([(house, SMALL)], room) if house != SIGNER.en else ()
    position = blocks.clean(statement.signer_position)
    found += lines([(position, SMALL)], room) if position else ()
    found += (Gap(STAMP, rule=True),)
    if statement.signer:
        found += lines([(blocks.clean(statement.signer), STRONG)], room)
        found += lines([(blocks.clean(statement.signer_number), SMALL)], room)
    else:
        found += lines([(f"{words.NAME.en} / {words.NAME.id}:", SMALL)], room)
        found += lines([(f"{words.NUMBER.en}:", SMALL)], room)
    row = Row((Cell(left, room, found),), blocks.width, above=26, rule=0, colour=FRAME)
    blocks.add(row, whole=True)


def _frame(blocks: Blocks, statement: Statement) -> Frame:
    day = words.day_text(statement.as_of)
    foot = FOOT if statement.is_draft else GIVEN_FOOT
    marks = [words.DRAFT] if statement.is_draft else []
    marks += [words.PROVISIONAL] if statement.is_provisional else []
    marks += [words.SAMPLE] if statement.sample else []
    return Frame(
        running=blocks.clean(f"{TITLE.en}  ·  {statement.person}"),
        number=blocks.clean(_document(statement)),
        foot=(foot.en.format(day=day), foot.id.format(day=day)),
        contacts="",
        marks=tuple(f"{mark.en} / {mark.id}" for mark in marks),
        void=False,
        code=None,
    )
