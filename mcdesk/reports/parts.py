"""What stands around a form's fields.

Whose it is, what it covers, what is owed, how far the work has come, and which characters paper
could not show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import Row as DataRow
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, Gap, Row
from mcdesk.reports.fields import add_field, add_heading, add_name, is_wide, numbers_of
from mcdesk.reports.fonts import BOLD, Style
from mcdesk.reports.paper import (
    BODY,
    CELL,
    INLINE,
    SECOND,
    SMALL,
    STRONG,
    Paper,
    prose_row,
    text_row,
)
from mcdesk.reports.pen import FRAME
from mcdesk.reports.tables import set_table
from mcdesk.reports.text import Line, lines

if TYPE_CHECKING:
    from mcdesk.application.views import DebtLine

CAPTION = 100.0
LISTED = 60
WARN = Style(BOLD, 9, 12, 0x8A4B00)
KEYS = 3
"""So many columns may name a row where its living columns stand apart."""


def add_identity(paper: Paper) -> None:
    """Add title, programme, lead and designer, two by two; a letter has what it covers."""
    header, sheet = paper.sheet.header, paper.sheet
    paper.space(6)
    if sheet.definition.subject == "card":
        width = paper.width / 2
        named = Label(header.title_en, header.title_id)
        title = _labelled(paper, words.TITLE, named, paper.width)
        programme = _labelled(paper, words.PROGRAMME, header.programme, width)
        faculty = _labelled(paper, words.FACULTY, header.faculty, width)
        lead = _person(paper, words.LEAD, header.lead_sme, width)
        designer = _person(paper, words.DESIGNER, header.designer, width)
        for left, right in ((title, ()), (programme, faculty), (lead, designer)):
            if left or right:
                _pair(paper, left, right, width)
    if sheet.covers:
        add_covers(paper)
    intro = sheet.definition.intro if paper.is_blank else None
    statement = sheet.definition.statement if sheet.definition.subject == "letter" else None
    for text in filter(None, (intro, statement)):
        paper.space(6)
        paper.add(prose_row(paper, text.en, BODY))
        paper.add(prose_row(paper, text.id, SECOND, above=4 if paper.is_to_read else 0))


_Cells = tuple[Cell, ...]


def _labelled(paper: Paper, caption: Label, value: Label, width: float) -> _Cells:
    style = STRONG if caption is words.TITLE else BODY
    room = width - CAPTION - 10
    found = paper.label(value, room, style, SECOND) if value else ()
    return _captioned(paper, caption, found, room) if value else ()


def _person(paper: Paper, caption: Label, name: str, width: float) -> _Cells:
    room = width - CAPTION - 10
    found = lines([(paper.clean(name), BODY)], room)
    return _captioned(paper, caption, found, room) if name else ()


def _captioned(paper: Paper, caption: Label, found: tuple[Line, ...], room: float) -> _Cells:
    small = Style(SMALL.font, 8, 12, SMALL.colour)
    label = paper.label(caption, CAPTION - 6, small, SECOND)
    return (Cell(0, CAPTION - 6, label), Cell(CAPTION, room, found))


def _pair(paper: Paper, left: _Cells, right: _Cells, width: float) -> None:
    moved = tuple(replace(cell, left=cell.left + width) for cell in right)
    paper.add(Row((*left, *moved), paper.width, above=2.5, below=2.5, rule=0))


def add_covers(paper: Paper) -> None:
    """List the micro-credentials that a letter covers."""
    caption = paper.both(words.COVERS, STRONG, INLINE)
    row = text_row(caption, paper.width, above=6, below=3)
    paper.add(replace(row, rule=0.8, colour=FRAME), keep=True)
    for place, (code, title, is_cancelled, title_id) in enumerate(paper.sheet.covers, start=1):
        named = paper.both(Label(title, title_id), BODY, INLINE)
        if is_cancelled:
            named.append((f"({words.CANCELLED.en} / {words.CANCELLED.id})", SMALL))
        cells = (
            Cell(0, 20, lines([(str(place), SMALL)], 20)),
            Cell(22, 120, lines([(paper.clean(code), STRONG)], 120)),
            Cell(150, paper.width - 150, lines(named, paper.width - 150)),
        )
        paper.add(Row(cells, paper.width))


def add_debts(paper: Paper) -> None:
    """Print what exceptions left owed; it stands on every print until it is settled."""
    debts = paper.sheet.debts
    if not debts:
        return
    paper.space(12)
    last = len(debts) - 1
    spans = paper.both(words.EXCEPTION, WARN, INLINE)
    cell = Cell(9, paper.width - 18, lines(spans, paper.width - 18))
    edges = (0.0, paper.width)
    paper.add(
        Row((cell,), paper.width, above=7, below=1, rule=0, lines=edges, colour=FRAME, top=0.7),
        keep=True,
    )
    for place, debt in enumerate(debts):
        found = _debt(paper, debt, paper.width - 18)
        is_last = place == last
        row = Row(
            (Cell(9, paper.width - 18, found),),
            paper.width,
            above=2,
            below=7 if is_last else 2,
            rule=0.7 if is_last else 0.0,
            colour=FRAME,
            lines=edges,
        )
        paper.add(row, keep=not is_last and last < 4)


def _debt(paper: Paper, debt: DebtLine, width: float) -> tuple[Line | Gap, ...]:
    """Say in two lines what is owed, by whom, until when, on whose word and why."""
    stage = paper.sheet.stages.get(debt.stage)
    owed = paper.clean(debt.owed)
    first = [(f"{paper.clean(stage.en)}: {owed}" if stage else owed, BODY)]
    facts: list[tuple[Label, str]] = [
        (words.OWED_BY, paper.sheet.persons.get(debt.owed_by, debt.owed_by)),
        (words.UNTIL, words.date_text(debt.until)),
        (words.INSTRUCTED, paper.sheet.persons.get(debt.instructed_by, debt.instructed_by)),
        (words.LETTER, debt.letter),
        (words.PAID, words.date_text(debt.paid_on)),
    ]
    told = [f"{label.en} / {label.id} {paper.clean(text)}" for label, text in facts if text]
    second = [("; ".join(told), SMALL)]
    found = lines(first, width) + lines(second, width)
    return found + paper.prose(debt.reason, width, CELL) if debt.reason else found


def add_living(paper: Paper) -> None:
    """Add the living content apart, as of its day (decisions.md, 17)."""
    sheet = paper.sheet
    if sheet.kind != "frozen":
        return
    numbers = numbers_of(sheet.definition.sections)
    fields = [entry for section in sheet.definition.sections for entry in section.fields]
    shown = [entry for entry in fields if _has_living(paper, entry)]
    upright = paper.wide
    if shown or sheet.remarks:
        paper.wide = upright or (bool(shown) and is_wide(paper, shown[0]))
        day = words.day_text(sheet.as_of)
        title = Label(words.STATUS.en.format(day=day), words.STATUS.id.format(day=day))
        add_heading(paper, title, words.NOT_SIGNED)
    for remark in sheet.remarks:
        label = paper.label(remark, paper.width, BODY, SECOND)
        paper.add(Row((Cell(0, paper.width, label),), paper.width, above=5, rule=0))
    for entry in shown:
        paper.wide = upright or is_wide(paper, entry)
        _add_living(paper, entry, numbers[entry.id])
    paper.wide = upright


def _has_living(paper: Paper, entry: Field) -> bool:
    """Tell whether anything living of a field is filled."""
    if entry.id in paper.sheet.late:
        return True
    if entry.type is not FieldType.TABLE:
        paths = (entry.id, *(f"{entry.id}.{part.id}" for part in entry.parts))
        return entry.living and any(not is_empty(paper.value(path)) for path in paths)
    living = _living_columns(paper, entry)
    return any(not is_empty(row.cells.get(c.id)) for row in _rows(paper, entry) for c in living)


def _living_columns(paper: Paper, entry: Field) -> tuple[Column, ...]:
    if entry.living or entry.id in paper.sheet.late:
        return entry.columns
    return tuple(column for column in entry.columns if column.living)


def _rows(paper: Paper, entry: Field) -> tuple[DataRow, ...]:
    """Return the rows with their frozen and living cells together."""
    found = {row.id: row for row in paper.sheet.content.table(entry.id)}
    for row in paper.sheet.living.table(entry.id):
        known = found.get(row.id)
        cells = {**known.cells, **row.cells} if known else row.cells
        found[row.id] = DataRow(row.id, known.rank if known else row.rank, cells)
    return tuple(sorted(found.values(), key=lambda row: (row.rank, row.id)))


def _add_living(paper: Paper, entry: Field, number: str) -> None:
    if entry.type is not FieldType.TABLE:
        add_field(paper, entry, number)
        return
    living = _living_columns(paper, entry)
    keys = () if len(living) == len(entry.columns) else _keys(entry)
    add_name(paper, entry, number)
    rows = tuple(
        row
        for row in _rows(paper, entry)
        if any(not is_empty(row.cells.get(column.id)) for column in living)
    )
    begun = tuple(row for row in rows if not _is_untouched(row, living)) if keys else rows
    if begun:
        set_table(paper, entry, keys + living, begun)
    if len(begun) < len(rows):
        _add_untouched(paper, living, len(rows) - len(begun))


def _is_untouched(row: DataRow, living: tuple[Column, ...]) -> bool:
    """Tell whether of a row's living cells only its first state stands there."""
    filled = [column for column in living if not is_empty(row.cells.get(column.id))]
    return all(column.choices and row.cells.get(column.id) == column.choices[0].id
               for column in filled)  # fmt: skip


def _add_untouched(paper: Paper, living: tuple[Column, ...], count: int) -> None:
    """Say in one line how many rows stand as they began, instead of a page of the same word."""
    state = next(column.choices[0].label for column in living if column.choices)
    told = Label(
        words.UNTOUCHED.en.format(n=count, state=state.en),
        words.UNTOUCHED.id.format(n=count, state=state.id or state.en),
    )
    paper.add(text_row(paper.both(told, CELL, SECOND), paper.width, above=3, below=3))


def _keys(entry: Field) -> tuple[Column, ...]:
    """Return the columns that say which row it is: up to the first one with words."""
    frozen = [column for column in entry.columns if not column.living]
    for place, column in enumerate(frozen[:KEYS], start=1):
        if column.type in (FieldType.LINE, FieldType.TEXT, FieldType.PERSON):
            return tuple(frozen[:place])
    return tuple(frozen[:KEYS])


def add_replacements(paper: Paper) -> None:
    """Say under the form that something stands on paper as something else, and list what."""
    used = list(paper.glyphs.used.values())
    if not used:
        return
    paper.space(10)
    for sentence in (words.REPLACED.en, words.REPLACED.id):
        paper.add(text_row([(sentence, SECOND)], paper.width), keep=True)
    spans = [(f"{one.shown} = {one.meaning};", SMALL) for one in used[:LISTED]]
    if len(used) > LISTED:
        spans.append((f"… (+{len(used) - LISTED})", SMALL))
    paper.add(text_row(spans, paper.width))
