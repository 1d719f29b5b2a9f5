"""How the value of a field or cell stands on paper.

As words where it is filled, as boxes and lines for the pen on a blank form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from mcdesk.application.typed import RUPIAH, is_money
from mcdesk.procedure.canonical import Json, decimal, is_empty
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.rules_types import is_read
from mcdesk.procedure.stage import Label
from mcdesk.procedure.units import counted
from mcdesk.procedure.wording_numbers import bounds_label
from mcdesk.reports import words
from mcdesk.reports.block import CellLine, Gap
from mcdesk.reports.fonts import BOX, TICKED, Style
from mcdesk.reports.paper import BODY, CELL, CELL_ID, INLINE, Paper
from mcdesk.reports.text import Line, lines

PEN_LINE = 23.0
"""The height of a line to write on by hand: a little more than 8 mm."""
LETTERS_PER_LINE = 60
LONG_CHOICE = 44
MANY, BETWEEN = 16, 12.0
"""So many answers, or more, are set in two columns with so much room between them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is set: the paper, the width, the styles, and whether in a table's cell."""

    paper: Paper
    width: float
    style: Style = BODY
    second: Style = INLINE
    is_cell: bool = False


def filled(place: Place, entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    """Return the lines of a value; one that is not filled is a quiet dash."""
    if entry.type is FieldType.TICK:
        return _spans(place, [(TICKED if value in (True, "yes") else BOX, place.style)])
    if is_empty(value):
        return _spans(place, [(words.DASH, place.second)])
    return _WRITTEN.get(entry.type, _written_text)(place, entry, value)


def _spans(place: Place, spans: list[tuple[str, Style]]) -> tuple[Line, ...]:
    return lines(spans, place.width)


def _label(place: Place, label: Label) -> tuple[CellLine, ...]:
    """Return a label: on one line in a field and where a cell has the room, else on two."""
    spans = _spans(place, place.paper.both(label, place.style, place.second))
    if place.is_cell and len(spans) > 1:
        return place.paper.label(label, place.width, place.style, place.second)
    return spans


def _written_text(place: Place, _entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    return place.paper.prose(plain_text(value), place.width, place.style)


def plain_text(value: Json) -> str:
    """Return any stored value as text: lists one below the other, tables by their cells."""
    if isinstance(value, bool):
        return f"{words.YES.en} / {words.YES.id}" if value else words.DASH
    if isinstance(value, list):
        return "\n".join(map(plain_text, value))
    if isinstance(value, dict):
        named = value.get("name") or value.get("link")
        return str(named) if named else ", ".join(plain_text(part) for part in value.values())
    return str(value)


def _written_number(place: Place, entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    is_typed = entry.type is FieldType.NUMBER and not is_read(entry, value)
    if decimal(value) is None or is_typed:
        return _written_text(place, entry, value)
    text, unit = words.number_text(value, entry.decimals), entry.unit
    if unit is None or place.is_cell:
        return _spans(place, [(text, place.style)])
    if unit.en == RUPIAH:
        return _spans(place, [(f"Rp\u00a0{text}", place.style)])
    unit = counted(unit, value)
    label = Label(f"{text} {unit.en}", unit.id if unit.id != unit.en else "")
    return _spans(place, place.paper.both(label, place.style, place.second))


def _written_date(place: Place, _entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    return place.paper.prose(words.date_text(value), place.width, place.style)


def _written_choice(place: Place, entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    values = value if isinstance(value, list) else [value]
    found: tuple[CellLine, ...] = ()
    for one in values:
        label = _choice(place.paper, entry.choices, str(one))
        whole = _label(place, label)
        led_by_code = isinstance(entry, Column) and label.en.startswith(f"{one} ")
        short = led_by_code and len(whole) > 1
        found += _spans(place, [(str(one), place.style)]) if short else whole
    return found


def _choice(paper: Paper, choices: tuple[Choice, ...], id_: str) -> Label:
    """Return the label of a choice, of a stage, or what is stored where neither is known."""
    for choice in choices:
        if choice.id == id_:
            return choice.label
    return paper.sheet.stages.get(id_) or Label(id_, id_)


def _written_tags(place: Place, _entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    values = value if isinstance(value, list) else [value]
    return place.paper.prose(", ".join(map(plain_text, values)), place.width, place.style)


def _written_person(place: Place, _entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    name = place.paper.sheet.persons.get(str(value), plain_text(value))
    return place.paper.prose(name, place.width, place.style)


def _written_programme(place: Place, _entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    label = place.paper.sheet.programmes.get(str(value)) or Label(plain_text(value), "")
    return _label(place, label)


def _written_yesno(place: Place, entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    key = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    label = words.ANSWERS.get(str(key))
    return _label(place, label) if label else _written_text(place, entry, value)


COPIES = frozenset(("copied", "fact", "faculty", "setting"))
"""What a field without a unit may be worked out as that is a text, though it looks like a number
(a level, a version); of the others only what stands for a number is written as one."""


def _written_computed(place: Place, entry: Field | Column, value: Json) -> tuple[CellLine, ...]:
    if isinstance(value, str | int) and not isinstance(value, bool):
        if str(value) in place.paper.sheet.programmes:
            return _written_programme(place, entry, value)
        if str(value) in place.paper.sheet.persons:
            return _written_person(place, entry, value)
        counts = entry.compute not in COPIES and decimal(value) is not None
        if entry.unit is not None or place.is_cell or counts:
            return _written_number(place, entry, value)
    return _written_text(place, entry, words.told_text(plain_text(value)))


_Writer = Callable[[Place, Field | Column, Json], tuple[CellLine, ...]]
_WRITTEN: dict[FieldType, _Writer] = {
    FieldType.NUMBER: _written_number,
    FieldType.DATE: _written_date,
    FieldType.CHOICE: _written_choice,
    FieldType.CHOICES: _written_choice,
    FieldType.TAGS: _written_tags,
    FieldType.PERSON: _written_person,
    FieldType.PROGRAMME: _written_programme,
    FieldType.YESNO: _written_yesno,
    FieldType.COMPUTED: _written_computed,
}


def for_pen(place: Place, entry: Field | Column) -> tuple[CellLine, ...]:
    """Return the room, boxes and lines in which a field is filled in by pen."""
    kind = entry.type
    if place.is_cell and kind is not FieldType.TICK:
        return (Gap(12),)
    if kind in (FieldType.CHOICE, FieldType.CHOICES):
        return options(place, [choice.label for choice in entry.choices])
    if kind is FieldType.YESNO:
        return options(place, list(words.ANSWERS.values()))
    if kind is FieldType.TICK:
        return _spans(place, [(BOX, place.style)])
    if kind is FieldType.TEXT:
        count = min(max(entry.max // (LETTERS_PER_LINE * 4), 3), 10)
        return tuple(Gap(PEN_LINE, rule=True) for _ in range(count))
    bounds = bounds_label(entry)
    if kind in (FieldType.NUMBER, FieldType.DATE) and (entry.unit or bounds):
        unit = place.paper.both(entry.unit, place.style, place.second) if entry.unit else []
        blank = [("_" * 14, place.second)]
        spans = [*unit, *blank] if is_money(entry) else [*blank, *unit]
        if bounds is not None:
            spans += place.paper.both(Label(f"({bounds.en})", f"({bounds.id})"),
                                      place.second, place.second)  # fmt: skip
        return _spans(place, spans)
    return (Gap(PEN_LINE, rule=True),)


def options(place: Place, labels: Iterable[Label]) -> tuple[Line, ...]:
    """Return labels with a box before each: on one line where they are short, else by lines."""
    labels = list(labels)
    spans = [place.paper.both(label, place.style, place.second) for label in labels]
    longest = max((len(label.en) + len(label.id) for label in labels), default=0)
    if len(labels) >= MANY and not place.is_cell:
        return _two_columns(place, labels)
    if place.is_cell or (longest > LONG_CHOICE and len(labels) > 1):
        return tuple(line for one in spans for line in _roomy(_boxed(place, one)))
    return _grid(place, [[(f"{BOX}\u00a0\u00a0{one[0][0]}", one[0][1]), *one[1:]] for one in spans])


def _boxed(place: Place, spans: list[tuple[str, Style]]) -> tuple[Line, ...]:
    """Set an option behind its box; further lines are indented."""
    indent = place.style.width(f"{BOX}\u00a0\u00a0")
    found = []
    for number, line in enumerate(lines(spans, place.width - indent)):
        pieces = tuple((text, style, left + indent) for text, style, left in line.pieces)
        box = ((BOX, place.style, 0.0),) if number == 0 else ()
        found.append(Line((*box, *pieces), line.height, line.width + indent))
    return tuple(found)


def _two_columns(place: Place, labels: list[Label]) -> tuple[Line, ...]:
    """Set many options in two columns that are read downwards, in small type."""
    room = (place.width - BETWEEN) / 2
    narrow = replace(place, width=room, style=CELL, second=CELL_ID)
    boxed = [_boxed(narrow, place.paper.both(_code_once(label), CELL, CELL_ID)) for label in labels]
    of_all, left, right = sum(map(len, boxed)), list[Line](), list[Line]()
    for option in boxed:
        (left if not right and len(left) * 2 < of_all else right).extend(option)
    found = []
    for one, other in zip_longest(left, right, fillvalue=Line((), CELL.leading, 0.0)):
        shifted = ((text, style, at + room + BETWEEN) for text, style, at in other.pieces)
        found.append(Line((*one.pieces, *shifted), CELL.leading, place.width))
    return tuple(found)


def _code_once(label: Label) -> Label:
    """Return a label whose code stands before its first language alone: 042 Law / Hukum."""
    code, _space, _rest = label.en.partition(" ")
    return Label(label.en, label.id.removeprefix(f"{code} ")) if code.isdecimal() else label


def _roomy(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give the last line of an option a little more room, so that boxes do not touch."""
    return (*found[:-1], replace(found[-1], height=found[-1].height + 1.5))


def _grid(place: Place, options_: list[list[tuple[str, Style]]]) -> tuple[Line, ...]:
    """Set short options in columns of the same width."""
    widths = [_spans_width(spans) for spans in options_]
    if sum(widths) + 14 * len(widths) <= place.width + 14:
        return (_in_one(options_, place.style.leading + 1.5),)
    widest = max(widths, default=place.width) + 14
    columns = max(min(int((place.width + 14) // widest), len(options_)), 1)
    rows = []
    for start in range(0, len(options_), columns):
        pieces: list[tuple[str, Style, float]] = []
        for column, spans in enumerate(options_[start : start + columns]):
            left = column * widest
            for text, style in spans:
                pieces.append((text, style, left))
                left += style.width(text) + style.width(" ")
        rows.append(Line(tuple(pieces), place.style.leading + 2.5, place.width))
    return tuple(rows)


def _in_one(options_: list[list[tuple[str, Style]]], height: float) -> Line:
    """Set short options one after the other on one line."""
    pieces: list[tuple[str, Style, float]] = []
    left = 0.0
    for spans in options_:
        for text, style in spans:
            pieces.append((text, style, left))
            left += style.width(text) + style.width(" ")
        left += 14
    return Line(tuple(pieces), height, left)


def _spans_width(spans: list[tuple[str, Style]]) -> float:
    return sum(style.width(text) + style.width(" ") for text, style in spans)


def cell_place(paper: Paper, width: float) -> Place:
    """Return the place of a table's cell."""
    return Place(paper, width, CELL, CELL_ID, is_cell=True)
