"""The signature block: a box for each signer, with room for pen and stamp; it never breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.application.return_words import back_words
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Block, Cell, CellLine, Gap, Row, Solid
from mcdesk.reports.fields import add_heading
from mcdesk.reports.fonts import Style
from mcdesk.reports.paper import BODY, CELL, SECOND, SMALL, STRONG, Paper
from mcdesk.reports.pen import FRAME, INK, RED, Pen
from mcdesk.reports.result import add_result, choices_of, said_label, tone_of
from mcdesk.reports.text import Line, lines
from mcdesk.reports.values import Place, options

if TYPE_CHECKING:
    from mcdesk.application.views import SignatureLine

STAMP = 72.0
"""The room for pen and stamp: a little more than 25 mm."""
STAMP_DENSE = 57.0
"""The same where a page is saved by it: 20 mm."""
PAD = 9.0
APART = 11.0
FULL_ROWS = (5, 6)
"""So many signers share one row of a page on its side: two rows would need a page of their own."""
SHORT_NOTE = 160
"""A longer note of a decision stands above the boxes."""
FEW = 4
OWED = Style(STRONG.font, 7.5, 9.8, 0x8A4B00)
KNOWN = ("done", "returned", "rejected", "void")


@dataclass(frozen=True, slots=True)
class _Box:
    """One signer's box: what stands above the room for the pen, in it, and below it."""

    upper: Cell
    inside: Cell
    lower: Cell
    role: str


def add_signatures(paper: Paper) -> None:
    """Add statement, heading and boxes, held together on one page."""
    sheet = paper.sheet
    if sheet.kind == "draft" or not sheet.signatures:
        return
    add_heading(paper, words.SIGNATURES)
    statement = sheet.definition.statement
    if statement and sheet.definition.subject != "letter":
        found = paper.label(statement, paper.width, BODY, SECOND)
        paper.add(Row((Cell(0, paper.width, found),), paper.width, above=5, rule=0), keep=True)
    _long_notes(paper, sheet.signatures)
    if not sheet.to_seal:
        add_result(paper)
    _add_rows(paper, sheet.signatures, is_record=False)


def add_record(paper: Paper, signers: tuple[SignatureLine, ...]) -> None:
    """Add what is recorded of these sign-offs: boxes without room for the pen, and their notes."""
    _long_notes(paper, signers)
    _add_rows(paper, signers, is_record=True)


def _add_rows(paper: Paper, signers: tuple[SignatureLine, ...], *, is_record: bool) -> None:
    rows = _rows(paper, signers, is_record=is_record)
    for place, row in enumerate(rows, start=1):
        paper.add(row, keep=place < len(rows), whole=True)


def _long_notes(paper: Paper, signers: tuple[SignatureLine, ...]) -> None:
    """Print the notes that are too long for their box above the boxes, where they may break."""
    for line in signers:
        if line.state not in KNOWN or len(line.note) <= SHORT_NOTE:
            continue
        office = words.office_of(line)
        title = f"{paper.clean(office.en)} / {paper.clean(office.id)}"
        found: tuple[CellLine, ...] = lines([(title, STRONG)], paper.width)
        found += paper.prose(line.note, paper.width, BODY)
        paper.add(Row((Cell(0, paper.width, found),), paper.width, rule=0))


def _few(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the first lines of what must fit into a box."""
    return found[:FEW]


def _rows(paper: Paper, signers: tuple[SignatureLine, ...], *, is_record: bool) -> list[Block]:
    """Return the boxes, two to six side by side, all of a row equally high."""
    dense = paper.dense and not paper.is_blank  # what is signed by pen has its room
    across = _across(len(signers), wide=paper.wide, dense=dense)
    width = (paper.width - APART * (across - 1)) / across
    boxes = [_box(paper, line, width, is_record=is_record) for line in signers]
    rows: list[Block] = []
    for start in range(0, len(boxes), across):
        group = boxes[start : start + across]
        upper = max(box.upper.height for box in group)
        lower = max(box.lower.height for box in group)
        least = 0.0 if is_record else STAMP_DENSE if dense else STAMP
        stamp = max(least, *(box.inside.height + 6 for box in group))
        rows.append(_painted(group, width, upper + stamp, lower))
    return rows


def _across(count: int, *, wide: bool, dense: bool) -> int:
    if dense and count == FEW:
        return count
    if wide:
        return count if count in FULL_ROWS else min(max(count, 3), 4)
    return 2 if count in (1, 2, 4) else 3


def _painted(group: list[_Box], width: float, upper: float, lower: float) -> Block:
    line = PAD + upper
    height = line + 4 + lower + PAD

    def paint(pen: Pen, left: float, top: float) -> None:
        top += 9
        for place, box in enumerate(group):
            x = left + place * (width + APART)
            pen.frame(x, top, width, height, colour=FRAME)
            box.upper.draw(pen, x, top + PAD)
            inside = top + PAD + box.upper.height + 2
            pen.spot(box.role, x + PAD, inside, width - 2 * PAD, top + line - 2 - inside)
            box.inside.draw(pen, x, top + line - 3 - box.inside.height)
            pen.rule(x + PAD, x + width - PAD, top + line, INK, 0.7)
            box.lower.draw(pen, x, top + line + 4)

    return Solid(height + 9, paint)


def _box(paper: Paper, line: SignatureLine, width: float, *, is_record: bool) -> _Box:
    room = width - 2 * PAD
    is_open = is_record and line.state not in KNOWN
    shown = replace(line, decisions=()) if is_open else line
    inside, lower = _inside(paper, line, room), _lower(paper, line, room, is_open=is_open)
    if is_open:
        inside = paper.label(words.NOT_SIGNED_YET, room, SMALL, SECOND)
    if paper.sheet.to_seal and not paper.sheet.as_before:  # above the line is the seal's room
        told = inside if line.state in KNOWN else paper.label(_unsealed(line), room, SMALL, SECOND)
        inside, lower = (), (*lower, Gap(3), *told)
    return _Box(
        Cell(PAD, room, _upper(paper, shown, room)),
        Cell(PAD, room, inside),
        Cell(PAD, room, lower),
        line.role,
    )


def _unsealed(line: SignatureLine) -> Label:
    """Return what a PDF that is to be sealed says of whom it shows no decision."""
    return words.APART if line.state == "apart" else words.TO_BE_SEALED


def _upper(paper: Paper, line: SignatureLine, room: float) -> tuple[CellLine, ...]:
    """Role, act, capacity, and the decisions as boxes while none is taken.

    A deputy's sign stands before the office acted for, and the deputy's own office below it, as
    official letters have it (decisions.md, 15).
    """
    is_deputy = line.capacity != "own"
    found: tuple[CellLine, ...] = paper.label(words.office_of(line), room, STRONG, SECOND)
    if is_deputy and line.position:
        found += (Gap(2), *_few(lines([(paper.clean(line.position), CELL)], room)))
    act = Label(line.act.en, line.act.id)
    if line.optional:
        act = Label(f"{act.en} ({words.OPTIONAL.en})", f"{act.id} ({words.OPTIONAL.id})")
    if not _says_itself(paper, line):
        found += (Gap(3), *paper.label(act, room, CELL, SECOND))
    if line.cards:
        codes = ", ".join(line.cards)
        found += tuple(paper.label(Label(codes, codes), room, SECOND, SECOND))
    if line.received_on:
        told = f"{words.RECEIVED.en} / {words.RECEIVED.id}: {words.date_text(line.received_on)}"
        found += (Gap(2), *lines([(told, SMALL)], room))
    if is_deputy:
        found += (Gap(2), *_capacity(paper, line, room))
    if line.state not in KNOWN and line.decisions:
        place = Place(paper, room, CELL, SECOND, is_cell=True)
        found += (Gap(3), *options(place, choices_of(paper, line)))
    return found


def _says_itself(paper: Paper, line: SignatureLine) -> bool:
    """Tell whether a box to be ticked says what a signer does; what was decided stands apart."""
    if line.optional or line.state in KNOWN:
        return False
    return line.act in choices_of(paper, line)


def _capacity(paper: Paper, line: SignatureLine, room: float) -> tuple[CellLine, ...]:
    """Say for whom and by which letter a deputy signs."""
    label = words.CAPACITIES.get(line.capacity, Label(line.capacity, ""))
    name = paper.clean(paper.sheet.persons.get(line.on_behalf_of, line.on_behalf_of))
    found = _few(lines([(f"{label.en} / {label.id} {name}".strip(), SMALL)], room))
    if line.letter:
        text = f"{words.LETTER.en} / {words.LETTER.id} {paper.clean(line.letter)}"
        found += _few(lines([(f"{text}{_term(line)}", SMALL)], room))
    return found


def _term(line: SignatureLine) -> str:
    """Return for which time a letter gives a capacity, as far as it says so."""
    since, until = words.date_text(line.letter_since), words.date_text(line.letter_until)
    if since and until:
        return f", {since} – {until}"
    return (
        f", {words.SINCE.en} / {words.SINCE.id} {since}"
        if since
        else (f", {words.UNTIL.en} / {words.UNTIL.id} {until}" if until else "")
    )


def _inside(paper: Paper, line: SignatureLine, room: float) -> tuple[CellLine, ...]:
    """Say in the room above the line what was decided, and by which medium it is recorded."""
    if line.state not in KNOWN:
        return ()
    colour = tone_of(paper, line) if line.state == "done" else RED
    strong = Style(STRONG.font, 9, 12, colour)
    label = said_label(paper, line, line.decision)
    found: tuple[CellLine, ...] = paper.label(label, room, strong, SECOND)
    back = back_words(line)
    if back is not None:
        found += paper.label(back, room, CELL, SECOND)
    if line.state == "void":
        found += paper.label(words.WITHDRAWN, room, Style(STRONG.font, 7.5, 9.8, RED), SECOND)
    small = Style(SMALL.font, 7.5, 9.8, 0x3D4651)
    medium = words.MEDIA.get(line.medium, Label(line.medium, ""))
    found += paper.label(words.KEYED if line.keyed else medium, room, small, SECOND)
    if line.recorded_by and line.medium != "program":
        name = paper.sheet.persons.get(line.recorded_by, line.recorded_by)
        text = f"{words.RECORDED.en} / {words.RECORDED.id} {paper.clean(name)}"
        found += _few(lines([(text, SMALL)], room))
    if line.scan_owed:
        text = f"{words.SCAN_OWED.en} / {words.SCAN_OWED.id}"
        found += lines([(text, OWED)], room)
    return found


def _lower(
    paper: Paper, line: SignatureLine, room: float, *, is_open: bool
) -> tuple[CellLine, ...]:
    """Name with titles, position, number, place and date, and the note of a decision.

    A deputy's position stands above, below the office acted for.
    Where a decision `is_open` and taken elsewhere, there is nothing to write; nor is there where
    a seal comes, which says who, where and when by itself.
    """
    is_written = not (paper.sheet.to_seal and line.state not in KNOWN)
    found: tuple[CellLine, ...] = ()
    if line.person:
        found += _few(lines([(paper.clean(line.person), STRONG)], room))
    elif is_open:
        found += lines([(words.DASH, SMALL)], room)
    elif is_written:
        found += _to_write(f"{words.NAME.en} / {words.NAME.id}:", room)
    if line.position and line.capacity == "own":
        found += _few(lines([(paper.clean(line.position), SMALL)], room))
    if is_open:
        return found
    if is_written or line.person:
        found += _number(paper, line, room)
    found += _where_and_when(paper, line, room, is_written=is_written)
    if line.note and line.state in KNOWN and len(line.note) <= SHORT_NOTE:
        note = f"{words.NOTE.en} / {words.NOTE.id}: {line.note}"
        found += (Gap(2), *paper.prose(note, room, CELL))
    return found


def _where_and_when(
    paper: Paper, line: SignatureLine, room: float, *, is_written: bool
) -> tuple[CellLine, ...]:
    """Return place and day of a decision, or the line to write them on."""
    day = words.date_text(line.decided_on)
    if line.state in KNOWN and (day or line.place):
        told = f"{paper.clean(line.place)}, {day}".rstrip(", ")
        if not line.place:
            told = f"{words.DATE.en} / {words.DATE.id}: {day}"
        return _few(lines([(told, SMALL)], room))
    if not is_written:
        return ()
    label = f"{words.PLACE_DATE.en} / {words.PLACE_DATE.id}:"
    return (*lines([(label, SMALL)], room), Gap(15, rule=True))


def _number(paper: Paper, line: SignatureLine, room: float) -> tuple[CellLine, ...]:
    """Return the signer's number; a name without one needs none, no name leaves room for both."""
    if any(char.isdigit() for char in line.number):
        return _few(lines([(paper.clean(line.number), SMALL)], room))
    return () if line.person else _to_write(f"{words.NUMBER.en}:", room)


def _to_write(caption: str, room: float) -> tuple[CellLine, ...]:
    """Return a caption with room behind it for the pen."""
    return (*lines([(caption, SMALL)], room), Gap(5))
