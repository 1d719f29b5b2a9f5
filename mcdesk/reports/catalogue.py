"""Prints the one-page catalogue sheet of a micro-credential, for Pelita Learning Hub."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.logo import house_on
from mcdesk.application.typed import RUPIAH
from mcdesk.procedure.canonical import Json, decimal, is_empty
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.rules_types import is_read
from mcdesk.procedure.stage import Label
from mcdesk.procedure.units import counted
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Row, Space
from mcdesk.reports.fields import add_heading
from mcdesk.reports.fonts import BOLD, Style
from mcdesk.reports.frame import Frame
from mcdesk.reports.paper import BODY, CELL, CELL_ID, SECOND, SMALL, SUBTITLE, Paper, text_row
from mcdesk.reports.pen import INK
from mcdesk.reports.shortened import shortened
from mcdesk.reports.single import SMALLEST, print_single, scale_of
from mcdesk.reports.text import lines
from mcdesk.reports.title_page import add_letterhead
from mcdesk.reports.values import Place, filled

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import CatalogueCopy
    from mcdesk.reports.form import Progress

SHEET = Label("Catalogue sheet", "Lembar katalog")
TITLE = Style(BOLD, 17, 22)
FACTS = ("p15", "p17", "p16", "p21", "p24", "p28.total", "p29", "p30", "p31", "p32", "p33",
         "p23", "p18")  # fmt: skip
"""What stands beside the text, in this order; what is empty is left out."""
OUTCOMES, MODULES = ("p20", "statement"), ("p35", "title")
OPENS = Label("Opens on", "Dibuka")
WANTED = Label("Wanted opening", "Target pembukaan")
FEE = Label("Fee", "Biaya")
PROPOSED_FEE = Label("Fee (proposed)", "Biaya (usulan)")
PAGE = Label("Page", "Laman")
FOOT = Label("From the proposal {what}, as of {day}.", "Dari proposal {what}, per {day}.")
OPEN_FOOT = Label(
    "From a proposal that is not approved yet, as of {day}.",
    "Dari proposal yang belum disetujui, per {day}.",
)
SHORT = Label(
    "Shortened to one page where “…” stands; the proposal has the whole text.",
    "Dipersingkat menjadi satu halaman pada tanda “…”; teks lengkapnya ada dalam proposal.",
)
LIMITS = ((400, 12), (240, 10), (160, 8), (90, 6), (50, 4))
"""Letters of a text and rows of a list, tried one after the other until one page has room."""
CAPTION = 92.0
GUTTER = 22.0


def print_catalogue(
    copy: CatalogueCopy,
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print a catalogue sheet and return its number of pages, one; 0 when it was cancelled.

    Raises:
        Trouble: `out` cannot be written.
    """
    paper = _filled(copy)
    for most, rows in LIMITS:
        if scale_of(paper) >= SMALLEST:
            break
        proposal = shortened(copy.proposal, most, rows, (OUTCOMES[0], MODULES[0]))
        paper = _filled(replace(copy, proposal=proposal), is_short=True)
    head = copy.proposal.header
    title = f"{SHEET.en}: {head.title_en}"
    return print_single(title, head.workspace, paper, _frame(paper, copy), out, progress, fits=True,
                        day=copy.proposal.as_of)  # fmt: skip


def _filled(copy: CatalogueCopy, *, is_short: bool = False) -> Paper:
    """Return all that stands on a sheet; one whose texts were cut says so."""
    paper = Paper(copy.proposal)
    head = copy.proposal.header
    add_letterhead(paper, copy.house or house_on(head), copy.logo)
    paper.add(text_row([(paper.clean(head.title_en), TITLE)], paper.width))
    if head.title_id:
        paper.add(text_row([(paper.clean(head.title_id), SUBTITLE)], paper.width))
    under = [_both(head.programme), _both(head.faculty), head.code]
    row = text_row([(paper.clean("  ·  ".join(filter(None, under))), SMALL)], paper.width, below=8)
    row.rule, row.colour = 0.9, INK
    paper.add(row)
    _add_text(paper)
    _add_facts(paper, copy)
    for field_id, column in (OUTCOMES, MODULES):
        _add_list(paper, field_id, column)
    if is_short:
        told = paper.label(SHORT, paper.width, SMALL, SECOND)
        paper.add(Row((Cell(0, paper.width, told),), paper.width, above=8, below=0, rule=0))
    return paper


def _both(label: Label) -> str:
    return label.en if label.id in ("", label.en) else f"{label.en} / {label.id}"


def _add_text(paper: Paper) -> None:
    """Add the text that was written for the catalogue."""
    text = paper.value("p47")
    if not is_empty(text):
        found = paper.prose(str(text), paper.width, replace(BODY, size=10, leading=14))
        paper.add(Row((Cell(0, paper.width, found),), paper.width, above=8, below=8, rule=0))


def _add_facts(paper: Paper, copy: CatalogueCopy) -> None:
    """Add the facts, two beside each other."""
    width = (paper.width - GUTTER) / 2
    found = [*_opening(paper, copy, width), *_facts(paper, width)]
    paper.add(Space(4))
    half = -(-len(found) // 2)
    for place in range(half):
        cells = list(found[place])
        if place + half < len(found):
            cells += [replace(c, left=c.left + width + GUTTER) for c in found[place + half]]
        paper.add(Row(tuple(cells), paper.width, above=3, below=3))


def _facts(paper: Paper, width: float) -> list[tuple[Cell, Cell]]:
    found = []
    for path in FACTS:
        entry = _entry(paper, path)
        if entry is not None and entry.type is FieldType.GROUP:
            given = [part for part in entry.parts if not is_empty(paper.value(f"{path}.{part.id}"))]
            texts = [str(paper.value(f"{path}.{part.id}")) for part in given]
            if texts:
                unit = given[-1].unit
                told = counted(unit, texts[0]) if unit and len(texts) == 1 else unit
                text = f"{'–'.join(texts)} {_both(told) if told else ''}".strip()
                found.append(_fact(paper, entry.label, _plain(paper, text, width), width))
        elif entry is not None and not is_empty(paper.value(path)):
            found.append(_fact(paper, entry.label, _value(paper, entry, path, width), width))
    return found


def _value(paper: Paper, entry: Field, path: str, width: float) -> tuple[CellLine, ...]:
    """Return a value as forms show it; a number with its unit."""
    value = paper.value(path)
    if entry.unit is not None:
        return _plain(paper, _told(entry, value), width)
    return filled(Place(paper, width - CAPTION, CELL, CELL_ID, is_cell=True), entry, value)


def _entry(paper: Paper, path: str) -> Field | None:
    head, _mark, part = path.partition(".")
    entry = paper.sheet.definition.fields.get(head)
    if entry is None or not part:
        return entry
    return next((inner for inner in entry.parts if inner.id == part), None)


def _opening(paper: Paper, copy: CatalogueCopy, width: float) -> list[tuple[Cell, Cell]]:
    """Return opening day, fee and page: as opened, else as they were proposed."""
    opened = Paper(copy.opening) if copy.opening is not None else None
    start, fee, page = (
        opened.value(path) if opened is not None else None
        for path in ("dates.start", "launch.fee", "launch.link")
    )
    facts: list[tuple[Label, str]] = []
    asked = _entry(opened, "launch.fee") if opened is not None else None
    if not is_empty(start):
        facts.append((OPENS, words.date_text(start)))
    elif not is_empty(paper.value("p48")):
        facts.append((WANTED, words.date_text(paper.value("p48"))))
    money = fee if not is_empty(fee) else paper.value("p44")
    if not is_empty(money):
        label = FEE if not is_empty(fee) else PROPOSED_FEE
        entry = asked if not is_empty(fee) else _entry(paper, "p44")
        facts.append((label, _told(entry, money)))
    if not is_empty(page):
        facts.append((PAGE, str(page)))
    return [_fact(paper, label, _plain(paper, text, width), width) for label, text in facts]


def _plain(paper: Paper, text: str, width: float) -> tuple[CellLine, ...]:
    return paper.prose(text, width - CAPTION, CELL)


def _fact(
    paper: Paper, label: Label, value: tuple[CellLine, ...], width: float
) -> tuple[Cell, Cell]:
    caption = paper.label(label, CAPTION - 8, SMALL, replace(SECOND, size=6.8, leading=8.6))
    return Cell(0, CAPTION - 8, caption), Cell(CAPTION, width - CAPTION, value)


def _add_list(paper: Paper, field_id: str, column: str) -> None:
    """Add a table of the proposal as a list: what one learns, and in which modules."""
    entry = paper.sheet.definition.fields.get(field_id)
    rows = paper.sheet.content.table(field_id)
    if entry is None or not rows:
        return
    add_heading(paper, entry.label)
    columns = {column.id: column for column in entry.columns}
    for row in sorted(rows, key=lambda entry: (entry.rank, entry.id)):
        room = paper.width - 50
        key = row.text("no") or row.text("code")
        told = _told(columns.get("hours"), row.cells.get("hours"), "h / jam")
        cells = (
            Cell(0, 26, lines([(paper.clean(key), SMALL)], 26)),
            Cell(28, room - 30, paper.prose(row.text(column), room - 30, CELL)),
            Cell(paper.width - 40, 40, lines([(paper.clean(told), SMALL)], 40), "right"),
        )
        paper.add(Row(cells, paper.width, above=2, below=2))


def _told(entry: Field | Column | None, value: Json, unit: str = "") -> str:
    """Return a number as paper writes it, with its own unit or this; one that is none as typed.

    So that nobody takes “1e5” for a hundred thousand (decision 0023).
    """
    if is_empty(value):
        return ""
    if entry is None or decimal(value) is None or not is_read(entry, value):
        return str(value)
    text = words.number_text(value)
    if unit or entry.unit is None:
        return f"{text} {unit}".rstrip()
    is_money = entry.unit.en == RUPIAH
    return f"Rp\u00a0{text}" if is_money else f"{text} {_both(counted(entry.unit, value))}"


def _frame(paper: Paper, copy: CatalogueCopy) -> Frame:
    sheet = copy.proposal
    day = words.day_text(sheet.as_of)
    what = " ".join(filter(None, (sheet.header.number, f"v{sheet.header.version}"
                                  if sheet.header.version else "")))  # fmt: skip
    given = {"what": what, "day": day}
    foot = FOOT if copy.is_approved else OPEN_FOOT
    marks = [] if copy.is_approved else [words.DRAFT]
    marks += [words.SAMPLE] if sheet.header.sample else []
    return Frame(
        running=paper.clean(f"{SHEET.en}  ·  {sheet.header.code}"),
        number="",
        foot=(paper.clean(foot.en.format_map(given)), paper.clean(foot.id.format_map(given))),
        contacts=paper.clean(" ".join(sheet.header.contacts.split())),
        marks=tuple(f"{mark.en} / {mark.id}" for mark in marks),
        void=False,
        code=None,
    )
