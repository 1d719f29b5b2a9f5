"""The body of a form: sections with bilingual headings, a numbered row for each field."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.outside import is_open
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import Field, FieldType, Section
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Gap, Row, Space
from mcdesk.reports.checklist import add_checklist, is_scale
from mcdesk.reports.flow import A4, SIDE
from mcdesk.reports.grid import needed
from mcdesk.reports.inputs import asked
from mcdesk.reports.paper import (
    BODY,
    CELL,
    COUNT,
    HEADING,
    HEADING_ID,
    INLINE,
    SECOND,
    SMALL,
    Blocks,
    Paper,
    prose_row,
    text_row,
)
from mcdesk.reports.pen import INK
from mcdesk.reports.redline import bar_of, shown, shown_note
from mcdesk.reports.tables import add_table, columns_of
from mcdesk.reports.text import lines
from mcdesk.reports.values import Place, for_pen

if TYPE_CHECKING:
    from mcdesk.reports.fonts import Style

NUMBER = 22.0
LABEL = 0.31
GUTTER = 12.0
SHARE_OF_WIDE = 0.2
LONG_GROUP = 4
"""A field of so many parts may break between them; two of them stay together at either end."""
LARGE = (FieldType.TABLE, FieldType.CHECKLIST)


def is_wide(paper: Paper, entry: Field) -> bool:
    """Tell whether a table needs a page on its side."""
    if entry.type is not FieldType.TABLE:
        return False
    return needed(columns_of(paper, entry)) > A4[0] - 2 * SIDE


def leans_wide(paper: Paper) -> bool:
    """Tell whether so much of the form is wide that all of it lies on its side."""
    fields = [entry for section in paper.sheet.definition.sections for entry in section.fields]
    wide = sum(is_wide(paper, entry) for entry in fields)
    return bool(fields) and wide / len(fields) >= SHARE_OF_WIDE


def numbers_of(sections: tuple[Section, ...]) -> dict[str, str]:
    """Return the number of each field: the one in its id (`p14`: 14), else by counting."""
    ids = [entry.id for section in sections for entry in section.fields]
    found = {id_: re.fullmatch(r"[a-z](\d+)", id_) for id_ in ids}
    if all(found.values()):
        return {id_: match.group(1) for id_, match in found.items() if match}
    return {id_: str(place) for place, id_ in enumerate(ids, start=1)}


def add_sections(paper: Paper) -> None:
    """Add every section with the fields that belong to the form's own text."""
    form = paper.sheet.definition
    numbers = numbers_of(form.sections)
    upright = paper.wide
    reads = paper.is_to_read
    for section in form.sections:
        shown = [entry for entry in section.fields if _is_shown(paper, entry)]
        if reads and section.help:
            _add_chapter(paper, section.title, section.help)
        if all(entry.type is FieldType.DECISION and not entry.parts for entry in shown):
            continue  # all of it stands in the signature block
        for place, entry in enumerate(shown):
            paper.wide = upright or is_wide(paper, entry)
            number = numbers[entry.id]
            if place == 0 and not reads:
                help_ = section.help if paper.is_blank or any(map(is_scale, shown)) else None
                heads = _heads(section, entry)
                add_heading(paper, section.title, help_, number if heads else "")
                number = "" if heads else number
            add_field(paper, entry, number)
    paper.wide = upright


def _heads(section: Section, entry: Field) -> bool:
    """Tell whether a section's heading is the name of its first field, too.

    So it is with tables, checklists and groups, whose names stand on lines of their own.
    """
    return entry.type in (*LARGE, FieldType.GROUP) and entry.label == section.title


def _add_chapter(paper: Paper, title: Label, words_: Label) -> None:
    """Add a chapter of a text to read: its heading and its words in both languages."""
    add_heading(paper, title)
    for text, style, above in ((words_.en, BODY, 2.0), (words_.id, SECOND, 4.0)):
        _add_prose(paper, text, style, above=above)
    paper.space(6)


def _add_prose(paper: Paper, text: str, style: Style, *, above: float) -> None:
    """Add a text that breaks between its paragraphs; the first two and the last two hold."""
    found = [line for line in text.split("\n") if line.strip()]
    for place, line in enumerate(found):
        is_entry = line.lstrip().startswith("- ")
        gap = above if place == 0 else 0.0 if is_entry else style.leading / 3
        paper.add(prose_row(paper, line, style, above=gap), keep=place in (0, len(found) - 2))


def _is_shown(paper: Paper, entry: Field) -> bool:
    """A decision stands in the signature block; a frozen form has its living fields apart."""
    if entry.type is FieldType.DECISION:
        return paper.is_blank
    if paper.sheet.kind != "frozen":
        return True
    if entry.living or entry.id in paper.sheet.late:
        return False
    return entry.type is not FieldType.TABLE or any(not col.living for col in entry.columns)


def add_heading(paper: Blocks, title: Label, help_: Label | None = None, number: str = "") -> None:
    """Add a section's heading in both languages, held together with what follows.

    `number` is that of the field which it names.
    """
    paper.add(Space(13), keep=True)
    spans = paper.both(title, HEADING, HEADING_ID)
    if number:
        spans = [(number, COUNT), ("  ", HEADING), *spans]
    found = lines(spans, paper.width)
    row = Row((Cell(0, paper.width, found),), paper.width, above=0, below=3, rule=0.9, colour=INK)
    paper.add(row, keep=True, anchor=title.en)
    if help_:
        spans = paper.both(help_, SMALL, SECOND)
        paper.add(text_row(spans, paper.width, above=2), keep=True)


def add_field(paper: Paper, entry: Field, number: str) -> None:
    """Add one field with its parts; one without a number is named by what stands above it."""
    if entry.type in LARGE:
        _add_large(paper, entry, number)
    elif entry.type is FieldType.GROUP:
        if number:
            paper.add(_row(paper, number, entry, (), end=False), keep=True)
    else:
        value = _value(paper, entry, entry.id)
        row = _row(paper, number, entry, value, end=not entry.parts)
        row.bar = bar_of(paper, entry.id, f"{entry.id}.note")
        again = () if row.whole else (_name_again(paper, entry),)
        paper.add(row, keep=bool(entry.parts), again=again)
    is_long = len(entry.parts) >= LONG_GROUP
    named = (_name_again(paper, entry),) if is_long else ()
    for place, part in enumerate(entry.parts, start=1):
        path, is_last = f"{entry.id}.{part.id}", place == len(entry.parts)
        if part.type is FieldType.TICK:
            row = _tick(paper, part, path, end=is_last)
        else:
            row = _row(paper, "", part, _value(paper, part, path), end=is_last)
        row.bar = bar_of(paper, path, f"{path}.note")
        keep = place in (1, len(entry.parts) - 1) if is_long else not is_last
        paper.add(row, keep=keep, heads=named if place > 2 else ())


def _name_again(paper: Paper, entry: Field) -> Row:
    """Return the name of a field that goes on over a page."""
    spans = paper.both(entry.label, BODY, INLINE)
    spans.append((f"({words.CONTINUED.en} / {words.CONTINUED.id})", SMALL))
    cell = Cell(NUMBER, paper.width - NUMBER, lines(spans, paper.width - NUMBER))
    return Row((cell,), paper.width, above=3.5, below=0, rule=0)


def _tick(paper: Paper, part: Field, path: str, *, end: bool) -> Row:
    """Return a statement to be ticked: its box and its words together."""
    left = NUMBER + label_width(paper) + GUTTER
    box = shown(Place(paper, 14), part, path, paper.value(path))
    if paper.is_to_fill:
        box = asked(Place(paper, 14), part, path)
    label = paper.label(part.label, paper.width - left - 16, BODY, SECOND)
    cells = (
        Cell(left, 14, box),
        Cell(left + 16, paper.width - left - 16, label),
    )
    return Row(cells, paper.width, above=3.5, below=3.5, rule=0.5 if end else 0.0)


def add_name(paper: Paper, entry: Field, number: str) -> None:
    """Add number and name of a field whose content takes the whole width."""
    spans = paper.both(entry.label, BODY, INLINE)
    cells = (
        Cell(0, NUMBER, lines([(number, COUNT)], NUMBER)),
        Cell(NUMBER, paper.width - NUMBER, lines(spans, paper.width - NUMBER)),
    )
    paper.add(Row(cells, paper.width, above=7, below=0, rule=0), keep=True)


def _add_large(paper: Paper, entry: Field, number: str) -> None:
    if number:
        add_name(paper, entry, number)
    if entry.type is FieldType.TABLE:
        add_table(paper, entry)
    else:
        add_checklist(paper, entry)


def label_width(paper: Paper) -> float:
    """Return the width of the column of labels."""
    return paper.width * (LABEL if not paper.wide else 0.24)


def _row(paper: Paper, number: str, entry: Field, value: tuple[CellLine, ...], *, end: bool) -> Row:
    """Return a row: number, label in both languages, value."""
    width = label_width(paper)
    indent = 0.0 if number else 8.0
    label = paper.label(entry.label, width - indent, BODY if number else CELL, SECOND)
    left = NUMBER + width + GUTTER
    last = value[-1] if value else None
    if end and isinstance(last, Gap) and last.rule:
        value = (*value[:-1], Gap(last.height - 3))
    cells = (
        Cell(0, NUMBER, lines([(number, COUNT)], NUMBER)),
        Cell(NUMBER + indent, width - indent, label),
        Cell(left, paper.width - left, value),
    )
    whole = any(isinstance(line, Gap) and line.ask for line in value)
    rule = 0.5 if end else 0.0
    return Row(cells, paper.width, above=3.5, below=3.5, rule=rule, whole=whole)


def _value(paper: Paper, entry: Field, path: str) -> tuple[CellLine, ...]:
    place = Place(paper, paper.width - NUMBER - label_width(paper) - GUTTER)
    if entry.type is FieldType.DECISION:
        text = f"{words.DASH} {words.IN_BLOCK.en}"
        return lines([(text, SMALL), (f"/ {words.IN_BLOCK.id}", SECOND)], place.width)
    if paper.is_to_fill and is_open(entry):
        return asked(place, entry, path)
    value = paper.value(path)
    if paper.is_blank and is_empty(value):
        found = for_pen(place, entry)
        return found + for_pen(place, _NOTE) if entry.type is FieldType.YESNO else found
    found = shown(place, entry, path, value)
    if entry.type is FieldType.YESNO:
        found += shown_note(replace(place, style=CELL), f"{path}.note")
    return _stated(paper, entry, found, place.width) if path in paper.sheet.stated else found


def _stated(
    paper: Paper, entry: Field, found: tuple[CellLine, ...], width: float
) -> tuple[CellLine, ...]:
    """Say who decides a field beside the frozen text, and signs for it (decisions.md, 17)."""
    role = entry.decided_by
    who = next((line.role_label for line in paper.sheet.signatures if line.role == role),
               Label(role, role))  # fmt: skip
    told = words.UNSTATED if is_empty(paper.value(entry.id)) else words.STATED
    label = Label(told.en.format(who=who.en), told.id.format(who=who.id))
    said = paper.label(label, width, SMALL, SECOND)
    return said if told is words.UNSTATED else (*found, *said)


_NOTE = Field("note", Label("", ""), FieldType.LINE)
