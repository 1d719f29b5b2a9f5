"""A table as it was found in a file or on the clipboard: headings and rows of plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mcdesk.errors import Finding, Trouble
from mcdesk.exchange.headings import FEWEST
from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import clean_text

MOST_ROWS = 5_000
MOST_COLUMNS = 100
LOOKED_AT = 10
"""Among so many rows at the top the headings are looked for."""
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD]
)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Source = Iterable[tuple[int, Sequence[str]]]
"""Rows with their number in the file, beginning at 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; every row is as wide as the headings.

    `numbers` holds each row's number in its source, for people to find it again; `notes` say what
    the reader left out or had to guess.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    notes: tuple[Finding, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def with_cell(self, row: int, column: int, text: str) -> Table:
        """Return the table with another text in one cell."""
        cells = list(self.rows[row])
        cells[column] = clean_cell(text)
        return replace(self, rows=(*self.rows[:row], tuple(cells), *self.rows[row + 1 :]))

    def only(self, rows: Sequence[int]) -> Table:
        """Return the table with some of its rows."""
        return replace(
            self,
            rows=tuple(self.rows[row] for row in rows),
            numbers=tuple(self.numbers[row] for row in rows),
        )


def clean_cell(text: str) -> str:
    """Return a cell's text without what cannot be seen, and without a guard against formulas."""
    text = clean_text(text).replace("\xa0", " ")
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unguarded(text.strip())


def unguarded(text: str) -> str:
    """Return a text without a guard against formulas (`guarded`)."""
    is_guarded = text[:1] == "'" and text.lstrip("'")[:1] in _FORMULA_SIGNS
    return text[1:] if is_guarded else text


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it is pasted or opened."""
    bare = text.lstrip("'")
    if bare[:1] not in _FORMULA_SIGNS or text == "-":
        return text
    number = text[1:].replace(",", "").replace(".", "")
    return text if text[0] in "+-" and number.isdigit() else f"'{text}"


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text that spreadsheets take from the clipboard, safe against formulas."""
    return "\n".join("\t".join(map(_quoted, cells)) for cells in rows)


def _quoted(cell: str) -> str:
    cell = guarded(cell)
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def column_name(number: int) -> str:
    """Return how spreadsheets name a column: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def make_table(
    source: Source, is_heading: Callable[[str], bool] | None = None, *, headings: bool = True
) -> Table:
    """Return rows as a table; empty rows and columns at the end are left out.

    The headings are the row near the top that holds most texts which `is_heading` knows, else
    the first one. Without `headings` the columns are named by their letters.

    Raises:
        Trouble: There is nothing in it, or far too much.
    """
    kept = _kept(source)
    if not kept:
        raise Trouble(
            "empty_table",
            _("There is nothing in this table."),
            _("Copy the rows together with their headings, or choose another file or sheet."),
        )
    width = max(len(cells) for _number, cells in kept)
    kept = [(number, cells + [""] * (width - len(cells))) for number, cells in kept]
    at = _heading_row(kept, is_heading) if headings else -1
    named, unnamed = _headers(kept[at][1] if at >= 0 else [""] * width)
    body = kept[at + 1 :]
    return Table(
        headers=named,
        rows=tuple(tuple(cells) for _number, cells in body),
        numbers=tuple(number for number, _cells in body),
        notes=tuple(_notes(at, unnamed, body) if headings else ()),
    )


def _kept(source: Source) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, checked against the limits."""
    kept: list[tuple[int, list[str]]] = []
    for number, raw in source:
        cells = [clean_cell(text) for text in raw]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise too_much(_("Row {row} has {n} columns.").format(row=number, n=len(cells)))
        if len(kept) > MOST_ROWS:
            raise too_much(_("The table has more than {n} rows.").format(n=MOST_ROWS))
        kept.append((number, cells))
    return kept


def too_much(what: str) -> Trouble:
    """Return the trouble that a table is too large, with the limits in words."""
    advice = _("At most {rows} rows and {columns} columns are read at once. Split the list.")
    return Trouble("too_much", what, advice.format(rows=MOST_ROWS, columns=MOST_COLUMNS))


def _heading_row(
    kept: Sequence[tuple[int, Sequence[str]]], is_heading: Callable[[str], bool] | None
) -> int:
    if is_heading is None:
        return 0
    known = [sum(map(is_heading, cells)) for _number, cells in kept[:LOOKED_AT]]
    best = max(known)
    if best >= FEWEST:
        return known.index(best)
    return next((at for at, (_n, cells) in enumerate(kept) if sum(map(bool, cells)) > 1), 0)


def _headers(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the headings, those that are empty named by their letter, and these letters."""
    unnamed = [column_name(at) for at, text in enumerate(cells) if not text]
    named = tuple(
        " ".join(text.split())
        if text
        else _("Column {letter}").format(letter=column_name(at))
        for at, text in enumerate(cells)
    )  # fmt: skip
    return named, unnamed


def _notes(
    at: int, unnamed: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]
) -> Iterable[Finding]:
    if at > 0:
        text = N_("{n} rows above the headings were left out.")
        if at == 1:
            text = N_("The row above the headings was left out.")
        yield Finding("rows_above", text, {"n": at}, level="warn")
    if unnamed and body:
        text = N_("No heading over column {letters}; merged headings stand over the first only.")
        yield Finding("no_heading", text, {"letters": ", ".join(unnamed)}, level="warn")
