"""What changed, as it stands on paper: gone words red and struck, new ones green and underlined.

A bar in the margin marks every place that changed, with a sign where a whole row came (+), went
(−) or moved (↕ and the row that it was), so that it can be read in black and white, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.reports.block import CellLine, Gap
from mcdesk.reports.paper import BULLET, WROTE, Paper
from mcdesk.reports.pen import GREEN, RED
from mcdesk.reports.text import Line, cut, lines
from mcdesk.reports.values import Place, filled, plain_text
from mcdesk.reports.words import wrote_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.redline import Difference, Piece
    from mcdesk.application.views import Since
    from mcdesk.application.wrote import Wrote
    from mcdesk.procedure.content import Row
    from mcdesk.reports.fonts import Style

WORDED = (FieldType.LINE, FieldType.TEXT, FieldType.TAGS)
SIGNS = {"new": "+", "gone": "−"}
END_OF_LINE = "¶"
"""What stands for the end of a line that came or went."""
Mark = Literal["added", "gone"]
_Word = list[tuple[str, "Style"]]
"""A word whose parts may differ in style."""


class Redline:
    """The changed places of a form, ready to be asked for while it is laid out."""

    def __init__(self, since: Since) -> None:
        self.since = since
        self.places = {each.path: each for each in since.found if not each.is_whole}
        self.rows = {_row_of(each.path): each for each in since.found if each.is_whole}
        self._touched = {_row_of(path) for path in self.places if path.count("/") == 2}
        self._who: dict[str, list[Wrote]] = {}
        for each, told in zip(since.found, since.who, strict=False):
            in_row = each.is_whole or each.path.count("/") == 2
            self._who.setdefault(_row_of(each.path) if in_row else each.path, []).extend(told)

    def who(self, path: str) -> str:
        """Return who wrote at a changed place, or anywhere in a row (`field/row`), and when."""
        return wrote_text(self._who.get(path, ()))

    def bar(self, *paths: str) -> str | None:
        """Return the sign of a bar that changed places get; None where nothing changed."""
        return "" if any(path in self.places for path in paths) else None

    def row_bar(self, entry: Field, row: Row) -> str | None:
        """Return the sign of a row that came, went, moved or changed."""
        place = f"{entry.id}/{row.id}"
        whole = self.rows.get(place)
        if whole is None:
            return "" if place in self._touched else None
        return SIGNS.get(whole.act) or f"↕ {whole.was}"

    def row_mark(self, entry: Field, row: Row) -> Mark | None:
        """Return how all the cells of a row are marked; None where it stood before, too."""
        whole = self.rows.get(f"{entry.id}/{row.id}")
        if whole is None or whole.act == "moved":
            return None
        return "added" if whole.act == "new" else "gone"

    def with_gone(self, entry: Field, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return rows with those that went, each after the one behind which it stood.

        A row that moved does not take along what stood behind it.
        """
        here = {row.id for row in rows}
        behind: dict[str, list[Row]] = {}
        last = ""
        for row in self.since.before.table(entry.id):
            whole = self.rows.get(f"{entry.id}/{row.id}")
            if row.id in here:
                last = row.id if whole is None else last
            elif whole is not None:
                behind.setdefault(last, []).append(row)
        found = list(behind.get("", ()))
        for row in rows:
            found += [row, *behind.get(row.id, ())]
        return tuple(found)


def _row_of(path: str) -> str:
    return path.rsplit("/", 1)[0]


def bar_of(paper: Paper, *paths: str) -> str | None:
    """Return the sign of the bar of changed places; None where no changes are shown."""
    return paper.redline.bar(*paths) if paper.redline is not None else None


def shown(place: Place, entry: Field | Column, path: str, value: Json) -> tuple[CellLine, ...]:
    """Return the lines of a value, with what changed in it marked."""
    redline = place.paper.redline
    change = redline.places.get(path) if redline is not None else None
    if redline is None or change is None:
        return filled(place, entry, value)
    found = _changed(place, entry, change, redline.since.before.value(path), value)
    return found if path.count("/") == 2 else (*found, *_wrote(place, redline.who(path)))


def shown_note(place: Place, path: str) -> tuple[CellLine, ...]:
    """Return a note, with what changed in it marked."""
    redline = place.paper.redline
    change = redline.places.get(path) if redline is not None else None
    if redline is not None and change is not None:
        return (*marked_prose(place, change.pieces), *_wrote(place, redline.who(path)))
    value = place.paper.value(path)
    return () if is_empty(value) else place.paper.prose(plain_text(value), place.width, place.style)


def shown_cell(
    place: Place, entry: Field, row: Row, column: Column, value: Json
) -> tuple[CellLine, ...]:
    """Return the lines of a cell, with what changed in it, or in its row, marked.

    The widest cell of a row says who wrote in it.
    """
    found = _cell(place, entry, row, column, value)
    redline = place.paper.redline
    if redline is None or column is not widest(entry):
        return found
    return (*found, *_wrote(place, redline.who(f"{entry.id}/{row.id}")))


def widest(entry: Field) -> Column:
    """Return the column of a table with the most room that stands in every print of it."""
    kept = [column for column in entry.columns if not column.living] or entry.columns
    return max(kept, key=lambda column: column.width)


def wrote_at(place: Place, path: str) -> tuple[CellLine, ...]:
    """Return the lines that say who changed a place; none where nobody did, or it is not asked."""
    redline = place.paper.redline
    return _wrote(place, redline.who(path)) if redline is not None else ()


def _wrote(place: Place, words: str) -> tuple[CellLine, ...]:
    return lines([(place.paper.clean(words), WROTE)], place.width) if words else ()


def _cell(
    place: Place, entry: Field, row: Row, column: Column, value: Json
) -> tuple[CellLine, ...]:
    redline = place.paper.redline
    mark = redline.row_mark(entry, row) if redline is not None else None
    if mark is None:
        return shown(place, column, f"{entry.id}/{row.id}/{column.id}", value)
    if is_empty(value) and column.type is not FieldType.TICK:
        return ()
    return filled(_as(place, mark), column, value)


def _changed(
    place: Place, entry: Field | Column, change: Difference, old: Json, new: Json
) -> tuple[CellLine, ...]:
    if entry.type is FieldType.TICK:
        mark: Mark = "added" if new in (True, "yes") else "gone"
        return filled(_as(place, mark), entry, value=True)
    if entry.type in WORDED:
        return marked_prose(place, change.pieces)
    before, after = _listed(old), _listed(new)
    gone, added = _as(place, "gone"), _as(place, "added")
    sides = [(gone, each) for each in before if each not in after]
    sides += [(place if each in before else added, each) for each in after]
    return tuple(line for where, value in sides for line in filled(where, entry, value))


def _listed(value: Json) -> list[Json]:
    if isinstance(value, list):
        return value
    return [] if is_empty(value) else [value]


@cache
def marked(style: Style, mark: Mark) -> Style:
    """Return a style for words that came or went."""
    return replace(style, colour=GREEN if mark == "added" else RED, mark=mark)


def _as(place: Place, mark: Mark) -> Place:
    return replace(place, style=marked(place.style, mark), second=marked(place.second, mark))


# --- running text -------------------------------------------------------------------------


def marked_prose(place: Place, pieces: Iterable[Piece]) -> tuple[CellLine, ...]:
    """Return a typed text with what came and went marked; words break apart only at spaces."""
    found: list[CellLine] = []
    for paragraph in _paragraphs(place, pieces):
        text = "".join(part for part, _style in paragraph)
        if not text.strip():
            found.append(Gap(place.style.leading / 2))
            continue
        is_entry = text.lstrip().startswith(("- ", "• "))
        indent = BULLET if is_entry else 0.0
        runs = _without_bullet(paragraph) if is_entry else paragraph
        for number, line in enumerate(_lines(runs, place.width - indent)):
            parts = tuple((part, style, left + indent) for part, style, left in line.pieces)
            mark = (("•", runs[0][1], 1.5),) if is_entry and number == 0 else ()
            found.append(Line((*mark, *parts), line.height, line.width + indent))
    return tuple(found)


def _paragraphs(place: Place, pieces: Iterable[Piece]) -> list[_Word]:
    """Split the pieces at their line ends; a line end that came or went alone shows a sign."""
    found: list[_Word] = [[]]
    for piece in pieces:
        style = place.style if piece.kind == "same" else marked(place.style, piece.kind)
        is_bare = piece.kind != "same" and not piece.text.strip()
        for number, part in enumerate(place.paper.clean(piece.text).split("\n")):
            if number:
                if is_bare:
                    found[-1].append((END_OF_LINE, style))
                found.append([])
            if part:
                found[-1].append((part, style))
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _without_bullet(paragraph: _Word) -> _Word:
    """Return the runs of a list's entry without the sign that it begins with."""
    left, runs = 0, []
    whole = "".join(part for part, _style in paragraph)
    skip = len(whole) - len(whole.lstrip()[2:].lstrip())
    for part, style in paragraph:
        rest = part[max(skip - left, 0) :]
        left += len(part)
        if rest:
            runs.append((rest, style))
    return runs or paragraph[-1:]


def _lines(runs: _Word, width: float) -> list[Line]:
    """Break runs of text into lines no wider than `width`."""
    found: list[Line] = []
    row: list[_Word] = []
    used = 0.0
    for word in _words(runs, width):
        wide = sum(style.width(part) for part, style in word)
        space = word[0][1].width(" ") if row else 0.0
        if row and used + space + wide > width + 0.01:
            found.append(_line(row))
            row, used, space = [], 0.0, 0.0
        row.append(word)
        used += space + wide
    return [*found, _line(row)] if row else found


def _words(runs: _Word, width: float) -> Iterable[_Word]:
    """Yield the words; parts of one that are too wide together are words of their own."""
    word: _Word = []
    for text, style in runs:
        for part in re.findall(r" +|[^ ]+", text):
            if part.startswith(" "):
                if word:
                    yield word
                word = []
                continue
            word.append((part, style))
            if sum(kind.width(each) for each, kind in word) > width:
                yield from ([(each, kind)] for each, kind in _cut(word, width))
                word = []
    if word:
        yield word


def _cut(word: _Word, width: float) -> Iterable[tuple[str, Style]]:
    for part, style in word:
        for piece, kind, _wide in cut(part, style, width):
            yield piece, kind


def _line(row: list[_Word]) -> Line:
    """Join what stands side by side in one style into one piece."""
    pieces: list[tuple[str, Style, float]] = []
    left = 0.0
    for number, word in enumerate(row):
        for place, (part, style) in enumerate(word):
            space = " " if number and not place else ""
            if pieces and pieces[-1][1] is style:
                pieces[-1] = (f"{pieces[-1][0]}{space}{part}", style, pieces[-1][2])
                left = pieces[-1][2] + style.width(pieces[-1][0])
            else:
                left += style.width(space)
                pieces.append((part, style, left))
                left += style.width(part)
    height = max(style.leading for _part, style, _left in pieces)
    return Line(tuple(pieces), height, left)
